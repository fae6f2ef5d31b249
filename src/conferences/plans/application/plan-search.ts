import { Injectable } from '@nestjs/common';
import {
  startPlanning,
  type PlanningOrder,
  type RunningPlanning,
  type ThreadStart,
} from '../../planning/index.js';

/** Starts searches in threads of their own. */
@Injectable()
export class PlanSearch {
  /** How the thread is started where the program is not compiled. */
  thread: ThreadStart | undefined;

  /** Starts one; see `startPlanning`. */
  start(order: PlanningOrder): RunningPlanning {
    return startPlanning(order, undefined, this.thread);
  }
}
