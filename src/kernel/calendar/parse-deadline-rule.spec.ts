import { describe, expect, it } from '@jest/globals';
import type { DeadlineRule } from './deadline-rule.js';
import { parseDeadlineRule } from './parse-deadline-rule.js';

const valid = { period: { weeks: 2 }, from: 'context.sentOn', shift: 'nextWorkingDay' };

function findings(value: unknown): string[] {
  const result = parseDeadlineRule(value);
  return result.ok ? [] : result.error.map(({ code, pointer }) => `${code} ${pointer}`.trim());
}

describe('a deadline rule in data', () => {
  it.each<[DeadlineRule]>([
    [{ period: { weeks: 2 }, from: 'context.baSentOn', shift: 'nextWorkingDay', due: 'dayAfter' }],
    [{ period: { workdays: 7 }, from: 'entry', shift: 'none' }],
    [{ period: { werktage: 7 }, from: 'event.startedOn', shift: 'nextWorkingDay', holidayRegion: 'DE-BE' }],
    [
      {
        period: { years: 18 },
        from: 'context.bornOn',
        shift: 'none',
        count: 'dayCounted',
        countingLaw: 'bgb',
      },
    ],
    [{ period: { months: 6 }, from: 'entry', shift: 'none', countingLaw: 'dublin3' }],
    [{ endOf: 'month', from: 'context.endedOn' }],
    [{ endOf: 'month', from: 'context.endedOn', shift: 'none', due: 'dayAfter' }],
  ])('is taken as it is: %j', (rule) => {
    expect(parseDeadlineRule(rule)).toEqual({ ok: true, value: rule });
  });

  it.each<[string, unknown, string[]]>([
    ['no object', null, ['NOT_AN_OBJECT']],
    ['a list', [], ['NOT_AN_OBJECT']],
    ['nothing in it', {}, ['MISSING_MEMBER /from', 'MISSING_MEMBER /shift', 'MISSING_MEMBER /period']],
    ['a misspelt member', { ...valid, shfit: 'none' }, ['UNKNOWN_MEMBER /shfit']],
    ['a start that is no field', { ...valid, from: 'context.Sent On' }, ['INVALID_VALUE /from']],
    ['a start that is no text', { ...valid, from: 3 }, ['INVALID_VALUE /from']],
    ['an unknown shift', { ...valid, shift: 'next-working-day' }, ['INVALID_VALUE /shift']],
    ['an unknown due', { ...valid, due: 'never' }, ['INVALID_VALUE /due']],
    ['an unknown law', { ...valid, countingLaw: 'zpo' }, ['INVALID_VALUE /countingLaw']],
    ['an unknown region', { ...valid, holidayRegion: 'DE-XX' }, ['INVALID_VALUE /holidayRegion']],
    ['a period that is a number', { ...valid, period: 14 }, ['INVALID_VALUE /period']],
    ['two units', { ...valid, period: { weeks: 2, days: 1 } }, ['INVALID_VALUE /period']],
    ['no unit', { ...valid, period: {} }, ['INVALID_VALUE /period']],
    [
      'another unit',
      { ...valid, period: { hours: 2 } },
      ['UNKNOWN_MEMBER /period/hours', 'INVALID_VALUE /period'],
    ],
    ['zero', { ...valid, period: { weeks: 0 } }, ['INVALID_VALUE /period/weeks']],
    ['a fraction', { ...valid, period: { weeks: 0.5 } }, ['INVALID_VALUE /period/weeks']],
    ['a number as text', { ...valid, period: { weeks: '2' } }, ['INVALID_VALUE /period/weeks']],
    ['a period beyond all law', { ...valid, period: { years: 101 } }, ['INVALID_VALUE /period/years']],
    ['a shift under Dublin III', { ...valid, countingLaw: 'dublin3' }, ['CONTRADICTION /shift']],
    ['a shift of Arbeitstage', { ...valid, period: { workdays: 3 } }, ['CONTRADICTION /shift']],
    [
      'a counted day under the SGG',
      { ...valid, count: 'dayCounted', countingLaw: 'sgg' },
      ['CONTRADICTION /count'],
    ],
    [
      'a month end with a period',
      { ...valid, endOf: 'month', count: 'eventDay', countingLaw: 'bgb' },
      ['CONTRADICTION /period', 'CONTRADICTION /count', 'CONTRADICTION /countingLaw', 'INVALID_VALUE /shift'],
    ],
    ['the end of something else', { endOf: 'week', from: 'entry' }, ['INVALID_VALUE /endOf']],
  ])('is refused with all findings: %s', (_what, value, expected) => {
    expect(findings(value)).toEqual(expected);
  });
});

type Accepted<T> = [T] extends [DeadlineRule] ? true : false;
type Start = { from: 'entry' };

/** The compiler's half of the guarantee: a type that allowed one of these would not compile this table. */
const acceptedByTheCompiler: {
  oneUnit: Accepted<Start & { period: { weeks: 2 }; shift: 'none' }>;
  twoUnits: Accepted<Start & { period: { weeks: 2; days: 1 }; shift: 'none' }>;
  shiftedArbeitstage: Accepted<Start & { period: { workdays: 2 }; shift: 'nextWorkingDay' }>;
  shiftedDublin: Accepted<Start & { period: { weeks: 2 }; shift: 'nextWorkingDay'; countingLaw: 'dublin3' }>;
  countedDaySgg: Accepted<
    Start & { period: { weeks: 2 }; shift: 'none'; count: 'dayCounted'; countingLaw: 'sgg' }
  >;
  noShiftSaid: Accepted<Start & { period: { weeks: 2 } }>;
  monthEnd: Accepted<Start & { endOf: 'month' }>;
  monthEndWithPeriod: Accepted<Start & { endOf: 'month'; period: { weeks: 2 } }>;
  shiftedMonthEnd: Accepted<Start & { endOf: 'month'; shift: 'nextWorkingDay' }>;
} = {
  oneUnit: true,
  twoUnits: false,
  shiftedArbeitstage: false,
  shiftedDublin: false,
  countedDaySgg: false,
  noShiftSaid: false,
  monthEnd: true,
  monthEndWithPeriod: false,
  shiftedMonthEnd: false,
};

describe('the type of a deadline rule', () => {
  it('refuses the same combinations as the check of data', () => {
    const start = { from: 'entry' };
    const weeks = { ...start, period: { weeks: 2 } };
    const accepts = (rule: unknown): boolean => parseDeadlineRule(rule).ok;
    expect({
      oneUnit: accepts({ ...weeks, shift: 'none' }),
      twoUnits: accepts({ ...start, period: { weeks: 2, days: 1 }, shift: 'none' }),
      shiftedArbeitstage: accepts({ ...start, period: { workdays: 2 }, shift: 'nextWorkingDay' }),
      shiftedDublin: accepts({ ...weeks, shift: 'nextWorkingDay', countingLaw: 'dublin3' }),
      countedDaySgg: accepts({ ...weeks, shift: 'none', count: 'dayCounted', countingLaw: 'sgg' }),
      noShiftSaid: accepts(weeks),
      monthEnd: accepts({ ...start, endOf: 'month' }),
      monthEndWithPeriod: accepts({ ...weeks, endOf: 'month' }),
      shiftedMonthEnd: accepts({ ...start, endOf: 'month', shift: 'nextWorkingDay' }),
    }).toEqual(acceptedByTheCompiler);
  });
});
