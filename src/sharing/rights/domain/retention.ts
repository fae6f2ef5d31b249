import { Temporal } from 'temporal-polyfill';

/** Kinds of records with a rule of their own. */
export type RetentionRecordKind =
  'idempotencyRecord' | 'accessLog' | 'entryInterview' | 'consentProof' | 'dataSubjectRequest' | 'closedCase';

/** How long one kind of record is kept, and what happens then. Data, not code. */
export interface RetentionRule {
  readonly recordKind: RetentionRecordKind;
  /** German, for the record of processing activities. */
  readonly title: string;
  readonly keep: { readonly days: number } | { readonly months: number };
  /** From when it is counted, German. */
  readonly from: string;
  readonly norm: string;
  /** `DELETE`: rows go. `ANONYMISE`: contents go, a frame without content keeps references whole. */
  readonly action: 'DELETE' | 'ANONYMISE';
  /** `BY_CLOCK`: every night by itself. `RELEASED`: reported every night, carried out when somebody releases it. */
  readonly carriedOut: 'BY_CLOCK' | 'RELEASED';
}

/** Defaults; version and date of the table change with it. */
export const retentionRules: readonly RetentionRule[] = [
  {
    recordKind: 'idempotencyRecord',
    title: 'Technische Antworten auf Befehle',
    keep: { days: 30 },
    from: 'dem Befehl',
    norm: 'Art. 5 Abs. 1 e DSGVO',
    action: 'DELETE',
    carriedOut: 'BY_CLOCK',
  },
  {
    recordKind: 'accessLog',
    title: 'Zugriffsprotokoll',
    keep: { months: 6 },
    from: 'dem Zugriff',
    norm: '§ 79 Abs. 4 SGB X (entsprechend)',
    action: 'DELETE',
    carriedOut: 'BY_CLOCK',
  },
  {
    recordKind: 'entryInterview',
    title: 'Einstiegsinterview mit Namen',
    keep: { months: 12 },
    from: 'dem Gespräch',
    norm: 'Art. 5 Abs. 1 c, e DSGVO',
    action: 'ANONYMISE',
    carriedOut: 'RELEASED',
  },
  {
    recordKind: 'consentProof',
    title: 'Nachweise von Einwilligungen und Schweigepflichtentbindungen',
    keep: { months: 36 },
    from: 'ihrem Ende',
    norm: 'Art. 7 Abs. 1, Art. 17 Abs. 3 e DSGVO, § 195 BGB',
    action: 'ANONYMISE',
    carriedOut: 'RELEASED',
  },
  {
    recordKind: 'dataSubjectRequest',
    title: 'Anträge betroffener Personen mit Antwort und Auskunft',
    keep: { months: 36 },
    from: 'der Antwort',
    norm: 'Art. 5 Abs. 2, Art. 17 Abs. 3 e DSGVO, § 195 BGB',
    action: 'ANONYMISE',
    carriedOut: 'RELEASED',
  },
  {
    recordKind: 'closedCase',
    title: 'Akte des Fallmanagements mit allen Angaben',
    keep: { months: 24 },
    from: 'dem Ende der letzten Beteiligung am Fall',
    norm: 'Art. 5 Abs. 1 e, Art. 17 Abs. 1 a DSGVO, § 84 Abs. 2 SGB X',
    action: 'ANONYMISE',
    carriedOut: 'RELEASED',
  },
];

/** What one rule did, or would do. */
export interface RetentionLine {
  readonly recordKind: RetentionRecordKind;
  /** Records whose time has come. */
  readonly due: number;
  /** Records that stay although their time has come: an open request or breach needs them. */
  readonly held: number;
  /** Records that were erased; 0 in a dry run. */
  readonly erased: number;
  /** Calendar date: what ended on or after it stays. */
  readonly before: string;
}

/** Calendar date before which a rule's period must have begun for it to be over today. */
export function cutOff({ keep }: RetentionRule, today: string): string {
  return Temporal.PlainDate.from(today).subtract(keep).toString();
}
