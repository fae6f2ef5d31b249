import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { Outcome } from './history.js';
import { sendOnce, type SentEvent } from './support/api-client.js';
import { HttpProxy } from './support/http-proxy.js';
import { ChaosInstallation } from './support/installation.js';
import type { ChaosNode } from './support/node.js';
import { PgProxy, type Edge } from './support/pg-proxy.js';

/** Starts of nodes take their time on a machine that does much else. */
const PATIENCE_MS = 240_000;
/** Longest time anything of a dead or frozen node may keep others waiting. */
const LEASE_LIMIT_MS = 10_000;

const COMMAND = /idempotency_record/;
const BEGIN: Edge = { at: 'sent', statement: /^BEGIN/i, passes: false };
const LOCK: Edge = { at: 'done', statement: /FROM process\b[^]*FOR UPDATE/, passes: false };
const BEFORE_COMMIT: Edge = { at: 'sent', statement: /^COMMIT/i, within: COMMAND, passes: false };
const COMMIT_SENT: Edge = { ...BEFORE_COMMIT, passes: true };
const COMMITTED: Edge = { at: 'done', statement: /^COMMIT/i, within: COMMAND, passes: false };
const ANSWERED: Edge = { ...COMMITTED, passes: true };

/** A node that talks to the database through a proxy, and may be on its way back to life. */
interface Victim {
  readonly node: ChaosNode;
  readonly proxy: PgProxy;
  ready: Promise<void>;
}

let installation: ChaosInstallation;
/** Two, so that one starts again while the other dies. */
const victims: Victim[] = [];
/** Lives. */
let other: ChaosNode;
let pool: Pool;
let next = 0;

beforeAll(async () => {
  installation = await ChaosInstallation.create({ apis: 1, workers: 0, writers: 1, processes: 20 });
  [other] = installation.apis as [ChaosNode];
  for (const name of ['victim-1', 'victim-2']) {
    const proxy = await PgProxy.start(installation.cluster.address);
    const node = await installation.addNode(name, 'api', proxy.address);
    victims.push({ node, proxy, ready: node.start() });
  }
  await Promise.all([other.start(), ...victims.map(({ ready }) => ready)]);
  pool = installation.cluster.pool();
}, PATIENCE_MS);

afterAll(async () => {
  await pool?.end();
  await Promise.allSettled(victims.map(({ ready }) => ready));
  await installation?.remove();
  await Promise.all(victims.map(({ proxy }) => proxy.stop()));
}, 60_000);

/** An event for a loan nobody has touched. */
function anEvent(): SentEvent {
  const processId = installation.processIds[next] ?? '';
  next += 1;
  const mark = `commit-edge-${next}`;
  return { idempotencyKey: mark, processId, type: 'NOTED', payload: { mark }, expectedRevision: 1 };
}

/** The victim that has had longer to recover. */
async function aVictim(): Promise<Victim> {
  const victim = victims.shift();
  if (!victim) throw new Error('No victim was started');
  victims.push(victim);
  await victim.ready;
  return victim;
}

/** Begins to send an event, and waits until the victim has come to the edge. */
async function sendUpTo(edge: Edge, { node, proxy }: Victim, event: SentEvent) {
  const reached = proxy.cutAt(edge);
  const attempt = sendOnce(node.url, installation.tokenOf(0), event);
  await reached;
  return { attempt };
}

/** Starts again in the background. */
function revive(victim: Victim): void {
  victim.ready = victim.node.start();
  // Whoever needs it next reports it.
  victim.ready.catch(() => undefined);
}

/** Sends until there is an answer. */
async function insist(node: ChaosNode, event: SentEvent): Promise<Outcome | undefined> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const outcome = await sendOnce(node.url, installation.tokenOf(0), event);
    if (outcome) return outcome;
    await delay(100);
  }
  return undefined;
}

async function marksOf(processId: string): Promise<readonly (string | null)[]> {
  const { rows } = await pool.query<{ mark: string | null }>(
    `SELECT payload->>'mark' AS mark FROM process_event WHERE process_id = $1 ORDER BY seq`,
    [processId],
  );
  return rows.map(({ mark }) => mark);
}

async function expectOnce(event: SentEvent, node: ChaosNode): Promise<void> {
  expect(await insist(node, event)).toEqual({ kind: 'acknowledged', revision: 2 });
  // Once more: the first answer, and nothing new.
  expect(await insist(node, event)).toEqual({ kind: 'acknowledged', revision: 2 });
  expect(await marksOf(event.processId)).toEqual([null, event.payload['mark']]);
}

describe('a node killed at an edge of its commit', () => {
  it.each([
    ['before the transaction begins', BEGIN, [0]],
    ['when it has locked the process', LOCK, [0]],
    ['when it is about to commit', BEFORE_COMMIT, [0]],
    ['when its commit is on the way', COMMIT_SENT, [0, 1]],
    ['when the database has committed and nobody knows', COMMITTED, [1]],
    ['when it has learnt of its commit', ANSWERED, [1]],
  ] as const)(
    '%s: a repeat with the same key gives exactly one event',
    async (_moment, edge, events) => {
      const event = anEvent();
      const victim = await aVictim();
      const { attempt } = await sendUpTo(edge, victim, event);
      await victim.node.kill();
      const killedAt = Date.now();
      expect(await attempt).toBeUndefined();
      expect(events).toContain((await marksOf(event.processId)).length - 1);
      await expectOnce(event, other);
      expect(Date.now() - killedAt).toBeLessThan(LEASE_LIMIT_MS);
      revive(victim);
    },
    PATIENCE_MS,
  );

  it(
    'when its answer is on the way to the client: a repeat gives the same answer and no second event',
    async () => {
      const event = anEvent();
      const victim = await aVictim();
      const http = await HttpProxy.start(victim.node.settings.port);
      try {
        const given = http.dropAnswer();
        const attempt = sendOnce(http.url, installation.tokenOf(0), event);
        await given;
        await victim.node.kill();
        expect(await attempt).toBeUndefined();
        expect(await marksOf(event.processId)).toHaveLength(2);
        await expectOnce(event, other);
      } finally {
        await http.stop();
      }
      revive(victim);
    },
    PATIENCE_MS,
  );
});

describe('a node that freezes with a process locked', () => {
  it(
    'keeps others waiting for ten seconds at most, and what it wanted happens once',
    async () => {
      const event = anEvent();
      const victim = await aVictim();
      const { attempt } = await sendUpTo(LOCK, victim, event);
      const frozenAt = Date.now();
      await expectOnce(event, other);
      expect(Date.now() - frozenAt).toBeLessThan(LEASE_LIMIT_MS);
      expect(await attempt).toBeUndefined();
      // The victim itself goes on as well.
      await expectOnce(anEvent(), victim.node);
    },
    PATIENCE_MS,
  );
});

describe('a database stopped without warning', () => {
  it.each([
    ['before a commit', BEFORE_COMMIT],
    ['while a commit is on the way', COMMIT_SENT],
    ['after a commit', COMMITTED],
  ])(
    '%s: the nodes go on by themselves, and a repeat gives exactly one event',
    async (_moment, edge) => {
      const event = anEvent();
      const victim = await aVictim();
      const { attempt } = await sendUpTo(edge, victim, event);
      await installation.cluster.crash();
      expect(await attempt).toBeUndefined();
      await installation.cluster.restart();
      await expectOnce(event, victim.node);
      expect(installation.nodes.flatMap((node) => node.ownDeaths)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
