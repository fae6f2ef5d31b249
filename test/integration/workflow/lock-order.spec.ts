import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { DataSource } from 'typeorm';
import { inDatabase, testCluster } from '#test/support/test-cluster.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { entities } from '../../../src/entities.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

let database: TestDatabase;
let dataSource: DataSource;
let node: WorkflowNode;

/** With so long a wait for its detection a deadlock would not be repeated quietly: it would fail. */
async function forbidDeadlocks(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const { superuserUrl } = await testCluster();
  await withClient(inDatabase(superuserUrl, 'postgres'), async (client) => {
    await client.query(`ALTER DATABASE ${name} SET deadlock_timeout = '60s'`);
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  await forbidDeadlocks(database.appUrl);
  dataSource = await createDataSource({ url: database.appUrl, entities, poolSize: 8 }).initialize();
  const unitOfWork = new UnitOfWork(dataSource);
  await insertRegion(unitOfWork);
  node = new WorkflowNode(unitOfWork, new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')));
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
});

afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

/** Lets the first event of a pair pull its partner along, and both pairs begin before any goes on. */
function pairUp(partners: ReadonlyMap<ProcessId, ProcessId>): { readonly attempts: () => number } {
  let attempts = 0;
  let waiting = partners.size;
  let open: () => void = () => undefined;
  const allBegun = new Promise<void>((resolve) => (open = resolve));
  node.onEffect = async (tx, _type, { process, event }) => {
    const partner = partners.get(process.id);
    if (event.payload['title'] !== 'first' || !partner) return;
    attempts += 1;
    waiting -= 1;
    if (waiting === 0) open();
    await allBegun;
    return node.engine.send(tx, node.event(partner, 'REQUESTED', { title: 'second' }));
  };
  return { attempts: () => attempts };
}

async function titlesOf(id: ProcessId): Promise<readonly unknown[]> {
  const log = await node.inTx((tx) => node.engine.history(tx, id));
  return log.map(({ payload }) => payload['title']).filter((title) => title !== undefined);
}

describe('events that move a second process through their effects', () => {
  it('never wait for each other in opposite order: one wins, the other sees what it did', async () => {
    const [a, b] = [(await node.startLoan()).id, (await node.startLoan()).id];
    pairUp(
      new Map([
        [a, b],
        [b, a],
      ]),
    );
    const results = await Promise.all([a, b].map((id) => node.send(id, 'REQUESTED', { title: 'first' })));
    const outcomes = results.map((result) => (result.ok ? 'OK' : result.error.code)).sort();
    expect(outcomes).toEqual(['EVENT_NOT_POSSIBLE_NOW', 'OK']);
    const titles = [await titlesOf(a), await titlesOf(b)].flat();
    expect(new Set(titles)).toEqual(new Set(['first', 'second']));
    expect(titles).toHaveLength(2);
  });

  it('go through in a ring of four, each moving the next', async () => {
    const ids: ProcessId[] = [];
    for (let index = 0; index < 4; index += 1) ids.push((await node.startLoan()).id);
    pairUp(new Map(ids.map((id, index) => [id, ids[(index + 1) % ids.length] ?? id])));
    const results = await Promise.all(ids.map((id) => node.send(id, 'REQUESTED', { title: 'first' })));
    const won = results.filter(({ ok }) => ok).length;
    expect(won).toBeGreaterThanOrEqual(1);
    // Every success moved two processes, every refusal none.
    const titles = (await Promise.all(ids.map(titlesOf))).flat();
    expect(titles.filter((title) => title === 'first')).toHaveLength(won);
    expect(titles.filter((title) => title === 'second')).toHaveLength(won);
  });

  it('are not begun anew while nobody stands in their way', async () => {
    const ids = [(await node.startLoan()).id, (await node.startLoan()).id].sort();
    const [low, high] = ids as [ProcessId, ProcessId];
    const { attempts } = pairUp(new Map([[high, low]]));
    expect(await node.send(high, 'REQUESTED', { title: 'first' })).toMatchObject({ ok: true });
    expect(attempts()).toBe(1);
  });
});
