import { describe, expect, it } from '@jest/globals';
import { computeDeadline } from './deadline.js';
import type { DeadlineRule } from './deadline-rule.js';
import { holidayCalendar } from './german-holidays.js';
import { completesYearOn } from './period.js';
import { plainDate } from './plain-date.js';
import { published } from './publication.js';
import type { ServiceMode, ServiceProcedure } from './service-rules.js';

/** One checked date of the test vectors; members left out are not asserted. */
interface Vector {
  readonly id: string;
  readonly what: string;
  readonly rule: DeadlineRule;
  readonly startsOn: string;
  readonly nominalEndOn?: string;
  readonly endsOn?: string;
  readonly internalDueOn?: string;
  readonly firesOn?: string;
}

const from = 'context.startsOn';
const shift = 'nextWorkingDay';
const oneWeek: DeadlineRule = { period: { weeks: 1 }, from, shift, countingLaw: 'vwgo' };
const twoWeeks: DeadlineRule = { period: { weeks: 2 }, from, shift, countingLaw: 'vwgo' };
const oneMonth: DeadlineRule = { period: { months: 1 }, from, shift, countingLaw: 'vwgo' };
const oneMonthSgg: DeadlineRule = { period: { months: 1 }, from, shift, countingLaw: 'sgg' };
const deemedConsent: DeadlineRule = { period: { weeks: 2 }, from, shift, due: 'dayAfter' };
const sevenWorkdays: DeadlineRule = { period: { workdays: 7 }, from, shift: 'none' };
const sevenWerktage: DeadlineRule = { period: { werktage: 7 }, from, shift: 'none' };
const dublin = { from, shift: 'none', countingLaw: 'dublin3' } as const;

const PUBLICATIONS: readonly [string, string, ServiceMode, ServiceProcedure, string, string][] = [
  ['T01', 'simple letter, fiction on a Sunday', 'letter', 'social', '2025-03-05', '2025-03-09'],
  ['T02', 'simple letter of an ABH', 'letter', 'administrative', '2025-04-28', '2025-05-02'],
  ['T03', 'PZU inserted on a Saturday', 'pzu', 'asylum', '2026-02-14', '2026-02-14'],
  ['T05', 'handed to the reception centre', 'aeHandover', 'asylum', '2026-09-07', '2026-09-11'],
  ['T06', 'undeliverable', 'returnedUndeliverable', 'asylum', '2026-01-20', '2026-01-20'],
  ['T17', 'old rule of three days, on a Saturday', 'letter', 'social', '2007-09-26', '2007-09-29'],
  ['T25', 'public service', 'public', 'administrative', '2026-07-01', '2026-07-15'],
];

const DEADLINES: readonly Vector[] = [
  {
    id: 'T01',
    what: 'Widerspruch',
    rule: oneMonthSgg,
    startsOn: '2025-03-09',
    endsOn: '2025-04-09',
  },
  { id: 'T02', what: 'Klage', rule: oneMonth, startsOn: '2025-05-02', endsOn: '2025-06-02' },
  {
    id: 'T03',
    what: 'Klage asylum',
    rule: twoWeeks,
    startsOn: '2026-02-14',
    nominalEndOn: '2026-02-28',
    endsOn: '2026-03-02',
    internalDueOn: '2026-02-27',
  },
  {
    id: 'T03',
    what: 'Begründung',
    rule: oneMonth,
    startsOn: '2026-02-14',
    nominalEndOn: '2026-03-14',
    endsOn: '2026-03-16',
  },
  {
    id: 'T04',
    what: 'Klage and Eilantrag over Easter',
    rule: oneWeek,
    startsOn: '2026-03-27',
    nominalEndOn: '2026-04-03',
    endsOn: '2026-04-07',
    internalDueOn: '2026-04-02',
  },
  { id: 'T05', what: 'Klage', rule: twoWeeks, startsOn: '2026-09-11', endsOn: '2026-09-25' },
  { id: 'T06', what: 'Klage', rule: twoWeeks, startsOn: '2026-01-20', endsOn: '2026-02-03' },
  {
    id: 'T08',
    what: 'notice § 29 Abs. 2 AufenthG',
    rule: { period: { months: 3 }, from, shift },
    startsOn: '2025-11-30',
    nominalEndOn: '2026-02-28',
    endsOn: '2026-03-02',
    internalDueOn: '2026-02-27',
  },
  {
    id: 'T09',
    what: 'claim § 15 Abs. 4 AGG',
    rule: { period: { months: 2 }, from, shift, countingLaw: 'bgb' },
    startsOn: '2025-12-15',
    nominalEndOn: '2026-02-15',
    endsOn: '2026-02-16',
  },
  {
    id: 'T09',
    what: 'suit § 61b ArbGG',
    rule: { period: { months: 3 }, from, shift, countingLaw: 'bgb' },
    startsOn: '2026-02-10',
    nominalEndOn: '2026-05-10',
    endsOn: '2026-05-11',
  },
  {
    id: 'T10',
    what: 'deemed consent over Pfingsten',
    rule: deemedConsent,
    startsOn: '2026-05-11',
    nominalEndOn: '2026-05-25',
    endsOn: '2026-05-26',
    firesOn: '2026-05-27',
  },
  {
    id: 'T10',
    what: 'deemed consent, control',
    rule: deemedConsent,
    startsOn: '2026-05-12',
    nominalEndOn: '2026-05-26',
    endsOn: '2026-05-26',
    firesOn: '2026-05-27',
  },
  {
    id: 'T12',
    what: '7 Werktage, Monday to Friday',
    rule: sevenWorkdays,
    startsOn: '2026-11-02',
    endsOn: '2026-11-11',
  },
  {
    id: 'T12',
    what: '7 Werktage with Saturday',
    rule: sevenWerktage,
    startsOn: '2026-11-02',
    endsOn: '2026-11-10',
  },
  {
    id: 'T12',
    what: 'distribution barred after a month',
    rule: { period: { months: 1 }, from, shift: 'none' },
    startsOn: '2026-11-02',
    endsOn: '2026-12-02',
  },
  {
    id: 'T12',
    what: 'Christmas, Monday to Friday',
    rule: sevenWorkdays,
    startsOn: '2026-12-21',
    endsOn: '2026-12-31',
  },
  {
    id: 'T12',
    what: 'Christmas with Saturday',
    rule: sevenWerktage,
    startsOn: '2026-12-21',
    endsOn: '2026-12-31',
  },
  {
    id: 'T13',
    what: 'Anmeldung § 17 BMG',
    rule: { period: { weeks: 2 }, from, shift },
    startsOn: '2026-08-01',
    nominalEndOn: '2026-08-15',
    endsOn: '2026-08-17',
  },
  {
    id: 'T14',
    what: 'right to a course, leap day',
    rule: { period: { years: 1 }, from, shift },
    startsOn: '2024-02-29',
    endsOn: '2025-02-28',
  },
  {
    id: 'T15',
    what: 'Untätigkeit § 75 VwGO',
    rule: { period: { months: 3 }, from, shift: 'none', due: 'dayAfter', countingLaw: 'vwgo' },
    startsOn: '2026-03-10',
    firesOn: '2026-06-11',
  },
  {
    id: 'T15',
    what: 'Untätigkeit § 88 SGG',
    rule: { period: { months: 6 }, from, shift: 'none', due: 'dayAfter', countingLaw: 'sgg' },
    startsOn: '2026-03-10',
    firesOn: '2026-09-11',
  },
  {
    id: 'T17',
    what: 'Widerspruch',
    rule: oneMonthSgg,
    startsOn: '2007-09-29',
    endsOn: '2007-10-29',
  },
  {
    id: 'T19',
    what: 'Dublin III transfer, clamp without shift',
    rule: { ...dublin, period: { months: 6 } },
    startsOn: '2025-08-31',
    endsOn: '2026-02-28',
  },
  {
    id: 'T20',
    what: 'title for a newborn',
    rule: { period: { months: 6 }, from, shift },
    startsOn: '2026-01-31',
    endsOn: '2026-07-31',
  },
  {
    id: 'T21',
    what: 'majority as a rule',
    rule: { period: { years: 18 }, from, count: 'dayCounted', shift: 'none', due: 'dayAfter' },
    startsOn: '2008-09-01',
    endsOn: '2026-08-31',
    firesOn: '2026-09-01',
  },
  {
    id: 'T22',
    what: 'Wiedereinsetzung VwVfG, VwGO, SGB X',
    rule: twoWeeks,
    startsOn: '2026-10-19',
    endsOn: '2026-11-02',
  },
  {
    id: 'T22',
    what: 'Wiedereinsetzung SGG',
    rule: oneMonthSgg,
    startsOn: '2026-10-19',
    endsOn: '2026-11-19',
  },
  {
    id: 'T24',
    what: 'asylum without Belehrung',
    rule: { period: { months: 3 }, from, shift, countingLaw: 'vwgo' },
    startsOn: '2026-07-31',
    nominalEndOn: '2026-10-31',
    endsOn: '2026-11-02',
  },
  {
    id: 'T26',
    what: 'AMM-VO transfer, with shift',
    rule: { period: { months: 6 }, from, shift, countingLaw: 'ammvo' },
    startsOn: '2026-07-31',
    nominalEndOn: '2027-01-31',
    endsOn: '2027-02-01',
  },
  {
    id: 'T28',
    what: 'APR lodging before Allerheiligen',
    rule: { period: { days: 21 }, from, shift, countingLaw: 'apr' },
    startsOn: '2026-10-10',
    nominalEndOn: '2026-10-31',
    endsOn: '2026-11-02',
  },
  {
    id: 'T29',
    what: 'Dublin III take charge, a Sunday stays',
    rule: { ...dublin, period: { months: 3 } },
    startsOn: '2026-06-20',
    endsOn: '2026-09-20',
  },
];

describe('test vectors of the legal calendar', () => {
  it.each(PUBLICATIONS)('%s notification: %s', (_id, _what, mode, procedure, actOn, expected) => {
    const result = published(mode, plainDate(actOn), { procedure });
    expect(result.ok && result.value.on.toString()).toBe(expected);
  });

  it.each(DEADLINES)('$id deadline: $what', ({ id, what, rule, startsOn, ...expected }) => {
    const computed = computeDeadline(rule, plainDate(startsOn), holidayCalendar('DE-NW'));
    const { nominalEndOn, endsOn, internalDueOn, firesOn } = computed;
    const found = Object.entries({ nominalEndOn, endsOn, internalDueOn, firesOn })
      .filter(([member]) => member in expected)
      .map(([member, date]) => [member, date.toString()]);
    expect({ id, what, ...Object.fromEntries(found) }).toEqual({ id, what, ...expected });
  });

  it('T21 majority: minor until the end of the day before the birthday', () => {
    expect(completesYearOn(plainDate('2008-09-01'), 18).toString()).toBe('2026-08-31');
  });
});
