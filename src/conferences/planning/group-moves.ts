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
 * Moves of many meetings at once: the rest of a day is shifted, two days exchange their rests, a meeting is put before
 * another one, or two of different length change places; what follows closes up or makes room.
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

  /** Prepares that a meeting is put before another (behind it, later on the same day); false where that cannot be. */
  prepareInsertion(meeting: number, other: number): boolean {
    const { problem, state } = this;
    const start = state.start[meeting] as number;
    const end = state.end[meeting] as number;
    const length = end - start;
    const target = state.start[other] as number;
    const day = problem.dayOf[start] as number;
    const otherDay = problem.dayOf[target] as number;
    this.begin();
    if (day !== otherDay) {
      const isIn = this.add(meeting, target) && this.slide(target, this.endOf(otherDay), length);
      return isIn && (this.random.unit() < 0.5 || this.slide(end, this.endOf(day), -length));
    }
    const otherEnd = state.end[other] as number;
    if (target >= end) return this.add(meeting, otherEnd - length) && this.slide(end, otherEnd, -length);
    return target < start && this.add(meeting, target) && this.slide(target, start, length);
  }

  /** Prepares that two meetings change places and what follows moves by the difference of their lengths. */
  prepareTrade(a: number, b: number): boolean {
    const { problem, state } = this;
    const isBefore = (state.start[a] as number) <= (state.start[b] as number);
    const first = isBefore ? a : b;
    const second = isBefore ? b : a;
    const start = state.start[first] as number;
    const end = state.end[first] as number;
    const target = state.start[second] as number;
    if (target < end) return false;
    const by = (problem.duration[second] as number) - (problem.duration[first] as number);
    const day = problem.dayOf[start] as number;
    const otherDay = problem.dayOf[target] as number;
    const isSame = day === otherDay;
    this.begin();
    if (!this.add(second, start) || !this.add(first, isSame ? target + by : target)) return false;
    if (by === 0) return true;
    if (isSame) return this.slide(end, target, by);
    return (
      this.slide(end, this.endOf(day), by) &&
      this.slide(state.end[second] as number, this.endOf(otherDay), -by)
    );
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

  private endOf(day: number): number {
    return this.problem.dayStart[day + 1] as number;
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
      sum += this.withMembers(at);
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

  /** Change of energy of a member with those behind it that do not move by as much. */
  private withMembers(at: number): number {
    const { problem, state, evaluator, member, before, after } = this;
    const meeting = member[at] as number;
    const room = state.room[meeting] as number;
    const was = before[at] as number;
    const will = after[at] as number;
    let sum = 0;
    for (let next = at + 1; next < this.size; next += 1) {
      const other = member[next] as number;
      const otherWas = before[next] as number;
      const otherWill = after[next] as number;
      if (will - was === otherWill - otherWas) continue;
      if (problem.dayOf[was] === problem.dayOf[otherWas])
        sum -= evaluator.pairEnergyBetween(meeting, was, room, other, otherWas);
      if (problem.dayOf[will] === problem.dayOf[otherWill])
        sum += evaluator.pairEnergyBetween(meeting, will, room, other, otherWill);
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

  /** Takes one meeting to a start; false if it may not lie there. */
  private add(meeting: number, start: number): boolean {
    const { problem } = this;
    if (start < 0 || start >= problem.grains) return false;
    if (problem.startAllowed[meeting * problem.grains + start] === 0) return false;
    this.member[this.size] = meeting;
    this.inGroup[meeting] = 1;
    this.before[this.size] = this.state.start[meeting] as number;
    this.after[this.size] = start;
    this.size += 1;
    return true;
  }

  /** Takes the meetings of a part of a day, those apart that were taken already; they stay on it. False if one cannot. */
  private slide(from: number, until: number, by: number): boolean {
    return from >= until || this.take(from, until, by, this.problem.dayOf[from]);
  }

  /** Takes the meetings that begin from `from` to before `until`, both on one day; false if one cannot move so far. */
  private take(from: number, until: number, by: number, target = this.problem.dayOf[from + by]): boolean {
    const { problem, state } = this;
    const day = problem.dayOf[from] as number;
    const first = day * problem.meetings;
    const last = first + (state.dayCount[day] as number);
    for (let at = first; at < last; at += 1) {
      const meeting = state.dayList[at] as number;
      const start = state.start[meeting] as number;
      if (start < from || start >= until || this.inGroup[meeting] === 1) continue;
      const moved = start + by;
      if (moved < 0 || moved >= problem.grains || problem.dayOf[moved] !== target) return false;
      if (!this.add(meeting, moved)) return false;
    }
    return true;
  }
}
