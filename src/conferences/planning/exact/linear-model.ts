import { LEVELS } from '../compiled-problem.js';

/** Costs on the three levels: hard, medium, soft. */
export type LevelCosts = readonly [number, number, number];

/** A column times its factor. */
export type Term = readonly [column: number, factor: number];

/** A linear problem as a solver takes it: minimise `cost`, rows one after the other. */
export interface LinearData {
  readonly cost: Float64Array;
  readonly upper: Float64Array;
  /** 1 for columns that are whole numbers. */
  readonly isWhole: Int32Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly factors: Float64Array;
}

/** What a solver answers. */
export interface LinearAnswer {
  readonly status: 'OPTIMAL' | 'INFEASIBLE' | 'LIMIT';
  /** No solution costs less; `-Infinity` when nothing is known. */
  readonly bound: number;
  /** Undefined when no solution was found. */
  readonly values: Float64Array | undefined;
}

/** Solves a linear problem with whole numbers within a time. Throws when it breaks. */
export type LinearSolver = (data: LinearData, seconds: number) => LinearAnswer;

/** Columns from 0 upwards with costs on each level, and rows between them; grows while it is solved again and again. */
export class LinearModel {
  private readonly costs: readonly number[][] = LEVELS.map(() => []);
  private readonly upper: number[] = [];
  private readonly whole: number[] = [];
  private readonly rowLower: number[] = [];
  private readonly rowUpper: number[] = [];
  private readonly starts: number[] = [0];
  private readonly indices: number[] = [];
  private readonly factors: number[] = [];

  /** A yes or no. @returns Its column. */
  choice(costs: LevelCosts): number {
    return this.add(costs, 1, 1);
  }

  /** A cost on one level that rows push up. @returns Its column. */
  cost(level: number, weight: number): number {
    const costs = LEVELS.map((_, index) => (index === level ? weight : 0));
    return this.add(costs as unknown as LevelCosts, Infinity, 0);
  }

  /** Terms lie between two numbers; no column twice. */
  row(terms: readonly Term[], lower: number, upper: number): void {
    for (const [column, factor] of terms) {
      this.indices.push(column);
      this.factors.push(factor);
    }
    this.starts.push(this.indices.length);
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
  }

  /**
   * What is to be solved: the least on one level.
   *
   * @param caps  What the levels up to this one may cost at most.
   */
  data(level: number, caps: readonly number[]): LinearData {
    const indices = [...this.indices];
    const factors = [...this.factors];
    const starts = [...this.starts];
    for (let each = 0; each <= level; each += 1) {
      this.costs[each]?.forEach((cost, column) => {
        if (cost === 0) return;
        indices.push(column);
        factors.push(cost);
      });
      starts.push(indices.length);
    }
    const limits = caps.slice(0, level + 1);
    return {
      cost: Float64Array.from(this.costs[level] ?? []),
      upper: Float64Array.from(this.upper),
      isWhole: Int32Array.from(this.whole),
      rowLower: Float64Array.from([...this.rowLower, ...limits.map(() => -Infinity)]),
      rowUpper: Float64Array.from([...this.rowUpper, ...limits]),
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      factors: Float64Array.from(factors),
    };
  }

  private add(costs: LevelCosts, upper: number, whole: number): number {
    costs.forEach((cost, level) => this.costs[level]?.push(cost));
    this.upper.push(upper);
    this.whole.push(whole);
    return this.upper.length - 1;
  }
}
