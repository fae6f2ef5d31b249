import { err, ok } from '../../kernel/index.js';
import type { Result } from '../../kernel/index.js';
import { Annealer } from './annealer.js';
import type { Snapshot } from './annealer.js';
import { checkProblem } from './check-problem.js';
import { compileProblem } from './compile.js';
import type { Plan, PlanningProblem, Score } from './model.js';
import type { CompiledProblem } from './compiled-problem.js';
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
/** Moves per meeting from which on cooling more slowly brings less than beginning anew. */
const MOVES_PER_ROUND = 1_000_000;
const MOST_ROUNDS = 20;
/** Rounds must not repeat those of the seeds beside. */
const SEED_STEP = 1_000_003;
/** Part of the time after which the number of moves it allows can be told. */
const MEASURED = 0.01;

/**
 * One search, to be driven in steps; a plan is there from the beginning and never gets worse. Where there is time for it,
 * it begins anew several times, and the best plan of all rounds counts.
 *
 * With a limit in moves the same problem and seed give the same plan on every machine.
 */
export class Planner {
  private readonly compiled: CompiledProblem;
  private annealer: Annealer;
  private round = 0;
  /** Unknown until the speed of the machine is. */
  private rounds: number | undefined;
  /** The best plan of earlier rounds, and their moves. */
  private kept: Snapshot | undefined;
  private movesBefore = 0;

  private constructor(
    private readonly problem: PlanningProblem,
    private readonly limit: PlanningLimit,
    private readonly startedAt: number,
    private readonly seed: number,
  ) {
    this.compiled = compileProblem(problem);
    this.annealer = this.annealerOf(0);
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
    if (this.rounds === undefined) this.rounds = this.roundsAt(part);
    const rounds = this.rounds ?? 1;
    const round = Math.floor(part * rounds);
    if (round > this.round) this.beginRound(round);
    this.annealer.coolTo(part * rounds - round);
    const left = 'moves' in this.limit ? this.limit.moves - this.moves() : STRIDE;
    this.annealer.run(Math.min(STRIDE, left));
    return true;
  }

  /** How far the search is, and the score of the best plan so far. */
  progress(now: number): PlanningProgress {
    const cost = this.snapshot().cost as unknown as readonly [number, number, number];
    const score = { hard: 0 - cost[0], medium: 0 - cost[1], soft: 0 - cost[2] };
    return { part: Math.min(1, this.partAt(now)), moves: this.moves(), score };
  }

  /** The best plan so far. */
  best(): Plan {
    const { problem } = this;
    const { start, room, seats } = this.snapshot();
    const { seatOffsets } = this.compiled;
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

  private annealerOf(round: number): Annealer {
    return new Annealer(this.compiled, searchSettings(this.compiled), this.seed + round * SEED_STEP);
  }

  private moves(): number {
    return this.movesBefore + this.annealer.moves;
  }

  private beginRound(round: number): void {
    this.kept = this.snapshot();
    this.movesBefore += this.annealer.moves;
    this.round = round;
    this.annealer = this.annealerOf(round);
  }

  /** The best plan of all rounds. */
  private snapshot(): Snapshot {
    const { kept } = this;
    const { best } = this.annealer;
    return kept !== undefined && compareCosts(kept.cost, best.cost) <= 0 ? kept : best;
  }

  /** Rounds there is time for; undefined while that cannot be told. */
  private roundsAt(part: number): number | undefined {
    if (!('moves' in this.limit) && part < MEASURED) return undefined;
    const moves = 'moves' in this.limit ? this.limit.moves : this.moves() / part;
    const rounds = Math.floor(moves / (this.compiled.meetings * MOVES_PER_ROUND));
    return Math.max(1, Math.min(MOST_ROUNDS, rounds));
  }

  private partAt(now: number): number {
    if ('moves' in this.limit) return this.limit.moves === 0 ? 1 : this.moves() / this.limit.moves;
    return this.limit.milliseconds === 0 ? 1 : (now - this.startedAt) / this.limit.milliseconds;
  }
}

/** Below zero when the first is better: level after level. */
function compareCosts(a: Float64Array, b: Float64Array): number {
  const level = a.findIndex((cost, at) => cost !== b[at]);
  return level < 0 ? 0 : (a[level] as number) - (b[level] as number);
}

/** Searches to the end in this thread; for small problems and for tests. */
export function plan(problem: PlanningProblem, moves: number, seed: number): Result<Plan, PlanningRejected> {
  const begun = Planner.begin(problem, { moves }, seed, 0);
  if (!begun.ok) return begun;
  while (begun.value.step(0));
  return ok(begun.value.best());
}
