import { describe, expect, it } from '@jest/globals';
import { checkProblem } from './check-problem.js';
import type { PlanningMeeting, PlanningProblem } from './model.js';
import { conferenceWeights } from './weights.js';

const meeting: PlanningMeeting = { id: 'm', grains: 4, required: ['a'] };
const problem: PlanningProblem = {
  days: [{ date: '2027-03-01', grains: 12 }],
  rooms: [{ id: 'room', capacity: 8 }],
  people: [{ id: 'a' }, { id: 'b' }],
  meetings: [meeting],
  weights: conferenceWeights,
};

function codeOf(change: Partial<PlanningProblem>): string {
  const result = checkProblem({ ...problem, ...change });
  return result.ok ? 'ok' : `${result.error.code} ${result.error.about.join(' ')}`.trim();
}

describe('input of a planning', () => {
  it('passes when nothing contradicts', () => {
    expect(codeOf({})).toBe('ok');
  });

  it.each<[string, Partial<PlanningProblem>, string]>([
    ['no days', { days: [] }, 'PLAN_EMPTY'],
    ['no rooms', { rooms: [] }, 'PLAN_EMPTY'],
    ['no meetings', { meetings: [] }, 'PLAN_EMPTY'],
    [
      'a horizon of two years',
      { days: Array.from({ length: 700 }, (_, i) => ({ date: String(1000 + i), grains: 1 })) },
      'PLAN_TOO_LARGE',
    ],
    [
      'days that go back',
      {
        days: [
          { date: '2027-03-02', grains: 12 },
          { date: '2027-03-01', grains: 12 },
        ],
      },
      'PLAN_INPUT_CONTRADICTORY 2027-03-01',
    ],
    [
      'a day without time',
      { days: [{ date: '2027-03-01', grains: 0 }] },
      'PLAN_INPUT_CONTRADICTORY 2027-03-01',
    ],
    ['one meeting twice', { meetings: [meeting, meeting] }, 'PLAN_INPUT_CONTRADICTORY m'],
    ['an unknown person', { meetings: [{ ...meeting, required: ['x'] }] }, 'PLAN_INPUT_CONTRADICTORY x'],
    ['a person on two chairs', { meetings: [{ ...meeting, optional: ['a'] }] }, 'PLAN_INPUT_CONTRADICTORY a'],
    ['half a grain', { meetings: [{ ...meeting, grains: 1.5 }] }, 'PLAN_INPUT_CONTRADICTORY m'],
    ['longer than any day', { meetings: [{ ...meeting, grains: 13 }] }, 'PLAN_NO_START m'],
    [
      'a deadline before the first date',
      { meetings: [{ ...meeting, earliestOn: '2027-03-05', latestOn: '2027-03-01' }] },
      'PLAN_NO_START m',
    ],
    [
      'more seats than people',
      { meetings: [{ ...meeting, groups: [{ count: 2, anyOf: ['b'] }] }] },
      'PLAN_SEAT_EMPTY m',
    ],
    [
      'nobody interprets',
      { meetings: [{ ...meeting, interpreter: { language: 'ti', level: 'SWORN' } }] },
      'PLAN_SEAT_EMPTY m',
    ],
    [
      'confirmed over the end of the day',
      { meetings: [{ ...meeting, pinned: { meeting: 'm', start: 10, room: 'room', seats: [] } }] },
      'PLAN_INPUT_CONTRADICTORY m',
    ],
    [
      'confirmed in no room',
      { meetings: [{ ...meeting, pinned: { meeting: 'm', start: 1, room: 'x', seats: [] } }] },
      'PLAN_INPUT_CONTRADICTORY m',
    ],
  ])('is refused with a code for %s', (_, change, code) => {
    expect(codeOf(change)).toBe(code);
  });

  it('is refused with a code for 400 participants', () => {
    const people = Array.from({ length: 400 }, (_, index) => ({ id: String(index) }));
    const meetings = [{ ...meeting, required: people.map((person) => person.id) }];
    expect(codeOf({ people, meetings })).toBe('PLAN_TOO_MANY_PEOPLE m');
  });
});
