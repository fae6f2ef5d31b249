import { Worker } from 'node:worker_threads';
import { err, ok } from '../../kernel/index.js';
import type { Result } from '../../kernel/index.js';
import { FAILED_PROOF } from './exact/proof.js';
import type { PlanProof } from './exact/proof.js';
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
  /** What is proved of it; only where a proof was asked for and its search has ended. */
  readonly proof?: PlanProof;
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
/** Milliseconds a proof may overrun its limit before its thread is ended; the plan of the search stands. */
const PROOF_GRACE_MS = 3_000;

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
  let overdue: NodeJS.Timeout | undefined;
  // A thread that breaks after its search has done that: its plan stands, unproved.
  const unproved = (): PlanningOutcome | undefined =>
    latest && latest.proof === undefined && overdue !== undefined && !cancelled
      ? { ...latest, proof: FAILED_PROOF }
      : latest;
  const done = new Promise<Result<PlanningOutcome, PlanningRejected>>((resolve, reject) => {
    worker.on('message', (report: PlanningReport) => {
      if (report.kind === 'refused') {
        resolve(err(report.error));
        return;
      }
      if (report.kind === 'searched') overdue = endLater(worker, order);
      latest = outcomeOf(report);
      if (report.kind === 'finished') resolve(ok(latest));
      else if (!cancelled) onProgress(latest);
    });
    worker.on('error', (error: Error) => {
      latest = unproved();
      if (latest?.proof === undefined) reject(error);
      else resolve(ok(latest));
    });
    worker.on('exit', () => {
      clearTimeout(overdue);
      latest = unproved();
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

function outcomeOf(report: Exclude<PlanningReport, { readonly kind: 'refused' }>): PlanningOutcome {
  const { plan, progress, kind } = report;
  const found = { plan, progress, cancelled: false };
  return kind === 'finished' && report.proof !== undefined ? { ...found, proof: report.proof } : found;
}

/** A solver that does not look at the clock must not keep the plan from its end. */
function endLater(worker: Worker, { prove }: PlanningOrder): NodeJS.Timeout {
  return setTimeout(() => void worker.terminate(), (prove?.milliseconds ?? 0) + PROOF_GRACE_MS);
}
