import type { EventDayLaw, NationalLaw, UnshiftedLaw } from './counting-laws.js';
import type { HolidayRegion } from './german-holidays.js';
import type { DayCount, PeriodOf, PeriodUnit } from './period.js';

/** Whether an end on a Saturday, Sunday or public holiday moves to the next working day. */
export type EndShift = 'none' | 'nextWorkingDay';

/**
 * What the end means: `lastDay` (default), the last day on which something can be done; `dayAfter`, a fiction or a
 * right that exists from the day after it (deemed consent, action for failure to act, a waiting period).
 */
export type DeadlineDue = 'lastDay' | 'dayAfter';

/** Where the starting date comes from: a field of the process, a field of the event, or the day a state was entered. */
export type DeadlineStart = `context.${string}` | `event.${string}` | 'entry';

interface RuleBase {
  readonly from: DeadlineStart;
  readonly due?: DeadlineDue;
  /** Place whose holidays count (seat of the court or authority, place of the declaration); default NRW. */
  readonly holidayRegion?: HolidayRegion;
}

/** Law, counting of the first day and shift in the combinations that exist; the law defaults to `vwvfg`. */
type Counting =
  | { readonly countingLaw?: NationalLaw; readonly count?: DayCount; readonly shift: EndShift }
  | { readonly countingLaw: EventDayLaw; readonly count?: 'eventDay'; readonly shift: EndShift }
  | { readonly countingLaw: UnshiftedLaw; readonly count?: 'eventDay'; readonly shift: 'none' };

/** Arbeitstage end on a working day anyway: a shift could never act and would only mislead. */
type Length =
  | { readonly period: PeriodOf<Exclude<PeriodUnit, 'workdays'>> }
  | { readonly period: PeriodOf<'workdays'>; readonly shift: 'none' };

/** A period of law; `count` defaults to `eventDay`. */
export type PeriodRule = RuleBase & Counting & Length & { readonly endOf?: never };

/** The end of the month in which the starting date lies; a benefit period, never shifted (§ 26 Abs. 4 SGB X). */
export type MonthEndRule = RuleBase & {
  readonly endOf: 'month';
  readonly shift?: 'none';
  readonly period?: never;
  readonly count?: never;
  readonly countingLaw?: never;
};

/**
 * How a date follows from an event by law: the member `rule` of a delay in a process definition.
 *
 * What the type forbids, `parseDeadlineRule` refuses in data.
 */
export type DeadlineRule = PeriodRule | MonthEndRule;
