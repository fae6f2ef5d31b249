import { err, ok } from '../../kernel/index.js';
import type { Result } from '../../kernel/index.js';
import { checkProblem } from './check-problem.js';
import { compileProblem } from './compile.js';
import { explain } from './explain.js';
import type { Match } from './explain.js';
import { FreePeople } from './free-people.js';
import { MoveEvaluator } from './move-evaluator.js';
import type { Plan, PlannedMeeting, PlanningProblem, Score } from './model.js';
import { compareScores } from './model.js';
import { PlanState } from './plan-state.js';
import { planningRejected } from './planning.errors.js';
import type { PlanningRejected } from './planning.errors.js';
import { priceOfConditions } from './relaxation-prices.js';
import type { RelaxationPrices } from './relaxation-prices.js';
import { findRelaxations } from './relaxations.js';
import type { Relaxation } from './relaxations.js';

/** A possible time and room with what speaks against it. */
export interface Slot {
  readonly planned: PlannedMeeting;
  /** What the meeting costs there; `hard` is 0. */
  readonly score: Score;
  /** Everything this slot costs, by constraint, meetings and people. */
  readonly reasons: readonly Match[];
}

/** The best slots, or, when there is none, what would have to give way. */
export interface SlotProposal {
  /** Best first; they do not overlap each other. */
  readonly slots: readonly Slot[];
  /** Cheapest first; empty when there are slots. */
  readonly relaxations: readonly Relaxation[];
}

interface Candidate {
  readonly planned: PlannedMeeting;
  readonly score: Score;
}

/** Levels far enough apart that the best room by energy is the best by level. */
const LEVEL_ENERGY = [1_000_000, 1_000, 1] as const;

/**
 * The best slots for one meeting while all others stay.
 *
 * @param plan       Where the other meetings lie; an entry for `meetingId` is left out of account.
 * @param count      How many slots or relaxations at most, 1 to 50.
 * @returns          Refused: faulty input, or a meeting that does not exist (`PLAN_INPUT_CONTRADICTORY`).
 */
export function bestSlots(
  problem: PlanningProblem,
  plan: Plan,
  meetingId: string,
  count: number,
  prices: RelaxationPrices = priceOfConditions,
): Result<SlotProposal, PlanningRejected> {
  const meeting = problem.meetings.find((one) => one.id === meetingId);
  if (meeting === undefined) return err(planningRejected('PLAN_INPUT_CONTRADICTORY', [meetingId]));
  const planned = new Set([meetingId, ...plan.meetings.map((one) => one.meeting)]);
  const known = { ...problem, meetings: problem.meetings.filter((one) => planned.has(one.id)) };
  const checked = checkProblem(known);
  if (!checked.ok) return checked;
  const others = { meetings: plan.meetings.filter((one) => one.meeting !== meetingId) };
  const free = new FreePeople(known, others, meetingId);
  const possible = candidates(known, others, meetingId, free).filter(
    (candidate) => candidate.score.hard === 0,
  );
  const best = apart(possible, meeting.grains, count);
  if (best.length === 0)
    return ok({ slots: [], relaxations: findRelaxations(known, meeting, free, count, prices) });
  return ok({ slots: best.map((candidate) => withReasons(known, others, candidate)), relaxations: [] });
}

/** Every start of the meeting with its best room and people, and what it costs there. */
function candidates(
  problem: PlanningProblem,
  others: Plan,
  meetingId: string,
  free: FreePeople,
): readonly Candidate[] {
  const compiled = compileProblem(problem);
  const state = new PlanState(compiled, Float64Array.from(LEVEL_ENERGY));
  const index = problem.meetings.findIndex((one) => one.id === meetingId);
  const personIndex = new Map(problem.people.map((person, at) => [person.id, at]));
  const takeSeats = (meeting: number, seats: readonly (string | undefined)[]): boolean => {
    const from = compiled.seatOffsets[meeting] as number;
    seats.forEach((person, at) => {
      state.seats[from + at] = personIndex.get(person ?? '') ?? 0;
    });
    return seats.every((person) => person !== undefined);
  };
  for (const planned of others.meetings) {
    const other = problem.meetings.findIndex((one) => one.id === planned.meeting);
    takeSeats(other, planned.seats);
    const room = problem.rooms.findIndex((one) => one.id === planned.room);
    state.insert(other, planned.start, room);
  }
  const evaluator = new MoveEvaluator(compiled, state);
  const meeting = problem.meetings[index];
  const without = state.cost.slice();
  const found: Candidate[] = [];
  for (const start of compiled.starts.values.subarray(
    compiled.starts.offsets[index],
    compiled.starts.offsets[index + 1],
  )) {
    if (meeting === undefined) break;
    const seats = free.seat(problem, meeting, start, start + meeting.grains);
    if (!takeSeats(index, seats)) continue;
    evaluator.evaluate(index, start, -1, -1, Infinity);
    const room = evaluator.bestRoom;
    state.insert(index, start, room);
    const [hard = 0, medium = 0, soft = 0] = state.cost.map(
      (cost, level) => (without[level] as number) - cost,
    );
    state.remove(index);
    const planned = {
      meeting: meetingId,
      start,
      room: problem.rooms[room]?.id ?? '',
      seats: seats.map((id) => id ?? ''),
    };
    found.push({ planned, score: { hard: 0 + hard, medium: 0 + medium, soft: 0 + soft } });
  }
  return found;
}

/** The best candidates that do not overlap each other; among equals the earlier. */
function apart(all: readonly Candidate[], grains: number, count: number): readonly Candidate[] {
  const sorted = [...all].sort(
    (a, b) => compareScores(b.score, a.score) || a.planned.start - b.planned.start,
  );
  const chosen: Candidate[] = [];
  for (const candidate of sorted) {
    if (chosen.length >= count) break;
    const near = chosen.some((one) => Math.abs(one.planned.start - candidate.planned.start) < grains);
    if (!near) chosen.push(candidate);
  }
  return chosen;
}

function withReasons(problem: PlanningProblem, others: Plan, { planned, score }: Candidate): Slot {
  const { constraints } = explain(problem, { meetings: [...others.meetings, planned] });
  const concerned = constraints.flatMap((total) => total.matches);
  return { planned, score, reasons: concerned.filter((match) => match.meetings.includes(planned.meeting)) };
}
