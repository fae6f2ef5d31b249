import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { AppConfig } from '../../../src/platform/index.js';
import { enqueue } from '../../../src/platform/jobs/enqueue.js';
import { JobRegistry } from '../../../src/platform/jobs/job-registry.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { migrateJobSchema } from '../../../src/platform/jobs/job-schema.js';
import { FIRE_DUE_DEADLINES, WorkflowJobs } from '../../../src/workflow/application/workflow-jobs.js';
import { asFile, insertRegion, libraryLoan, SettableClock, staff, WorkflowNode } from './workflow-harness.js';

let database: TestDatabase;
const runners: JobRunner[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});

afterAll(async () => database?.drop());

function aRunner(registry: JobRegistry, roles: AppConfig['roles'] = ['worker']): JobRunner {
  const runner = new JobRunner(database.dataSource, registry, { roles } as AppConfig);
  runners.push(runner);
  return runner;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let wait = 0; wait < 200 && !(await condition()); wait += 1) await delay(50);
  expect(await condition()).toBe(true);
}

describe('job queue as the application role', () => {
  it('runs a job once its transaction has committed, and never one that was rolled back', async () => {
    const seen: unknown[] = [];
    const registry = new JobRegistry();
    registry.register('remember', async (payload) => void seen.push(payload['name']));
    const failing = database.unitOfWork.run(staff, async (tx) => {
      await enqueue(tx, 'remember', { name: 'rolled back' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await aRunner(registry).onApplicationBootstrap();
    await database.unitOfWork.run(staff, (tx) => enqueue(tx, 'remember', { name: 'committed' }));
    await until(() => seen.length > 0);
    expect(seen).toEqual(['committed']);
  });

  it('runs none before what has to be done first is done', async () => {
    const seen: string[] = [];
    const registry = new JobRegistry();
    let release = (): void => undefined;
    const restored = new Promise<void>((resolve) => (release = resolve));
    registry.beforeFirstJob(async () => {
      await restored;
      seen.push('restored');
    });
    registry.registerRecurring({ task: 'early', cron: '0 0 1 1 *' }, async () => void seen.push('job'));
    const starting = aRunner(registry).start();
    await delay(300);
    expect(seen).toEqual([]);
    release();
    await starting;
    await until(() => seen.length > 1);
    expect(seen).toEqual(['restored', 'job']);
  });

  it('replaces a waiting job under the same key', async () => {
    const seen: unknown[] = [];
    const registry = new JobRegistry();
    registry.register('keyed', async (payload) => void seen.push(payload['turn']));
    for (const turn of [1, 2, 3]) {
      await database.unitOfWork.run(staff, (tx) => enqueue(tx, 'keyed', { turn }, { jobKey: 'one' }));
    }
    await aRunner(registry).start();
    await until(() => seen.length > 0);
    expect(seen).toEqual([3]);
  });

  it('does not run before its time', async () => {
    const seen: unknown[] = [];
    const registry = new JobRegistry();
    registry.register('later', async (payload) => void seen.push(payload['name']));
    const runAt = Temporal.Now.instant().add({ hours: 1 });
    await database.unitOfWork.run(staff, async (tx) => {
      await enqueue(tx, 'later', { name: 'tomorrow' }, { runAt });
      await enqueue(tx, 'later', { name: 'now' });
    });
    await aRunner(registry).start();
    await until(() => seen.length > 0);
    expect(seen).toEqual(['now']);
  });

  it('starts only in processes with the role worker', async () => {
    const seen: unknown[] = [];
    const registry = new JobRegistry();
    registry.registerRecurring({ task: 'idle', cron: '* * * * *' }, async () => void seen.push('ran'));
    await aRunner(registry, ['api']).onApplicationBootstrap();
    await delay(300);
    expect(seen).toEqual([]);
  });

  it('lets a running job finish when it stops', async () => {
    const seen: string[] = [];
    const registry = new JobRegistry();
    registry.register('slow', async () => {
      seen.push('begun');
      await delay(300);
      seen.push('finished');
    });
    const runner = aRunner(registry);
    await runner.start();
    await database.unitOfWork.run(staff, (tx) => enqueue(tx, 'slow', {}));
    await until(() => seen.includes('begun'));
    await runner.stop();
    expect(seen).toEqual(['begun', 'finished']);
  });

  it('may be migrated again at every start', async () => {
    await expect(migrateJobSchema(database.ownerUrl)).resolves.toBeUndefined();
  });
});

describe('due deadlines', () => {
  it('expire right after a worker starts, once, with two workers', async () => {
    const clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z'));
    const nodes = [
      new WorkflowNode(database.unitOfWork, clock),
      new WorkflowNode(database.unitOfWork, clock),
    ];
    const [first] = nodes as [WorkflowNode, WorkflowNode];
    await first.inTx((tx) => first.definitions.deployAll(tx, [asFile(libraryLoan())]));
    const loan = await first.lend('2026-03-02');
    clock.setDay('2026-05-04');
    for (const node of nodes) {
      const registry = new JobRegistry();
      new WorkflowJobs(registry, node.fire).onModuleInit();
      expect([...registry.tasks().keys()]).toEqual([FIRE_DUE_DEADLINES]);
      await aRunner(registry).start();
    }
    await until(async () => (await first.read(loan.id)).revision > loan.revision);
    await delay(300);
    const log = await first.inTx((tx) => first.engine.history(tx, loan.id));
    expect(log.filter(({ type }) => type.startsWith('xstate.after'))).toHaveLength(1);
  });

  it('expire within a second when they are due already as they are opened', async () => {
    const clock = new SettableClock(Temporal.Instant.from('2026-05-04T09:00:00Z'));
    const node = new WorkflowNode(database.unitOfWork, clock);
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
    const registry = new JobRegistry();
    new WorkflowJobs(registry, node.fire).onModuleInit();
    await aRunner(registry).start();
    // The run right after the start must not be the one that finds it.
    await delay(500);
    const loan = await node.lend('2026-03-02');
    const opened = performance.now();
    await until(async () => (await node.read(loan.id)).revision > loan.revision);
    expect(performance.now() - opened).toBeLessThan(1_000);
  });
});
