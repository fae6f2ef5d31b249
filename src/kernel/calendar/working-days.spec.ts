import { describe, expect, it } from '@jest/globals';
import { holidayCalendar } from './german-holidays.js';
import { plainDate } from './plain-date.js';
import { workingDayCalendar } from './working-days.js';

describe('working days in NRW', () => {
  const calendar = workingDayCalendar(holidayCalendar('DE-NW'));

  it.each([
    ['2026-04-02', true, true],
    ['2026-04-03', false, false],
    ['2026-04-04', false, true],
    ['2026-04-05', false, false],
    ['2026-04-06', false, false],
  ])('%s: Arbeitstag %s, Werktag %s', (day, isWorkingDay, isWerktag) => {
    expect(calendar.isWorkingDay(plainDate(day))).toBe(isWorkingDay);
    expect(calendar.isWerktag(plainDate(day))).toBe(isWerktag);
  });

  it('jump over Easter in both directions and keep a working day where it is', () => {
    expect(calendar.nextWorkingDay(plainDate('2026-04-03')).toString()).toBe('2026-04-07');
    expect(calendar.nextWorkingDay(plainDate('2026-04-02')).toString()).toBe('2026-04-02');
    expect(calendar.previousWorkingDay(plainDate('2026-04-07')).toString()).toBe('2026-04-02');
    expect(calendar.previousWorkingDay(plainDate('2026-04-02')).toString()).toBe('2026-04-01');
  });
});
