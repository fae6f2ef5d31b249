/** How something was erased, with its German label. */
export const erasureMethods = {
  TEXT_REMOVED: 'Text überschrieben',
  KEY_DESTROYED: 'Schlüssel der Person vernichtet; in keiner Sicherung mehr lesbar',
  ROWS_DELETED: 'Datensätze gelöscht',
  FIELDS_EMPTIED: 'Inhalte geleert, Gerüst ohne Angaben behalten',
} as const;
export type ErasureMethod = keyof typeof erasureMethods;

/** Why a person as a whole cannot be erased yet, with its German sentence. */
export const personHolds = {
  OTHER_CONTROLLER:
    'Eine andere Stelle ist für Angaben über die Person verantwortlich oder am Fall beteiligt.',
  CONSENT_PROOF: 'Eine Einwilligung läuft noch oder muss noch nachgewiesen werden können.',
  OPEN_REQUEST: 'Ein anderer Antrag der Person ist offen.',
  OPEN_BREACH: 'Eine Datenschutzverletzung, die die Person betrifft, ist nicht abgeschlossen.',
} as const;
export type PersonHold = keyof typeof personHolds;
