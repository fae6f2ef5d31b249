import { err, ok } from '../../kernel/index.js';
import type { Result } from '../../kernel/index.js';
import { Annealer } from './annealer.js';
import { checkProblem } from './check-problem.js';
import { compileProblem } from './compile.js';
import type { Plan, PlanningProblem, Score } from './model.js';
import type { PlanningRejected } from './planning.errors.js';
import { searchSettings } from './search-settings.js';

/** When the search ends: after a number of moves (repeatable), or after a time (as good as the machine allows). */
export type PlanningLimit = { readonly moves: number } | { readonly milliseconds: number };

/** How far a search is. */
export interface PlanningProgress {
  /** 0 to 1. */
  readonly part: number;
  readonly moves: number;
  readonly score: Score;
}

/** Moves between two looks at the clock. */
const STRIDE = 10_000;

/**
 * One search, to be driven in steps; a plan is there from the beginning and never gets worse.
 *
 * With a limit in moves the same problem and seed give the same plan on every machine.
 */
export class Planner {
  private readonly annealer: Annealer;

  private constructor(
    private readonly problem: PlanningProblem,
    private readonly limit: PlanningLimit,
    private readonly startedAt: number,
    seed: number,
  ) {
    const compiled = compileProblem(problem);
    this.annealer = new Annealer(compiled, searchSettings(compiled), seed);
  }

  /**
   * Checks the problem and makes a first plan.
   *
   * @param now  Milliseconds of a steady clock; from here a limit in time counts.
   */
  static begin(
    problem: PlanningProblem,
    limit: PlanningLimit,
    seed: number,
    now: number,
  ): Result<Planner, PlanningRejected> {
    const checked = checkProblem(problem);
    if (!checked.ok) return err(checked.error);
    return ok(new Planner(problem, limit, now, seed));
  }

  /** Searches a little; false once the limit is reached. */
  step(now: number): boolean {
    const part = this.partAt(now);
    if (part >= 1) return false;
    this.annealer.coolTo(part);
    const left = 'moves' in this.limit ? this.limit.moves - this.annealer.moves : STRIDE;
    this.annealer.run(Math.min(STRIDE, left));
    return true;
  }

  /** How far the search is, and the score of the best plan so far. */
  progress(now: number): PlanningProgress {
    const cost = this.annealer.best.cost as unknown as readonly [number, number, number];
    const score = { hard: 0 - cost[0], medium: 0 - cost[1], soft: 0 - cost[2] };
    return { part: Math.min(1, this.partAt(now)), moves: this.annealer.moves, score };
  }

  /** The best plan so far. */
  best(): Plan {
    const { problem } = this;
    const { start, room, seats } = this.annealer.best;
    const { seatOffsets } = this.annealer.problem;
    return {
      meetings: problem.meetings.map((meeting, index) => ({
        meeting: meeting.id,
        start: start[index] ?? 0,
        room: problem.rooms[room[index] ?? 0]?.id ?? '',
        seats: Array.from(
          seats.subarray(seatOffsets[index], seatOffsets[index + 1]),
          (person) => problem.people[person]?.id ?? '',
        ),
      })),
    };
  }

  private partAt(now: number): number {
    if ('moves' in this.limit) return this.limit.moves === 0 ? 1 : this.annealer.moves / this.limit.moves;
    return this.limit.milliseconds === 0 ? 1 : (now - this.startedAt) / this.limit.milliseconds;
  }
}

/** Searches to the end in this thread; for small problems and for tests. */
export function plan(problem: PlanningProblem, moves: number, seed: number): Result<Plan, PlanningRejected> {
  const begun = Planner.begin(problem, { moves }, seed, 0);
  if (!begun.ok) return begun;
  while (begun.value.step(0));
  return ok(begun.value.best());
}
