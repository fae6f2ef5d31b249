// Entry point of the planning thread; started by `startPlanning`.
import { performance } from 'node:perf_hooks';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { provePlan } from './exact/prove-plan.js';
import { Planner } from './planner.js';
import type { PlanningOrder, PlanningReport } from './planning-messages.js';

function report(message: PlanningReport): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of this process, not a window
  parentPort?.postMessage(message);
}

/** Searches to the limit, then proves; a cancellation ends the thread from outside, the last report stays. */
async function work(order: PlanningOrder): Promise<void> {
  const begun = Planner.begin(order.problem, order.limit, order.seed, performance.now());
  if (!begun.ok) {
    report({ kind: 'refused', error: begun.error });
    return;
  }
  const planner = begun.value;
  report({ kind: 'progress', progress: planner.progress(performance.now()), plan: planner.best() });
  let reportedAt = performance.now();
  while (planner.step(performance.now())) {
    const now = performance.now();
    if (now - reportedAt < order.reportEveryMs) continue;
    reportedAt = now;
    report({ kind: 'progress', progress: planner.progress(now), plan: planner.best() });
  }
  const found = { progress: planner.progress(performance.now()), plan: planner.best() };
  if (order.prove === undefined) {
    report({ kind: 'finished', ...found });
    return;
  }
  report({ kind: 'searched', ...found });
  const proved = await provePlan(order.problem, found.plan, order.prove);
  const progress = { ...found.progress, score: proved.score };
  report({ kind: 'finished', progress, plan: proved.plan, proof: proved.proof });
}

// Loaded outside of a thread it does nothing.
if (!isMainThread) await work(workerData as PlanningOrder);
