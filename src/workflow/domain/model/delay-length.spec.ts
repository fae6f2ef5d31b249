import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  computeDeadline,
  holidayCalendar,
  plainDate,
  type DeadlineRule,
  type PeriodUnit,
} from '../../../kernel/index.js';
import { delayLength } from './delay-length.js';

const rule = (period: Partial<Record<PeriodUnit, number>>, more: Partial<DeadlineRule> = {}): DeadlineRule =>
  ({ period, from: 'entry', shift: 'none', ...more }) as DeadlineRule;

describe('the nominal length of a deadline', () => {
  it.each<[string, DeadlineRule, readonly [number, number]]>([
    ['ten days', rule({ days: 10 }), [10, 10]],
    ['two weeks', rule({ weeks: 2 }), [14, 14]],
    ['two weeks whose first day counts', rule({ weeks: 2 }, { count: 'dayCounted' }), [13, 13]],
    ['half a month', rule({ halfMonths: 1 }), [15, 15]],
    ['one month', rule({ months: 1 }), [28, 31]],
    ['three months', rule({ months: 3 }), [89, 92]],
    ['one year', rule({ years: 1 }), [365, 366]],
    ['one working day', rule({ workdays: 1 }), [1, 3]],
    ['ten working days', rule({ workdays: 10 }), [12, 14]],
    ['seven Werktage', rule({ werktage: 7 }), [8, 9]],
    ['the end of the month', { endOf: 'month', from: 'context.endedOn' }, [0, 30]],
  ])('%s', (_name, given, [min, max]) => {
    expect(delayLength(given)).toMatchObject({ kind: 'days', min, max });
  });

  it('is unknown for a day that somebody names', () => {
    expect(delayLength(rule({ days: 1 }, { count: 'dayCounted' }))).toEqual({ kind: 'appointed' });
  });

  const periods = fc.oneof(
    ...(['days', 'weeks', 'halfMonths', 'months', 'years', 'workdays', 'werktage'] as const).map((unit) =>
      fc.integer({ min: 1, max: unit === 'years' ? 3 : 40 }).map((amount) => ({ [unit]: amount })),
    ),
  );

  it('agrees with the legal calendar: never shorter, never later than the limit', () => {
    const holidays = holidayCalendar();
    const day = fc.integer({ min: 0, max: 3650 });
    fc.assert(
      fc.property(periods, day, fc.boolean(), (period, offset, shifted) => {
        const shift = shifted && !('workdays' in period) ? 'nextWorkingDay' : 'none';
        const given = rule(period, { shift });
        const start = plainDate('2024-01-01').add({ days: offset });
        const { endsOn, nominalEndOn } = computeDeadline(given, start, holidays);
        const length = delayLength(given);
        if (length.kind !== 'days') throw new Error('counted');
        // A month that is too short ends on its last day, up to three days before the sum of the months.
        const clamped = 'months' in period || 'years' in period || 'halfMonths' in period ? 3 : 0;
        expect(start.until(nominalEndOn).days).toBeGreaterThanOrEqual(length.min - clamped);
        expect(start.until(endsOn).days).toBeLessThanOrEqual(length.latest);
      }),
      { seed: 15, numRuns: 300 },
    );
  });
});
