import { Worker } from 'node:worker_threads';
import { err, ok } from '../../kernel/index.js';
import type { Result } from '../../kernel/index.js';
import type { Plan } from './model.js';
import type { PlanningOrder, PlanningReport } from './planning-messages.js';
import type { PlanningProgress } from './planner.js';
import type { PlanningRejected } from './planning.errors.js';

/** The best plan so far, and how far the search was. */
export interface PlanningOutcome {
  readonly plan: Plan;
  readonly progress: PlanningProgress;
  /** Ended by `cancel` before its limit. */
  readonly cancelled: boolean;
}

/** A search that runs in a thread of its own. */
export interface RunningPlanning {
  /** The last report; undefined until the first plan is made. */
  latest(): PlanningOutcome | undefined;
  /** Ends the search; `done` then answers with the best plan reported so far. */
  cancel(): void;
  /**
   * The outcome. Refused input is a value; a broken thread rejects, and so does a cancellation before the first plan.
   */
  readonly done: Promise<Result<PlanningOutcome, PlanningRejected>>;
}

/** How the thread is started; the sources of a test need a loader that the compiled program does not. */
export interface ThreadStart {
  readonly entry: URL;
  readonly execArgv?: readonly string[];
}

const COMPILED: ThreadStart = { entry: new URL('./planning-worker.js', import.meta.url) };
/** Young and old heap of the thread in MB: 800 meetings need a quarter of it. */
const MEMORY_MB = 900;

/**
 * Starts planning in a thread of its own.
 *
 * @param order       Problem, limit, seed, and how often to report.
 * @param onProgress  Called after each report, in this thread.
 */
export function startPlanning(
  order: PlanningOrder,
  onProgress: (outcome: PlanningOutcome) => void = () => undefined,
  thread: ThreadStart = COMPILED,
): RunningPlanning {
  const worker = new Worker(thread.entry, {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    ...(thread.execArgv === undefined ? {} : { execArgv: [...thread.execArgv] }),
  });
  let latest: PlanningOutcome | undefined;
  let cancelled = false;
  const done = new Promise<Result<PlanningOutcome, PlanningRejected>>((resolve, reject) => {
    worker.on('message', (report: PlanningReport) => {
      if (report.kind === 'refused') {
        resolve(err(report.error));
        return;
      }
      latest = { plan: report.plan, progress: report.progress, cancelled: false };
      if (report.kind === 'finished') resolve(ok(latest));
      else if (!cancelled) onProgress(latest);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      if (latest === undefined) reject(new Error('planning ended before its first plan'));
      else resolve(ok({ ...latest, cancelled }));
    });
  });
  return {
    latest: () => latest,
    cancel: () => {
      cancelled = true;
      void worker.terminate();
    },
    done,
  };
}
