import { minuteOfDay } from './clock-times.js';

/** What an entry of the week is: time of work, or the lunch within it. */
export const HOURS_KINDS = ['WORK', 'LUNCH'] as const;
/** Kind of an entry of the week. */
export type HoursKind = (typeof HOURS_KINDS)[number];

/** Hours on a day of the week, in minutes of the clock on the wall. */
export interface WeeklySpan {
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  readonly kind: HoursKind;
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** The same as it comes in. */
export interface WeeklySpanInput {
  readonly weekday: number;
  readonly kind: HoursKind;
  /** `HH:MM`. */
  readonly from: string;
  readonly until: string;
}

/** Reads a week. @returns What is wrong with it, or its spans. */
export function readWeek(
  input: readonly WeeklySpanInput[],
): readonly WeeklySpan[] | 'WORKING_HOURS_INVALID' | 'WORKING_HOURS_OVERLAP' {
  const spans: WeeklySpan[] = [];
  for (const { weekday, kind, from, until } of input) {
    const fromMinute = minuteOfDay(from);
    const untilMinute = minuteOfDay(until);
    const isDay = Number.isInteger(weekday) && weekday >= 1 && weekday <= 7;
    if (!isDay || fromMinute === undefined || untilMinute === undefined || fromMinute >= untilMinute)
      return 'WORKING_HOURS_INVALID';
    spans.push({ weekday, kind, fromMinute, untilMinute });
  }
  const overlap = spans.some((one, index) =>
    spans
      .slice(index + 1)
      .some(
        (other) =>
          other.weekday === one.weekday &&
          other.kind === one.kind &&
          other.fromMinute < one.untilMinute &&
          one.fromMinute < other.untilMinute,
      ),
  );
  return overlap ? 'WORKING_HOURS_OVERLAP' : spans;
}
