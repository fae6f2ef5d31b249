import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { entities } from '../../../src/entities.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { verifyProcesses } from '../../../src/workflow/application/verify-processes.js';
import type { Migration } from '../../../src/workflow/migration/migration.js';
import { insertRegion, REGION, SettableClock } from './workflow-harness.js';
import { FILES, MigrationNode } from './migration-harness.js';

const PROCESSES = 300;

let database: TestDatabase;
let node: MigrationNode;
let migration: Migration;

beforeEach(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  node = nodeOn(database.unitOfWork);
  await node.inTx((tx) => node.definitions.deployAll(tx, [FILES.one]));
  let started = 0;
  const start = async () => {
    while (started++ < PROCESSES) await node.requested();
  };
  await Promise.all([start(), start(), start(), start()]);
  await node.inTx((tx) => node.definitions.deployAll(tx, [FILES.one, FILES.two]));
  migration = await node.plan();
});

afterEach(async () => database?.drop());

function nodeOn(unitOfWork: UnitOfWork): MigrationNode {
  return new MigrationNode(unitOfWork, new SettableClock(Temporal.Instant.from('2026-06-01T08:00:00Z')));
}

/** Every process has exactly one entry of the migration, and everything agrees with its log. */
async function eachMovedOnce(): Promise<void> {
  const items = await node.items(migration);
  expect(items.filter(({ status }) => status !== 'done')).toEqual([]);
  const entries = await node.inTx((tx) =>
    tx.query<{ process_id: string }>(`SELECT process_id FROM process_event WHERE type = 'process.migrated'`),
  );
  expect(entries.map((row) => row.process_id).sort()).toEqual(items.map(({ processId }) => processId).sort());
  const open = await node.inTx((tx) =>
    tx.query(`SELECT key, count(*)::int FROM deadline WHERE status = 'open' GROUP BY key`),
  );
  expect(open).toEqual([{ key: 'SHELF_10D', count: items.length }]);
  expect(await verifyProcesses(database.unitOfWork)).toMatchObject({ processes: items.length, broken: 0 });
}

async function statusNow(): Promise<string | undefined> {
  return node.inTx(async (tx) => (await node.store.find(tx, migration.id))?.status);
}

async function movedSoFar(): Promise<number> {
  return node.inTx(async (tx) => (await node.store.counts(tx, migration.id)).done);
}

/** Waits until some processes have been moved, but by far not all. */
async function untilUnderWay(): Promise<void> {
  while ((await movedSoFar()) < 20) await delay(5);
}

describe('a batch', () => {
  it('is moved by two workers at once, each process once', async () => {
    const other = nodeOn(database.unitOfWork);
    await Promise.all([node.runner.run(REGION, migration), other.runner.run(REGION, migration)]);
    if ((await statusNow()) === 'running') await node.runner.runAll();
    await eachMovedOnce();
    expect(await statusNow()).toBe('completed');
  });

  it('goes on where a worker was killed in the middle, each process once', async () => {
    const dying = createDataSource({ url: database.appUrl, entities, poolSize: 5, name: 'dying-worker' });
    await dying.initialize();
    const run = nodeOn(new UnitOfWork(dying))
      .runner.run(REGION, migration)
      .catch(() => 'killed');
    await untilUnderWay();
    // To the server a killed client is one whose connections are gone, in the middle of whatever they did.
    const gone = dying.destroy().catch(() => undefined);
    await node.inTx((tx) =>
      tx.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dying-worker'`,
      ),
    );
    expect(await run).toBe('killed');
    await gone;
    expect(await movedSoFar()).toBeLessThan(PROCESSES);
    // The lease of the dead worker ends by itself.
    for (
      const until = Date.now() + 15_000;
      (await statusNow()) === 'running' && Date.now() < until;
      await delay(250)
    )
      await node.runner.runAll();
    expect(await statusNow()).toBe('completed');
    await eachMovedOnce();
  }, 60_000);

  it('stops for a shutdown, a pause and a cancellation, and what is moved stays moved', async () => {
    const stopping = new AbortController();
    const stopped = node.runner.run(REGION, migration, stopping.signal);
    await untilUnderWay();
    stopping.abort();
    expect((await stopped).done).toBeLessThan(PROCESSES);
    const going = node.runner.run(REGION, migration);
    const control = async (what: 'pause' | 'resume' | 'cancel') =>
      node.inTx((tx) => node.planning.control(tx, migration, what));
    expect(await control('pause')).toMatchObject({ ok: true, value: { status: 'paused' } });
    await going;
    const moved = await movedSoFar();
    expect(moved).toBeLessThan(PROCESSES);
    expect(await node.runner.runAll()).toMatchObject({ done: 0 });
    expect(await control('pause')).toMatchObject({ error: { code: 'MIGRATION_NOT_POSSIBLE_NOW' } });
    expect(await control('resume')).toMatchObject({ ok: true });
    expect(await control('cancel')).toMatchObject({ ok: true, value: { status: 'cancelled' } });
    expect(await node.runner.runAll()).toMatchObject({ done: 0 });
    expect(await control('resume')).toMatchObject({ error: { code: 'MIGRATION_NOT_POSSIBLE_NOW' } });
    expect(await movedSoFar()).toBe(moved);
    // The rest goes on on the old version, and a new migration takes it along.
    migration = await node.plan();
    await node.runner.run(REGION, migration);
    expect((await node.items(migration)).length).toBe(PROCESSES - moved);
    expect(await verifyProcesses(database.unitOfWork)).toMatchObject({ broken: 0 });
  }, 60_000);
});
