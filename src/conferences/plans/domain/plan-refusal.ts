import type { ConferenceId } from '../../../kernel/index.js';
import { planErrors } from './plan.errors.js';

/** A conference whose planned date no longer fits. */
export interface EntryRefusal {
  readonly conferenceId: ConferenceId;
  /** As a single date would be refused, PLAN_ENTRY_BROKEN, or PLAN_ENTRY_DECIDED where it got a date or a vote meanwhile. */
  readonly code: string;
}

/** Nothing was booked, because not everything fits. GraphQL type `PlanEntriesRefused`. */
export interface PlanEntriesRefused {
  readonly kind: 'PlanEntriesRefused';
  readonly code: 'PLAN_ENTRIES_NO_LONGER_FIT';
  readonly message: string;
  readonly refusals: readonly EntryRefusal[];
}

/** Builds the refusal. */
export function entriesRefused(refusals: readonly EntryRefusal[]): PlanEntriesRefused {
  const code = 'PLAN_ENTRIES_NO_LONGER_FIT';
  return { kind: 'PlanEntriesRefused', code, message: planErrors[code].de, refusals };
}
