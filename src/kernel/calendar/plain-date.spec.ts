import { describe, expect, it } from '@jest/globals';
import { earlierOf, formatDateDe, laterOf, plainDate, weekdayName } from './plain-date.js';

describe('calendar dates', () => {
  it.each(['2026-02-30', '2026-1-1', '2026-01-01T10:00', '01.02.2026', ''])('refuse "%s"', (text) => {
    expect(() => plainDate(text)).toThrow(RangeError);
  });

  it('read and print', () => {
    expect(formatDateDe(plainDate('2026-05-01'))).toBe('01.05.2026');
    expect(weekdayName(plainDate('2026-05-25'))).toEqual({ de: 'Montag', en: 'Monday' });
    expect(weekdayName(plainDate('2026-05-24')).de).toBe('Sonntag');
  });

  it('compare', () => {
    const [first, second] = [plainDate('2026-01-31'), plainDate('2026-02-01')];
    expect([laterOf(first, second), laterOf(second, first)]).toEqual([second, second]);
    expect([earlierOf(first, second), earlierOf(second, first)]).toEqual([first, first]);
  });
});
