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

/** No WebAssembly: the solver ends its thread where it should answer. */
const BREAKS_WASM = `data:text/javascript,${encodeURIComponent(
  `WebAssembly.instantiate = () => process.exit(1);`,
)}`;

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

  it('proves the plan after the search, and says so with the outcome', async () => {
    const problem = madeUpProblem({ seed: 3, meetings: 4, days: 6 });
    const prove = { meetings: 10, looked: 100_000, choices: 5_000, milliseconds: 30_000 };
    const outcome = await start({ problem, limit: { moves: 20 }, prove }).done;
    if (!outcome.ok) throw new Error(outcome.error.code);
    const { plan: found, progress, proof } = outcome.value;
    const { score } = explain(problem, found);
    expect(progress.score).toEqual(score);
    expect(proof).toEqual({ state: 'PROVED', improved: true, bound: score });
  });

  it('can be cancelled while it proves, and keeps the plan of the search', async () => {
    const problem = madeUpProblem({ seed: 3, meetings: 14, days: 12 });
    const prove = { meetings: 20, looked: 1_000_000, choices: 1_000_000, milliseconds: 600_000 };
    const running = start({ problem, limit: { moves: 1_000 }, prove }, ({ progress }) => {
      if (progress.part === 1) setTimeout(() => running.cancel(), 300);
    });
    const outcome = await running.done;
    if (!outcome.ok) throw new Error(outcome.error.code);
    const { plan: found, cancelled, proof, progress } = outcome.value;
    expect({ cancelled, proof }).toEqual({ cancelled: true, proof: undefined });
    expect(explain(problem, found).score).toEqual(progress.score);
  });

  it('keeps the plan of the search when its thread breaks while it proves', async () => {
    const problem = madeUpProblem({ seed: 3, meetings: 4, days: 6 });
    const breaking = { ...fromSource, execArgv: [...fromSource.execArgv, '--import', BREAKS_WASM] };
    const prove = { meetings: 10, looked: 100_000, choices: 5_000, milliseconds: 30_000 };
    const running = startPlanning(
      { problem, limit: { moves: 20 }, seed: 1, reportEveryMs: 1, prove },
      undefined,
      breaking,
    );
    const outcome = await running.done;
    expect(outcome).toMatchObject({
      ok: true,
      value: { cancelled: false, proof: { state: 'FAILED', improved: false } },
    });
    expect(running.latest()?.plan.meetings).toHaveLength(4);
  });

  it('refuses faulty input with its code', async () => {
    const problem = { ...madeUpProblem({ seed: 1, meetings: 2 }), rooms: [] };
    expect(await start({ problem }).done).toMatchObject({ ok: false, error: { code: 'PLAN_EMPTY' } });
  });
});
