import type { RegionId } from '../../kernel/index.js';

/** Sentence of a finding in both languages. */
interface FindingText {
  readonly de: string;
  readonly en: string;
}

/** Everything that can be wrong with the register. */
export const auditFindingTexts = {
  EVENT_CHANGED: {
    de: 'Eine Zeile des Registers wurde geändert.',
    en: 'A line of the register was changed.',
  },
  EVENT_MISSING: {
    de: 'Eine Zeile des Registers wurde gelöscht.',
    en: 'A line of the register was deleted.',
  },
  EVENT_NOT_IN_CHAIN: {
    de: 'Eine Zeile wurde an der Kette vorbei eingefügt, oder ihr Glied wurde gelöscht.',
    en: 'A line was inserted past the chain, or its link was deleted.',
  },
  EVENT_BACKDATED: {
    de: 'Eine Zeile trägt eine Zeit, zu der die Kette schon weiter war.',
    en: 'A line carries an instant at which the chain had already gone further.',
  },
  LINK_CHANGED: { de: 'Ein Glied der Kette wurde geändert.', en: 'A link of the chain was changed.' },
  LINK_MISSING: { de: 'Glieder der Kette wurden gelöscht.', en: 'Links of the chain were deleted.' },
  LINK_REORDERED: {
    de: 'Ein Glied der Kette steht an anderer Stelle.',
    en: 'A link of the chain was moved.',
  },
  TAIL_MISSING: {
    de: 'Das Ende der Kette fehlt: ein signierter Anker oder der neben dem Schlüssel aufbewahrte Stand bezeugt mehr Zeilen.',
    en: 'The end of the chain is missing: a signed anchor, or the head kept beside the key, attests more lines.',
  },
  CHAIN_REWRITTEN: {
    de: 'Die Kette wurde neu berechnet: der signierte Anker oder der aufbewahrte Stand bezeugt eine andere.',
    en: 'The chain was computed anew: the signed anchor, or the head that was kept, attests another one.',
  },
  REGION_REMARKED: {
    de: 'Die Kennzeichnung der Region als Demonstration wurde geändert, nachdem ihre Kette begonnen hatte.',
    en: 'The mark of the region as a demonstration was changed after its chain had begun.',
  },
  REGION_MISSING: {
    de: 'Die Region wurde gelöscht, obwohl ihre Kette begonnen hatte.',
    en: 'The region was deleted although its chain had begun.',
  },
  ANCHOR_CHANGED: {
    de: 'Ein Anker wurde geändert: seine Signatur stimmt nicht.',
    en: 'An anchor was changed: its signature is wrong.',
  },
  ANCHOR_MISSING: { de: 'Ein Anker wurde gelöscht.', en: 'An anchor was deleted.' },
  ANCHOR_KEY_UNKNOWN: {
    de: 'Ein Anker ist mit einem Schlüssel signiert, der hier nicht bekannt ist.',
    en: 'An anchor is signed with a key that is not known here.',
  },
  ANCHOR_OVERDUE: {
    de: 'Die Kette hat seit mehr als zwei Tagen keinen Anker bekommen.',
    en: 'The chain has got no anchor for more than two days.',
  },
  SEALING_STANDS_STILL: {
    de: 'Zeilen warten seit mehr als einer Minute auf ihr Glied, obwohl ein Worker läuft.',
    en: 'Lines have waited for their link for more than a minute although a worker is running.',
  },
  DISCLOSURE_CHANGED: {
    de: 'Eine Zeile des Verzeichnisses der Weitergaben sagt etwas anderes als bei ihrer Eintragung.',
    en: 'A line of the register of disclosures says something else than when it was written.',
  },
  DISCLOSURE_MISSING: {
    de: 'Eine Zeile des Verzeichnisses der Weitergaben wurde gelöscht.',
    en: 'A line of the register of disclosures was deleted.',
  },
  DISCLOSURE_NOT_ATTESTED: {
    de: 'Eine Zeile des Verzeichnisses der Weitergaben steht dort, ohne dass jemand sie eingetragen hat.',
    en: 'A line of the register of disclosures is there although nobody wrote it.',
  },
} as const satisfies Readonly<Record<string, FindingText>>;

/** Code of a finding. */
export type AuditFindingCode = keyof typeof auditFindingTexts;

/** Something wrong with the register, and where. */
export interface AuditFinding {
  readonly code: AuditFindingCode;
  readonly regionId: RegionId;
  /** Place in the chain; with `upTo`, the first of several. */
  readonly position?: number;
  readonly upTo?: number;
  readonly eventId?: string;
  /** Line of the register of disclosures. */
  readonly disclosureId?: string;
  /** What of it is different, e.g. `category WORK → HEALTH`. */
  readonly changes?: readonly string[];
  /** Number of the anchor. */
  readonly anchor?: number;
  /** Day of the anchor. */
  readonly day?: string;
}
