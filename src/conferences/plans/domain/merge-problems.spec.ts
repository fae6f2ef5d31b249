import { describe, expect, it } from '@jest/globals';
import { MEETING, type SeatRole } from '../../calendar-planning/domain/slot-problem.js';
import { conferenceWeights, explain, plan, type PlanningProblem } from '../../planning/index.js';
import { earlierPlan, mergeProblems, type ProblemOfOne } from './merge-problems.js';

const CHAIR: SeatRole = { kind: 'CHAIR' };

/** The problem of one conference on two days of eight hours. */
function aProblem(
  id: string,
  more: Partial<PlanningProblem> = {},
  roles: readonly SeatRole[] = [CHAIR],
): ProblemOfOne {
  const problem: PlanningProblem = {
    days: [
      { date: '2026-06-01', grains: 32 },
      { date: '2026-06-02', grains: 32 },
    ],
    rooms: [
      { id: 'linde', capacity: 10, accessible: true },
      { id: 'video', capacity: 60, video: true },
    ],
    people: [{ id: 'chair-a' }, { id: 'chair-b' }, { id: 'comes' }],
    meetings: [
      {
        id: MEETING,
        grains: 4,
        required: ['comes'],
        groups: [{ count: 1, anyOf: ['chair-a', 'chair-b'] }],
        needsAccessible: true,
      },
    ],
    weights: conferenceWeights,
    ...more,
  };
  return { id, made: { problem, seatRoles: roles }, block: undefined };
}

const withWeights = (merged: Omit<PlanningProblem, 'weights'>): PlanningProblem => ({
  ...merged,
  weights: conferenceWeights,
});

describe('problems of single conferences put together', () => {
  it('keep their sittings out of each other’s way', () => {
    const problem = withWeights(mergeProblems(['a', 'b', 'c'].map((id) => aProblem(id))));
    const found = plan(problem, 20_000, 1);
    if (!found.ok) throw new Error(found.error.code);
    expect(explain(problem, found.value).score.hard).toBe(0);
    const starts = found.value.meetings.map(({ start }) => start).sort((x, y) => x - y);
    expect(starts.every((start, at) => at === 0 || start - (starts[at - 1] ?? 0) >= 4)).toBe(true);
  });

  it('let nobody chair as somebody’s substitute, but somebody come for a body as one', () => {
    const [head] = mergeProblems([aProblem('a')]).meetings;
    expect(head?.groups).toEqual([{ count: 1, anyOf: ['chair-a', 'chair-b'], equal: true }]);
    const [body] = mergeProblems([aProblem('a', {}, [{ kind: 'UNIT', unitId: 'u' as never }])]).meetings;
    expect(body?.groups).toEqual([{ count: 1, anyOf: ['chair-a', 'chair-b'] }]);
  });

  it('keep a room that does not suit one conference for another', () => {
    const unsuitable = aProblem('b', { rooms: [{ id: 'linde', capacity: 0, accessible: false }] });
    const { rooms, meetings } = mergeProblems([unsuitable, aProblem('a')]);
    expect(rooms.find(({ id }) => id === 'linde')?.capacity).toBe(10);
    expect(meetings.map(({ id, notIn }) => [id, notIn])).toEqual([
      ['b', ['linde']],
      ['a', []],
    ]);
  });

  it('know a sitting elsewhere once, with everybody who is there, and do not close its room twice', () => {
    const elsewhere = (person: string) => ({
      rooms: [{ id: 'linde', capacity: 10, accessible: true, closed: [{ from: 8, until: 12 }] }],
      people: [{ id: 'chair-a' }, { id: 'chair-b' }, { id: 'comes' }, { id: person }],
      meetings: [
        ...aProblem('x').made.problem.meetings,
        {
          id: 'other-0',
          grains: 4,
          required: [person],
          pinned: { meeting: 'other-0', start: 8, room: 'linde', seats: [] },
        },
      ],
    });
    const problem = withWeights(
      mergeProblems([aProblem('a', elsewhere('comes')), aProblem('b', elsewhere('chair-a'))]),
    );
    const others = problem.meetings.filter(({ pinned }) => pinned !== undefined);
    expect(others.map(({ required }) => required)).toEqual([['comes', 'chair-a']]);
    const found = plan(problem, 20_000, 1);
    expect(found.ok && explain(problem, found.value).score.hard).toBe(0);
  });

  it('know everything about when somebody cannot', () => {
    const busy = (from: number) => ({ people: [{ id: 'comes', busy: [{ from, until: from + 2 }] }] });
    const { people } = mergeProblems([aProblem('a', busy(0)), aProblem('b', busy(6))]);
    expect(people.find(({ id }) => id === 'comes')?.busy).toEqual([
      { from: 0, until: 2 },
      { from: 6, until: 8 },
    ]);
  });

  it('take over of another plan what exists here', () => {
    const merged = mergeProblems([aProblem('a')]);
    const place = { conferenceId: 'a', start: 4, roomId: null, seats: ['chair-a'] };
    expect(
      earlierPlan(merged, [
        place,
        { ...place, conferenceId: 'gone' },
        { ...place, roomId: 'gone' },
        { ...place, start: undefined },
      ]).meetings,
    ).toEqual([{ meeting: 'a', start: 4, room: 'video', seats: ['chair-a'] }]);
  });
});
