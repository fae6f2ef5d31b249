import { describe, expect, it } from '@jest/globals';
import { explain } from './explain.js';
import { plan } from './planner.js';
import { madeUpProblem } from './planning.fixture.js';
import type { PlanningOrder } from './planning-messages.js';
import { startPlanning } from './start-planning.js';
import type { PlanningOutcome, RunningPlanning } from './start-planning.js';

const hooks = new URL('../../../test/support/typescript-hooks.mjs', import.meta.url);
const fromSource = {
  entry: new URL('./planning-worker.ts', import.meta.url),
  execArgv: ['--experimental-transform-types', '--no-warnings', '--import', hooks.href],
};

function start(
  order: Partial<PlanningOrder>,
  onProgress?: (outcome: PlanningOutcome) => void,
): RunningPlanning {
  const problem = madeUpProblem({ seed: 1, meetings: 10 });
  return startPlanning(
    { problem, limit: { moves: 20_000 }, seed: 3, reportEveryMs: 1, ...order },
    onProgress,
    fromSource,
  );
}

describe('planning in a thread of its own', () => {
  it('answers the same plan as in this thread, and reports on the way', async () => {
    const problem = madeUpProblem({ seed: 1, meetings: 10 });
    const parts: number[] = [];
    const outcome = await start({}, ({ progress }) => parts.push(progress.part)).done;
    const here = plan(problem, 20_000, 3);
    expect(outcome.ok && outcome.value.plan).toEqual(here.ok && here.value);
    expect(outcome).toMatchObject({
      ok: true,
      value: { cancelled: false, progress: { part: 1, moves: 20_000 } },
    });
    expect(parts.length).toBeGreaterThan(0);
    expect([...parts].sort((a, b) => a - b)).toEqual(parts);
  });

  it('can be cancelled, and keeps the best plan so far', async () => {
    const problem = madeUpProblem({ seed: 1, meetings: 10 });
    const running = start({ limit: { moves: 1e12 } }, () => {
      running.cancel();
    });
    const outcome = await running.done;
    if (!outcome.ok) throw new Error(outcome.error.code);
    expect(outcome.value.cancelled).toBe(true);
    expect(explain(problem, outcome.value.plan).score).toEqual(outcome.value.progress.score);
    expect(running.latest()?.plan).toEqual(outcome.value.plan);
  });

  it('refuses faulty input with its code', async () => {
    const problem = { ...madeUpProblem({ seed: 1, meetings: 2 }), rooms: [] };
    expect(await start({ problem }).done).toMatchObject({ ok: false, error: { code: 'PLAN_EMPTY' } });
  });
});
