import type { CompiledProblem } from './compiled-problem.js';
import type { MoveEvaluator } from './move-evaluator.js';
import type { PlanState } from './plan-state.js';

/** More starts than this are not all looked at while a first plan is made. */
const STARTS_LOOKED_AT = 600;

/** First plan: confirmed meetings and those of the plan before where they are, then those hardest to place, each where it costs least. */
export function construct(problem: CompiledProblem, state: PlanState, evaluator: MoveEvaluator): void {
  chooseRegularSeats(problem, state);
  const { initial } = problem;
  for (let meeting = 0; meeting < problem.meetings; meeting += 1) {
    const start = initial.start[meeting] as number;
    if (start >= 0) state.insert(meeting, start, initial.room[meeting] as number);
  }
  for (const meeting of byDifficulty(problem)) {
    if ((initial.start[meeting] as number) >= 0) continue;
    const energy = placeBest(problem, state, evaluator, meeting, STARTS_LOOKED_AT);
    if (energy === Infinity) throw new RangeError('a meeting has no start at all');
  }
}

/** Puts a meeting without a place where it costs least; answers its energy there. */
export function placeBest(
  problem: CompiledProblem,
  state: PlanState,
  evaluator: MoveEvaluator,
  meeting: number,
  lookAt: number,
): number {
  const { offsets, values } = problem.starts;
  const from = offsets[meeting] as number;
  const until = offsets[meeting + 1] as number;
  const stride = Math.max(1, Math.ceil((until - from) / lookAt));
  let best = Infinity;
  let bestStart = -1;
  let bestRoom = -1;
  for (let at = from; at < until; at += stride) {
    const start = values[at] as number;
    const energy = evaluator.evaluate(meeting, start, -1, -1, best);
    if (energy >= best) continue;
    best = energy;
    bestStart = start;
    bestRoom = evaluator.bestRoom;
  }
  if (bestStart >= 0) state.insert(meeting, bestStart, bestRoom);
  return best;
}

/** Fills seats of every meeting with different people, the best first. */
function chooseRegularSeats(problem: CompiledProblem, state: PlanState): void {
  const { offsets, values } = problem.seatCandidates;
  for (let seat = 0; seat < problem.seatMeeting.length; seat += 1) {
    const initial = problem.initial.seats[seat] as number;
    if (initial >= 0) {
      state.seats[seat] = initial;
      continue;
    }
    const meeting = problem.seatMeeting[seat] as number;
    const from = problem.seatOffsets[meeting] as number;
    const used = state.seats.subarray(from, seat);
    const candidates = values.subarray(offsets[seat], offsets[seat + 1]);
    const isFree = (person: number): boolean =>
      !used.includes(person) && problem.role[person * problem.meetings + meeting] === 0;
    state.seats[seat] = candidates.find(isFree) ?? (candidates[0] as number);
  }
}

/** By how much of other meetings a meeting is in the way of, most first. */
function byDifficulty(problem: CompiledProblem): readonly number[] {
  const width = problem.meetings;
  const degree = Array.from({ length: width }, (_, meeting) => {
    const row = problem.bothRequired.subarray(meeting * width, (meeting + 1) * width);
    const shared = row.reduce((sum, people) => sum + (people > 0 ? 1 : 0), 0);
    return (1 + shared) * (problem.duration[meeting] as number);
  });
  return degree
    .map((_, meeting) => meeting)
    .sort((a, b) => (degree[b] as number) - (degree[a] as number) || a - b);
}
