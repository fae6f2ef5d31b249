import { constraintIndex } from './compiled-problem.js';
import type { CompiledProblem } from './compiled-problem.js';
import { ownCosts } from './own-costs.js';
import type { PlanState } from './plan-state.js';

/**
 * The pass over a day when seats, travel, buffers or the load per day count: like the plain one, with people looked up.
 */
export class RichScan {
  private readonly own = new Float64Array(3);
  private readonly energies: Float64Array;

  constructor(
    private readonly problem: CompiledProblem,
    private readonly state: PlanState,
    private readonly byRoom: Float64Array,
  ) {
    this.energies = new Float64Array(problem.rooms);
  }

  /** Energy with the meetings of a day in any room; what depends on the room is added to `byRoom`. */
  scan(meeting: number, day: number, start: number, end: number, skip: number): number {
    const { problem, state } = this;
    const from = day * problem.meetings;
    const until = from + (state.dayCount[day] as number);
    let sum = 0;
    for (let at = from; at < until; at += 1) {
      const other = state.dayList[at] as number;
      if (other === meeting || other === skip) continue;
      const gap = Math.max(start, state.start[other] as number) - Math.min(end, state.end[other] as number);
      const near = gap <= problem.reach || (problem.hasDayLoad && problem.dayOf[start] === day);
      if (near) sum += this.withOther(meeting, start, other);
    }
    return sum;
  }

  /** Energy of those on the meeting's seats at that time. */
  seatEnergy(meeting: number, start: number, end: number): number {
    const { problem, state } = this;
    const cost = ownCosts(problem, state.seats, meeting, start, 0, this.own);
    const at = meeting * problem.grains + start;
    const { startCosts, roomCosts } = problem;
    const atRoom = meeting * problem.rooms;
    cost[0] = (cost[0] as number) - (startCosts.hard[at] as number) - (roomCosts.hard[atRoom] as number);
    cost[1] = (cost[1] as number) - (startCosts.medium[at] as number) - (roomCosts.medium[atRoom] as number);
    cost[2] = (cost[2] as number) - (startCosts.soft[at] as number) - (roomCosts.soft[atRoom] as number);
    const closed = (problem.closedBefore[end] as number) - (problem.closedBefore[start] as number);
    const level = problem.costs.level[constraintIndex.roomClosed] as number;
    const weight = problem.costs.weight[constraintIndex.roomClosed] as number;
    if (problem.hasClosed) cost[level] = (cost[level] as number) - closed * weight;
    return state.energyOf(cost);
  }

  /** Energy with one other meeting: the least of all rooms is returned, the rest added to each room. */
  private withOther(meeting: number, start: number, other: number): number {
    const { problem, state, byRoom } = this;
    const { offsets, values } = problem.meetingRooms;
    const until = offsets[meeting + 1] as number;
    const otherStart = state.start[other] as number;
    const otherRoom = state.room[other] as number;
    let least = Infinity;
    for (let at = offsets[meeting] as number; at < until; at += 1) {
      const room = values[at] as number;
      const energy = state.energyOf(state.pairs.between(meeting, start, room, other, otherStart, otherRoom));
      this.energies[room] = energy;
      least = Math.min(least, energy);
    }
    for (let at = offsets[meeting] as number; at < until; at += 1) {
      const room = values[at] as number;
      byRoom[room] = (byRoom[room] as number) + (this.energies[room] as number) - least;
    }
    return least;
  }
}
