import type { PlanProof, ProofLimits } from './exact/proof.js';
import type { Plan, PlanningProblem } from './model.js';
import type { PlanningLimit, PlanningProgress } from './planner.js';
import type { PlanningRejected } from './planning.errors.js';

/** What the thread is started with. */
export interface PlanningOrder {
  readonly problem: PlanningProblem;
  readonly limit: PlanningLimit;
  readonly seed: number;
  /** Milliseconds between two reports. */
  readonly reportEveryMs: number;
  /** After the search: up to which size and for how long a proof is tried. Absent: not at all. */
  readonly prove?: ProofLimits;
}

/** What the thread reports. */
export type PlanningReport =
  | { readonly kind: 'refused'; readonly error: PlanningRejected }
  | { readonly kind: 'progress'; readonly progress: PlanningProgress; readonly plan: Plan }
  | { readonly kind: 'searched'; readonly progress: PlanningProgress; readonly plan: Plan }
  | {
      readonly kind: 'finished';
      readonly progress: PlanningProgress;
      readonly plan: Plan;
      readonly proof?: PlanProof;
    };
