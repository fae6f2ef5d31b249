import { describe, expect, it } from '@jest/globals';
import { GERMAN_HOLIDAY_RULES } from './german-holiday-rules.js';
import { holidayCalendar, isHolidayRegion, nrwHolidays } from './german-holidays.js';
import { easterSunday, holidayCalendarFrom, type HolidayRule } from './holidays.js';
import { plainDate } from './plain-date.js';

describe('Easter', () => {
  it.each([
    [1961, '1961-04-02'],
    [2000, '2000-04-23'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
    [2285, '2285-03-22'],
  ])('of %i is on %s', (year, date) => {
    expect(easterSunday(year).toString()).toBe(date);
  });
});

describe('holidays of North Rhine-Westphalia', () => {
  it('are eleven, named and dated', () => {
    expect(nrwHolidays(2026).map(({ date, name }) => `${date.toString()} ${name.de}`)).toEqual([
      '2026-01-01 Neujahr',
      '2026-04-03 Karfreitag',
      '2026-04-06 Ostermontag',
      '2026-05-01 Tag der Arbeit',
      '2026-05-14 Christi Himmelfahrt',
      '2026-05-25 Pfingstmontag',
      '2026-06-04 Fronleichnam',
      '2026-10-03 Tag der Deutschen Einheit',
      '2026-11-01 Allerheiligen',
      '2026-12-25 1. Weihnachtstag',
      '2026-12-26 2. Weihnachtstag',
    ]);
  });

  it('do not include days that only feel like holidays', () => {
    const calendar = holidayCalendar('DE-NW');
    for (const day of ['2026-02-16', '2026-04-02', '2026-10-31', '2026-12-24', '2026-12-31', '2026-03-08']) {
      expect(calendar.isHoliday(plainDate(day))).toBe(false);
    }
  });

  it('included Reformation Day in 2017 only', () => {
    expect(nrwHolidays(2017)).toHaveLength(12);
    expect(nrwHolidays(2018)).toHaveLength(11);
    expect(holidayCalendar('DE-NW').holidayOn(plainDate('2017-10-31'))?.name.de).toBe('Reformationstag');
  });
});

describe('holiday law as data', () => {
  it('knows which regions it covers, and takes NRW if none is named', () => {
    expect(holidayCalendar().region).toBe('DE-NW');
    expect(isHolidayRegion('DE-BE')).toBe(true);
    expect(isHolidayRegion('DE-SN-FRONLEICHNAM')).toBe(true);
    expect(isHolidayRegion('DE-XX')).toBe(false);
    expect(isHolidayRegion('AT')).toBe(false);
    expect(isHolidayRegion(undefined)).toBe(false);
  });

  const former: HolidayRule = {
    name: { de: 'Altes Fest', en: 'Former feast' },
    on: { kind: 'fixed', month: 1, day: 1 },
    areas: ['DE-SN'],
    untilYear: 2020,
  };

  it('carries holidays of single municipalities and of groups of them', () => {
    const augsburg = holidayCalendar('DE-BY-AUGSBURG');
    const nuremberg = holidayCalendar('DE-BY');
    expect(augsburg.isHoliday(plainDate('2026-08-08'))).toBe(true);
    expect(augsburg.isHoliday(plainDate('2026-08-15'))).toBe(true);
    expect(nuremberg.isHoliday(plainDate('2026-08-08'))).toBe(false);
    expect(nuremberg.isHoliday(plainDate('2026-08-15'))).toBe(false);
  });

  it('carries a weekday before a date', () => {
    const saxony = holidayCalendar('DE-SN');
    // 2022-11-23 is a Wednesday itself: the Wednesday strictly before it counts.
    expect(saxony.holidayOn(plainDate('2022-11-16'))?.name.de).toBe('Buß- und Bettag');
    expect(saxony.isHoliday(plainDate('2022-11-23'))).toBe(false);
    expect(saxony.isHoliday(plainDate('2026-11-18'))).toBe(true);
  });

  it('knows holidays from the year of their law on', () => {
    expect(holidayCalendar('DE-MV').isHoliday(plainDate('2022-03-08'))).toBe(false);
    expect(holidayCalendar('DE-MV').isHoliday(plainDate('2023-03-08'))).toBe(true);
    expect(holidayCalendar('DE-HH').isHoliday(plainDate('2016-10-31'))).toBe(false);
    expect(holidayCalendar('DE-HH').isHoliday(plainDate('2018-10-31'))).toBe(true);
    expect(holidayCalendar('DE-TH').isHoliday(plainDate('2018-09-20'))).toBe(false);
    expect(holidayCalendar('DE-TH').isHoliday(plainDate('2019-09-20'))).toBe(true);
  });

  it('keeps repealed holidays for the years in which they were law, and names a day after the first rule', () => {
    const saxony = holidayCalendarFrom('DE-SN', ['DE', 'DE-SN'], [...GERMAN_HOLIDAY_RULES, former]);
    expect(saxony.holidaysOf(2020).filter(({ name }) => name.de === 'Altes Fest')).toHaveLength(1);
    expect(saxony.holidaysOf(2021).filter(({ name }) => name.de === 'Altes Fest')).toHaveLength(0);
    expect(saxony.holidayOn(plainDate('2020-01-01'))?.name.de).toBe('Neujahr');
  });
});
