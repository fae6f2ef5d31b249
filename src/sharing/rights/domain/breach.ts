import type { PersonId, UnitId } from '../../../kernel/index.js';

/** What was breached, with its German label. */
export const breachKinds = {
  CONFIDENTIALITY: 'Vertraulichkeit: Unbefugte haben etwas erfahren',
  INTEGRITY: 'Richtigkeit: Daten wurden verändert',
  AVAILABILITY: 'Verfügbarkeit: Daten sind verloren oder nicht erreichbar',
} as const;
export type BreachKind = keyof typeof breachKinds;

/** Likely risk for the persons concerned, with its German label. */
export const breachRisks = {
  NONE: 'voraussichtlich kein Risiko',
  RISK: 'Risiko',
  HIGH: 'hohes Risiko',
} as const;
export type BreachRisk = keyof typeof breachRisks;

/** How the persons concerned were told, with its German label. */
export const tellingWays = {
  DIRECTLY: 'einzeln benachrichtigt',
  PUBLICLY: 'öffentlich bekannt gemacht (Art. 34 Abs. 3 c DSGVO)',
  EXEMPT:
    'nicht nötig, weil die Daten geschützt waren oder das Risiko beseitigt ist (Art. 34 Abs. 3 a, b DSGVO)',
} as const;
export type TellingWay = keyof typeof tellingWays;

/** Where a breach stands, with its German label. */
export const breachStates = {
  NOTICED: 'bemerkt, einzuschätzen',
  TO_REPORT: 'zu melden',
  LATE: '72 Stunden vorbei',
  TO_TELL: 'Betroffene zu benachrichtigen',
  DOCUMENTED: 'abzuschließen',
  CLOSED: 'abgeschlossen',
} as const;
export type BreachState = keyof typeof breachStates;

/** Identifier of a breach. */
export type DataBreachId = string & { readonly brandOfBreach: unique symbol };

/** A breach as its record has it. */
export interface BreachRecord {
  readonly id: DataBreachId;
  readonly controllerUnitId: UnitId;
  readonly kinds: readonly BreachKind[];
  /** Categories of data concerned. */
  readonly categories: readonly string[];
  readonly noticedAt: Date;
  /** Instant at which the 72 hours end. */
  readonly reportDueAt: Date;
  /** What happened; without names. */
  readonly facts: string;
  readonly personsEstimated: number;
  readonly risk: BreachRisk | null;
  readonly effects: string | null;
  readonly measures: string | null;
  readonly reportedAt: Date | null;
  readonly authorityReference: string | null;
  readonly delayReason: string | null;
  readonly toldAt: Date | null;
  readonly toldWay: TellingWay | null;
  readonly closedAt: Date | null;
  readonly state: BreachState;
  /** Persons concerned as far as they are known; identifiers only. */
  readonly personIds: readonly PersonId[];
}

/** Art. 33 Abs. 1 S. 1 DSGVO. */
export const REPORT_WITHIN_HOURS = 72;
