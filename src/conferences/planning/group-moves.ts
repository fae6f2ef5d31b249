import type { CompiledProblem } from './compiled-problem.js';
import type { MoveEvaluator } from './move-evaluator.js';
import type { PlanState } from './plan-state.js';
import type { Random } from './random.js';

/** Furthest a part of a day is shifted at once, in grains. */
const FURTHEST_SHIFT = 8;
/** Grains in which the meetings of two days are exchanged when it is not the rest of the day. */
const SHORTEST_PART = 2;
const LONGEST_PART = 18;

/**
 * Moves of many meetings at once: the rest of a day is shifted, or two days exchange their rests.
 *
 * They are done and taken back when refused, so that the score stays exact whatever the days have to do with each other.
 */
export class GroupMoves {
  private readonly member: Int32Array;
  private readonly before: Int32Array;
  private readonly after: Int32Array;
  private readonly inGroup: Uint8Array;
  private size = 0;

  constructor(
    private readonly problem: CompiledProblem,
    private readonly state: PlanState,
    private readonly evaluator: MoveEvaluator,
    private readonly random: Random,
  ) {
    this.member = new Int32Array(problem.meetings);
    this.before = new Int32Array(problem.meetings);
    this.after = new Int32Array(problem.meetings);
    this.inGroup = new Uint8Array(problem.meetings);
  }

  /** Prepares that the meetings of a day from this one on begin a little earlier or later; false where they cannot. */
  prepareShift(meeting: number): boolean {
    const { problem, state, random } = this;
    const start = state.start[meeting] as number;
    const day = problem.dayOf[start] as number;
    const by = 1 + random.below(FURTHEST_SHIFT);
    this.begin();
    return this.take(start, problem.dayStart[day + 1] as number, random.unit() < 0.5 ? by : -by);
  }

  /** Prepares that two days exchange what begins in a part of them: the whole, the rest, or a short time. */
  prepareExchange(a: number, b: number): boolean {
    const { problem, state, random } = this;
    const dayA = problem.dayOf[state.start[a] as number] as number;
    const dayB = problem.dayOf[state.start[b] as number] as number;
    if (dayA === dayB) return false;
    const kind = random.unit();
    const fromA = kind < 0.2 ? (problem.dayStart[dayA] as number) : (state.start[a] as number);
    const sameTime = fromA - (problem.dayStart[dayA] as number) + (problem.dayStart[dayB] as number);
    const fromB = kind < 0.6 ? sameTime : (state.start[b] as number);
    const length =
      kind < 0.4 || kind > 0.8 ? problem.grains : SHORTEST_PART + random.below(LONGEST_PART - SHORTEST_PART);
    const by = fromB - fromA;
    this.begin();
    const untilA = Math.min(fromA + length, problem.dayStart[dayA + 1] as number);
    const untilB = Math.min(fromB + length, problem.dayStart[dayB + 1] as number);
    return this.take(fromA, untilA, by) && this.take(fromB, untilB, -by) && this.size > 0;
  }

  /**
   * Does what was prepared; false, and nothing changed, when the plan would cost more than `allowance` above now.
   *
   * An estimate that leaves nights out decides first; what passes is done, measured, and taken back if need be.
   */
  apply(allowance: number): boolean {
    if (this.estimate() > allowance) return false;
    const limit = this.state.energy() + allowance;
    this.place(this.after);
    if (this.state.energy() <= limit) return true;
    this.place(this.before);
    return false;
  }

  private begin(): void {
    for (let at = 0; at < this.size; at += 1) this.inGroup[this.member[at] as number] = 0;
    this.size = 0;
  }

  /** What the move would cost more (less: negative), days that join left out. */
  private estimate(): number {
    const { problem, state, evaluator } = this;
    let sum = 0;
    for (let at = 0; at < this.size; at += 1) {
      const meeting = this.member[at] as number;
      const before = this.before[at] as number;
      const after = this.after[at] as number;
      sum += evaluator.startChange(meeting, before, after);
      sum += this.withOthers(meeting, after, problem.dayOf[after] as number, state.room[meeting] as number);
      sum -= this.withOthers(meeting, before, problem.dayOf[before] as number, state.room[meeting] as number);
    }
    return sum;
  }

  /** Energy of a member with those of a day that are not members. */
  private withOthers(meeting: number, start: number, day: number, room: number): number {
    const { problem, state, evaluator, inGroup } = this;
    const first = day * problem.meetings;
    const until = first + (state.dayCount[day] as number);
    let sum = 0;
    for (let at = first; at < until; at += 1) {
      const other = state.dayList[at] as number;
      if (inGroup[other] === 0) sum += evaluator.pairEnergyAt(meeting, start, room, other);
    }
    return sum;
  }

  private place(starts: Int32Array): void {
    const { state } = this;
    for (let at = 0; at < this.size; at += 1) state.remove(this.member[at] as number);
    for (let at = 0; at < this.size; at += 1) {
      const meeting = this.member[at] as number;
      state.insert(meeting, starts[at] as number, state.room[meeting] as number);
    }
  }

  /** Takes the meetings that begin from `from` to before `until`, both on one day; false if one cannot move so far. */
  private take(from: number, until: number, by: number): boolean {
    const { problem, state } = this;
    const day = problem.dayOf[from] as number;
    const target = problem.dayOf[from + by];
    const first = day * problem.meetings;
    const last = first + (state.dayCount[day] as number);
    for (let at = first; at < last; at += 1) {
      const meeting = state.dayList[at] as number;
      const start = state.start[meeting] as number;
      if (start < from || start >= until) continue;
      const moved = start + by;
      if (moved < 0 || moved >= problem.grains || problem.dayOf[moved] !== target) return false;
      if (problem.startAllowed[meeting * problem.grains + moved] === 0) return false;
      this.member[this.size] = meeting;
      this.inGroup[meeting] = 1;
      this.before[this.size] = start;
      this.after[this.size] = moved;
      this.size += 1;
    }
    return true;
  }
}
