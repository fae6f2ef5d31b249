import {
  holidayCalendar,
  plainDate,
  workingDayCalendar,
  type ConferenceId,
  type StaffId,
  type UnitId,
} from '../../../kernel/index.js';
import type { ItemCategory } from '../../../sharing/index.js';

/** What became of the wish to withhold a contribution from the person. `OPEN`: a second person has not decided. */
export type Withholding = 'NONE' | 'OPEN' | 'CONFIRMED' | 'REJECTED';

/** Written contribution of a body to a conference. */
export interface ContributionRow {
  readonly id: string;
  readonly conferenceId: ConferenceId;
  readonly unitId: UnitId;
  /** Counts from 1; only the last one counts. */
  readonly version: number;
  readonly categories: readonly ItemCategory[];
  readonly writtenBy: StaffId;
  readonly writtenAt: Date;
  readonly withholding: Withholding;
}

/**
 * Last day for contributions.
 *
 * @param sittingOn         Calendar date of the sitting.
 * @param workingDaysBefore How many working days earlier they are due.
 * @returns                 Calendar date, a working day.
 */
export function contributionDueOn(sittingOn: string, workingDaysBefore: number): string {
  const calendar = workingDayCalendar(holidayCalendar());
  let day = plainDate(sittingOn);
  for (let count = 0; count < workingDaysBefore; count += 1) day = calendar.previousWorkingDay(day);
  return day.toString();
}
