import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { asId } from '../../../src/kernel/index.js';
import { systemPrincipal, type AppConfig } from '../../../src/platform/index.js';
import { enqueue } from '../../../src/platform/jobs/enqueue.js';
import { JobLeases } from '../../../src/platform/jobs/job-leases.js';
import { JobRegistry } from '../../../src/platform/jobs/job-registry.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';

// Lost connections are provoked here; what comes of them is asserted.
Logger.overrideLogger(false);

const QUICK = { lookEveryMs: 50, graceMs: 600 };

let database: TestDatabase;
let pool: Pool;
const leases: JobLeases[] = [];
const runners: JobRunner[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.appUrl, max: 8 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
});

afterEach(async () => {
  await Promise.all(leases.splice(0).map((lease) => lease.stop()));
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await pool.query('DELETE FROM graphile_worker._private_jobs');
});

afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

function aWorker(id: string): JobLeases {
  const lease = new JobLeases(pool, id, QUICK);
  leases.push(lease);
  lease.start();
  return lease;
}

async function aJob(task: string): Promise<void> {
  await database.unitOfWork.run(systemPrincipal(asId('lippe')), (tx) => enqueue(tx, task, {}));
}

/** A job as it is while a worker has it in hand. */
async function aJobInTheHandOf(worker: string): Promise<void> {
  await aJob('anything');
  await pool.query(
    `UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now(), attempts = 1 WHERE locked_by IS NULL`,
    [worker],
  );
}

async function holders(): Promise<readonly (string | null)[]> {
  const { rows } = await pool.query<{ locked_by: string | null }>(
    'SELECT locked_by FROM graphile_worker.jobs ORDER BY id',
  );
  return rows.map((row) => row.locked_by);
}

/** Connections that hold the lock of a worker. */
async function lockHolders(): Promise<readonly number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows.map((row) => row.pid);
}

async function until(condition: () => boolean | Promise<boolean>, patienceMs = 25_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not happen in time');
    await delay(25);
  }
}

describe('leases of jobs', () => {
  it('gives the job of a dead worker back to the queue, with the attempt counted', async () => {
    await aJobInTheHandOf('pool-dead');
    aWorker('pool-alive');
    await until(async () => (await holders())[0] === null, 3_000);
    const { rows } = await pool.query('SELECT attempts FROM graphile_worker.jobs');
    expect(rows).toEqual([{ attempts: 1 }]);
  });

  it('leaves the jobs of living workers alone, until they stop', async () => {
    const first = aWorker('pool-first');
    await until(async () => (await lockHolders()).length === 1);
    await aJobInTheHandOf('pool-first');
    aWorker('pool-second');
    await delay(3 * QUICK.graceMs);
    expect(await holders()).toEqual(['pool-first']);
    await first.stop();
    await until(async () => (await holders())[0] === null, 3_000);
  });

  it('does not take a worker for dead that lost its connection for a moment', async () => {
    aWorker('pool-first');
    await until(async () => (await lockHolders()).length === 1);
    const before = await lockHolders();
    aWorker('pool-second');
    await until(async () => (await lockHolders()).length === 2);
    await aJobInTheHandOf('pool-first');
    await pool.query('SELECT pg_terminate_backend($1)', [before[0]]);
    await delay(2 * QUICK.graceMs);
    expect(await holders()).toEqual(['pool-first']);
    expect(await lockHolders()).not.toContain(before[0]);
  });

  it('leaves no lock behind in the pool when a worker stops', async () => {
    const lease = aWorker('pool-first');
    await until(async () => (await lockHolders()).length === 1);
    await lease.stop();
    await until(async () => (await lockHolders()).length === 0);
    expect(await lockHolders()).toEqual([]);
  });
});

describe('job runner', () => {
  function aRunner(registry: JobRegistry): JobRunner {
    const runner = new JobRunner(database.dataSource, registry, {
      roles: ['worker'],
    } as unknown as AppConfig);
    runners.push(runner);
    return runner;
  }

  it('does the job of a killed worker within ten seconds', async () => {
    const done: string[] = [];
    const registry = new JobRegistry();
    registry.register('anything', async () => void done.push('anything'));
    await aJobInTheHandOf('pool-dead');
    await aRunner(registry).start();
    await until(() => done.length > 0);
    expect(done).toEqual(['anything']);
  }, 15_000);

  it('repeats a recurring job whose worker was killed, and removes what is spent', async () => {
    const runs: string[] = [];
    const registry = new JobRegistry();
    registry.registerRecurring({ task: 'anything', cron: '0 0 1 1 *' }, async () => void runs.push('ran'));
    for (const attempts of [1, 3]) {
      await aJob('anything');
      await pool.query(
        `UPDATE graphile_worker._private_jobs SET attempts = $1::int, max_attempts = 3,
           locked_by = CASE WHEN $1::int = 1 THEN 'pool-dead' END, locked_at = CASE WHEN $1::int = 1 THEN now() END
         WHERE attempts = 0`,
        [attempts],
      );
    }
    await aRunner(registry).start();
    // At the start, and once more for the dead worker.
    await until(() => runs.length === 2);
    await until(async () => (await holders()).length === 0);
    expect(runs).toHaveLength(2);
  }, 15_000);

  it('goes on after the database threw out all its connections while it worked', async () => {
    const done: string[] = [];
    const registry = new JobRegistry();
    registry.register('cut-off', async () => {
      done.push('cut-off');
      if (done.length > 1) return;
      await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'fallwerk-test' AND datname = current_database()`,
      );
    });
    registry.register('afterwards', async () => void done.push('afterwards'));
    await aRunner(registry).start();
    await aJob('cut-off');
    await until(() => done.length === 1);
    await until(async () =>
      aJob('afterwards').then(
        () => true,
        () => false,
      ),
    );
    await until(() => done.includes('afterwards'));
    await until(async () => (await holders()).length === 0);
    // The report of the first job is lost, and it is done again, or arrives over a new connection.
    expect(done.filter((name) => name === 'cut-off').length).toBeLessThanOrEqual(2);
  });
});
