import { constraintIndex } from './compiled-problem.js';
import type { CompiledProblem } from './compiled-problem.js';
import { PairCosts } from './pair-costs.js';
import { ownCosts } from './own-costs.js';

const BLOCK_SPLIT = constraintIndex.blockSplit;
const FAIR_LOAD = constraintIndex.fairLoad;

/**
 * A plan under change with its score, kept exact by every `insert` and `remove`.
 *
 * A meeting without a place has `start` -1. `inPlace[m]` is the energy meeting m causes where it lies: its own costs
 * and those with every other placed meeting (blocks and fair load apart). Energy is one number for the search: levels
 * weighted by `levelEnergy`.
 */
export class PlanState {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly room: Int32Array;
  readonly seats: Int32Array;
  /** `day * meetings + i`: meetings of a day, in no order. */
  readonly dayList: Int32Array;
  readonly dayCount: Int32Array;
  readonly inPlace: Float64Array;
  /** Hard, medium, soft; positive costs. */
  readonly cost = new Float64Array(3);
  readonly pairs: PairCosts;
  readonly load: Int32Array;
  readonly blockDay: Int32Array;
  readonly blockPlaced: Int32Array;
  private readonly position: Int32Array;
  private readonly own = new Float64Array(3);

  constructor(
    readonly problem: CompiledProblem,
    readonly levelEnergy: Float64Array,
  ) {
    const { meetings, days } = problem;
    this.start = new Int32Array(meetings).fill(-1);
    this.end = new Int32Array(meetings).fill(-1);
    this.room = new Int32Array(meetings).fill(-1);
    this.seats = new Int32Array(problem.seatMeeting.length);
    this.dayList = new Int32Array(days * meetings);
    this.dayCount = new Int32Array(days);
    this.position = new Int32Array(meetings);
    this.inPlace = new Float64Array(meetings);
    this.load = new Int32Array(problem.people);
    this.blockDay = new Int32Array(problem.blocks * days);
    this.blockPlaced = new Int32Array(problem.blocks);
    this.pairs = new PairCosts(problem, this.seats);
  }

  /** Energy of a cost by level. */
  energyOf(cost: Float64Array): number {
    const { levelEnergy } = this;
    return (
      (cost[0] as number) * (levelEnergy[0] as number) +
      (cost[1] as number) * (levelEnergy[1] as number) +
      (cost[2] as number) * (levelEnergy[2] as number)
    );
  }

  /** Energy of the whole plan. */
  energy(): number {
    return this.energyOf(this.cost);
  }

  /** Gives a meeting without a place one. */
  insert(meeting: number, start: number, room: number): void {
    const { problem } = this;
    this.start[meeting] = start;
    this.end[meeting] = start + (problem.duration[meeting] as number);
    this.room[meeting] = room;
    const day = problem.dayOf[start] as number;
    const own = ownCosts(problem, this.seats, meeting, start, room, this.own);
    this.inPlace[meeting] = this.energyOf(own);
    this.addCost(own, 1);
    this.meet(meeting, 1);
    const count = this.dayCount[day] as number;
    this.dayList[day * problem.meetings + count] = meeting;
    this.position[meeting] = count;
    this.dayCount[day] = count + 1;
    this.joinBlock(meeting, day, 1);
    this.takeSeats(meeting, 1);
  }

  /** Takes a meeting out of its place; its seats stay chosen. */
  remove(meeting: number): void {
    const { problem } = this;
    const start = this.start[meeting] as number;
    const day = problem.dayOf[start] as number;
    const last = (this.dayCount[day] as number) - 1;
    const moved = this.dayList[day * problem.meetings + last] as number;
    const position = this.position[meeting] as number;
    this.dayList[day * problem.meetings + position] = moved;
    this.position[moved] = position;
    this.dayCount[day] = last;
    this.meet(meeting, -1);
    const own = ownCosts(problem, this.seats, meeting, start, this.room[meeting] as number, this.own);
    this.addCost(own, -1);
    this.takeSeats(meeting, -1);
    this.joinBlock(meeting, day, -1);
    this.start[meeting] = -1;
  }

  /** Units of `blockSplit` a meeting would cause on a day: members that lie on others. The meeting is not placed. */
  blockSplit(meeting: number, day: number): number {
    const block = this.problem.block[meeting] as number;
    if (block < 0) return 0;
    return (this.blockPlaced[block] as number) - (this.blockDay[block * this.problem.days + day] as number);
  }

  /** Adds or takes the costs with all placed neighbours; the meeting itself is not in the list of its day. */
  private meet(meeting: number, sign: number): void {
    const { problem } = this;
    const start = this.start[meeting] as number;
    const day = problem.dayOf[start] as number;
    this.meetDay(meeting, day, sign);
    const nearBegin = start - (problem.dayStart[day] as number) <= problem.reach;
    if (nearBegin && day > 0 && problem.joinsNext[day - 1] === 1) this.meetDay(meeting, day - 1, sign);
    const nearEnd = (problem.dayStart[day + 1] as number) - (this.end[meeting] as number) <= problem.reach;
    if (nearEnd && problem.joinsNext[day] === 1) this.meetDay(meeting, day + 1, sign);
  }

  private meetDay(meeting: number, day: number, sign: number): void {
    const { problem, pairs } = this;
    const from = day * problem.meetings;
    const until = from + (this.dayCount[day] as number);
    const start = this.start[meeting] as number;
    const end = this.end[meeting] as number;
    const room = this.room[meeting] as number;
    const reach = problem.hasDayLoad ? problem.grains : problem.reach;
    for (let at = from; at < until; at += 1) {
      const other = this.dayList[at] as number;
      const gap = Math.max(start, this.start[other] as number) - Math.min(end, this.end[other] as number);
      if (gap > reach) continue;
      const cost = pairs.between(
        meeting,
        start,
        room,
        other,
        this.start[other] as number,
        this.room[other] as number,
      );
      const energy = sign * this.energyOf(cost);
      if (energy === 0) continue;
      this.addCost(cost, sign);
      this.inPlace[other] = (this.inPlace[other] as number) + energy;
      this.inPlace[meeting] = (this.inPlace[meeting] as number) + energy;
    }
  }

  private addCost(cost: Float64Array, sign: number): void {
    for (let level = 0; level < 3; level += 1) {
      this.cost[level] = (this.cost[level] as number) + sign * (cost[level] as number);
    }
  }

  private addUnits(constraint: number, units: number): void {
    const level = this.problem.costs.level[constraint] as number;
    this.cost[level] =
      (this.cost[level] as number) + units * (this.problem.costs.weight[constraint] as number);
  }

  private joinBlock(meeting: number, day: number, sign: number): void {
    const block = this.problem.block[meeting] as number;
    if (block < 0) return;
    const at = block * this.problem.days + day;
    if (sign > 0) this.addUnits(BLOCK_SPLIT, this.blockSplit(meeting, day));
    this.blockDay[at] = (this.blockDay[at] as number) + sign;
    this.blockPlaced[block] = (this.blockPlaced[block] as number) + sign;
    if (sign < 0) this.addUnits(BLOCK_SPLIT, -this.blockSplit(meeting, day));
  }

  private takeSeats(meeting: number, sign: number): void {
    const until = this.problem.seatOffsets[meeting + 1] as number;
    for (let seat = this.problem.seatOffsets[meeting] as number; seat < until; seat += 1) {
      const person = this.seats[seat] as number;
      const load = this.load[person] as number;
      this.addUnits(FAIR_LOAD, sign > 0 ? load : 1 - load);
      this.load[person] = load + sign;
    }
  }
}
