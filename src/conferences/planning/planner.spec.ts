import { describe, expect, it } from '@jest/globals';
import { explain } from './explain.js';
import { compareScores } from './model.js';
import type { Plan, PlanningProblem } from './model.js';
import { plan, Planner } from './planner.js';
import { madeUpProblem } from './planning.fixture.js';
import { conferenceWeights } from './weights.js';

const MOVES = 60_000;

function planned(problem: PlanningProblem, seed = 1, moves = MOVES): Plan {
  const result = plan(problem, moves, seed);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe('planning many conferences', () => {
  it('keeps every hard constraint where that is possible', () => {
    for (const seed of [1, 2, 3]) {
      const problem = madeUpProblem({ seed, meetings: 12, days: 8 });
      const { score, constraints } = explain(problem, planned(problem));
      expect({ hard: score.hard, broken: constraints.filter((total) => total.level === 'hard') }).toEqual({
        hard: expect.closeTo(0),
        broken: [],
      });
    }
  });

  it('gives the same plan for the same seed and number of moves', () => {
    const problem = madeUpProblem({ seed: 4, meetings: 12 });
    expect(planned(problem, 7)).toEqual(planned(problem, 7));
    expect(planned(problem, 8)).not.toEqual(planned(problem, 7));
  });

  it('has a plan from the beginning, and its best never gets worse', () => {
    const problem = madeUpProblem({ seed: 5, meetings: 14 });
    const begun = Planner.begin(problem, { moves: MOVES }, 1, 0);
    if (!begun.ok) throw new Error(begun.error.code);
    let last = begun.value.progress(0).score;
    const first = last;
    do {
      const { score } = begun.value.progress(0);
      expect(compareScores(score, last)).toBeGreaterThanOrEqual(0);
      expect(explain(problem, begun.value.best()).score).toEqual(score);
      last = score;
    } while (begun.value.step(0));
    expect(compareScores(last, first)).toBeGreaterThan(0);
  });

  it('begins anew where there is time for it, and keeps the best plan of all rounds', () => {
    const problem = madeUpProblem({ seed: 5, meetings: 2 });
    const moves = 4_500_000;
    const begun = Planner.begin(problem, { moves }, 1, 0);
    if (!begun.ok) throw new Error(begun.error.code);
    let last = begun.value.progress(0).score;
    let worse = 0;
    while (begun.value.step(0)) {
      const { score } = begun.value.progress(0);
      worse += compareScores(score, last) < 0 ? 1 : 0;
      last = score;
    }
    expect(worse).toBe(0);
    expect(begun.value.progress(0)).toMatchObject({ part: 1, moves });
    expect(explain(problem, begun.value.best()).score).toEqual(last);
  });

  it('ends at its limit of time even when that is over at once', () => {
    const begun = Planner.begin(madeUpProblem({ seed: 6, meetings: 5 }), { milliseconds: 0 }, 1, 100);
    if (!begun.ok) throw new Error(begun.error.code);
    expect(begun.value.step(100)).toBe(false);
    expect(begun.value.best().meetings).toHaveLength(5);
  });

  it('leaves confirmed meetings where they are', () => {
    const problem = madeUpProblem({ seed: 9, meetings: 12, days: 8 });
    const before = planned(problem);
    const confirmed = new Map(before.meetings.slice(0, 5).map((one) => [one.meeting, one]));
    const again: PlanningProblem = {
      ...problem,
      meetings: problem.meetings.map((meeting) => {
        const pinned = confirmed.get(meeting.id);
        return pinned === undefined ? meeting : { ...meeting, pinned };
      }),
    };
    const after = planned(again, 99);
    expect(after.meetings.filter((one) => confirmed.has(one.meeting))).toEqual([...confirmed.values()]);
  });

  it('moves little when somebody falls ill', () => {
    const problem = madeUpProblem({ seed: 11, meetings: 16, days: 10 });
    const before = planned(problem);
    const ill = problem.meetings[0]?.required[0] ?? '';
    const changed: PlanningProblem = {
      ...problem,
      previous: before,
      people: problem.people.map((person) =>
        person.id === ill ? { id: ill, busy: [{ from: 0, until: 60 }] } : person,
      ),
    };
    const after = planned(changed, 2);
    expect(explain(changed, after).score.hard).toBeCloseTo(0);
    const concerned = new Set(
      problem.meetings.filter((meeting) => meeting.required.includes(ill)).map(({ id }) => id),
    );
    const movedIn = (other: Plan) =>
      other.meetings.filter(
        (one, index) => one.start !== before.meetings[index]?.start && !concerned.has(one.meeting),
      ).length;
    const { previous: _previous, ...anew } = changed;
    expect(movedIn(after)).toBeLessThanOrEqual(movedIn(planned(anew, 2)) / 2);
  });

  it('puts meetings of a block on one day, spreads seats, and takes regulars before substitutes', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const problem: PlanningProblem = {
      days: ['2027-03-01', '2027-03-02', '2027-03-03'].map((date) => ({ date, grains: 12 })),
      rooms: [{ id: 'room', capacity: 8 }],
      people: [...ids, 'one', 'two', 'three'].map((id) => ({ id })),
      meetings: ids.map((id) => ({
        id,
        grains: 3,
        required: [id],
        groups: [{ count: 1, anyOf: ['one', 'two'] }],
        block: 'sitting',
        ...(id === 'd' ? { earliestOn: '2027-03-03' } : {}),
      })),
      weights: { ...conferenceWeights, substitute: { level: 'soft', weight: 5 } },
    };
    const result = planned(problem);
    expect(new Set(result.meetings.map((one) => Math.floor(one.start / 12)))).toEqual(new Set([2]));
    const seats = result.meetings.map((one) => one.seats[0] ?? '').sort((a, b) => a.localeCompare(b));
    expect(seats).toEqual(['one', 'one', 'two', 'two']);
  });

  it('says what is broken and for whom when not everything can be kept', () => {
    const problem: PlanningProblem = {
      days: [{ date: '2027-03-01', grains: 4 }],
      rooms: [{ id: 'room', capacity: 8 }],
      people: [{ id: 'chair' }],
      meetings: ['a', 'b'].map((id) => ({ id, grains: 3, required: ['chair'] })),
      weights: conferenceWeights,
    };
    const { score, constraints } = explain(problem, planned(problem));
    expect(score.hard).toBe(-4);
    expect(constraints[0]).toMatchObject({ level: 'hard', matches: [{ meetings: ['a', 'b'], units: 2 }] });
    expect(constraints.find((total) => total.constraint === 'requiredConflict')?.matches[0]?.people).toEqual([
      'chair',
    ]);
  });
});
