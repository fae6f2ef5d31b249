import { constraintIndex } from '../compiled-problem.js';
import type { CompiledProblem } from '../compiled-problem.js';
import type { ConstraintName } from '../model.js';
import type { LevelCosts } from './linear-model.js';

/** A place a meeting can have, with what it costs by itself. */
export interface Placement {
  readonly start: number;
  readonly room: number;
  readonly costs: LevelCosts;
}

/** Somebody who can take a seat, with what that costs by itself. */
interface Candidate {
  readonly person: number;
  readonly costs: LevelCosts;
}

/** All that can be chosen: places by meeting, candidates by seat. */
export interface Choices {
  readonly placements: readonly (readonly Placement[])[];
  readonly candidates: readonly (readonly Candidate[])[];
}

/** Costs of units of a constraint, by level. */
export function costsOf(problem: CompiledProblem, name: ConstraintName, units: number): LevelCosts {
  const index = constraintIndex[name];
  const cost = units * (problem.costs.weight[index] as number);
  const level = problem.costs.level[index];
  return [level === 0 ? cost : 0, level === 1 ? cost : 0, level === 2 ? cost : 0];
}

/** Sum by level. */
function addCosts(a: LevelCosts, b: LevelCosts): LevelCosts {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** Everything a problem leaves open, bad choices included: a bound that rests on it holds for every plan. */
export function allChoices(problem: CompiledProblem): Choices {
  const meetings = Array.from({ length: problem.meetings }, (_, meeting) => meeting);
  const seats = Array.from(problem.seatMeeting, (_, seat) => seat);
  return {
    placements: meetings.map((meeting) => placementsOf(problem, meeting)),
    candidates: seats.map((seat) => candidatesOf(problem, seat)),
  };
}

/** How many places and candidates there are, however bad, without making them. */
export function countChoices(problem: CompiledProblem): number {
  return problem.meetings * problem.grains * problem.rooms + problem.seatCandidates.values.length;
}

function placementsOf(problem: CompiledProblem, meeting: number): readonly Placement[] {
  const { starts, meetingRooms } = problem;
  const isPinned = problem.pinned[meeting] === 1;
  const rooms = isPinned
    ? [...meetingRooms.values.subarray(meetingRooms.offsets[meeting], meetingRooms.offsets[meeting + 1])]
    : Array.from({ length: problem.rooms }, (_, room) => room);
  const times = isPinned
    ? [...starts.values.subarray(starts.offsets[meeting], starts.offsets[meeting + 1])]
    : Array.from({ length: problem.grains }, (_, start) => start).filter((start) =>
        endsOnItsDay(problem, meeting, start),
      );
  return times.flatMap((start) =>
    rooms.map((room) => ({ start, room, costs: placeCosts(problem, meeting, start, room) })),
  );
}

function endsOnItsDay(problem: CompiledProblem, meeting: number, start: number): boolean {
  const dayEnd = problem.dayStart[(problem.dayOf[start] as number) + 1] as number;
  return start + (problem.duration[meeting] as number) <= dayEnd;
}

function placeCosts(problem: CompiledProblem, meeting: number, start: number, room: number): LevelCosts {
  const { startCosts, roomCosts, closedBefore } = problem;
  const atStart = meeting * problem.grains + start;
  const atRoom = meeting * problem.rooms + room;
  const row = room * (problem.grains + 1);
  const end = start + (problem.duration[meeting] as number);
  const closed = (closedBefore[row + end] as number) - (closedBefore[row + start] as number);
  const own: LevelCosts = [
    (startCosts.hard[atStart] as number) + (roomCosts.hard[atRoom] as number),
    (startCosts.medium[atStart] as number) + (roomCosts.medium[atRoom] as number),
    (startCosts.soft[atStart] as number) + (roomCosts.soft[atRoom] as number),
  ];
  return addCosts(own, costsOf(problem, 'roomClosed', closed));
}

function candidatesOf(problem: CompiledProblem, seat: number): readonly Candidate[] {
  const { offsets, values } = problem.seatCandidates;
  const meeting = problem.seatMeeting[seat] as number;
  const people = [...values.subarray(offsets[seat], offsets[seat + 1])];
  const before = problem.previousSeats[seat] as number;
  const confirmed = problem.pinned[meeting] === 1 ? (problem.initial.seats[seat] as number) : -1;
  const all = people.map((person, rank) => {
    const isThere = problem.role[person * problem.meetings + meeting] === 0 ? 0 : 1;
    const isSubstitute = rank < (problem.seatRegulars[seat] as number) ? 0 : 1;
    const moved = before >= 0 && before !== person ? 1 : 0;
    const costs = [
      costsOf(problem, 'seatTaken', isThere),
      costsOf(problem, 'substitute', isSubstitute),
      costsOf(problem, 'movedSeat', moved),
    ].reduce(addCosts);
    return { person, costs };
  });
  return confirmed >= 0 ? all.filter(({ person }) => person === confirmed) : all;
}

type Priced = { readonly costs: LevelCosts };

const least = (options: readonly Priced[], level: number): number =>
  options.reduce((sum, { costs }) => Math.min(sum, costs[level] as number), Infinity);

/** What all choices cost at least on a level. */
export function leastCost({ placements, candidates }: Choices, level: number): number {
  return [...placements, ...candidates].reduce((sum, options) => sum + least(options, level), 0);
}

/**
 * Leaves out what no plan within the caps can contain: with the cheapest of everything else it would already cost more.
 *
 * @param caps  What the levels may cost at most, from the first on.
 * @returns Undefined when nothing is left for somebody, so that no plan keeps the caps.
 */
export function within(choices: Choices, caps: readonly number[]): Choices | undefined {
  let left = choices;
  for (const [level, cap] of caps.entries()) {
    const slack = cap - leastCost(left, level);
    if (!(slack >= 0)) return undefined;
    const keep = <T extends Priced>(options: readonly T[]): readonly T[] => {
      const most = least(options, level) + slack;
      return options.filter(({ costs }) => (costs[level] as number) <= most);
    };
    left = { placements: left.placements.map(keep), candidates: left.candidates.map(keep) };
  }
  return left;
}
