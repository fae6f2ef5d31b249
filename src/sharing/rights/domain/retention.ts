import { Temporal } from 'temporal-polyfill';
import type { CaseId, UnitId } from '../../../kernel/index.js';

/** Kinds of records with a rule of their own. */
export type RetentionRecordKind =
  | 'idempotencyRecord'
  | 'accessLog'
  | 'mailMessage'
  | 'conferencePlan'
  | 'dateVote'
  | 'absence'
  | 'entryInterview'
  | 'consentProof'
  | 'dataSubjectRequest'
  | 'closedCase';

/** All of them. */
export const RETENTION_RECORD_KINDS = [
  'idempotencyRecord',
  'accessLog',
  'mailMessage',
  'conferencePlan',
  'dateVote',
  'absence',
  'entryInterview',
  'consentProof',
  'dataSubjectRequest',
  'closedCase',
] as const satisfies readonly RetentionRecordKind[];

/** How sure a period is, with its German label. */
export const retentionStatuses = {
  STATUTE: 'gesetzliche Frist',
  STATUTE_AS_GUIDE: 'Gesetz als Anhalt',
  PROPOSED: 'Vorschlag',
  UNVERIFIED: 'noch zu prüfen',
} as const;
export type RetentionStatus = keyof typeof retentionStatuses;

/** How long one kind of record is kept, and what happens then. Data, not code: `policies/retention.json`. */
export interface RetentionRule {
  readonly recordKind: RetentionRecordKind;
  /** German, for the record of processing activities. */
  readonly title: string;
  readonly keep: { readonly days: number } | { readonly months: number };
  /** From when it is counted, German. */
  readonly from: string;
  readonly norm: string;
  /** Where the period comes from, German. */
  readonly source: string;
  readonly status: RetentionStatus;
  /** `DELETE`: rows go. `ANONYMISE`: contents go, a frame without content keeps references whole. */
  readonly action: 'DELETE' | 'ANONYMISE';
  /** `BY_CLOCK`: every night by itself. `RELEASED`: reported every night, carried out when somebody releases it. */
  readonly carriedOut: 'BY_CLOCK' | 'RELEASED';
  /** Whether a unit may keep such records for another time. */
  readonly perUnit: boolean;
  /** No unit may keep them for less. */
  readonly atLeastMonths?: number | undefined;
  /** No unit may keep them for longer. */
  readonly atMostMonths?: number | undefined;
}

/** What the officer of a unit decided instead of a rule. */
export interface RetentionOverride {
  readonly id: string;
  readonly unitId: UnitId;
  readonly recordKind: RetentionRecordKind;
  /** `null`: the rule counts again. */
  readonly months: number | null;
  /** German; about the kind of record, never about a person. */
  readonly reason: string;
  readonly decidedAt: Date;
  /** Calendar date. */
  readonly validFrom: string;
}

/** Longest time any unit may set, in months. */
export const LONGEST_OVERRIDE = 120;

/** Why a unit may not keep records of this kind for so long or so short; `undefined` when it may. */
export function overrideObstacle(
  rule: RetentionRule,
  months: number | null,
): 'RETENTION_NOT_PER_UNIT' | 'RETENTION_TOO_SHORT' | 'RETENTION_TOO_LONG' | undefined {
  if (!rule.perUnit) return 'RETENTION_NOT_PER_UNIT';
  if (months === null) return undefined;
  if (months < (rule.atLeastMonths ?? 1)) return 'RETENTION_TOO_SHORT';
  return months > (rule.atMostMonths ?? LONGEST_OVERRIDE) ? 'RETENTION_TOO_LONG' : undefined;
}

/**
 * Rules of units that keep records of one kind for another time, as they count on a day.
 *
 * @param overrides Everything decided about the kind, oldest decision first.
 */
export function rulesOfUnits(
  rule: RetentionRule,
  overrides: readonly RetentionOverride[],
  today: string,
): ReadonlyMap<UnitId, RetentionRule> {
  const byUnit = new Map<UnitId, RetentionOverride>();
  for (const override of overrides) {
    if (override.recordKind !== rule.recordKind || override.validFrom > today) continue;
    const known = byUnit.get(override.unitId);
    if (!known || known.validFrom <= override.validFrom) byUnit.set(override.unitId, override);
  }
  return new Map(
    [...byUnit].flatMap(([unitId, { months }]) =>
      // A rule that was tightened since counts whatever a unit decided before.
      months === null || overrideObstacle(rule, months)
        ? []
        : [[unitId, { ...rule, keep: { months } }] as const],
    ),
  );
}

/** What one rule did, or would do. */
export interface RetentionLine {
  readonly recordKind: RetentionRecordKind;
  /** Records whose time has come. */
  readonly due: number;
  /** Records that stay although their time has come: an open request or breach needs them. */
  readonly held: number;
  /** Records that were erased; 0 in a dry run. */
  readonly erased: number;
  /** Cases of those whose time has come and that nothing holds, up to 1,000, in order; empty where none is concerned. */
  readonly caseIds: readonly CaseId[];
  /** Calendar date: what ended on or after it stays. */
  readonly before: string;
}

/** Calendar date before which a rule's period must have begun for it to be over today. */
export function cutOff({ keep }: RetentionRule, today: string): string {
  return Temporal.PlainDate.from(today).subtract(keep).toString();
}
