import { describe, expect, it } from '@jest/globals';
import { schoolHolidaysOf } from './planning-rules.js';

const LANDS = 'BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH'.split(' ');
const DAY_MS = 86_400_000;

describe('school holidays', () => {
  it.each(LANDS)('of %s are known without gaps in the years that can be planned', (land) => {
    const periods = schoolHolidaysOf(land);
    for (const year of ['2026', '2027', '2028', '2029']) {
      const names = periods.filter(({ from }) => from.startsWith(year));
      const summer = names.filter(({ from, until }) => daysOf(from, until) >= 36);
      expect(summer).toHaveLength(1);
    }
    expect(periods.length).toBeGreaterThan(15);
  });

  it.each(LANDS)('of %s are in order, do not overlap and are no longer than a summer', (land) => {
    const periods = schoolHolidaysOf(land);
    for (const [index, { from, until }] of periods.entries()) {
      const days = daysOf(from, until);
      expect(days >= 1 && days <= 46).toBe(true);
      const before = periods[index - 1];
      expect(before === undefined || before.until < from).toBe(true);
    }
  });

  it('of what is no Land are none', () => {
    expect(schoolHolidaysOf('XX')).toEqual([]);
  });
});

function daysOf(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / DAY_MS + 1;
}
