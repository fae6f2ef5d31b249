import { describe, expect, it } from '@jest/globals';
import { grainCalendar } from '../../planning/index.js';
import { GrainMap } from './grain-map.js';

const window = (date: string) => ({ date, from: '08:00', until: '12:00' });

function mapOf(...dates: readonly string[]): GrainMap {
  const calendar = grainCalendar(dates.map(window));
  if (!calendar.ok) throw new Error(calendar.error.code);
  return new GrainMap(calendar.value, 480);
}

const span = (from: string, until: string) => ({ from: Date.parse(from), until: Date.parse(until) });

describe('times as grains of a quarter of an hour', () => {
  // A Friday and the Monday after, on both sides of the change of clocks.
  const map = mapOf('2027-03-26', '2027-03-29');

  it('are those that a time touches, whatever the clocks do', () => {
    expect(map.grains).toBe(32);
    expect(map.touched(span('2027-03-26T07:10:00Z', '2027-03-26T07:20:00Z'))).toEqual([
      { from: 0, until: 2 },
    ]);
    expect(map.touched(span('2027-03-29T06:00:00Z', '2027-03-29T07:00:00Z'))).toEqual([
      { from: 16, until: 20 },
    ]);
    expect(map.touched(span('2027-03-26T10:30:00Z', '2027-03-29T06:15:00Z'))).toEqual([
      { from: 14, until: 16 },
      { from: 16, until: 17 },
    ]);
  });

  it.each([
    ['before', '2027-03-25T00:00:00Z', '2027-03-26T07:00:00Z'],
    ['between', '2027-03-26T11:00:00Z', '2027-03-29T06:00:00Z'],
    ['after', '2027-03-29T10:00:00Z', '2027-03-30T10:00:00Z'],
  ])('are none for a time %s', (_where, from, until) => {
    expect(map.touched(span(from, until))).toEqual([]);
  });

  it('leave out of a week what is not work, and lunch', () => {
    const entry = (kind: 'WORK' | 'LUNCH', fromMinute: number, untilMinute: number) => ({
      weekday: 5,
      kind,
      fromMinute,
      untilMinute,
      from: '2027-01-01',
      until: null,
    });
    // Fridays from nine to eleven with a break at ten; on Mondays nothing.
    const week = [entry('WORK', 540, 660), entry('LUNCH', 600, 615)];
    expect(map.offDuty(week, [])).toEqual([
      { from: 0, until: 4 },
      { from: 8, until: 9 },
      { from: 12, until: 16 },
      { from: 16, until: 32 },
    ]);
  });

  it('are the usual ones on days for which nothing was entered', () => {
    const usual = [1, 5].map((weekday) => ({
      weekday,
      kind: 'WORK' as const,
      fromMinute: 480,
      untilMinute: 720,
    }));
    const until = { ...usual[0], weekday: 1, kind: 'WORK' as const, fromMinute: 480, untilMinute: 540 };
    const own = [{ ...until, from: '2027-03-29', until: '2027-04-01' }];
    expect(map.offDuty(own, usual)).toEqual([{ from: 20, until: 32 }]);
  });

  it('repeat with the week', () => {
    expect(map.weekly([{ weekday: 1, fromMinute: 700, untilMinute: 800 }])).toEqual([
      { from: 30, until: 32 },
    ]);
  });
});
