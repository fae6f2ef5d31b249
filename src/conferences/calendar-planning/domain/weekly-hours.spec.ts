import { describe, expect, it } from '@jest/globals';
import { readWeek, type WeeklySpanInput } from './weekly-hours.js';

const monday = (from: string, until: string, kind: 'WORK' | 'LUNCH' = 'WORK'): WeeklySpanInput => ({
  weekday: 1,
  kind,
  from,
  until,
});

describe('a week of hours', () => {
  it('is read with lunch within work and spans that touch', () => {
    const week = [monday('08:00', '12:00'), monday('12:00', '16:00'), monday('12:00', '13:00', 'LUNCH')];
    expect(readWeek(week)).toEqual([
      { weekday: 1, kind: 'WORK', fromMinute: 480, untilMinute: 720 },
      { weekday: 1, kind: 'WORK', fromMinute: 720, untilMinute: 960 },
      { weekday: 1, kind: 'LUNCH', fromMinute: 720, untilMinute: 780 },
    ]);
  });

  it.each([
    ['of no length', [monday('08:00', '08:00')]],
    ['of negative length', [monday('12:00', '08:00')]],
    ['without such a time', [monday('08:00', '27:00')]],
    ['on an eighth day', [{ ...monday('08:00', '09:00'), weekday: 8 }]],
    ['on half a day of the week', [{ ...monday('08:00', '09:00'), weekday: 1.5 }]],
  ])('%s is refused', (_what, week) => {
    expect(readWeek(week)).toBe('WORKING_HOURS_INVALID');
  });

  it('that overlaps on a day is refused, on different days it is not', () => {
    expect(readWeek([monday('08:00', '12:00'), monday('11:59', '13:00')])).toBe('WORKING_HOURS_OVERLAP');
    expect(readWeek([monday('08:00', '12:00'), { ...monday('08:00', '12:00'), weekday: 2 }])).toHaveLength(2);
  });
});
