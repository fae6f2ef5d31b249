import { Injectable } from '@nestjs/common';
import {
  startPlanning,
  type PlanningOrder,
  type ProofLimits,
  type RunningPlanning,
  type ThreadStart,
} from '../../planning/index.js';
import { proofLimits } from './proof-limits.js';

/** Starts searches in threads of their own. */
@Injectable()
export class PlanSearch {
  /** How the thread is started where the program is not compiled. */
  thread: ThreadStart | undefined;

  /** Up to which size and for how long the plan found is proved; undefined: it is not. */
  proof: ProofLimits | undefined = proofLimits;

  /** Starts one; see `startPlanning`. */
  start(order: Omit<PlanningOrder, 'prove'>): RunningPlanning {
    const prove = this.proof === undefined ? {} : { prove: this.proof };
    return startPlanning({ ...order, ...prove }, undefined, this.thread);
  }
}
