import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { withClient } from '../../../src/platform/database/roles.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { accessMayHaveChanged, AuthenticationRefused, newId } from '../../../src/platform/index.js';
import { LISTENER_NAME } from '../../../src/platform/notifications/notification-listener.js';
import { ProcessChanges } from '../../../src/workflow/application/process-changes.js';
import { CHANGED, listen, SubscriptionNode, until, type Heard } from './subscription-node.js';
import {
  asFile,
  insertRegion,
  libraryLoan,
  SettableClock,
  staff,
  type WorkflowNode,
} from './workflow-harness.js';

/** Longest time a change may take that no node has announced: a look each second, on a busy machine. */
const LONGEST_MS = 4_000;

let database: TestDatabase;
let one: SubscriptionNode;
let other: SubscriptionNode;
/** Finds nothing by itself. */
let hearer: SubscriptionNode;
let mayRead = true;
let isLoggedIn = true;
const heard: Heard[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  const clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z'));
  const options = {
    authenticate: async ({
      headers,
    }: {
      readonly headers: { readonly authorization?: string | undefined };
    }) => {
      if (headers.authorization !== 'Bearer reader' || !isLoggedIn)
        throw new AuthenticationRefused('TOKEN_EXPIRED');
      return staff;
    },
  };
  one = await SubscriptionNode.start(database, clock, options);
  other = await SubscriptionNode.start(database, clock, options);
  hearer = await SubscriptionNode.start(database, clock, options, { onlyHears: true });
  for (const { engine } of [one, other, hearer]) {
    engine.registry.registerSubjectAccess('loan', async () => ({
      mayRead,
      codes: mayRead ? ['LIBRARY', 'READER'] : [],
    }));
  }
  await one.engine.inTx((tx) => one.engine.definitions.deployAll(tx, [asFile(libraryLoan())]));
});

beforeEach(() => {
  mayRead = true;
  isLoggedIn = true;
});

afterEach(() => {
  for (const { stop } of heard.splice(0)) stop();
});

afterAll(async () => {
  await hearer?.stop();
  await other?.stop();
  await one?.stop();
  await database?.drop();
});

function follow(
  node: SubscriptionNode,
  id: string,
  options: Parameters<SubscriptionNode['follow']>[1] = {},
): Heard {
  const following = node.follow(id, options);
  heard.push(following);
  return following;
}

async function request(node: WorkflowNode, id: ProcessId): Promise<void> {
  const sent = await node.send(id, 'REQUESTED', { title: 'Momo' });
  if (!sent.ok) throw new Error(sent.error.code);
}

/** Ends the listening connections of all nodes. */
async function cutListeners(): Promise<number> {
  return withClient(database.appUrl, async (client) => {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = $1`,
      [LISTENER_NAME],
    );
    return rowCount ?? 0;
  });
}

/** Waits until a node hears. */
async function hearing(): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const rows = await one.engine.inTx((tx) =>
      tx.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1
           AND query ~ '^(LISTEN|SELECT 1)' AND state = 'idle'`,
        [LISTENER_NAME],
      ),
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('No node hears');
}

/** Follows and waits for the first message. */
async function followed(node: SubscriptionNode, id: string): Promise<Heard> {
  const following = follow(node, id);
  await until(() => following.revisions.length === 1);
  return following;
}

describe('processChanged', () => {
  it('tells the present state at once and then what another node does', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(other, id);
    await request(one.engine, id);
    await until(() => following.revisions.length === 2);
    expect(following.revisions).toEqual([1, 2]);
    const handOut = expect.objectContaining({ type: 'HANDED_OUT', allowed: true });
    expect(following.messages[1]).toMatchObject({
      processChanged: {
        process: { id, status: 'ACTIVE', availableEvents: expect.arrayContaining([handOut]) },
      },
    });
  });

  it('hears of what another node does, without having to look', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(hearer, id);
    await hearing();
    await request(one.engine, id);
    await until(() => following.revisions.length === 2);
    expect(following.revisions).toEqual([1, 2]);
  });

  it('tells a reader who comes back only what they have not seen', async () => {
    const { id } = await one.engine.startLoan();
    const seen = follow(other, id, { after: 1 });
    await request(one.engine, id);
    await until(() => seen.revisions.length === 1);
    const missed = follow(other, id, { after: 1 });
    await until(() => missed.revisions.length === 1);
    expect([seen.revisions, missed.revisions]).toEqual([[2], [2]]);
  });

  it('finds by itself what a node did not live to announce', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(other, id);
    await one.engine.inTx((tx) => tx.query(`UPDATE process SET revision = 7 WHERE id = $1`, [id]));
    await until(() => following.revisions.length === 2, LONGEST_MS);
    expect(following.revisions).toEqual([1, 7]);
  });

  it('tells that a process was taken out of the running ones, which keeps its revision', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(other, id);
    await one.engine.inTx((tx) => one.engine.engine.quarantine(tx, id, 'STORED_STATE_INVALID'));
    await until(() => following.revisions.length === 2, LONGEST_MS);
    expect(following.messages[1]).toMatchObject({
      processChanged: { revision: 1, process: { status: 'QUARANTINED' } },
    });
  });

  it('says one thing for many changes to a reader who is slow', async () => {
    const { id } = await one.engine.startLoan();
    const changes = other.app.get(ProcessChanges).watch(staff, async () => staff, { processId: id });
    const first = await changes.next();
    await request(one.engine, id);
    await one.engine.send(id, 'HANDED_OUT', { on: '2026-03-02' });
    await one.engine.send(id, 'RETURNED', {});
    const { revision } = await one.engine.read(id);
    const second = await changes.next();
    await changes.return();
    expect([first.value?.process.revision, second.value?.process.revision]).toEqual([1, revision]);
    expect(revision).toBeGreaterThan(2);
  });
});

describe('access', () => {
  it('that ends closes the subscription within a second and says nothing more', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(other, id);
    await hearing();
    mayRead = false;
    const endedAt = Date.now();
    await one.engine.inTx(async (tx) => accessMayHaveChanged(tx, { accountId: staff.accountId }));
    await following.ended;
    expect(Date.now() - endedAt).toBeLessThan(1_000);
    expect(following.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect(following.revisions).toEqual([1]);
  });

  it('is checked again for each message, also when nobody said that it had changed', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(other, id);
    mayRead = false;
    await request(one.engine, id);
    await following.ended;
    expect(following.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect(following.revisions).toEqual([1]);
  });

  it('is refused alike for a process of others and one that does not exist', async () => {
    const { id } = await one.engine.startLoan();
    mayRead = false;
    const both = [follow(one, id), follow(one, newId<string>())];
    await Promise.all(both.map(({ ended }) => ended));
    expect(both.map(({ codes }) => codes)).toEqual([
      ['NOT_FOUND_OR_NOT_PERMITTED'],
      ['NOT_FOUND_OR_NOT_PERMITTED'],
    ]);
  });

  it('ends with the login: the connection is closed, so that the client comes back with a new token', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(other, id);
    isLoggedIn = false;
    await request(one.engine, id);
    await following.ended;
    expect(following.codes).toEqual(['closed 4403']);
    expect(following.revisions).toEqual([1]);
  });
});

describe('a node that stops hearing', () => {
  it('loses no change, and hears again by itself', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(other, id);
    await hearing();
    expect(await cutListeners()).toBeGreaterThan(0);
    await request(one.engine, id);
    await until(() => following.revisions.length === 2, LONGEST_MS);
    await hearing();
    expect(following.revisions).toEqual([1, 2]);
  });

  it('notices when it hears again that access ended meanwhile', async () => {
    const { id } = await one.engine.startLoan();
    const following = await followed(other, id);
    await hearing();
    await cutListeners();
    mayRead = false;
    await following.ended;
    expect(following.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
  });
});

describe('the address', () => {
  it('takes no commands, which belong to HTTP', async () => {
    const answered = listen(one.client(), `mutation { __typename }`);
    await answered.ended;
    expect(answered.codes).toEqual(['SUBSCRIPTIONS_ONLY']);
  });

  it('refuses an identifier that is none', async () => {
    const answered = listen(one.client(), CHANGED, { id: 'xstate.init' });
    await answered.ended;
    expect(answered.codes).toEqual(['VALIDATION_FAILED']);
  });
});
