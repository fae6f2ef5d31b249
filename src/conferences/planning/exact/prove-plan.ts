import { performance } from 'node:perf_hooks';
import { compileProblem } from '../compile.js';
import type { CompiledProblem } from '../compiled-problem.js';
import { explain } from '../explain.js';
import { compareScores } from '../model.js';
import type { Plan, PlanningProblem, Score } from '../model.js';
import { allChoices, countChoices, leastCost, within } from './choices.js';
import type { Choices } from './choices.js';
import { ExactModel } from './exact-model.js';
import type { Assignment } from './exact-model.js';
import { loadHighs } from './highs-solver.js';
import type { LinearAnswer, LinearSolver } from './linear-model.js';
import { PairCuts } from './pair-cuts.js';
import { FAILED_PROOF } from './proof.js';
import type { PlanProof, ProofLimits, ProofState } from './proof.js';

/** Solvers calculate with fractions: what is above a whole number by less than this is that number. */
const TOLERANCE = 0.01;

/** What is proved, with the plan it is about: never a worse one than was given. */
export interface ProvedPlan {
  readonly plan: Plan;
  readonly score: Score;
  readonly proof: PlanProof;
}

/** Shows that no plan is better, finds a better one, or says how much better one could be at most. */
export class PlanProver {
  private readonly compiled: CompiledProblem;
  private readonly bounds: [number | null, number | null, number | null] = [null, null, null];
  private state: ProofState = 'GAP';
  private improved = false;
  private score: Score;
  private readonly deadline: number;

  /**
   * @param problem  Has been checked.
   * @param plan     Of the search; complete.
   * @param now      Milliseconds of a steady clock; read again and again.
   */
  constructor(
    private readonly problem: PlanningProblem,
    private plan: Plan,
    private readonly solver: LinearSolver,
    private readonly limits: ProofLimits,
    private readonly now: () => number,
  ) {
    this.compiled = compileProblem(problem);
    this.score = explain(problem, plan).score;
    this.deadline = now() + limits.milliseconds;
  }

  /** Level by level until one cannot be proved. What breaks on the way leaves plan and bounds found so far. */
  run(): ProvedPlan {
    try {
      this.state = this.proveLevels();
    } catch {
      this.state = 'FAILED';
    }
    const [hard, medium, soft] = this.bounds.map((cost) => (cost === null ? null : 0 - cost));
    const bound = { hard: hard ?? null, medium: medium ?? null, soft: soft ?? null };
    return {
      plan: this.plan,
      score: this.score,
      proof: { state: this.state, bound, improved: this.improved },
    };
  }

  private proveLevels(): ProofState {
    const { meetings } = this.problem;
    if (meetings.length > this.limits.meetings || countChoices(this.compiled) > this.limits.looked)
      return 'TOO_LARGE';
    const all = allChoices(this.compiled);
    for (let level = 0; level < this.bounds.length; level += 1) {
      const state = this.proveLevel(all, level);
      if (state !== 'PROVED') return state;
    }
    return 'PROVED';
  }

  private proveLevel(all: Choices, level: number): ProofState {
    const known = this.costs();
    const caps = known.slice(0, level + 1).map((cost, each) => (each === level ? cost - 1 : cost));
    const least = within(all, caps.slice(0, level));
    this.raise(level, least === undefined ? Infinity : leastCost(least, level));
    const choices = within(all, caps);
    if (choices === undefined) this.raise(level, Infinity);
    if (choices === undefined || this.isProved(level)) return 'PROVED';
    const count = [...choices.placements, ...choices.candidates].reduce((sum, { length }) => sum + length, 0);
    if (count > this.limits.choices) return 'TOO_LARGE';
    return this.solveLevel(new ExactModel(this.compiled, choices, level, caps));
  }

  /** Solves, prices what the solution did not pay for, and solves again. */
  private solveLevel(model: ExactModel): ProofState {
    const cuts = new PairCuts(model);
    const { level } = model;
    for (;;) {
      const left = this.deadline - this.now();
      if (left <= 0) return 'GAP';
      const caps = [...model.caps.slice(0, level), this.cost(level) - 1];
      const answer = this.solver(model.linear.data(level, caps), left / 1_000);
      this.raise(level, boundOf(answer));
      if (this.isProved(level)) return 'PROVED';
      if (answer.values === undefined) return 'GAP';
      const solution = model.read(answer.values);
      const isBetter = this.take(solution);
      if (this.isProved(level)) return 'PROVED';
      if (cuts.add(solution, answer.values) === 0 && !isBetter) return 'GAP';
    }
  }

  /** Takes a solution over if it is better by what it is judged by. */
  private take(solution: Assignment): boolean {
    const plan = this.planOf(solution);
    const { score } = explain(this.problem, plan);
    if (compareScores(score, this.score) <= 0) return false;
    this.plan = plan;
    this.score = score;
    this.improved = true;
    return true;
  }

  private planOf({ start, room, seats }: Assignment): Plan {
    const { problem } = this;
    const { seatOffsets } = this.compiled;
    return {
      meetings: problem.meetings.map((meeting, index) => ({
        meeting: meeting.id,
        start: start[index] ?? -1,
        room: problem.rooms[room[index] ?? -1]?.id ?? '',
        seats: Array.from(
          seats.subarray(seatOffsets[index], seatOffsets[index + 1]),
          (person) => problem.people[person]?.id ?? '',
        ),
      })),
    };
  }

  private costs(): readonly [number, number, number] {
    const { hard, medium, soft } = this.score;
    return [0 - hard, 0 - medium, 0 - soft];
  }

  private cost(level: number): number {
    return this.costs()[level] as number;
  }

  /** A bound holds for plans that are better than the one known; that one is the bound otherwise. */
  private raise(level: number, bound: number): void {
    this.bounds[level] = Math.max(this.bounds[level] ?? 0, Math.min(bound, this.cost(level)));
  }

  private isProved(level: number): boolean {
    return (this.bounds[level] ?? 0) >= this.cost(level);
  }
}

function boundOf({ status, bound }: LinearAnswer): number {
  if (status === 'INFEASIBLE') return Infinity;
  return Number.isFinite(bound) ? Math.ceil(bound - TOLERANCE) : 0;
}

/** Proves or betters a plan with HiGHS; whatever breaks, the answer is at least the plan itself. */
export async function provePlan(
  problem: PlanningProblem,
  plan: Plan,
  limits: ProofLimits,
): Promise<ProvedPlan> {
  try {
    const solver = await loadHighs();
    return new PlanProver(problem, plan, solver, limits, () => performance.now()).run();
  } catch {
    return { plan, score: explain(problem, plan).score, proof: FAILED_PROOF };
  }
}
