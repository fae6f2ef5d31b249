import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holidayCalendar } from './german-holidays.js';
import { completesYearOn, type DayCount, endOfPeriod, type Period } from './period.js';
import { compareDates, plainDate, type PlainDate } from './plain-date.js';
import { workingDayCalendar } from './working-days.js';

const calendar = workingDayCalendar(holidayCalendar('DE-NW'));
const dates: fc.Arbitrary<PlainDate> = fc
  .integer({ min: 0, max: 365 * 40 })
  .map((days) => plainDate('2000-01-01').add({ days }));

function endOf(period: Period, startsOn: string, count: DayCount = 'eventDay'): string {
  return endOfPeriod(period, plainDate(startsOn), count, calendar).toString();
}

describe('end of a period', () => {
  it.each<[string, Period, string, DayCount, string]>([
    ['days', { days: 14 }, '2026-02-20', 'eventDay', '2026-03-06'],
    ['days with the first one', { days: 14 }, '2026-02-20', 'dayCounted', '2026-03-05'],
    ['a week on the same weekday', { weeks: 1 }, '2026-02-20', 'eventDay', '2026-02-27'],
    ['a week with the first day', { weeks: 1 }, '2026-02-20', 'dayCounted', '2026-02-26'],
    ['a month, clamped', { months: 1 }, '2026-01-31', 'eventDay', '2026-02-28'],
    ['a month, clamped in a leap year', { months: 1 }, '2028-01-30', 'eventDay', '2028-02-29'],
    ['a month from a short one keeps its number', { months: 1 }, '2026-02-28', 'eventDay', '2026-03-28'],
    ['a counted month is the whole month', { months: 1 }, '2026-03-01', 'dayCounted', '2026-03-31'],
    ['a counted month within', { months: 1 }, '2026-03-15', 'dayCounted', '2026-04-14'],
    ['a counted month, clamped', { months: 1 }, '2026-01-30', 'dayCounted', '2026-02-28'],
    ['a counted month, just not clamped', { months: 1 }, '2026-01-29', 'dayCounted', '2026-02-28'],
    ['a half month', { halfMonths: 1 }, '2026-01-31', 'eventDay', '2026-02-15'],
    ['a counted half month', { halfMonths: 1 }, '2026-02-01', 'dayCounted', '2026-02-15'],
    ['two half months are a month', { halfMonths: 2 }, '2026-01-31', 'eventDay', '2026-02-28'],
    ['the 15 days come last', { halfMonths: 3 }, '2026-01-31', 'eventDay', '2026-03-15'],
    ['Arbeitstage with the first one', { workdays: 1 }, '2026-11-02', 'dayCounted', '2026-11-02'],
    ['Arbeitstage over a weekend', { workdays: 1 }, '2026-11-06', 'eventDay', '2026-11-09'],
    ['Werktage on a Saturday', { werktage: 1 }, '2026-11-06', 'eventDay', '2026-11-07'],
  ])('%s', (_what, period, startsOn, count, expected) => {
    expect(endOf(period, startsOn, count)).toBe(expected);
  });

  it('of months has the same number, or is the last day of a month too short for it', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 120 }), (startsOn, months) => {
        const end = endOfPeriod({ months }, startsOn, 'eventDay', calendar);
        const monthsLater = (end.year - startsOn.year) * 12 + end.month - startsOn.month;
        expect(monthsLater).toBe(months);
        expect(end.day).toBe(Math.min(startsOn.day, end.daysInMonth));
      }),
    );
  });

  it('of counted months followed by the next ones leaves no gap', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 24 }), (startsOn, months) => {
        fc.pre(startsOn.day <= 28);
        const first = endOfPeriod({ months }, startsOn, 'dayCounted', calendar);
        const both = endOfPeriod({ months: 2 * months }, startsOn, 'dayCounted', calendar);
        const second = endOfPeriod({ months }, first.add({ days: 1 }), 'dayCounted', calendar);
        expect(second.equals(both)).toBe(true);
      }),
    );
  });

  it.each<[string, Period]>([
    ['zero', { days: 0 }],
    ['a fraction', { weeks: 1.5 }],
    ['too long', { years: 101 }],
  ])('refuses %s', (_what, period) => {
    expect(() => endOf(period, '2026-01-01')).toThrow(RangeError);
  });

  it('refuses a unit that is none', () => {
    expect(() => endOf({ hours: 1 } as unknown as Period, '2026-01-01')).toThrow();
  });
});

describe('age', () => {
  it.each([
    ['2008-09-01', 18, '2026-08-31'],
    ['2007-03-01', 17, '2024-02-29'],
    ['2008-02-29', 18, '2026-02-28'],
    ['2008-02-29', 20, '2028-02-28'],
    ['2008-01-01', 16, '2023-12-31'],
  ])('born %s, year %i is completed with %s', (birth, years, expected) => {
    expect(completesYearOn(plainDate(birth), years).toString()).toBe(expected);
  });

  it('is reached on the birthday, or on 1 March where 29 February is missing', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 150 }), (birth, years) => {
        const reached = completesYearOn(birth, years).add({ days: 1 });
        const birthday = birth.add({ years });
        const expected = birthday.day === birth.day ? birthday : birthday.add({ days: 1 });
        expect(compareDates(reached, expected)).toBe(0);
      }),
    );
  });

  it.each([0, 1.5, 151])('refuses %p years', (years) => {
    expect(() => completesYearOn(plainDate('2000-01-01'), years)).toThrow(RangeError);
  });
});
