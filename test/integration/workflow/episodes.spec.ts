import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { AccessDenied } from '../../../src/platform/index.js';
import { VerifyProcessLog } from '../../../src/workflow/application/verify-process-log.js';
import { EndingNode, refusal, replayed, type Rights } from './ending-harness.js';
import { fixture, type ExchangeNode } from './exchange.js';
import { asFile, insertRegion, staff } from './workflow-harness.js';

let database: TestDatabase;
let ending: EndingNode;
let node: ExchangeNode;
const rights: Rights = { codes: [], mayRead: true };

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterAll(async () => database?.drop());

beforeEach(async () => {
  Object.assign(rights, { codes: ['LIBRARY', 'READER'], mayRead: true });
  ending = await EndingNode.on(database, rights);
  node = ending.node;
});

describe('a reopened process', () => {
  it('is a new process of the active version with what the definition carries over', async () => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id);
    const before = await node.inTx((tx) => node.engine.history(tx, order.id));
    const ended = await node.read(order.id);
    const newer = { ...fixture('library-order'), version: 2, lawVersion: '2026-02-01' };
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(newer)]));
    const next = await ending.reopened(order.id);
    expect(next).toMatchObject({
      subject: order.subject,
      previousProcessId: order.id,
      episode: 2,
      value: 'draft',
      status: 'active',
      definitionHash: asFile(newer).hash,
      context: { title: 'Momo', orderNumber: null, reason: null },
    });
    expect(await node.read(order.id)).toEqual(ended);
    expect(await node.inTx((tx) => node.engine.history(tx, order.id))).toEqual(before);
  });

  it('says in its chained log which process it follows, and with which hash that one ended', async () => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id);
    const { chainHead } = await node.read(order.id);
    const next = await ending.reopened(order.id);
    const log = await node.inTx((tx) => node.engine.history(tx, next.id));
    expect(log.map(({ type }) => type)).toEqual(['xstate.init', 'process.reopened']);
    expect(log[1]).toMatchObject({
      payload: { previousProcessId: order.id, previousChainHead: chainHead, episode: 2 },
      actorCode: 'READER',
    });
    const verified = await node.inTx((tx) => new VerifyProcessLog(node.processes).run(tx, next.id));
    expect(verified).toMatchObject({ ok: true });
  });

  it('goes on like any other, and can be reopened again after its end', async () => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id);
    const second = await ending.reopened(order.id);
    await node.move(second.id, 'ORDERED', { title: 'Momo', orderNumber: randomUUID() });
    await ending.cancel(second.id);
    expect((await ending.reopened(second.id)).episode).toBe(3);
  });

  it('follows only on the ends that the definition names', async () => {
    const number = randomUUID();
    const desk = await node.desk(number);
    const read = await node.order(number);
    await node.deliver.run();
    await node.move(desk.id, 'SENT');
    await node.deliver.run();
    await node.move(read.id, 'PICKED_UP');
    expect(await ending.reopen(read.id)).toMatchObject(refusal('PROCESS_NOT_REOPENABLE'));
    const failed = await node.order(number);
    await node.deliver.run();
    expect(await node.read(failed.id)).toMatchObject({ output: { result: 'failed' } });
    expect(await ending.reopen(failed.id)).toMatchObject({ ok: true });
  });

  it('is refused while the old one runs, without a rule, and to others', async () => {
    const order = await node.order(randomUUID());
    expect(await ending.reopen(order.id)).toMatchObject(refusal('PROCESS_NOT_ENDED'));
    const desk = await node.desk(randomUUID());
    await node.move(desk.id, 'CLOSED');
    expect(await ending.reopen(desk.id)).toMatchObject(refusal('PROCESS_NOT_REOPENABLE'));
    await ending.cancel(order.id);
    rights.codes = ['LIBRARY'];
    expect(await ending.reopen(order.id)).toMatchObject(refusal('REOPENING_NOT_PERMITTED'));
    rights.mayRead = false;
    await expect(ending.reopen(order.id)).rejects.toBeInstanceOf(AccessDenied);
    expect(await node.rows(`SELECT id FROM process WHERE previous_process_id = $1`, [order.id])).toEqual([]);
  });

  it('answers a repeat with the same next episode', async () => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id);
    const key = randomUUID();
    expect(await ending.reopen(order.id, key)).toEqual(await ending.reopen(order.id, key));
  });
});

describe('two at once', () => {
  it('two reopenings: one next episode', async () => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id);
    const outcomes = await Promise.all(
      [ending, await EndingNode.on(database, rights), await EndingNode.on(database, rights)].map((each) =>
        each.reopen(order.id),
      ),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code]));
    expect(refused).toEqual(['PROCESS_ALREADY_REOPENED', 'PROCESS_ALREADY_REOPENED']);
    const next = await node.rows(`SELECT id FROM process WHERE previous_process_id = $1`, [order.id]);
    expect(next).toHaveLength(1);
  });

  it('a second next episode is refused by the database itself', async () => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id);
    const next = await ending.reopened(order.id);
    const { definitionKey: key, subject } = next;
    const again = node.inTx((tx) =>
      node.engine.start(tx, {
        key,
        subject,
        at: node.clock.now(),
        actor: { kind: 'staff', id: staff.accountId, codes: rights.codes },
        previous: order,
      }),
    );
    await expect(again).rejects.toThrow('process_previous_unique');
  });
});

describe('replay', () => {
  it('finds every process of this file as its log makes it', async () => {
    const { processes, broken } = await replayed(database);
    expect(broken).toEqual([]);
    expect(processes).toBeGreaterThan(5);
  });
});
