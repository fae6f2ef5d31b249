import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seatsOf } from '../compile-people.js';
import { explain } from '../explain.js';
import { compareScores } from '../model.js';
import type { Plan, PlannedMeeting, PlanningProblem, Score } from '../model.js';
import { plan } from '../planner.js';
import { madeUpProblem } from '../planning.fixture.js';
import { conferenceWeights, weightsOf } from '../weights.js';
import { loadHighs } from './highs-solver.js';
import type { LinearSolver } from './linear-model.js';
import { PlanProver } from './prove-plan.js';
import type { ProvedPlan } from './prove-plan.js';
import type { ProofLimits } from './proof.js';

const LIMITS: ProofLimits = { meetings: 20, looked: 500_000, choices: 20_000, milliseconds: 30_000 };

let highs: LinearSolver;

beforeAll(async () => {
  highs = await loadHighs();
});

function prove(problem: PlanningProblem, from: Plan, limits = LIMITS, solver = highs): ProvedPlan {
  return new PlanProver(problem, from, solver, limits, () => performance.now()).run();
}

/** Every place and seating of one meeting. */
function waysOf(problem: PlanningProblem, index: number): readonly PlannedMeeting[] {
  const meeting = problem.meetings[index];
  if (meeting === undefined) return [];
  const seatings = seatsOf(meeting, problem.people).reduce<readonly (readonly string[])[]>(
    (lists, candidates) => lists.flatMap((list) => candidates.map((id) => [...list, id])),
    [[]],
  );
  let from = 0;
  const starts = problem.days.flatMap(({ grains }) => {
    const first = from;
    from += grains;
    return Array.from({ length: Math.max(0, grains - meeting.grains + 1) }, (_, grain) => first + grain);
  });
  return starts.flatMap((start) =>
    problem.rooms.flatMap((room) =>
      seatings.map((seats) => ({ meeting: meeting.id, start, room: room.id, seats })),
    ),
  );
}

/** Every plan there is. */
function* allPlans(problem: PlanningProblem, index = 0): Generator<readonly PlannedMeeting[]> {
  if (index === problem.meetings.length) {
    yield [];
    return;
  }
  for (const one of waysOf(problem, index))
    for (const others of allPlans(problem, index + 1)) yield [one, ...others];
}

function bestOf(problem: PlanningProblem): Score {
  let best: Score | undefined;
  for (const meetings of allPlans(problem)) {
    const { score } = explain(problem, { meetings });
    if (best === undefined || compareScores(score, best) > 0) best = score;
  }
  if (best === undefined) throw new Error('there is no plan');
  return best;
}

/** Any plan, however bad. */
function firstPlan(problem: PlanningProblem): Plan {
  return { meetings: problem.meetings.map((_, index) => waysOf(problem, index)[0] as PlannedMeeting) };
}

const span = fc.record({ from: fc.nat(5), length: fc.integer({ min: 1, max: 3 }) });
const spans = fc
  .array(span, { maxLength: 1 })
  .map((list) => list.map(({ from, length }) => ({ from, until: from + length })));

const meetingParts = fc.record({
  grains: fc.integer({ min: 1, max: 2 }),
  required: fc.subarray(['p1', 'p2'], { maxLength: 1 }),
  optional: fc.subarray(['p3']),
  seat: fc.option(fc.subarray(['p1', 'p4', 'p5'], { minLength: 2, maxLength: 2 }), { nil: undefined }),
  avoid: spans,
  video: fc.constantFrom('no' as const, 'possible' as const),
  inBlock: fc.boolean(),
});

const problems = fc
  .record({
    days: fc.constantFrom([6], [3, 3], [2, 4]),
    joined: fc.boolean(),
    meetings: fc.array(meetingParts, { minLength: 2, maxLength: 3 }),
    busy: fc.array(spans, { minLength: 5, maxLength: 5 }),
    closed: spans,
    hasVideo: fc.boolean(),
  })
  .map(({ days, joined, meetings, busy, closed, hasVideo }): PlanningProblem => ({
    days: days.map((grains, index) => ({ date: `2027-03-0${String(index + 1)}`, grains, joinsNext: joined })),
    rooms: [
      { id: 'hall', capacity: 9, place: 'A', closed },
      hasVideo ? { id: 'video', capacity: 9, video: true } : { id: 'office', capacity: 3, place: 'B' },
    ],
    people: busy.map((own, index) => ({ id: `p${String(index + 1)}`, busy: own })),
    meetings: meetings.map(({ seat, inBlock, ...more }, index) => ({
      ...more,
      id: `m${String(index)}`,
      ...(seat === undefined ? {} : { groups: [{ count: 1, anyOf: seat }] }),
      ...(inBlock ? { block: 'one' } : {}),
    })),
    travel: [{ from: 'A', to: 'B', grains: 1 }],
    bufferGrains: 1,
    stabilityGrains: 1,
    weights: {
      ...conferenceWeights,
      noBreak: { level: 'soft', weight: 3 },
      overlap: { level: 'soft', weight: 1 },
    },
  }))
  .filter(
    ({ meetings }) => meetings.length < 3 || meetings.filter(({ groups }) => groups !== undefined).length < 2,
  );

describe('the proof of a plan', () => {
  it('agrees with trying every plan there is', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const best = bestOf(problem);
        const proved = prove(problem, firstPlan(problem));
        expect(explain(problem, proved.plan).score).toEqual(proved.score);
        expect(proved.proof.state).toBe('PROVED');
        expect(proved.score).toEqual(best);
        expect(proved.proof.bound).toEqual(best);
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('says never more than is true, and keeps the plan it has, when it may stop at any moment', () => {
    fc.assert(
      fc.property(problems, fc.nat(3), (problem, rounds) => {
        let left = rounds;
        const stopping: LinearSolver = (data, seconds) => {
          left -= 1;
          if (left < 0) throw new Error('out of memory');
          return highs(data, seconds);
        };
        const from = firstPlan(problem);
        const proved = prove(problem, from, LIMITS, stopping);
        const best = bestOf(problem);
        expect(compareScores(proved.score, explain(problem, from).score)).toBeGreaterThanOrEqual(0);
        const { state, bound } = proved.proof;
        const isBest = compareScores(proved.score, best) === 0;
        expect(['FAILED', isBest ? 'PROVED' : 'FAILED']).toContain(state);
        expect(bound.hard ?? 0).toBeGreaterThanOrEqual(best.hard);
        expect(bound.medium ?? 0).toBeGreaterThanOrEqual(best.medium);
        expect(bound.soft ?? 0).toBeGreaterThanOrEqual(best.soft);
      }),
      { numRuns: 30, seed: 11 },
    );
  });

  it('is not claimed while a cost is left out that the plan does pay', () => {
    const problem: PlanningProblem = {
      days: [{ date: '2027-03-01', grains: 6 }],
      rooms: [{ id: 'room', capacity: 8 }],
      people: [{ id: 'person' }],
      meetings: ['a', 'b'].map((id) => ({ id, grains: 2, required: ['person'] })),
      bufferGrains: 1,
      weights: weightsOf({ requiredConflict: ['hard', 1], asap: ['soft', 1], buffer: ['soft', 20] }),
    };
    const at = (...starts: number[]): Plan => ({
      meetings: starts.map((start, index) => ({
        meeting: 'ab'.charAt(index),
        start,
        room: 'room',
        seats: [],
      })),
    });
    let rounds = 0;
    const once: LinearSolver = (data, seconds) => {
      rounds += 1;
      return rounds > 1 ? { status: 'LIMIT', bound: -Infinity, values: undefined } : highs(data, seconds);
    };
    const early = prove(problem, at(0, 4), LIMITS, once);
    expect(rounds).toBeGreaterThan(1);
    expect(early).toMatchObject({ score: { soft: -6 - 0 }, proof: { state: 'GAP', bound: { soft: -4 } } });
    expect(prove(problem, at(0, 4))).toMatchObject({ score: { soft: -5 }, proof: { state: 'PROVED' } });
  });

  it('betters a plan of a search that was too short', () => {
    const problem = madeUpProblem({ seed: 3, meetings: 5, days: 6 });
    const found = plan(problem, 50, 1);
    if (!found.ok) throw new Error(found.error.code);
    const before = explain(problem, found.value).score;
    const { plan: after, score, proof } = prove(problem, found.value);
    expect(explain(problem, after).score).toEqual(score);
    expect({ proof, isBetter: compareScores(score, before) > 0 }).toEqual({
      proof: { state: 'PROVED', improved: true, bound: score },
      isBetter: true,
    });
    const longer = plan(problem, 300_000, 1);
    if (!longer.ok) throw new Error(longer.error.code);
    expect(compareScores(score, explain(problem, longer.value).score)).toBeGreaterThanOrEqual(0);
  });

  it('leaves confirmed meetings where they are', () => {
    const problem = madeUpProblem({ seed: 3, meetings: 4, days: 6 });
    const found = plan(problem, 50, 1);
    if (!found.ok) throw new Error(found.error.code);
    const [confirmed] = found.value.meetings;
    const pinned = {
      ...problem,
      meetings: problem.meetings.map((meeting, index) =>
        index === 0 && confirmed !== undefined ? { ...meeting, pinned: confirmed } : meeting,
      ),
    };
    const others = firstPlan(problem).meetings.slice(1);
    const from = { meetings: confirmed === undefined ? others : [confirmed, ...others] };
    const { plan: after, proof } = prove(pinned, from);
    expect(proof.improved).toBe(true);
    expect(after.meetings[0]).toEqual(confirmed);
  });

  it.each([
    ['meetings', { ...LIMITS, meetings: 3 }],
    ['places looked at', { ...LIMITS, looked: 100 }],
    ['choices', { ...LIMITS, choices: 10 }],
  ])('is not tried beyond the number of %s, and the plan stands', (_what, limits) => {
    const problem = madeUpProblem({ seed: 3, meetings: 4, days: 6 });
    const from = firstPlan(problem);
    expect(prove(problem, from, limits)).toMatchObject({
      plan: from,
      proof: { state: 'TOO_LARGE', improved: false },
    });
  });

  it('ends when its time is over', () => {
    const problem = madeUpProblem({ seed: 3, meetings: 5, days: 6 });
    const from = firstPlan(problem);
    const { plan: after, proof } = prove(problem, from, { ...LIMITS, milliseconds: 0 });
    expect({ after, state: proof.state }).toEqual({ after: from, state: 'GAP' });
  });
});
