import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { MAX_HOPS } from '../../../src/workflow/domain/message.js';
import { replayed } from './ending-harness.js';
import { ExchangeNode, fixture } from './exchange.js';
import { insertRegion, librarian } from './workflow-harness.js';

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

describe('a message that cannot be delivered', () => {
  it('is returned when its receiver has ended, and the sender goes on by itself', async () => {
    const desk = await node.desk(number);
    await node.move(desk.id, 'CLOSED');
    const order = await node.order(number);
    expect(await node.deliver.run()).toMatchObject({ undeliverable: 1, delivered: 1 });
    expect((await node.sent(order.id))[0]).toMatchObject({
      status: 'undeliverable',
      reason: 'RECEIVER_ENDED',
    });
    expect(await node.read(order.id)).toMatchObject({
      status: 'done',
      output: { result: 'failed' },
      context: { reason: 'RECEIVER_ENDED' },
    });
  });

  it('is returned when its receiver ends while it waits', async () => {
    const { id } = await node.begin('library-supply', { number });
    const order = await node.order(number);
    await node.deliver.run();
    await node.move(id, 'CLOSED');
    await node.deliver.run();
    expect((await node.sent(order.id))[0]).toMatchObject({ status: 'undeliverable' });
  });

  it('is noted in the register', async () => {
    const desk = await node.desk(number);
    await node.move(desk.id, 'CLOSED');
    const order = await node.order(number);
    await node.deliver.run();
    const [line] = await database.asOwner<{ details: object }>(
      `SELECT details FROM audit_event WHERE object_id = $1 AND action = 'MESSAGE_NOT_DELIVERED'`,
      [order.id],
    );
    expect(line?.details).toMatchObject({ event: 'REQUESTED', reason: 'RECEIVER_ENDED' });
  });

  it('expires when nobody came for it, and is not delivered afterwards', async () => {
    const order = await node.order(number);
    node.clock.advance({ hours: 30 * 24 + 1 });
    const desk = await node.desk(number);
    await node.deliver.run();
    expect((await node.sent(order.id))[0]).toMatchObject({ status: 'expired', reason: 'EXPIRED' });
    expect((await node.read(desk.id)).value).toBe('waiting');
    expect((await node.read(order.id)).context['reason']).toBe('EXPIRED');
  });

  it('is refused when the receiver does not take its payload, without trying again', async () => {
    const order = fixture('library-order');
    const text = JSON.stringify(order).replace('"order":"process"', '"order":{"value":"none"}');
    node = await ExchangeNode.on(database, [
      { ...(JSON.parse(text) as typeof order), version: 2 },
      fixture('library-supply'),
    ]);
    const desk = await node.desk(number);
    const sender = await node.order(number);
    expect(await node.deliver.run()).toMatchObject({ refused: 1 });
    expect((await node.sent(sender.id))[0]).toMatchObject({ status: 'refused', reason: 'PAYLOAD_INVALID' });
    expect((await node.read(desk.id)).value).toBe('waiting');
    await ExchangeNode.on(database, [{ ...order, version: 3 }]);
  });

  it('ends a chain of processes that answer each other without end', async () => {
    node = await ExchangeNode.on(database, [echo()]);
    const { id } = await node.begin('library-echo');
    await node.move(id, 'STARTED');
    await node.deliver.run();
    const messages = await node.sent(id);
    expect(messages).toHaveLength(MAX_HOPS);
    expect(messages.at(-1)).toMatchObject({ status: 'refused', reason: 'EFFECTS_TOO_DEEP' });
  });
});

describe('events for messages', () => {
  it('are refused to people, also to those who hold every other code', async () => {
    const desk = await node.desk(number);
    const payload = { title: 'Momo', order: randomUUID() };
    const actor = { ...librarian, codes: ['LIBRARY', 'READER', 'SYS'] };
    const sent = await node.send(desk.id, 'REQUESTED', payload, { actor });
    expect(sent).toMatchObject({ ok: false, error: { code: 'EVENT_NOT_PERMITTED' } });
    expect(await node.read(desk.id)).toEqual(desk);
  });

  it('are the only ones that a message can send', async () => {
    const order = fixture('library-order');
    const text = JSON.stringify(order).replace(/"event":"REQUESTED","payload":\{[^}]*\}/, '"event":"CLOSED"');
    node = await ExchangeNode.on(database, [
      { ...(JSON.parse(text) as typeof order), version: 4 },
      fixture('library-supply'),
    ]);
    const desk = await node.desk(number);
    const sender = await node.order(number);
    await node.deliver.run();
    expect((await node.sent(sender.id))[0]).toMatchObject({
      status: 'refused',
      reason: 'EVENT_NOT_PERMITTED',
    });
    expect((await node.read(desk.id)).value).toBe('waiting');
    await ExchangeNode.on(database, [{ ...order, version: 5 }]);
  });
});

describe('replay', () => {
  it('finds every process of this file as its log makes it', async () => {
    const { processes, broken } = await replayed(database);
    expect(broken).toEqual([]);
    expect(processes).toBeGreaterThan(5);
  });
});

/** A process that sends itself the next message whenever one comes. */
function echo(): ReturnType<typeof fixture> {
  const copy = fixture('library-copy');
  const label = { de: 'Echo', en: 'Echo' };
  const shout = {
    type: 'sendMessage',
    params: { to: 'process', correlation: 'process', event: 'HEARD' },
  };
  return {
    ...copy,
    key: 'library-echo',
    events: {
      STARTED: { label, by: ['LIBRARY'] },
      HEARD: { label, by: ['MSG'] },
      ENDED: { label, by: ['LIBRARY'] },
    },
    machine: {
      id: 'library-echo',
      initial: 'quiet',
      states: {
        quiet: {
          meta: { owner: 'LIBRARY', label },
          on: {
            STARTED: { actions: [shout] },
            HEARD: { actions: [shout] },
            ENDED: { target: 'over' },
          },
        },
        over: { type: 'final', meta: { owner: 'LIBRARY', label } },
      },
    },
  };
}
