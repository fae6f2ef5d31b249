import { describe, expect, it } from '@jest/globals';
import { instantOnWall, minuteOfDay, timeOfDay } from './clock-times.js';

describe('times of day', () => {
  it.each([
    ['00:00', 0],
    ['08:15', 495],
    ['23:59', 1439],
    ['24:00', 1440],
  ])('%s is minute %d', (text, minute) => {
    expect(minuteOfDay(text)).toBe(minute);
    expect(timeOfDay(minute)).toBe(text);
  });

  it.each(['8:15', '24:01', '25:00', '12:60', '12:5', ' 12:00', '12:00:00', '', '-1:00'])(
    'refuse %p',
    (text) => {
      expect(minuteOfDay(text)).toBeUndefined();
    },
  );
});

describe('a time on the wall', () => {
  it('is an instant in summer and in winter', () => {
    expect(instantOnWall('2026-07-01T10:00')?.toString()).toBe('2026-07-01T08:00:00Z');
    expect(instantOnWall('2026-12-01T10:00')?.toString()).toBe('2026-12-01T09:00:00Z');
  });

  it.each([
    ['is skipped when summer time begins', '2027-03-28T02:30'],
    ['is repeated when it ends', '2026-10-25T02:30'],
    ['names a day that does not exist', '2026-02-30T10:00'],
    ['has a zone of its own', '2026-05-20T10:00+09:00'],
    ['has UTC as zone', '2026-05-20T10:00Z'],
    ['has seconds', '2026-05-20T10:00:00'],
    ['is no time', '2026-05-20T25:00'],
  ])('%s: refused', (_why, text) => {
    expect(instantOnWall(text)).toBeUndefined();
  });
});
