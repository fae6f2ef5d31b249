import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeDeadline, warnDates } from './deadline.js';
import type { DeadlineRule } from './deadline-rule.js';
import { holidayCalendar } from './german-holidays.js';
import { PERIOD_UNITS, type Period } from './period.js';
import { compareDates, plainDate, type PlainDate } from './plain-date.js';
import { workingDayCalendar } from './working-days.js';

const nrw = holidayCalendar('DE-NW');
const workingDays = workingDayCalendar(nrw);

const dates: fc.Arbitrary<PlainDate> = fc
  .integer({ min: 0, max: 365 * 40 })
  .map((days) => plainDate('2000-01-01').add({ days }));

const periods: fc.Arbitrary<Period> = fc
  .constantFrom(...(Object.keys(PERIOD_UNITS) as (keyof typeof PERIOD_UNITS)[]))
  .chain((unit) =>
    fc.integer({ min: 1, max: 60 }).map((amount) => ({ [unit]: amount }) as unknown as Period),
  );

const rules: fc.Arbitrary<DeadlineRule> = fc
  .record({
    period: periods,
    count: fc.constantFrom('eventDay', 'dayCounted'),
    shift: fc.constantFrom('none', 'nextWorkingDay'),
  })
  .map(
    ({ period, count, shift }) =>
      ({ period, count, from: 'entry', shift: 'workdays' in period ? 'none' : shift }) as DeadlineRule,
  );

function explained(rule: DeadlineRule, startsOn: string, calendar = nrw): { de: string; en: string } {
  return computeDeadline(rule, plainDate(startsOn), calendar).explanation;
}

describe('a computed deadline', () => {
  it('never ends before it starts, fires the day after its end, and is planned for before its nominal end', () => {
    fc.assert(
      fc.property(rules, dates, (rule, startsOn) => {
        const { nominalEndOn, endsOn, internalDueOn, firesOn } = computeDeadline(rule, startsOn, nrw);
        expect(compareDates(nominalEndOn, startsOn)).toBeGreaterThanOrEqual(0);
        expect(compareDates(endsOn, nominalEndOn)).toBeGreaterThanOrEqual(0);
        expect(firesOn.equals(endsOn.add({ days: 1 }))).toBe(true);
        expect(compareDates(internalDueOn, nominalEndOn)).toBeLessThan(0);
        expect(workingDays.isWorkingDay(internalDueOn)).toBe(true);
      }),
    );
  });

  it('lands on the first working day from its nominal end on when it is shifted, and stays when it is not', () => {
    fc.assert(
      fc.property(rules, dates, (rule, startsOn) => {
        const { nominalEndOn, endsOn } = computeDeadline(rule, startsOn, nrw);
        const shifted = rule.shift !== 'none';
        expect(shifted ? workingDays.isWorkingDay(endsOn) : endsOn.equals(nominalEndOn)).toBe(true);
        for (let day = nominalEndOn; compareDates(day, endsOn) < 0; day = day.add({ days: 1 })) {
          expect(workingDays.isWorkingDay(day)).toBe(false);
        }
      }),
    );
  });

  it('never ends earlier for a later start', () => {
    fc.assert(
      fc.property(rules, dates, fc.integer({ min: 1, max: 40 }), (rule, startsOn, days) => {
        const earlier = computeDeadline(rule, startsOn, nrw);
        const later = computeDeadline(rule, startsOn.add({ days }), nrw);
        expect(compareDates(later.endsOn, earlier.endsOn)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('counts the holidays of the region the rule names and refuses those of another', () => {
    const rule: DeadlineRule = {
      period: { days: 1 },
      from: 'entry',
      shift: 'nextWorkingDay',
      holidayRegion: 'DE-BE',
    };
    const start = plainDate('2027-05-26');
    // Fronleichnam 2027-05-27 is a holiday in NRW, not in Berlin, where the suits about visas are heard.
    expect(computeDeadline(rule, start, holidayCalendar('DE-BE')).endsOn.toString()).toBe('2027-05-27');
    expect(() => computeDeadline(rule, start, nrw)).toThrow(RangeError);
  });

  it('ends with the month, unshifted', () => {
    const rule: DeadlineRule = { endOf: 'month', from: 'context.endedOn', due: 'dayAfter' };
    const computed = computeDeadline(rule, plainDate('2026-02-11'), nrw);
    expect(computed.endsOn.toString()).toBe('2026-02-28');
    expect(computed.firesOn.toString()).toBe('2026-03-01');
    expect(computed.internalDueOn.toString()).toBe('2026-02-27');
    expect(computed.explanation).toEqual({
      de: 'Ende des Monats, in dem der 11.02.2026 liegt, am 28.02.2026, Wirkung ab 01.03.2026',
      en: 'end of the month of 2026-02-11, on 2026-02-28, takes effect from 2026-03-01',
    });
  });
});

describe('the explanation', () => {
  it('tells start, end, shift and effect with their norms', () => {
    const rule: DeadlineRule = {
      period: { weeks: 2 },
      from: 'context.baSentOn',
      shift: 'nextWorkingDay',
      due: 'dayAfter',
    };
    expect(explained(rule, '2026-05-11')).toEqual({
      de:
        'Beginn mit dem Tag nach dem 11.05.2026 (§ 187 Abs. 1 BGB), Ende am 25.05.2026 (Pfingstmontag), ' +
        'verschoben auf 26.05.2026 (§ 31 Abs. 3 VwVfG), Wirkung ab 27.05.2026',
      en:
        'counted from the day after 2026-05-11 (§ 187 Abs. 1 BGB), ends on 2026-05-25 (Whit Monday), ' +
        'shifted to 2026-05-26 (§ 31 Abs. 3 VwVfG), takes effect from 2026-05-27',
    });
  });

  it.each<[string, DeadlineRule, string, string]>([
    [
      'an end on a working day',
      { period: { months: 1 }, from: 'entry', shift: 'nextWorkingDay', countingLaw: 'sgbx' },
      '2025-05-02',
      'Beginn mit dem Tag nach dem 02.05.2025 (§ 187 Abs. 1 BGB), Ende am 02.06.2025 (§ 188 Abs. 2, 3 BGB)',
    ],
    [
      'a Saturday that stays',
      { period: { months: 6 }, from: 'entry', shift: 'none', countingLaw: 'dublin3' },
      '2025-08-31',
      'Beginn mit dem Tag nach dem 31.08.2025 (Art. 42 Dublin-III-VO), Ende am 28.02.2026 (Samstag), ohne Verschiebung',
    ],
    [
      'a counted first day',
      { period: { years: 1 }, from: 'entry', shift: 'none', count: 'dayCounted' },
      '2026-03-01',
      'Beginn am 01.03.2026 (§ 187 Abs. 2 BGB), Ende am 28.02.2027 (Sonntag), ohne Verschiebung',
    ],
    [
      'days under the law of the social courts',
      { period: { days: 3 }, from: 'entry', shift: 'none', countingLaw: 'sgg' },
      '2026-03-02',
      'Beginn mit dem Tag nach dem 02.03.2026 (§ 64 Abs. 1 SGG), Ende am 05.03.2026 (§ 64 Abs. 2 SGG)',
    ],
    [
      'Arbeitstage',
      { period: { workdays: 7 }, from: 'entry', shift: 'none' },
      '2026-11-02',
      'Beginn mit dem Tag nach dem 02.11.2026 (§ 187 Abs. 1 BGB), Ende am 11.11.2026 (7. Arbeitstag)',
    ],
    [
      'Werktage',
      { period: { werktage: 7 }, from: 'entry', shift: 'none' },
      '2026-11-02',
      'Beginn mit dem Tag nach dem 02.11.2026 (§ 187 Abs. 1 BGB), Ende am 10.11.2026 (7. Werktag)',
    ],
    [
      'a half month',
      { period: { halfMonths: 1 }, from: 'entry', shift: 'none' },
      '2026-03-02',
      'Beginn mit dem Tag nach dem 02.03.2026 (§ 187 Abs. 1 BGB), Ende am 17.03.2026 (§ 189 BGB)',
    ],
  ])('tells %s', (_what, rule, startsOn, expected) => {
    expect(explained(rule, startsOn).de).toBe(expected);
  });
});

describe('warnings', () => {
  it('are the days before the end, ascending and once each', () => {
    const days = warnDates(plainDate('2026-03-02'), [3, 10, 3, 1]).map((day) => day.toString());
    expect(days).toEqual(['2026-02-20', '2026-02-27', '2026-03-01']);
    expect(warnDates(plainDate('2026-03-02'), [])).toEqual([]);
  });

  it.each([0, -1, 1.5, NaN])('refuse %p days', (days) => {
    expect(() => warnDates(plainDate('2026-03-02'), [days])).toThrow(RangeError);
  });
});
