import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import type { ConstraintName, PlanProof, Score } from '../../planning/index.js';

/** Where a planning is. `QUEUED` and `RUNNING` are open; whatever ended, its best plan stays. */
export const PLAN_STATUSES = ['QUEUED', 'RUNNING', 'FINISHED', 'CANCELLED', 'FAILED'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** How much weight an even spread over chairs, recorders and substitutes has. */
export const FAIR_LOADS = ['OFF', 'NORMAL', 'STRONG'] as const;
export type FairLoad = (typeof FAIR_LOADS)[number];

/** What somebody asks of a planning. Kept as it was asked, so that it can be repeated. */
export interface PlanSettings {
  /** First and last date, Europe/Berlin. */
  readonly from: string;
  readonly until: string;
  readonly fairLoad: FairLoad;
  /** Conferences of one block shall lie on one day. */
  readonly blocks: readonly (readonly ConferenceId[])[];
  /** Seconds the search may take. */
  readonly seconds: number;
}

/** Limits of what may be asked. */
export const planLimits = {
  days: 120,
  seconds: { least: 1, most: 120 },
  blocks: 20,
  perBlock: 8,
} as const;

/** Attempts after which a planning whose worker keeps dying is marked as failed. */
export const MOST_ATTEMPTS = 3;

/** A planning with how far it is. */
export interface ConferencePlanRow {
  readonly id: string;
  readonly convenerUnitId: UnitId;
  readonly programmeId: string | null;
  readonly previousPlanId: string | null;
  readonly settings: PlanSettings;
  readonly requestedBy: StaffId;
  readonly requestedAt: Date;
  readonly status: PlanStatus;
  readonly failureCode: string | null;
  readonly attempts: number;
  /** 0 to 1. */
  readonly part: number;
  readonly moves: number;
  /** `null` until a first plan is there. */
  readonly score: Score | null;
  /** Costs per constraint, only those that cost something. */
  readonly costs: Partial<Record<ConstraintName, number>> | null;
  /** What is proved of the best plan; `null` until that was tried. */
  readonly proof: PlanProof | null;
  readonly reportedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Who comes for which body. */
export interface PlannedAttendee {
  readonly unitId: UnitId;
  readonly staffId: StaffId;
}

/** When, where and with whom a plan has a conference. */
export interface PlannedSlot {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** `null`: by video. */
  readonly roomId: string | null;
  readonly chairId: StaffId;
  readonly recorderId: StaffId;
  readonly attendees: readonly PlannedAttendee[];
  readonly interpreterId: string | null;
}

/** One conference of a plan. */
export interface PlanEntry {
  readonly conferenceId: ConferenceId;
  /** `null`: not placed yet, or no longer open when the search began. */
  readonly slot: PlannedSlot | null;
  /** Hard conditions that it breaks where it lies; with any of them it cannot be held like this. */
  readonly problems: readonly ConstraintName[];
  readonly acceptedAt: Date | null;
  /** Code of why it no longer fitted when the plan was accepted. */
  readonly refusal: string | null;
}

/** Whether nobody can change the plan any more. */
export function hasEnded(status: PlanStatus): boolean {
  return status === 'FINISHED' || status === 'CANCELLED' || status === 'FAILED';
}
