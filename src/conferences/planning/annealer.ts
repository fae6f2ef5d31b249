import { construct } from './construct.js';
import type { CompiledProblem } from './compiled-problem.js';
import { GroupMoves } from './group-moves.js';
import { MoveEvaluator } from './move-evaluator.js';
import { PlanState } from './plan-state.js';
import { Random } from './random.js';

/** Parts of the moves, of 1; the others change start and room of one meeting. */
const SWAPS = 0.1;
const SHIFTS = 0.02;
const EXCHANGES = 0.012;
const INSERTIONS = 0.05;
const TRADES = 0.05;
const LOCAL = 0.15;
const SEATS = 0.02;
/** The same added up, in the order in which they are drawn. */
const BY_SHIFT = SWAPS + SHIFTS;
const BY_EXCHANGE = BY_SHIFT + EXCHANGES;
const BY_INSERTION = BY_EXCHANGE + INSERTIONS;
const BY_TRADE = BY_INSERTION + TRADES;
/** Part of the way until the middle temperature; the rest polishes the best plan. */
const SLOW_PART = 0.75;
/** How much more the higher levels weigh while polishing. */
const RIGID = 4;

/** How the search cools down; whole energies, see `searchSettings`. */
export interface AnnealingSettings {
  readonly hardEnergy: number;
  readonly mediumEnergy: number;
  readonly firstTemperature: number;
  readonly middleTemperature: number;
  readonly lastTemperature: number;
}

/** Starts, rooms and seats of a plan with its costs (hard, medium, soft; positive). */
export interface Snapshot {
  readonly start: Int32Array;
  readonly room: Int32Array;
  readonly seats: Int32Array;
  readonly cost: Float64Array;
}

/**
 * Simulated annealing over starts, rooms and seats.
 *
 * `run` does a number of moves; between two calls the best plan so far can be read. Nothing is allocated in the loop.
 * The same seed, settings and progress give the same plan.
 */
export class Annealer {
  /** Replaced once, when polishing begins. */
  state: PlanState;
  readonly best: Snapshot;
  moves = 0;
  private evaluator: MoveEvaluator;
  private readonly random: Random;
  private groups: GroupMoves;
  private readonly movable: Int32Array;
  private temperature: number;
  private isBest = true;
  private isPolishing = false;

  constructor(
    readonly problem: CompiledProblem,
    private readonly settings: AnnealingSettings,
    seed: number,
  ) {
    this.state = new PlanState(problem, Float64Array.of(settings.hardEnergy, settings.mediumEnergy, 1));
    this.evaluator = new MoveEvaluator(problem, this.state);
    this.random = new Random(seed);
    this.groups = new GroupMoves(problem, this.state, this.evaluator, this.random);
    this.movable = Int32Array.from(problem.pinned.keys()).filter((meeting) => problem.pinned[meeting] === 0);
    this.temperature = settings.firstTemperature;
    construct(problem, this.state, this.evaluator);
    const { start, room, seats, cost } = this.state;
    this.best = { start: start.slice(), room: room.slice(), seats: seats.slice(), cost: cost.slice() };
  }

  /** Sets the temperature for a part of the way, 0 to 1: slowly through the range that matters, then to a standstill. */
  coolTo(progress: number): void {
    if (progress >= SLOW_PART && !this.isPolishing) this.polish();
    const { firstTemperature, middleTemperature, lastTemperature } = this.settings;
    this.temperature =
      progress < SLOW_PART
        ? firstTemperature * (middleTemperature / firstTemperature) ** (progress / SLOW_PART)
        : middleTemperature *
          (lastTemperature / middleTemperature) ** ((progress - SLOW_PART) / (1 - SLOW_PART));
  }

  /** Goes back to the best plan, and lets the higher levels weigh so much that only the soft one is worked on. */
  private polish(): void {
    this.isPolishing = true;
    const { hardEnergy, mediumEnergy } = this.settings;
    this.state = new PlanState(this.problem, Float64Array.of(hardEnergy * RIGID, mediumEnergy * RIGID, 1));
    this.state.seats.set(this.best.seats);
    for (let meeting = 0; meeting < this.best.start.length; meeting += 1) {
      this.state.insert(meeting, this.best.start[meeting] as number, this.best.room[meeting] as number);
    }
    this.evaluator = new MoveEvaluator(this.problem, this.state);
    this.groups = new GroupMoves(this.problem, this.state, this.evaluator, this.random);
  }

  /** Tries so many moves. */
  run(moves: number): void {
    this.moves += moves;
    if (this.movable.length === 0) return;
    for (let move = 0; move < moves; move += 1) this.tryOne();
    this.keepBest();
  }

  private tryOne(): void {
    const kind = this.random.unit();
    if (kind < SWAPS) this.trySwap();
    else if (kind < BY_SHIFT) this.tryGroup(this.groups.prepareShift(this.pick()));
    else if (kind < BY_EXCHANGE) this.tryGroup(this.groups.prepareExchange(this.pick(), this.pick()));
    else if (kind < BY_INSERTION) this.tryGroup(this.groups.prepareInsertion(this.pick(), this.pick()));
    else if (kind < BY_TRADE) this.tryGroup(this.groups.prepareTrade(this.pick(), this.pick()));
    else if (kind > 1 - SEATS && this.state.seats.length > 0) this.trySeat();
    else this.tryStart();
  }

  private tryGroup(prepared: boolean): void {
    if (!prepared) return;
    this.keepBest();
    if (this.groups.apply(this.limitFor(0))) this.noteBest();
  }

  private pick(): number {
    return this.movable[this.random.below(this.movable.length)] as number;
  }

  /** Highest energy that is accepted instead of `current`. */
  private limitFor(current: number): number {
    return current - this.temperature * Math.log(1 - this.random.unit());
  }

  private tryStart(): void {
    const { problem, state, evaluator } = this;
    const meeting = this.pick();
    const start = this.proposeStart(meeting);
    if (start < 0 || start >= problem.grains || problem.startAllowed[meeting * problem.grains + start] === 0)
      return;
    const current = evaluator.current(meeting);
    const limit = this.limitFor(current);
    const energy = evaluator.evaluate(meeting, start, -1, -1, limit);
    if (energy > limit) return;
    const room = evaluator.bestRoom;
    if (start === state.start[meeting] && room === state.room[meeting]) return;
    this.keepBest();
    state.remove(meeting);
    state.insert(meeting, start, room);
    this.noteBest();
  }

  private proposeStart(meeting: number): number {
    const { problem, random, state } = this;
    const kind = random.unit();
    if (kind < LOCAL) return (state.start[meeting] as number) + random.below(9) - 4;
    if (kind < 0.85) {
      const other = random.below(problem.meetings);
      const distance = random.below(3);
      return random.unit() < 0.6
        ? (state.end[other] as number) + distance
        : (state.start[other] as number) - distance - (problem.duration[meeting] as number);
    }
    const from = problem.starts.offsets[meeting] as number;
    return problem.starts.values[
      from + random.below((problem.starts.offsets[meeting + 1] as number) - from)
    ] as number;
  }

  private trySwap(): void {
    const { problem, state, evaluator } = this;
    const a = this.pick();
    const b = this.pick();
    if (a === b) return;
    const startA = this.fitInto(a, b);
    const startB = this.fitInto(b, a);
    if (startA < 0 || startB < 0) return;
    if ((problem.block[a] as number) >= 0 || (problem.block[b] as number) >= 0) return;
    const oldStartA = state.start[a] as number;
    const oldStartB = state.start[b] as number;
    if (startA === oldStartA && startB === oldStartB) return;
    const oldRoomA = state.room[a] as number;
    const oldRoomB = state.room[b] as number;
    const together = this.pairEnergy(a, oldStartA, oldRoomA, b, oldStartB, oldRoomB);
    const current = (state.inPlace[a] as number) + (state.inPlace[b] as number) - together;
    const limit = this.limitFor(current);
    const energyA = evaluator.evaluate(a, startA, -1, b, limit);
    if (energyA > limit) return;
    const roomA = evaluator.bestRoom;
    const energyB = evaluator.evaluate(b, startB, -1, a, limit - energyA);
    if (energyA + energyB > limit) return;
    const roomB = evaluator.bestRoom;
    const energy = energyA + energyB + this.pairEnergy(a, startA, roomA, b, startB, roomB);
    if (energy > limit) return;
    this.keepBest();
    state.remove(a);
    state.remove(b);
    state.insert(a, startA, roomA);
    state.insert(b, startB, roomB);
    this.noteBest();
  }

  /** Start of `meeting` at the place of `other`: as early, or so that it ends with the day; -1 where it may not lie. */
  private fitInto(meeting: number, other: number): number {
    const { problem, state } = this;
    const start = state.start[other] as number;
    const dayEnd = problem.dayStart[(problem.dayOf[start] as number) + 1] as number;
    const fitting = Math.min(start, dayEnd - (problem.duration[meeting] as number));
    if (fitting < 0 || problem.startAllowed[meeting * problem.grains + fitting] === 0) return -1;
    return fitting;
  }

  private pairEnergy(
    a: number,
    startA: number,
    roomA: number,
    b: number,
    startB: number,
    roomB: number,
  ): number {
    const { problem, state } = this;
    const dayA = problem.dayOf[startA] as number;
    const dayB = problem.dayOf[startB] as number;
    const joined = Math.abs(dayA - dayB) === 1 && problem.joinsNext[Math.min(dayA, dayB)] === 1;
    if (dayA !== dayB && !joined) return 0;
    return state.energyOf(state.pairs.between(a, startA, roomA, b, startB, roomB));
  }

  private trySeat(): void {
    const { problem, state, random } = this;
    const seat = random.below(state.seats.length);
    const meeting = problem.seatMeeting[seat] as number;
    if (problem.pinned[meeting] === 1) return;
    const { offsets, values } = problem.seatCandidates;
    const from = offsets[seat] as number;
    const person = values[from + random.below((offsets[seat + 1] as number) - from)] as number;
    const before = state.seats[seat] as number;
    if (person === before) return;
    this.keepBest();
    const energy = state.energy();
    this.changeSeat(meeting, seat, person);
    if (state.energy() > this.limitFor(energy)) this.changeSeat(meeting, seat, before);
    this.noteBest();
  }

  private changeSeat(meeting: number, seat: number, person: number): void {
    const { state } = this;
    const start = state.start[meeting] as number;
    state.remove(meeting);
    state.seats[seat] = person;
    state.insert(meeting, start, state.room[meeting] as number);
  }

  /** Remembers that the plan as it is now is the best so far; it is copied only when it is left. */
  private noteBest(): void {
    const cost = this.state.cost as unknown as [number, number, number];
    const best = this.best.cost as unknown as [number, number, number];
    const better = cost[0] - best[0] || cost[1] - best[1] || cost[2] - best[2];
    if (better >= 0) return;
    best[0] = cost[0];
    best[1] = cost[1];
    best[2] = cost[2];
    this.isBest = false;
  }

  private keepBest(): void {
    if (this.isBest) return;
    this.best.start.set(this.state.start);
    this.best.room.set(this.state.room);
    this.best.seats.set(this.state.seats);
    this.isBest = true;
  }
}
