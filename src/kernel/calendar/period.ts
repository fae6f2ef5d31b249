import { assertNever } from '../result.js';
import type { PlainDate } from './plain-date.js';
import type { WorkingDayCalendar } from './working-days.js';

/** Units a period of law is given in, with the longest period that is taken for meant. */
export const PERIOD_UNITS = {
  days: 3660,
  weeks: 520,
  /** Half months: 15 days (§ 189 BGB); an odd number is whole months first, then the 15 days (§ 189 Abs. 2 BGB). */
  halfMonths: 240,
  months: 600,
  years: 100,
  /** Arbeitstage: Monday to Friday without holidays. */
  workdays: 1000,
  /** Werktage literally: Monday to Saturday without holidays. */
  werktage: 1000,
} as const;

/** Name of a unit, as written in definitions. */
export type PeriodUnit = keyof typeof PERIOD_UNITS;

/** Exactly one unit and no other. */
type Only<Unit extends PeriodUnit> = { readonly [U in Unit]: number } & {
  readonly [U in Exclude<PeriodUnit, Unit>]?: never;
};

/** A period in one of some units, e.g. `{ weeks: 2 }`; the number is whole and at least 1. */
export type PeriodOf<Units extends PeriodUnit> = { [Unit in Units]: Only<Unit> }[Units];

/** A period in exactly one unit. */
export type Period = PeriodOf<PeriodUnit>;

/**
 * Whether the day a period starts from is part of it.
 *
 * `eventDay`: something happens during that day, it is not counted (§ 187 Abs. 1 BGB).
 * `dayCounted`: the period starts with the beginning of that day, as ages and titles «ab 1.3.» do (§ 187 Abs. 2 BGB).
 */
export type DayCount = 'eventDay' | 'dayCounted';

/** Unit and number of a period. */
export function unitOf(period: Period): { readonly unit: PeriodUnit; readonly amount: number } {
  const [entry] = Object.entries(period) as [[PeriodUnit, number]];
  return { unit: entry[0], amount: entry[1] };
}

/**
 * Last day of a period before any shift (§§ 188, 189 BGB).
 *
 * @param period    Months and years end on the day with the same number (with the day before it, if the first day is
 *   counted), or on the last day of a month that is too short (§ 188 Abs. 2, 3 BGB).
 * @param startsOn  Day of the triggering event, or first day of the period; `count` says which.
 * @param calendar  Working days of the place that counts; only Arbeitstage and Werktage ask it.
 * @throws {RangeError} a number that is not whole, below 1 or above the unit's limit – a programming error, since
 *   definitions are checked before they are deployed.
 */
export function endOfPeriod(
  period: Period,
  startsOn: PlainDate,
  count: DayCount,
  calendar: WorkingDayCalendar,
): PlainDate {
  const { unit, amount } = unitOf(period);
  if (!Number.isInteger(amount) || amount < 1 || amount > PERIOD_UNITS[unit]) {
    throw new RangeError(`${unit} must be a whole number from 1 to ${PERIOD_UNITS[unit]}: ${amount}`);
  }
  const dayBeforeFirst = count === 'eventDay' ? startsOn : startsOn.subtract({ days: 1 });
  switch (unit) {
    case 'days':
      return dayBeforeFirst.add({ days: amount });
    case 'weeks':
      return dayBeforeFirst.add({ weeks: amount });
    case 'months':
      return endOfMonths(startsOn, count, amount);
    case 'years':
      return endOfMonths(startsOn, count, 12 * amount);
    case 'halfMonths':
      return endOfHalfMonths(startsOn, count, amount);
    case 'workdays':
      return nthDay(dayBeforeFirst, amount, calendar.isWorkingDay);
    case 'werktage':
      return nthDay(dayBeforeFirst, amount, calendar.isWerktag);
    default:
      return assertNever(unit);
  }
}

/**
 * Last day of a year of life: the day before the birthday (§ 187 Abs. 2 S. 2, § 188 Abs. 2 BGB).
 *
 * Who is born on 29 February completes a year at the end of 28 February, in every year.
 *
 * @param years  Whole years of age, 1–150; at 18 the person is of age from the next day on (§ 2 BGB).
 */
export function completesYearOn(birth: PlainDate, years: number): PlainDate {
  if (!Number.isInteger(years) || years < 1 || years > 150) throw new RangeError(`Not an age: ${years}`);
  return endOfMonths(birth, 'dayCounted', 12 * years);
}

function endOfMonths(startsOn: PlainDate, count: DayCount, months: number): PlainDate {
  if (count === 'eventDay') return startsOn.add({ months }, { overflow: 'constrain' });
  // The day before the first of a month is that month's predecessor's last day, however long it is: counting from
  // 1 March ends on 31 March, while adding a month to 28 February would end on 28 March.
  if (startsOn.day === 1) return startsOn.add({ months }).subtract({ days: 1 });
  return startsOn.subtract({ days: 1 }).add({ months }, { overflow: 'constrain' });
}

function endOfHalfMonths(startsOn: PlainDate, count: DayCount, halves: number): PlainDate {
  const months = Math.floor(halves / 2);
  const half = { days: 15 * (halves % 2) };
  if (months > 0) return endOfMonths(startsOn, count, months).add(half);
  return (count === 'eventDay' ? startsOn : startsOn.subtract({ days: 1 })).add(half);
}

function nthDay(from: PlainDate, n: number, counts: (date: PlainDate) => boolean): PlainDate {
  let day = from;
  for (let counted = 0; counted < n;) {
    day = day.add({ days: 1 });
    if (counts(day)) counted += 1;
  }
  return day;
}
