/** What a recipient is told about an item it received, with its German sentence for staff. */
export const noticeKinds = {
  CORRECTED: 'Die Angabe war falsch und wurde berichtigt. Bitte auch in eigenen Unterlagen berichtigen.',
  DISPUTED: 'Die Person sagt, die Angabe ist falsch. Bitte nur mit diesem Vermerk verwenden.',
  RESTRICTED: 'Die Angabe ist gesperrt. Bitte vorerst nicht verwenden.',
  ERASED: 'Die Angabe wurde gelöscht. Bitte auch in eigenen Unterlagen löschen.',
} as const;
export type NoticeKind = keyof typeof noticeKinds;
