import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { replayed } from './ending-harness.js';
import { ExchangeNode } from './exchange.js';
import { insertRegion } from './workflow-harness.js';

let database: TestDatabase;
let node: ExchangeNode;
let number: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterAll(async () => database?.drop());

beforeEach(async () => {
  node = await ExchangeNode.on(database);
  number = randomUUID();
});

describe('traps 10 to 13: a message between processes', () => {
  it('is an event of its receiver, under its own id, sent by the platform as MSG', async () => {
    const desk = await node.desk(number);
    const order = await node.order(number);
    expect(await node.deliver.run()).toMatchObject({ delivered: 1, left: 0 });
    const [message] = await node.sent(order.id);
    expect(message).toMatchObject({ status: 'delivered', receiverProcessId: desk.id, reason: null });
    const entry = (await node.inTx((tx) => node.engine.history(tx, desk.id))).at(-1);
    expect(entry).toMatchObject({
      id: message?.id,
      type: 'REQUESTED',
      actorKind: 'system',
      actorCode: 'MSG',
      payload: { title: 'Momo', order: order.id },
    });
  });

  it('goes to a process by its id', async () => {
    const desk = await node.desk(number);
    const order = await node.order(number);
    await node.deliver.run();
    await node.move(desk.id, 'SENT');
    await node.deliver.run();
    expect(await node.read(order.id)).toMatchObject({ value: 'here' });
  });

  it('waits for a receiver that does not exist yet, and arrives as soon as it is ready', async () => {
    const order = await node.order(number);
    expect(await node.deliver.run()).toMatchObject({ pending: 1, delivered: 0 });
    const { id } = await node.begin('library-supply', { number });
    expect(await node.deliver.run()).toMatchObject({ delivered: 0, pending: 1 });
    expect((await node.sent(order.id))[0]).toMatchObject({
      status: 'pending',
      reason: 'EVENT_NOT_POSSIBLE_NOW',
    });
    await node.move(id, 'OPENED');
    expect(await node.deliver.run()).toMatchObject({ delivered: 1 });
    expect(await node.read(id)).toMatchObject({ value: 'searching', context: { order: order.id } });
  });

  it('leaves the receiver as it was while it waits', async () => {
    const { id, revision } = await node.begin('library-supply', { number });
    await node.order(number);
    await node.deliver.run();
    expect(await node.read(id)).toMatchObject({ revision, value: 'closed' });
  });

  it('is delivered once, however often and by however many workers it is tried', async () => {
    const desk = await node.desk(number);
    await node.order(number);
    const others = await Promise.all([1, 2, 3].map(() => ExchangeNode.on(database)));
    const runs = await Promise.all([node, ...others].map((each) => each.deliver.run()));
    expect(runs.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(1);
    await node.deliver.run();
    expect(await node.log(desk.id)).toEqual(['xstate.init', 'OPENED', 'REQUESTED']);
  });

  it('cannot arrive twice even when its row is forged back to pending', async () => {
    const desk = await node.desk(number);
    const order = await node.order(number);
    await node.deliver.run();
    await node.move(desk.id, 'SENT');
    await node.rows(
      `UPDATE process_message SET status = 'pending', closed_at = NULL, payload = $2
       WHERE sender_process_id = $1`,
      [order.id, JSON.stringify({ title: 'Momo', order: order.id })],
    );
    const other = await node.desk(number);
    expect(await node.deliver.run()).toMatchObject({ delivered: 1, left: 1 });
    expect(await node.log(other.id)).toEqual(['xstate.init', 'OPENED']);
    expect(await node.read(order.id)).toMatchObject({ value: 'here' });
    // Back to what it was, because the last test of this file holds every message against the logs.
    await node.rows(
      `UPDATE process_message SET status = 'delivered', closed_at = now(), payload = '{}'
       WHERE sender_process_id = $1`,
      [order.id],
    );
  });

  it('is kept when a worker dies between the commit of the sender and the delivery', async () => {
    const desk = await node.desk(number);
    const order = await node.order(number);
    const dying = await ExchangeNode.on(database);
    const [id = ''] = (await node.sent(order.id)).map((message) => message.id);
    const cutOff = dying.inTx(async (tx) => {
      const message = await dying.messages.claim(tx, id);
      const process = await dying.processes.lock(tx, desk.id);
      if (!message || !process) throw new Error('not there');
      await dying.engine.receive(tx, process, message, dying.clock.now());
      throw new Error('killed');
    });
    await expect(cutOff).rejects.toThrow('killed');
    expect((await node.read(desk.id)).value).toBe('waiting');
    expect(await node.deliver.run()).toMatchObject({ delivered: 1 });
    expect((await node.read(desk.id)).value).toBe('searching');
  });

  it('is never sent by an event that was undone', async () => {
    const { id } = await node.begin('library-order');
    const undone = node.inTx(async (tx) => {
      await node.engine.send(tx, node.event(id, 'ORDERED', { title: 'Momo', orderNumber: number }));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await node.sent(id)).toEqual([]);
  });

  it('goes to the oldest of several receivers that can take it', async () => {
    const closed = await node.begin('library-supply', { number });
    node.clock.advance({ seconds: 1 });
    const first = await node.desk(number);
    node.clock.advance({ seconds: 1 });
    const second = await node.desk(number);
    await node.order(number);
    await node.deliver.run();
    const values = await Promise.all(
      [closed, first, second].map(async ({ id }) => (await node.read(id)).value),
    );
    expect(values).toEqual(['closed', 'searching', 'waiting']);
  });

  it('does not overtake an earlier one of the same sender', async () => {
    const order = await node.order(number);
    await node.move(order.id, 'HURRIED');
    await node.move(order.id, 'HURRIED');
    await node.deliver.run();
    const desk = await node.desk(number);
    await node.deliver.run();
    expect(await node.log(desk.id)).toEqual(['xstate.init', 'OPENED', 'REQUESTED', 'REMINDED', 'REMINDED']);
  });

  it('keeps the order of a sender with several workers at once', async () => {
    const order = await node.order(number);
    for (let times = 0; times < 5; times += 1) await node.move(order.id, 'HURRIED');
    const desk = await node.desk(number);
    const others = await Promise.all([1, 2].map(() => ExchangeNode.on(database)));
    await Promise.all([node, ...others].map((each) => each.deliver.run()));
    await node.deliver.run();
    const sent = (await node.sent(order.id)).map(({ id }) => id);
    const log = await node.inTx((tx) => node.engine.history(tx, desk.id));
    expect(log.slice(2).map(({ id }) => id)).toEqual(sent);
  });

  it('holds up nobody else while it waits', async () => {
    await node.order(randomUUID());
    const desk = await node.desk(number);
    await node.order(number);
    await node.deliver.run();
    expect((await node.read(desk.id)).value).toBe('searching');
  });

  it('is tried again by itself, ever more rarely', async () => {
    const order = await node.order(number);
    await node.deliver.run();
    const attempts = async () => (await node.sent(order.id))[0]?.attempts;
    expect(await attempts()).toBe(1);
    await node.deliver.run();
    expect(await attempts()).toBe(1);
    node.clock.advance({ milliseconds: 300 });
    await node.deliver.run();
    expect(await attempts()).toBe(2);
  });
});

describe('replay', () => {
  it('finds every process of this file as its log makes it', async () => {
    const { processes, broken } = await replayed(database);
    expect(broken).toEqual([]);
    expect(processes).toBeGreaterThan(5);
  });
});
