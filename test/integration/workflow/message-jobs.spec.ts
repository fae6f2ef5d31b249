import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import type { AppConfig } from '../../../src/platform/index.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { JobRegistry } from '../../../src/platform/jobs/job-registry.js';
import { JobRunner } from '../../../src/platform/jobs/job-runner.js';
import { MessageJobs } from '../../../src/workflow/application/message-jobs.js';
import { ExchangeNode, fixture } from './exchange.js';
import { insertRegion, SettableClock } from './workflow-harness.js';

const WORKER = { roles: ['worker'] } as unknown as AppConfig;
const KEYS = ['library-order', 'library-supply'];

let database: TestDatabase;
let stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
});

afterAll(async () => database?.drop());

/** A node with the present time as its clock. */
async function aNode(): Promise<ExchangeNode> {
  const clock = new SettableClock(Temporal.Now.instant());
  clock.now = () => Temporal.Now.instant();
  return ExchangeNode.on(database, KEYS.map(fixture), clock);
}

/** Lets a node work; with jobs, by looking every second, or both. */
async function work(node: ExchangeNode, how: { jobs: boolean; looks: boolean }): Promise<void> {
  const registry = new JobRegistry();
  const messages = new MessageJobs(registry, node.deliver, WORKER);
  messages.onModuleInit();
  if (how.looks) messages.onApplicationBootstrap();
  stops.push(() => messages.beforeApplicationShutdown());
  if (!how.jobs) return;
  // A worker keeps connections for itself, as a process of its own would.
  const own = createDataSource({ url: database.appUrl, entities: [], poolSize: 5, name: 'worker' });
  await own.initialize();
  const runner = new JobRunner(own, registry, WORKER);
  await runner.start();
  stops.push(async () => {
    await runner.stop();
    await own.destroy();
  });
}

/** Milliseconds until a process is in a state. */
async function timeUntil(node: ExchangeNode, id: ProcessId, value: string): Promise<number> {
  const start = performance.now();
  while ((await node.read(id)).value !== value) {
    if (performance.now() - start > 15_000) throw new Error(`never ${value}`);
    await delay(20);
  }
  return performance.now() - start;
}

describe('delivery by workers', () => {
  it('follows the commit of the sender within a second', async () => {
    const node = await aNode();
    await work(node, { jobs: true, looks: false });
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const number = randomUUID();
      const desk = await node.desk(number);
      await node.order(number);
      times.push(await timeUntil(node, desk.id, 'searching'));
    }
    expect(Math.max(...times)).toBeLessThan(1_000);
  });

  it('follows a receiver that becomes ready within a second', async () => {
    const node = await aNode();
    await work(node, { jobs: true, looks: false });
    const number = randomUUID();
    await node.order(number);
    const { id } = await node.begin('library-supply', { number });
    await delay(1_500);
    await node.move(id, 'OPENED');
    expect(await timeUntil(node, id, 'searching')).toBeLessThan(1_000);
  });

  it('does without the job queue, should it have lost a job with its worker', async () => {
    const node = await aNode();
    const number = randomUUID();
    const desk = await node.desk(number);
    await node.order(number);
    await node.rows(`DELETE FROM graphile_worker._private_jobs`);
    await work(node, { jobs: false, looks: true });
    expect(await timeUntil(node, desk.id, 'searching')).toBeLessThan(3_000);
  });

  it('brings every message of many senders once and in order, with three workers at once', async () => {
    const nodes = await Promise.all([aNode(), aNode(), aNode()]);
    const [node] = nodes as [ExchangeNode, ...ExchangeNode[]];
    for (const each of nodes) await work(each, { jobs: true, looks: true });
    const pairs = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const number = randomUUID();
        const order = await node.order(number);
        for (let times = 0; times < 3; times += 1) await node.move(order.id, 'HURRIED');
        const desk = await node.desk(number);
        return { order, desk };
      }),
    );
    for (const { order, desk } of pairs) {
      const sent = (await node.sent(order.id)).map(({ id }) => id);
      const received = async () =>
        (await node.inTx((tx) => node.engine.history(tx, desk.id))).slice(2).map(({ id }) => id);
      for (let wait = 0; wait < 200 && (await received()).length < sent.length; wait += 1) await delay(50);
      expect(await received()).toEqual(sent);
    }
  });
});
