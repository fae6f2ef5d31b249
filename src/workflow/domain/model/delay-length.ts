import { unitOf, type DeadlineRule, type PeriodUnit } from '../../../kernel/index.js';

/**
 * How long a deadline runs from the day it starts, in calendar days.
 *
 * `appointed`: it ends on a day that somebody names, so its length is not known beforehand.
 */
export type DelayLength = { readonly kind: 'appointed' } | CountedLength;

/** Nominal length, without holidays and without shift. */
export interface CountedLength {
  readonly kind: 'days';
  readonly min: number;
  readonly max: number;
  /** No later than this, holidays and shift included. */
  readonly latest: number;
}

/** Days by which a shift to the next working day can move an end: the longest run of days off, with one to spare. */
const LONGEST_SHIFT = 6;

/** Days of the months of a leap year followed by three others, which is all a period can meet. */
const MONTHS = [2028, 2029, 2030, 2031].flatMap((year) =>
  Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()),
);

/** Nominal length of a deadline; the day that is not counted (or counted) at the start is allowed for. */
export function delayLength(rule: DeadlineRule): DelayLength {
  if (rule.period === undefined) return { kind: 'days', min: 0, max: 30, latest: 30 };
  const { unit, amount } = unitOf(rule.period);
  const counted = rule.count === 'dayCounted' ? 1 : 0;
  if (unit === 'days' && amount === 1 && counted === 1) return { kind: 'appointed' };
  const [min, max] = nominal(unit, amount);
  const shift = rule.shift === 'nextWorkingDay' ? LONGEST_SHIFT : 0;
  const daysOff = unit === 'workdays' || unit === 'werktage' ? 6 + Math.ceil(amount / 10) : 0;
  return { kind: 'days', min: min - counted, max: max - counted, latest: max - counted + shift + daysOff };
}

function nominal(unit: PeriodUnit, amount: number): readonly [min: number, max: number] {
  switch (unit) {
    case 'days':
      return [amount, amount];
    case 'weeks':
      return [7 * amount, 7 * amount];
    case 'halfMonths': {
      const [min, max] = ofMonths(Math.floor(amount / 2));
      const half = amount % 2 === 1 ? 15 : 0;
      return [min + half, max + half];
    }
    case 'months':
      return ofMonths(amount);
    case 'years':
      return ofMonths(12 * amount);
    case 'workdays':
      return [amount + 2 * Math.floor((amount - 1) / 5), amount + 2 * Math.ceil(amount / 5)];
    case 'werktage':
      return [amount + Math.floor((amount - 1) / 6), amount + Math.ceil(amount / 6)];
  }
}

/** Shortest and longest run of so many months in a row. */
function ofMonths(amount: number): readonly [min: number, max: number] {
  const sums = MONTHS.map((_, start) =>
    Array.from({ length: amount }, (__, index) => MONTHS[(start + index) % MONTHS.length] ?? 0).reduce(
      (sum, days) => sum + days,
      0,
    ),
  );
  return [Math.min(...sums), Math.max(...sums)];
}
