/**
 * How far a plan is proved. `PROVED`: no plan is better. `GAP`: the time was over before. `TOO_LARGE`: not tried to the
 * end. `FAILED`: the solver broke; the plan stands as the search found it.
 */
export type ProofState = 'PROVED' | 'GAP' | 'TOO_LARGE' | 'FAILED';

/** What is known of plans better than this one. */
export interface PlanProof {
  readonly state: ProofState;
  /** No plan that is as good on the levels before scores better than this; `null`: nothing is known. */
  readonly bound: {
    readonly hard: number | null;
    readonly medium: number | null;
    readonly soft: number | null;
  };
  /** The plan is better than the one of the search. */
  readonly improved: boolean;
}

/** Up to which size and for how long it is tried. */
export interface ProofLimits {
  readonly meetings: number;
  /** Meetings × grains × rooms that are looked at. */
  readonly looked: number;
  /** Places and candidates that remain once those are left out that no better plan can contain. */
  readonly choices: number;
  readonly milliseconds: number;
}

/** Nothing is proved, because the solver broke. */
export const FAILED_PROOF: PlanProof = {
  state: 'FAILED',
  bound: { hard: null, medium: null, soft: null },
  improved: false,
};
