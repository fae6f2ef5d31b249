import { constraintIndex, LEVELS } from '../compiled-problem.js';
import type { CompiledProblem } from '../compiled-problem.js';
import { PairCosts } from '../pair-costs.js';
import type { Placement } from './choices.js';
import { terms } from './exact-model.js';
import type { Assignment, ExactModel } from './exact-model.js';
import { alikeSeatings, columnsOf, sharedSeats } from './shared-seats.js';
import type { Pair, Seating } from './shared-seats.js';

/** Places of one meeting that a row is about at most; a row about fewer is weaker, never wrong. */
const WIDEST = 400;

/** What two places cost each other on a level. */
type Between = (a: Placement, b: Placement) => number;

/**
 * Prices what two meetings cost each other, where a solution pays less for it than it costs.
 *
 * Each row says: with both meetings at such places, and the people they share on their seats, the pair costs at least so
 * much. It names all places of which that is true, so that few rows are needed.
 */
export class PairCuts {
  private readonly columns = new Map<string, number>();

  constructor(private readonly model: ExactModel) {}

  /** @returns How many rows were added; none when the solution pays for everything. */
  add(solution: Assignment, values: Float64Array): number {
    const { problem, level } = this.model;
    let added = 0;
    for (let a = 0; a < problem.meetings; a += 1) {
      for (let b = a + 1; b < problem.meetings; b += 1) {
        const pair = { a, b, placeA: solution.placements[a] ?? -1, placeB: solution.placements[b] ?? -1 };
        for (let each = 0; each <= level; each += 1)
          added += this.addLevel(pair, each, this.paid(pair, each, values), solution.seats);
      }
    }
    return added;
  }

  /** First what costs something whoever sits there, then each shared person, then all of them. */
  private addLevel(pair: Pair, level: number, paid: number, seats: Int32Array): number {
    const nobody = seats.map((_, seat) => -1 - seat);
    let most = Math.max(paid, this.addFor(pair, level, paid, nobody, [{ columns: [], count: 0 }]));
    const links = sharedSeats(this.model, pair, seats);
    for (const { person, seatsOfPerson, isSeated } of links) {
      const alone = nobody.slice();
      for (const seat of seatsOfPerson) alone[seat] = person;
      const own = columnsOf(this.model, seatsOfPerson, seats);
      const same = isSeated ? alikeSeatings(this.model, pair) : [];
      const cost = this.addFor(pair, level, most, alone, [{ columns: own, count: own.length }, ...same]);
      most = Math.max(most, cost);
    }
    if (links.length > 1) {
      const columns = columnsOf(
        this.model,
        links.flatMap(({ seatsOfPerson }) => seatsOfPerson),
        seats,
      );
      most = Math.max(most, this.addFor(pair, level, most, seats, [{ columns, count: columns.length }]));
    }
    return most > paid ? 1 : 0;
  }

  private paid({ a, b }: Pair, level: number, values: Float64Array): number {
    const column = this.columns.get(keyOf(a, b, level));
    return column === undefined ? 0 : Math.round(values[column] ?? 0);
  }

  /** Adds a row if the pair costs more than is paid. @returns What it costs. */
  private addFor(
    pair: Pair,
    level: number,
    paid: number,
    seats: Int32Array,
    seatings: readonly Seating[],
  ): number {
    const { problem, choices } = this.model;
    const costs = new PairCosts(problem, seats);
    const between: Between = (one, other) => pairCost(problem, costs, pair, one, other)[level] as number;
    const a = choices.placements[pair.a] ?? [];
    const b = choices.placements[pair.b] ?? [];
    const [atA, atB] = [a[pair.placeA], b[pair.placeB]];
    if (atA === undefined || atB === undefined) return 0;
    const cost = between(atA, atB);
    if (cost <= paid) return cost;
    const sideA = a
      .flatMap((place, option) => (between(place, atB) >= cost ? [option] : []))
      .slice(0, WIDEST);
    const first = sideA.includes(pair.placeA) ? sideA : [pair.placeA, ...sideA];
    const placesA = first.flatMap((option) => a[option] ?? []);
    const second = b.flatMap((place, option) =>
      placesA.every((one) => between(one, place) >= cost) ? [option] : [],
    );
    const places = [
      ...first.map((option) => this.model.places[pair.a]?.[option] as number),
      ...second.map((option) => this.model.places[pair.b]?.[option] as number),
    ];
    for (const { columns, count } of seatings)
      this.addRow(pair, level, cost, [...places, ...columns], 2 + count);
    return cost;
  }

  private addRow(pair: Pair, level: number, cost: number, columns: readonly number[], count: number): void {
    const { linear, caps } = this.model;
    if (cost > (caps[level] as number)) {
      linear.row(terms(columns), -Infinity, count - 1);
      return;
    }
    const key = keyOf(pair.a, pair.b, level);
    const column = this.columns.get(key) ?? linear.cost(level, 1);
    this.columns.set(key, column);
    linear.row([...terms(columns, cost), [column, -1]], -Infinity, cost * (count - 1));
  }
}

const keyOf = (a: number, b: number, level: number): string => [a, b, level].join(' ');

const NOTHING = new Float64Array(LEVELS.length);

/** What two meetings cost each other at two places, by level; valid until the next call. */
function pairCost(
  problem: CompiledProblem,
  costs: PairCosts,
  { a, b }: Pair,
  one: Placement,
  other: Placement,
): Float64Array {
  const dayA = problem.dayOf[one.start] as number;
  const dayB = problem.dayOf[other.start] as number;
  if (dayA === dayB) return costs.between(a, one.start, one.room, b, other.start, other.room);
  const isNext = Math.abs(dayA - dayB) === 1 && problem.joinsNext[Math.min(dayA, dayB)] === 1;
  const sum = isNext ? costs.between(a, one.start, one.room, b, other.start, other.room) : NOTHING.slice();
  if (problem.block[a] === problem.block[b] && (problem.block[a] as number) >= 0) {
    const level = problem.costs.level[constraintIndex.blockSplit] as number;
    sum[level] = (sum[level] as number) + (problem.costs.weight[constraintIndex.blockSplit] as number);
  }
  return sum;
}
