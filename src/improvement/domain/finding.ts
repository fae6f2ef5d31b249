import type { FindingId, ProgrammeId, UnitId } from '../../kernel/index.js';
import type { LifeArea } from '../../cases/index.js';
import type { OrgTypeCode } from '../../directory/index.js';

/** What kind of finding it is; good practice counts as much as a gap. */
export const FINDING_KINDS = [
  'GAP',
  'DOUBLE_WORK',
  'WAITING',
  'CONTRADICTION',
  'UNREADABLE_LETTER',
  'MISSING_OFFER',
  'ACCESS_BARRIER',
  'DISCRIMINATION',
  'GOOD_PRACTICE',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** From what a finding was learnt. */
export const FINDING_ORIGINS = ['CASE', 'CONFERENCE', 'INTERVIEW', 'FREE'] as const;
export type FindingOriginKind = (typeof FINDING_ORIGINS)[number];

/** Where a finding comes from; only members of the origin unit ever learn `id`. */
export interface FindingOriginRef {
  readonly kind: FindingOriginKind;
  /** Case, conference or interview; nothing for a free report. */
  readonly id?: string | null;
}

/** A finding as everybody on the structure level sees it. No date finer than the quarter. */
export interface FindingView {
  readonly id: FindingId;
  readonly programmeId: ProgrammeId | null;
  readonly text: string;
  readonly kind: FindingKind;
  /** `null` only for what the platform reported by itself. */
  readonly lifeArea: LifeArea | null;
  readonly bodyTypes: readonly OrgTypeCode[];
  readonly severity: number;
  /** `2026-Q4`. */
  readonly quarter: string;
  readonly originKind: FindingOriginKind;
  readonly released: boolean;
  /** `null` for everybody outside the origin unit. */
  readonly origin: { readonly id: string | null; readonly unitId: UnitId } | null;
}

/**
 * Quarter of a day: as exact as a finding is dated.
 *
 * @param day Calendar date, anything with year and month.
 * @returns E.g. `2026-Q4`.
 */
export function quarterOf(day: { readonly year: number; readonly month: number }): string {
  return `${day.year}-Q${Math.ceil(day.month / 3)}`;
}
