import { describe, expect, it } from '@jest/globals';
import { bestSlots } from './best-slots.js';
import type { SlotProposal } from './best-slots.js';
import { explain } from './explain.js';
import type { Plan, PlanningMeeting, PlanningProblem } from './model.js';
import { plan } from './planner.js';
import { madeUpProblem } from './planning.fixture.js';
import { conferenceWeights } from './weights.js';

const meeting: PlanningMeeting = { id: 'm', grains: 4, required: ['lead'], optional: ['guest'] };
const problem: PlanningProblem = {
  days: ['2027-03-01', '2027-03-02', '2027-03-03'].map((date) => ({ date, grains: 12 })),
  rooms: [{ id: 'room', capacity: 8 }],
  people: [{ id: 'lead' }, { id: 'guest' }, { id: 'deputy' }, { id: 'chair' }],
  meetings: [meeting],
  weights: conferenceWeights,
};
const NOTHING: Plan = { meetings: [] };

function proposal(change: Partial<PlanningProblem>, planned: Plan = NOTHING, count = 3): SlotProposal {
  const result = bestSlots({ ...problem, ...change }, planned, 'm', count);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const wholeDay = (day: number) => ({ from: day * 12, until: day * 12 + 12 });
const conditions = (one: SlotProposal) =>
  one.relaxations.map(({ price, conditions: list }) => [
    price,
    ...list.map(({ kind, about }) => `${kind} ${about}`.trim()),
  ]);

describe('the best slots of one conference', () => {
  it('are the best first, do not overlap, and carry their reasons', () => {
    const people = [
      { id: 'lead', busy: [{ from: 0, until: 3 }] },
      { id: 'guest', busy: [wholeDay(0)] },
    ];
    const { slots } = proposal({ people });
    expect(slots.map((slot) => slot.planned.start)).toEqual([12, 16, 20]);
    expect(slots.every((slot) => slot.score.medium === 0)).toBe(true);
    const later = proposal({ people, days: problem.days.slice(0, 1) }).slots[0];
    expect(later?.reasons.map((match) => [match.constraint, match.people])).toContainEqual([
      'optionalBusy',
      ['guest'],
    ]);
  });

  it('cost what the plan as a whole costs more by them', () => {
    const others = madeUpProblem({ seed: 3, meetings: 9, days: 6 });
    const whole = plan(others, 30_000, 1);
    if (!whole.ok) throw new Error(whole.error.code);
    const [first, ...rest] = whole.value.meetings;
    const without = { ...others, meetings: others.meetings.slice(1) };
    const result = bestSlots(others, { meetings: rest }, first?.meeting ?? '', 4);
    if (!result.ok) throw new Error(result.error.code);
    const base = explain(without, { meetings: rest }).score;
    expect(result.value.slots.length).toBeGreaterThan(0);
    for (const { planned, score } of result.value.slots) {
      const { score: all } = explain(others, { meetings: [planned, ...rest] });
      expect(score).toEqual({
        hard: expect.closeTo(all.hard - base.hard),
        medium: expect.closeTo(all.medium - base.medium),
        soft: expect.closeTo(all.soft - base.soft),
      });
    }
  });

  it('leave others in peace: no room, person or seat is taken twice', () => {
    const other: PlanningMeeting = {
      id: 'other',
      grains: 12,
      required: ['chair'],
      groups: [{ count: 1, anyOf: ['deputy'] }],
    };
    const planned: Plan = { meetings: [{ meeting: 'other', start: 0, room: 'room', seats: ['deputy'] }] };
    const { slots } = proposal({ meetings: [meeting, other] }, planned, 50);
    expect(slots.every((slot) => slot.planned.start >= 12)).toBe(true);
    const seated = { ...meeting, groups: [{ count: 1, anyOf: ['deputy'] }] };
    const more = { meetings: [seated, other], rooms: [...problem.rooms, { id: 'second', capacity: 8 }] };
    expect(proposal(more, planned, 50).slots.every((slot) => slot.planned.start >= 12)).toBe(true);
  });
});

describe('what to give up when no slot fits', () => {
  it('names the smallest sets with their prices, the cheapest first', () => {
    const people = [
      { id: 'lead', busy: [wholeDay(0), wholeDay(2)] },
      { id: 'guest', busy: [wholeDay(1)] },
    ];
    const late = { ...meeting, latestOn: '2027-03-01' };
    const found = proposal({ people, meetings: [late] }, NOTHING, 5);
    expect(found.slots).toEqual([]);
    expect(conditions(found)).toEqual([
      [13, 'laterDate 2027-03-02', 'withoutOptional guest'],
      [25, 'withoutRequired lead'],
    ]);
    expect(found.relaxations[0]?.planned).toEqual({ meeting: 'm', start: 12, room: 'room', seats: [] });
  });

  it('offers to move another meeting, but never a confirmed one', () => {
    const days = problem.days.slice(0, 1);
    const other: PlanningMeeting = { id: 'other', grains: 12, required: ['chair'] };
    const planned = { meeting: 'other', start: 0, room: 'room', seats: [] };
    expect(conditions(proposal({ days, meetings: [meeting, other] }, { meetings: [planned] }))).toEqual([
      [8, 'moveOtherMeeting other'],
    ]);
    const confirmed = { ...other, pinned: planned };
    expect(proposal({ days, meetings: [meeting, confirmed] }, { meetings: [planned] }).relaxations).toEqual(
      [],
    );
  });

  it('never gives up accessibility, chairs or an interpreter', () => {
    const days = problem.days.slice(0, 1);
    const busy = [{ from: 0, until: 12 }];
    const needsRamp = { ...meeting, needsAccessible: true };
    expect(proposal({ days, meetings: [needsRamp] }).relaxations).toEqual([]);
    const crowded = { ...meeting, guests: 20 };
    expect(proposal({ days, meetings: [crowded] }).relaxations).toEqual([]);
    const spoken = { ...meeting, interpreter: { language: 'ti', level: 'QUALIFIED' as const } };
    const interpreter = { id: 'i', busy, skills: [{ language: 'ti', level: 'SWORN' as const }] };
    const people = [...problem.people, interpreter];
    expect(proposal({ days, people, meetings: [spoken] })).toEqual({ slots: [], relaxations: [] });
  });

  it('is refused with a code for a meeting that does not exist', () => {
    expect(bestSlots(problem, NOTHING, 'x', 3)).toMatchObject({
      ok: false,
      error: { code: 'PLAN_INPUT_CONTRADICTORY' },
    });
  });
});
