import { constraintIndex } from './compiled-problem.js';
import type { CompiledProblem, LevelTables } from './compiled-problem.js';
import type { PlanState } from './plan-state.js';
import { RichScan } from './rich-scan.js';

/** More than any limit; greater energies would not fit into the tables. */
const BEYOND = 2 ** 30;

/**
 * Energy a meeting would have at another place, without moving it.
 *
 * Tables hold energies (levels weighted into one whole number), so that one pass over the meetings of a day answers for
 * all rooms at once. All costs are zero or more: a pass ends as soon as the limit is exceeded.
 */
export class MoveEvaluator {
  /** Best room of the last call. */
  bestRoom = 0;
  private readonly startEnergy: Int32Array;
  private readonly roomEnergy: Int32Array;
  private readonly cheapestRoom: Int32Array;
  /** Per grain two meetings overlap; per close change of room. */
  private readonly pairEnergy: Int32Array;
  private readonly stabilityEnergy: Int32Array;
  private readonly roomConflict: number;
  private readonly noBreak: number;
  private readonly blockSplit: number;
  private readonly closed: number;
  private readonly byRoom: Float64Array;
  private readonly rich: RichScan;
  private sum = 0;
  private stability = 0;

  constructor(
    private readonly problem: CompiledProblem,
    private readonly state: PlanState,
  ) {
    const unit = (name: keyof typeof constraintIndex): number => this.unitEnergy(constraintIndex[name]);
    this.startEnergy = this.energies(problem.startCosts);
    this.roomEnergy = this.energies(problem.roomCosts);
    this.cheapestRoom = cheapestRooms(problem, this.roomEnergy);
    const pairs = new Int32Array(problem.meetings * problem.meetings);
    const sharedBy = ([required, mixed, optional]: readonly [number, number, number], at: number): number =>
      required * (problem.bothRequired[at] as number) +
      mixed * (problem.requiredOptional[at] as number) +
      optional * (problem.bothOptional[at] as number);
    const conflicts = [
      unit('requiredConflict'),
      unit('requiredOptionalConflict'),
      unit('optionalConflict'),
    ] as const;
    const changes = [unit('roomStability'), unit('roomStability'), unit('roomStability')] as const;
    this.pairEnergy = pairs.map((_, at) => Math.min(BEYOND, unit('overlap') + sharedBy(conflicts, at)));
    this.stabilityEnergy = pairs.map((_, at) => Math.min(BEYOND, sharedBy(changes, at)));
    this.roomConflict = unit('roomConflict');
    this.noBreak = unit('noBreak');
    this.blockSplit = unit('blockSplit');
    this.closed = unit('roomClosed');
    this.byRoom = new Float64Array(problem.rooms);
    this.rich = new RichScan(problem, state, this.byRoom);
  }

  /**
   * Energy of `meeting` at `start`; `bestRoom` tells the room that goes with it.
   *
   * @param room   Room to use, or -1 for the best.
   * @param skip   Meeting to leave out of account besides itself, or -1.
   * @param limit  Answers more than this may be Infinity.
   */
  evaluate(meeting: number, start: number, room: number, skip: number, limit: number): number {
    const { problem, state } = this;
    const day = problem.dayOf[start] as number;
    this.sum =
      (this.startEnergy[meeting * problem.grains + start] as number) + this.blockEnergy(meeting, day);
    if (this.sum + (this.cheapestRoom[meeting] as number) > limit) return Infinity;
    this.stability = 0;
    const end = start + (problem.duration[meeting] as number);
    this.beginRooms(meeting, start, end);
    this.scan(meeting, day, start, end, skip, limit);
    if (this.sum > limit) return Infinity;
    const nearBegin = start - (problem.dayStart[day] as number) <= problem.reach;
    if (nearBegin && day > 0 && problem.joinsNext[day - 1] === 1)
      this.scan(meeting, day - 1, start, end, skip, limit);
    const nearEnd = (problem.dayStart[day + 1] as number) - end <= problem.reach;
    if (nearEnd && problem.joinsNext[day] === 1) this.scan(meeting, day + 1, start, end, skip, limit);
    if (state.seats.length > 0) this.sum += this.rich.seatEnergy(meeting, start, end);
    return this.sum + this.stability + this.chooseRoom(meeting, room);
  }

  /** Energy of block members on other days, for a meeting that lies somewhere or nowhere. */
  blockEnergy(meeting: number, day: number): number {
    const block = this.problem.block[meeting] as number;
    if (block < 0) return 0;
    const start = this.state.start[meeting] as number;
    if (start < 0) return this.blockSplit * this.state.blockSplit(meeting, day);
    const onOwnDay = this.problem.dayOf[start] === day ? 0 : 1;
    return this.blockSplit * (this.state.blockSplit(meeting, day) - onOwnDay);
  }

  /** Energy of the meeting where it lies. */
  current(meeting: number): number {
    const day = this.problem.dayOf[this.state.start[meeting] as number] as number;
    return (this.state.inPlace[meeting] as number) + this.blockEnergy(meeting, day);
  }

  /** Difference of what a meeting costs by its start alone. */
  startChange(meeting: number, before: number, after: number): number {
    const row = meeting * this.problem.grains;
    return (this.startEnergy[row + after] as number) - (this.startEnergy[row + before] as number);
  }

  /** Energy of a meeting at a place with one that lies on the same day. */
  pairEnergyAt(meeting: number, start: number, room: number, other: number): number {
    return this.pairEnergyBetween(meeting, start, room, other, this.state.start[other] as number);
  }

  /** The same with the start of the other one given; it stays in its room. */
  pairEnergyBetween(meeting: number, start: number, room: number, other: number, otherStart: number): number {
    const { problem, state } = this;
    const end = start + (problem.duration[meeting] as number);
    const otherEnd = otherStart + (problem.duration[other] as number);
    const gap = Math.max(start, otherStart) - Math.min(end, otherEnd);
    if (gap > problem.reach && !problem.hasDayLoad) return 0;
    const otherRoom = state.room[other] as number;
    if (!problem.isPlain)
      return state.energyOf(state.pairs.between(meeting, start, room, other, otherStart, otherRoom));
    let sum = gap === 0 ? this.noBreak : 0;
    const at = meeting * problem.meetings + other;
    if (gap < 0) sum -= gap * (this.pairEnergy[at] as number);
    if (room !== otherRoom) {
      if (gap <= problem.stabilityGrains && start !== otherStart) sum += this.stabilityEnergy[at] as number;
    } else if (gap < 0 && problem.isVideo[room] === 0) sum -= gap * this.roomConflict;
    return sum;
  }

  private beginRooms(meeting: number, start: number, end: number): void {
    const { problem, byRoom, roomEnergy } = this;
    const row = meeting * problem.rooms;
    for (let room = 0; room < byRoom.length; room += 1) byRoom[room] = roomEnergy[row + room] as number;
    if (!problem.hasClosed) return;
    for (let room = 0; room < byRoom.length; room += 1) {
      const at = room * (problem.grains + 1);
      const grains =
        (problem.closedBefore[at + end] as number) - (problem.closedBefore[at + start] as number);
      byRoom[room] = (byRoom[room] as number) + grains * this.closed;
    }
  }

  private scan(meeting: number, day: number, start: number, end: number, skip: number, limit: number): void {
    if (!this.problem.isPlain) this.sum += this.rich.scan(meeting, day, start, end, skip);
    else this.scanPlain(meeting, day, start, end, skip, limit);
  }

  private scanPlain(
    meeting: number,
    day: number,
    start: number,
    end: number,
    skip: number,
    limit: number,
  ): void {
    const { problem, state, byRoom, pairEnergy, stabilityEnergy, roomConflict } = this;
    const { dayList, start: starts, end: ends, room: rooms } = state;
    const width = problem.meetings;
    const row = meeting * width;
    const within = problem.stabilityGrains;
    const from = day * width;
    const until = from + (state.dayCount[day] as number);
    let { sum, stability } = this;
    for (let at = from; at < until; at += 1) {
      const other = dayList[at] as number;
      if (other === meeting || other === skip) continue;
      const otherStart = starts[other] as number;
      const gap = Math.max(start, otherStart) - Math.min(end, ends[other] as number);
      if (gap > within && gap > 0) continue;
      const room = rooms[other] as number;
      if (gap < 0) {
        sum -= gap * (pairEnergy[row + other] as number);
        if (sum > limit) break;
        byRoom[room] =
          (byRoom[room] as number) - gap * roomConflict * (1 - (problem.isVideo[room] as number));
      } else if (gap === 0) {
        sum += this.noBreak;
      }
      if (gap <= within && otherStart !== start) {
        const energy = stabilityEnergy[row + other] as number;
        stability += energy;
        byRoom[room] = (byRoom[room] as number) - energy;
      }
    }
    this.sum = sum;
    this.stability = stability;
  }

  private chooseRoom(meeting: number, wanted: number): number {
    const { byRoom } = this;
    this.bestRoom = wanted;
    if (wanted >= 0) return byRoom[wanted] as number;
    const { offsets, values } = this.problem.meetingRooms;
    const until = offsets[meeting + 1] as number;
    let best = Infinity;
    for (let at = offsets[meeting] as number; at < until; at += 1) {
      const room = values[at] as number;
      const energy = byRoom[room] as number;
      if (energy >= best) continue;
      best = energy;
      this.bestRoom = room;
    }
    return best;
  }

  private unitEnergy(constraint: number): number {
    const { level, weight } = this.problem.costs;
    return (weight[constraint] as number) * (this.state.levelEnergy[level[constraint] as number] as number);
  }

  private energies(tables: LevelTables): Int32Array {
    const [hard, medium, soft] = this.state.levelEnergy as unknown as [number, number, number];
    return tables.soft.map((value, at) =>
      Math.min(
        BEYOND,
        value * soft + (tables.medium[at] as number) * medium + (tables.hard[at] as number) * hard,
      ),
    );
  }
}

function cheapestRooms(problem: CompiledProblem, energies: Int32Array): Int32Array {
  const { offsets, values } = problem.meetingRooms;
  return Int32Array.from({ length: problem.meetings }, (_, meeting) =>
    values
      .subarray(offsets[meeting], offsets[meeting + 1])
      .reduce((best, room) => Math.min(best, energies[meeting * problem.rooms + room] as number), 2 ** 30),
  );
}
