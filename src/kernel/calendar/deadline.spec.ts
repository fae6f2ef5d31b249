import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeDeadline, extendDeadline, warnDates } from './deadline.js';
import type { DeadlineRule } from './deadline-rule.js';
import { HOLIDAY_REGIONS, holidayCalendar, isHolidayRegion } from './german-holidays.js';
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
        'Ereignis am 11.05.2026, Fristbeginn am 12.05.2026 (§ 187 Abs. 1 BGB), Ende am 26.05.2026, weil der 25.05.2026 ' +
        'kein Werktag ist (Pfingstmontag, Feiertag in Nordrhein-Westfalen; § 188 Abs. 2, 3 BGB, § 31 Abs. 3 VwVfG), ' +
        'Wirkung ab 27.05.2026',
      en:
        'event on 2026-05-11, counted from 2026-05-12 (§ 187 Abs. 1 BGB), ends on 2026-05-26, because 2026-05-25 is no ' +
        'working day (Whit Monday, public holiday in Nordrhein-Westfalen; § 188 Abs. 2, 3 BGB, § 31 Abs. 3 VwVfG), ' +
        'takes effect from 2026-05-27',
    });
  });

  it.each<[string, DeadlineRule, string, string]>([
    [
      'an end on a working day',
      { period: { months: 1 }, from: 'entry', shift: 'nextWorkingDay', countingLaw: 'sgbx' },
      '2025-05-02',
      'Ereignis am 02.05.2025, Fristbeginn am 03.05.2025 (§ 187 Abs. 1 BGB), Ende am 02.06.2025 (§ 188 Abs. 2, 3 BGB)',
    ],
    [
      'a Saturday that stays',
      { period: { months: 6 }, from: 'entry', shift: 'none', countingLaw: 'dublin3' },
      '2025-08-31',
      'Ereignis am 31.08.2025, Fristbeginn am 01.09.2025 (Art. 42 Dublin-III-VO), Ende am 28.02.2026 (Art. 42 Dublin-III-VO), Samstag, ohne Verschiebung',
    ],
    [
      'a counted first day',
      { period: { years: 1 }, from: 'entry', shift: 'none', count: 'dayCounted' },
      '2026-03-01',
      'Fristbeginn am 01.03.2026 (§ 187 Abs. 2 BGB), Ende am 28.02.2027 (§ 188 Abs. 2, 3 BGB), Sonntag, ohne Verschiebung',
    ],
    [
      'days under the law of the social courts',
      { period: { days: 3 }, from: 'entry', shift: 'none', countingLaw: 'sgg' },
      '2026-03-02',
      'Ereignis am 02.03.2026, Fristbeginn am 03.03.2026 (§ 64 Abs. 1 SGG), Ende am 05.03.2026 (§ 64 Abs. 2 SGG)',
    ],
    [
      'Arbeitstage',
      { period: { workdays: 7 }, from: 'entry', shift: 'none' },
      '2026-11-02',
      'Ereignis am 02.11.2026, Fristbeginn am 03.11.2026 (§ 187 Abs. 1 BGB), Ende am 11.11.2026 (7. Arbeitstag)',
    ],
    [
      'Werktage',
      { period: { werktage: 7 }, from: 'entry', shift: 'none' },
      '2026-11-02',
      'Ereignis am 02.11.2026, Fristbeginn am 03.11.2026 (§ 187 Abs. 1 BGB), Ende am 10.11.2026 (7. Werktag)',
    ],
    [
      'a half month',
      { period: { halfMonths: 1 }, from: 'entry', shift: 'none' },
      '2026-03-02',
      'Ereignis am 02.03.2026, Fristbeginn am 03.03.2026 (§ 187 Abs. 1 BGB), Ende am 17.03.2026 (§ 189 BGB)',
    ],
  ])('tells %s', (_what, rule, startsOn, expected) => {
    expect(explained(rule, startsOn).de).toBe(expected);
  });
});

describe('deadlines of every place', () => {
  const places = fc.constantFrom(...Object.keys(HOLIDAY_REGIONS).filter(isHolidayRegion));

  it('end on a working day of that place when shifted, never before their nominal end', () => {
    fc.assert(
      fc.property(places, rules, dates, (place, rule, startsOn) => {
        const holidays = holidayCalendar(place);
        const { isWorkingDay } = workingDayCalendar(holidays);
        const { nominalEndOn, endsOn, internalDueOn } = computeDeadline(rule, startsOn, holidays);
        expect(rule.shift === 'none' || isWorkingDay(endsOn)).toBe(true);
        expect(compareDates(endsOn, nominalEndOn)).toBeGreaterThanOrEqual(0);
        expect(compareDates(internalDueOn, endsOn)).toBeLessThan(0);
        expect(isWorkingDay(internalDueOn)).toBe(true);
      }),
    );
  });

  it('of calendar length have the same nominal end everywhere: only the shift depends on the place', () => {
    fc.assert(
      fc.property(places, rules, dates, (place, rule, startsOn) => {
        fc.pre(!('workdays' in rule.period!) && !('werktage' in rule.period!));
        const here = computeDeadline(rule, startsOn, holidayCalendar(place));
        expect(here.nominalEndOn.equals(computeDeadline(rule, startsOn, nrw).nominalEndOn)).toBe(true);
      }),
    );
  });

  it('of months end on the same day of the month, or on its last day when it is shorter', () => {
    const months = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(months, dates, (amount, startsOn) => {
        const rule: DeadlineRule = { period: { months: amount }, from: 'entry', shift: 'none' };
        const { nominalEndOn } = computeDeadline(rule, startsOn, nrw);
        expect(nominalEndOn.day).toBe(Math.min(startsOn.day, nominalEndOn.daysInMonth));
        const apart = (nominalEndOn.year - startsOn.year) * 12 + nominalEndOn.month - startsOn.month;
        expect(apart).toBe(amount);
      }),
    );
  });
});

describe('an extension (§ 190 BGB)', () => {
  const rule: DeadlineRule = { period: { weeks: 2 }, from: 'event.servedOn', shift: 'nextWorkingDay' };

  it('is counted from the old end before its shift', () => {
    const first = computeDeadline(rule, plainDate('2026-02-14'), nrw);
    expect([first.nominalEndOn.toString(), first.endsOn.toString()]).toEqual(['2026-02-28', '2026-03-02']);
    const extended = extendDeadline(rule, first, { weeks: 1 }, nrw);
    expect(extended.endsOn.toString()).toBe('2026-03-09');
    expect(extended.nominalEndOn.toString()).toBe('2026-03-07');
    expect(extended.explanation.de).toContain(
      'Bisheriges Fristende vor Verschiebung (§ 190 BGB) am 28.02.2026',
    );
  });

  it('never ends before the deadline it extends', () => {
    fc.assert(
      fc.property(rules, dates, fc.integer({ min: 1, max: 60 }), (any, startsOn, days) => {
        const first = computeDeadline(any, startsOn, nrw);
        const extended = extendDeadline(any, first, { days }, nrw);
        expect(compareDates(extended.nominalEndOn, first.nominalEndOn)).toBeGreaterThan(0);
        expect(compareDates(extended.endsOn, first.endsOn)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the explanation with what happened', () => {
  const rule: DeadlineRule = {
    period: { weeks: 1 },
    from: 'event.servedOn',
    shift: 'nextWorkingDay',
    countingLaw: 'vwgo',
  };
  const label = { de: 'Bekanntgabe', en: 'notification' };

  it('names the act, the start, the end and why', () => {
    const computed = computeDeadline(rule, plainDate('2026-03-27'), nrw, label);
    expect(computed.explanation.de).toBe(
      'Bekanntgabe am 27.03.2026, Fristbeginn am 28.03.2026 (§ 187 Abs. 1 BGB), ' +
        'Ende am 07.04.2026, weil der 03.04.2026 kein Werktag ist (Karfreitag, Feiertag in Nordrhein-Westfalen; ' +
        '§ 188 Abs. 2, 3 BGB, § 57 Abs. 2 VwGO, § 222 Abs. 2 ZPO)',
    );
  });

  it('names the place whose holiday moved the end', () => {
    const saxony = computeDeadline(rule, plainDate('2026-11-11'), holidayCalendar('DE-SN'), label);
    expect(saxony.endsOn.toString()).toBe('2026-11-19');
    expect(saxony.explanation.de).toContain('Buß- und Bettag, Feiertag in Sachsen');
    expect(computeDeadline(rule, plainDate('2026-11-11'), nrw).endsOn.toString()).toBe('2026-11-18');
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
