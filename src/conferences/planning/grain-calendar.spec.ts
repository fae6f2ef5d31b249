import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { grainCalendar } from './grain-calendar.js';
import type { DayWindow, GrainCalendar } from './grain-calendar.js';

function calendarOf(...windows: DayWindow[]): GrainCalendar {
  const result = grainCalendar(windows);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const code = (window: DayWindow): string => {
  const result = grainCalendar([window]);
  return result.ok ? 'ok' : result.error.code;
};

describe('grains of real time', () => {
  it('are four fewer on the day the clocks go forward, and four more on the day they go back', () => {
    const all = { from: '00:00', until: '12:00' };
    const { days } = calendarOf(
      { date: '2027-03-27', ...all },
      { date: '2027-03-28', ...all },
      { date: '2027-10-31', ...all },
    );
    expect(days.map((day) => day.grains)).toEqual([48, 44, 52]);
  });

  it('begin at the instant the wall says, in winter and in summer', () => {
    const calendar = calendarOf(
      { date: '2027-03-27', from: '09:00', until: '12:00' },
      { date: '2027-03-29', from: '09:00', until: '12:00' },
    );
    expect(calendar.instantOf(1).toString()).toBe('2027-03-27T08:15:00Z');
    expect(calendar.instantOf(12).toString()).toBe('2027-03-29T07:00:00Z');
    expect(() => calendar.instantOf(24)).toThrow(RangeError);
  });

  it('are touched by an appointment that lies off the grid, on each of its days', () => {
    const calendar = calendarOf(
      { date: '2027-03-01', from: '09:00', until: '12:00' },
      { date: '2027-03-02', from: '09:00', until: '12:00' },
    );
    const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
    expect(calendar.spansOf(at('2027-03-01T08:50:00Z'), at('2027-03-01T09:05:00Z'))).toEqual([
      { from: 3, until: 5 },
    ]);
    expect(calendar.spansOf(at('2027-03-01T10:00:00Z'), at('2027-03-02T08:15:00Z'))).toEqual([
      { from: 8, until: 12 },
      { from: 12, until: 13 },
    ]);
    expect(calendar.spansOf(at('2027-03-01T18:00:00Z'), at('2027-03-01T19:00:00Z'))).toEqual([]);
  });

  it('are refused with a code where a time does not exist, exists twice, or lies backwards', () => {
    expect(code({ date: '2027-03-28', from: '02:30', until: '12:00' })).toBe('PLAN_TIME_NOT_REAL');
    expect(code({ date: '2027-10-31', from: '02:30', until: '12:00' })).toBe('PLAN_TIME_NOT_REAL');
    expect(code({ date: '2027-03-01', from: '12:00', until: '09:00' })).toBe('PLAN_TIME_NOT_REAL');
    expect(code({ date: '2027-02-30', from: '09:00', until: '12:00' })).toBe('PLAN_TIME_NOT_REAL');
    expect(grainCalendar([])).toMatchObject({ ok: false, error: { code: 'PLAN_EMPTY' } });
  });
});
