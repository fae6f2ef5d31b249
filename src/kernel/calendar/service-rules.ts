import type { Bilingual } from './plain-date.js';

/** Whose rules of notification apply: VwVfG and VwZG or LZG NRW, SGB X, AsylG before them, or private law. */
export type ServiceProcedure = 'administrative' | 'social' | 'asylum' | 'private';

/** Way in which a decision or declaration reaches a person («Bekanntgabe», «Zustellung», «Zugang»). */
export type ServiceMode =
  /** Simple letter. */
  | 'letter'
  /** E-mail or message into a portal account. */
  | 'electronic'
  /** Provided in a portal for retrieval. */
  | 'portal'
  /** Einschreiben Übergabe. */
  | 'registered'
  /** Einschreiben mit Rückschein. */
  | 'registeredReturnReceipt'
  /** Postzustellungsurkunde, the yellow envelope; also by insertion into the letter box or a notice left behind. */
  | 'pzu'
  /** Empfangsbekenntnis. */
  | 'eb'
  /** Public notice. */
  | 'public'
  /** Handed over to the reception centre, not (yet) handed out. */
  | 'aeHandover'
  /** Handed out in the reception centre. */
  | 'aeHandedOut'
  /** Asylum: returned as undeliverable from the last known address. */
  | 'returnedUndeliverable'
  /** Told or handed over in person. */
  | 'inPerson'
  /** Service with a formal defect that was received nevertheless. */
  | 'defectCured'
  /** Declaration under private law, e.g. a rejection by a landlord or employer. */
  | 'declaration';

/** How the effective day follows from the day of the act. */
export type ServiceEffect =
  | { readonly kind: 'sameDay' }
  /** Calendar days; Saturdays, Sundays and holidays count, also as the last day (BSG 6.5.2010, B 14 AS 12/09 R). */
  | { readonly kind: 'daysAfter'; readonly days: number }
  /** Effective the day after retrieval, and not at all without one in time. */
  | { readonly kind: 'dayAfterRetrieval'; readonly withinDays: number };

/** One line of the law of notification. Changes of law are further lines with other dates, never code. */
export interface ServiceRule {
  readonly mode: ServiceMode;
  readonly procedures: readonly ServiceProcedure[];
  readonly effect: ServiceEffect;
  /** What an actual receipt changes: nothing, only if it is later than the fiction, or only if it is earlier. */
  readonly receipt: 'ignored' | 'laterCounts' | 'earlierCounts';
  readonly norm: string;
  /** What the date given is the date of. */
  readonly act: Bilingual;
  /** First date of the act to which the line applies, `YYYY-MM-DD`. */
  readonly validFrom?: string;
  /** Last such date. */
  readonly validTo?: string;
}

const POSTED: Bilingual = { de: 'Aufgabe zur Post', en: 'posted' };
const SENT: Bilingual = { de: 'Absendung', en: 'sent' };
const PROVIDED: Bilingual = { de: 'Benachrichtigung über die Bereitstellung', en: 'availability notified' };
const SERVED: Bilingual = { de: 'Zustellung', en: 'served' };
const CENTRE: Bilingual = { de: 'Übergabe an die Aufnahmeeinrichtung', en: 'handed to the reception centre' };

/** Last day of the postal times before the Postrechtsmodernisierungsgesetz; the fictions grew from 3 to 4 days. */
const OLD_POST = { validTo: '2024-12-31', effect: { kind: 'daysAfter', days: 3 } } as const;
const NEW_POST = { validFrom: '2025-01-01', effect: { kind: 'daysAfter', days: 4 } } as const;
const SAME_DAY = { effect: { kind: 'sameDay' }, receipt: 'ignored' } as const;

/** A fiction with three days until the end of 2024 and four from then on. */
function postalFiction(rule: Omit<ServiceRule, 'effect' | 'validFrom' | 'validTo'>): readonly ServiceRule[] {
  return [
    { ...rule, ...OLD_POST },
    { ...rule, ...NEW_POST },
  ];
}

/**
 * The law of notification, one line per mode, procedure and time of validity.
 *
 * The dates decide by the day of the act (posting, sending, hand-over). Whether each Act changed on exactly that day
 * is to be confirmed by a lawyer before real use.
 */
export const SERVICE_RULES: readonly ServiceRule[] = [
  ...postalFiction({
    mode: 'letter',
    procedures: ['administrative', 'asylum'],
    receipt: 'laterCounts',
    norm: '§ 41 Abs. 2 S. 1 VwVfG',
    act: POSTED,
  }),
  ...postalFiction({
    mode: 'letter',
    procedures: ['social'],
    receipt: 'laterCounts',
    norm: '§ 37 Abs. 2 S. 1 SGB X',
    act: POSTED,
  }),
  ...postalFiction({
    mode: 'electronic',
    procedures: ['administrative', 'asylum'],
    receipt: 'laterCounts',
    norm: '§ 41 Abs. 2 S. 2 VwVfG',
    act: SENT,
  }),
  ...postalFiction({
    mode: 'electronic',
    procedures: ['social'],
    receipt: 'laterCounts',
    norm: '§ 37 Abs. 2 S. 2 SGB X',
    act: SENT,
  }),
  {
    mode: 'portal',
    procedures: ['administrative', 'asylum'],
    effect: { kind: 'dayAfterRetrieval', withinDays: 10 },
    receipt: 'laterCounts',
    norm: '§ 41 Abs. 2a VwVfG',
    act: PROVIDED,
  },
  ...postalFiction({
    mode: 'portal',
    procedures: ['social'],
    receipt: 'laterCounts',
    norm: '§ 37 Abs. 2a SGB X',
    act: PROVIDED,
  }),
  ...postalFiction({
    mode: 'registered',
    procedures: ['administrative', 'social', 'asylum'],
    receipt: 'laterCounts',
    norm: '§ 4 Abs. 2 VwZG, § 4 Abs. 2 LZG NRW',
    act: POSTED,
  }),
  {
    mode: 'registeredReturnReceipt',
    procedures: ['administrative', 'social', 'asylum'],
    ...SAME_DAY,
    norm: '§ 4 Abs. 2 VwZG, § 4 Abs. 2 LZG NRW',
    act: { de: 'Datum des Rückscheins', en: 'dated on the return receipt' },
  },
  {
    mode: 'pzu',
    procedures: ['administrative', 'social', 'asylum'],
    ...SAME_DAY,
    norm: '§ 3 VwZG, §§ 178 bis 181 ZPO',
    act: SERVED,
  },
  {
    mode: 'eb',
    procedures: ['administrative', 'social', 'asylum'],
    ...SAME_DAY,
    norm: '§ 5 VwZG',
    act: { de: 'Datum des Empfangsbekenntnisses', en: 'dated on the acknowledgement' },
  },
  {
    mode: 'public',
    procedures: ['administrative', 'social', 'asylum'],
    effect: { kind: 'daysAfter', days: 14 },
    receipt: 'ignored',
    norm: '§ 10 Abs. 2 VwZG',
    act: { de: 'Öffentliche Bekanntmachung', en: 'published' },
  },
  ...postalFiction({
    mode: 'aeHandover',
    procedures: ['asylum'],
    receipt: 'earlierCounts',
    norm: '§ 10 Abs. 4 S. 4 AsylG',
    act: CENTRE,
  }),
  {
    mode: 'aeHandedOut',
    procedures: ['asylum'],
    ...SAME_DAY,
    norm: '§ 10 Abs. 4 S. 4 AsylG',
    act: { de: 'Aushändigung in der Aufnahmeeinrichtung', en: 'handed out in the reception centre' },
  },
  {
    mode: 'returnedUndeliverable',
    procedures: ['asylum'],
    ...SAME_DAY,
    norm: '§ 10 Abs. 2 S. 4 AsylG',
    act: POSTED,
  },
  {
    mode: 'inPerson',
    procedures: ['administrative', 'asylum'],
    ...SAME_DAY,
    norm: '§ 41 Abs. 1 VwVfG',
    act: { de: 'Persönliche Eröffnung oder Übergabe', en: 'told or handed over in person' },
  },
  {
    mode: 'inPerson',
    procedures: ['social'],
    ...SAME_DAY,
    norm: '§ 37 Abs. 1 SGB X',
    act: { de: 'Persönliche Eröffnung oder Übergabe', en: 'told or handed over in person' },
  },
  {
    mode: 'defectCured',
    procedures: ['administrative', 'social', 'asylum'],
    ...SAME_DAY,
    norm: '§ 8 VwZG',
    act: { de: 'Tatsächlicher Zugang', en: 'actually received' },
  },
  {
    mode: 'declaration',
    procedures: ['private'],
    ...SAME_DAY,
    norm: '§ 130 BGB',
    act: { de: 'Zugang', en: 'received' },
  },
];
