import { constraintIndex } from './compiled-problem.js';
import type { CompiledProblem } from './compiled-problem.js';

const ROOM_CONFLICT = constraintIndex.roomConflict;
const REQUIRED_CONFLICT = constraintIndex.requiredConflict;
const REQUIRED_OPTIONAL = constraintIndex.requiredOptionalConflict;
const OPTIONAL_CONFLICT = constraintIndex.optionalConflict;
const OVERLAP = constraintIndex.overlap;
const NO_BREAK = constraintIndex.noBreak;
const STABILITY = constraintIndex.roomStability;
const TRAVEL = constraintIndex.travel;
const BUFFER = constraintIndex.buffer;
const DAY_LOAD = constraintIndex.dayLoad;

/** What two meetings cost each other, by level; holds the last answer so that nothing is allocated. */
export class PairCosts {
  /** Hard, medium, soft of the last pair. */
  readonly cost = new Float64Array(3);
  /** People both need, one needs and one wishes, both wish: of the last call of `share`. */
  bothRequired = 0;
  requiredOptional = 0;
  bothOptional = 0;

  constructor(
    private readonly problem: CompiledProblem,
    private readonly seats: Int32Array,
  ) {}

  /** Counts the people two meetings share, those on seats included. */
  share(a: number, b: number): void {
    const { problem } = this;
    const at = a * problem.meetings + b;
    this.bothRequired = problem.bothRequired[at] as number;
    this.requiredOptional = problem.requiredOptional[at] as number;
    this.bothOptional = problem.bothOptional[at] as number;
    if (problem.seatMeeting.length === 0) return;
    this.shareSeats(a, b);
    this.shareSeats(b, a);
    this.shareSeatWithSeat(a, b);
  }

  /** Counts units of all constraints between `a` and `b`, which lie on the same day or on days that join. */
  between(a: number, startA: number, roomA: number, b: number, startB: number, roomB: number): Float64Array {
    const { problem, cost } = this;
    cost.fill(0);
    const endA = startA + (problem.duration[a] as number);
    const endB = startB + (problem.duration[b] as number);
    const overlap = Math.min(endA, endB) - Math.max(startA, startB);
    const sameDay = problem.dayOf[startA] === problem.dayOf[startB];
    if (-overlap > problem.reach && !(sameDay && problem.hasDayLoad)) return cost;
    this.share(a, b);
    const gap = -overlap;
    if (overlap > 0) this.addOverlap(overlap, roomA === roomB && problem.isVideo[roomA] === 0);
    if (overlap === 0) this.add(NO_BREAK, 1);
    if (roomA !== roomB && gap <= problem.stabilityGrains && startA !== startB) {
      this.add(STABILITY, this.bothRequired + this.requiredOptional + this.bothOptional);
    }
    if (this.bothRequired === 0) return cost;
    const missing = (problem.travel[roomA * problem.rooms + roomB] as number) - Math.max(0, gap);
    if (missing > 0) this.add(TRAVEL, missing * this.bothRequired);
    if (gap >= 0 && gap < problem.bufferGrains)
      this.add(BUFFER, (problem.bufferGrains - gap) * this.bothRequired);
    if (sameDay) this.add(DAY_LOAD, this.bothRequired);
    return cost;
  }

  private addOverlap(overlap: number, sameRoom: boolean): void {
    if (sameRoom) this.add(ROOM_CONFLICT, overlap);
    this.add(REQUIRED_CONFLICT, overlap * this.bothRequired);
    this.add(REQUIRED_OPTIONAL, overlap * this.requiredOptional);
    this.add(OPTIONAL_CONFLICT, overlap * this.bothOptional);
    this.add(OVERLAP, overlap);
  }

  private add(constraint: number, units: number): void {
    const level = this.problem.costs.level[constraint] as number;
    this.cost[level] =
      (this.cost[level] as number) + units * (this.problem.costs.weight[constraint] as number);
  }

  private shareSeats(seated: number, other: number): void {
    const { problem } = this;
    const until = problem.seatOffsets[seated + 1] as number;
    for (let seat = problem.seatOffsets[seated] as number; seat < until; seat += 1) {
      const role = problem.role[(this.seats[seat] as number) * problem.meetings + other] as number;
      if (role === 1) this.bothRequired += 1;
      if (role === 2) this.requiredOptional += 1;
    }
  }

  private shareSeatWithSeat(a: number, b: number): void {
    const { seatOffsets } = this.problem;
    const untilA = seatOffsets[a + 1] as number;
    const untilB = seatOffsets[b + 1] as number;
    for (let seatA = seatOffsets[a] as number; seatA < untilA; seatA += 1) {
      for (let seatB = seatOffsets[b] as number; seatB < untilB; seatB += 1) {
        if (this.seats[seatA] === this.seats[seatB]) this.bothRequired += 1;
      }
    }
  }
}
