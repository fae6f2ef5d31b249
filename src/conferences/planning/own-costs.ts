import { constraintIndex } from './compiled-problem.js';
import type { CompiledProblem } from './compiled-problem.js';

const CLOSED = constraintIndex.roomClosed;
const BUSY = constraintIndex.requiredBusy;
const SEAT_TAKEN = constraintIndex.seatTaken;
const SUBSTITUTE = constraintIndex.substitute;
const MOVED_SEAT = constraintIndex.movedSeat;

/**
 * What a meeting costs by itself at a place: times, room, and who takes its seats.
 *
 * @param into  Hard, medium, soft; overwritten.
 */
export function ownCosts(
  problem: CompiledProblem,
  seats: Int32Array,
  meeting: number,
  start: number,
  room: number,
  into: Float64Array,
): Float64Array {
  const { startCosts, roomCosts, grains } = problem;
  const atStart = meeting * grains + start;
  const atRoom = meeting * problem.rooms + room;
  into[0] = (startCosts.hard[atStart] as number) + (roomCosts.hard[atRoom] as number);
  into[1] = (startCosts.medium[atStart] as number) + (roomCosts.medium[atRoom] as number);
  into[2] = (startCosts.soft[atStart] as number) + (roomCosts.soft[atRoom] as number);
  const end = start + (problem.duration[meeting] as number);
  if (problem.hasClosed) {
    add(problem, into, CLOSED, within(problem.closedBefore, room * (grains + 1), start, end));
  }
  const until = problem.seatOffsets[meeting + 1] as number;
  for (let seat = problem.seatOffsets[meeting] as number; seat < until; seat += 1) {
    seatCosts(problem, seats, meeting, seat, into);
    const busyRow = (seats[seat] as number) * (grains + 1);
    add(problem, into, BUSY, within(problem.busyBefore, busyRow, start, end));
  }
  return into;
}

function seatCosts(
  problem: CompiledProblem,
  seats: Int32Array,
  meeting: number,
  seat: number,
  into: Float64Array,
): void {
  const person = seats[seat] as number;
  const { offsets, values } = problem.seatCandidates;
  const first = offsets[seat] as number;
  let rank = 0;
  while (values[first + rank] !== person) rank += 1;
  let taken = problem.role[person * problem.meetings + meeting] === 0 ? 0 : 1;
  for (let other = problem.seatOffsets[meeting] as number; other < seat; other += 1) {
    if (seats[other] === person) taken += 1;
  }
  add(problem, into, SEAT_TAKEN, taken);
  add(problem, into, SUBSTITUTE, rankAsSubstitute(problem, seat, rank));
  const before = problem.previousSeats[seat] as number;
  if (before >= 0 && before !== person) add(problem, into, MOVED_SEAT, 1);
}

/** Seats of one group share their list; the first of them are the regular ones. */
function rankAsSubstitute(problem: CompiledProblem, seat: number, rank: number): number {
  return rank < (problem.seatRegulars[seat] as number) ? 0 : 1;
}

function within(before: Int32Array, row: number, start: number, end: number): number {
  return (before[row + end] as number) - (before[row + start] as number);
}

function add(problem: CompiledProblem, into: Float64Array, constraint: number, units: number): void {
  const level = problem.costs.level[constraint] as number;
  into[level] = (into[level] as number) + units * (problem.costs.weight[constraint] as number);
}
