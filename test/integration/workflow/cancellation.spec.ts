import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { AccessDenied } from '../../../src/platform/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { VerifyProcessLog } from '../../../src/workflow/application/verify-process-log.js';
import { EndingNode, refusal, replayed, type Rights } from './ending-harness.js';
import type { ExchangeNode } from './exchange.js';
import { asFile, insertRegion, libraryLoan, staff } from './workflow-harness.js';

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

/** What a forged cancellation said before. */
const UNDONE = `type = 'process.cancelled', actor_code = 'LIBRARY', payload = '{"reason":"WITHDRAWN"}'`;

/** Whoever owns the tables can switch the triggers off. */
async function asOwner({ ownerUrl }: TestDatabase, sql: string, id: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`ALTER TABLE process_event DISABLE TRIGGER process_event_append_only`);
  await owner.query(sql, [id]);
  await owner.end();
}

describe('a cancelled process', () => {
  it('has ended where it was, with reason and sender in its chained log, and waits for nobody', async () => {
    const order = await node.order(randomUUID());
    expect(await ending.cancel(order.id)).toMatchObject({ ok: true });
    expect(await node.read(order.id)).toMatchObject({
      status: 'cancelled',
      cancelReason: 'WITHDRAWN',
      value: 'ordered',
      context: order.context,
      revision: order.revision + 1,
      waitingFor: [],
      endedAt: '2026-03-02T09:00:00.000Z',
    });
    const entry = (await node.inTx((tx) => node.engine.history(tx, order.id))).at(-1);
    expect(entry).toMatchObject({
      type: 'process.cancelled',
      payload: { reason: 'WITHDRAWN' },
      actorKind: 'staff',
      actorId: staff.accountId,
      actorCode: 'LIBRARY',
      fromStates: ['library-order.ordered'],
      toStates: ['library-order.ordered'],
    });
    const verified = await node.inTx((tx) => new VerifyProcessLog(node.processes).run(tx, order.id));
    expect(verified).toMatchObject({ ok: true, value: { length: order.revision + 1 } });
  });

  it('keeps no deadline running', async () => {
    const loan = { ...libraryLoan(), version: 2, cancellableBy: ['LIBRARY'] };
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(loan)]));
    const { id } = await node.startLoan();
    await node.move(id, 'REQUESTED', { title: 'Momo' });
    await ending.cancel(id);
    const deadlines = await node.inTx((tx) => node.engine.deadlines(tx, id));
    expect(deadlines.map(({ status }) => status)).toEqual(['cancelled']);
  });

  it('takes no event, offers none and cannot be cancelled again', async () => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id);
    const ended = await node.read(order.id);
    expect(await node.send(order.id, 'HURRIED')).toMatchObject(refusal('PROCESS_FINISHED'));
    expect(await ending.cancel(order.id)).toMatchObject(refusal('PROCESS_FINISHED'));
    const events = await node.inTx((tx) =>
      node.engine.availableEvents(tx, ended, { codes: rights.codes }, node.clock.now()),
    );
    expect(events).toEqual([]);
    expect(await node.read(order.id)).toEqual(ended);
  });

  it('returns the messages that waited for it', async () => {
    const bundle = await node.begin('library-bundle');
    await node.move(bundle.id, 'BEGUN', { title: 'Momo' });
    const [, copy] = await node.children(bundle.id);
    await node.move(copy?.id as ProcessId, 'PRINTED');
    await ending.cancel(bundle.id);
    await node.deliver.run();
    expect((await node.sent(copy?.id as ProcessId))[0]).toMatchObject({
      status: 'undeliverable',
      reason: 'RECEIVER_ENDED',
    });
  });

  it('stands in the register', async () => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id, { reason: 'DUPLICATE' });
    const lines = await node.rows<{ details: object }>(
      `SELECT details FROM audit_event WHERE object_id = $1 AND action = 'PROCESS_CANCELLED'`,
      [order.id],
    );
    expect(lines).toMatchObject([{ details: { reason: 'DUPLICATE', actorCode: 'LIBRARY' } }]);
  });
});

describe('a cancellation is refused, and nothing changes,', () => {
  it('by a definition that does not provide for it', async () => {
    const desk = await node.desk(randomUUID());
    expect(await ending.cancel(desk.id)).toMatchObject(refusal('PROCESS_NOT_CANCELLABLE'));
    expect(await node.read(desk.id)).toEqual(desk);
  });

  it('to a body that may not', async () => {
    const order = await node.order(randomUUID());
    rights.codes = ['READER', 'MSG', 'SYS'];
    expect(await ending.cancel(order.id)).toMatchObject(refusal('CANCELLATION_NOT_PERMITTED'));
    expect(await node.read(order.id)).toEqual(order);
  });

  it('to somebody who may not see it, as if it did not exist', async () => {
    const order = await node.order(randomUUID());
    rights.mayRead = false;
    await expect(ending.cancel(order.id)).rejects.toBeInstanceOf(AccessDenied);
    rights.mayRead = true;
    expect(await node.read(order.id)).toEqual(order);
  });

  it('to somebody who has not seen the last change', async () => {
    const order = await node.order(randomUUID());
    const outcome = await ending.cancel(order.id, { expectedRevision: 1 });
    expect(outcome).toMatchObject({ ok: false, error: { kind: 'RevisionConflict', actualRevision: 2 } });
    expect(await node.read(order.id)).toEqual(order);
  });

  it('while it is held for inspection', async () => {
    const order = await node.order(randomUUID());
    await node.inTx((tx) => node.engine.quarantine(tx, order.id, 'TEST'));
    expect(await ending.cancel(order.id)).toMatchObject(refusal('PROCESS_QUARANTINED'));
  });
});

describe('two at once', () => {
  it('two cancellations: one happens, the other sees that it was too late', async () => {
    const order = await node.order(randomUUID());
    const outcomes = await Promise.all(
      [ending, await EndingNode.on(database, rights)].map((each) =>
        each.cancel(order.id, { expectedRevision: order.revision }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await node.log(order.id)).toEqual(['xstate.init', 'ORDERED', 'process.cancelled']);
  });

  it('a cancellation and an event: one of them counts', async () => {
    const order = await node.order(randomUUID());
    const other = (await EndingNode.on(database, rights)).node;
    const send = new SendProcessEvent(
      other.commands,
      other.unitOfWork,
      other.engine,
      other.definitions,
      other.registry,
      other.clock,
    );
    const expectedRevision = order.revision;
    const outcomes = await Promise.all([
      ending.cancel(order.id, { expectedRevision }),
      send.execute(staff, {
        idempotencyKey: randomUUID(),
        processId: order.id,
        type: 'HURRIED',
        expectedRevision,
      }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await node.read(order.id)).revision).toBe(expectedRevision + 1);
  });

  it('the same cancellation twice: one answer, one entry', async () => {
    const order = await node.order(randomUUID());
    const key = randomUUID();
    const { revision } = order;
    const first = await ending.cancel(order.id, { key, expectedRevision: revision });
    expect(await ending.cancel(order.id, { key, expectedRevision: revision })).toEqual(first);
    expect((await node.read(order.id)).revision).toBe(revision + 1);
  });
});

describe('replay', () => {
  it.each([
    ['another reason', `payload = '{"reason":"DUPLICATE"}'`],
    ['another sender', `actor_code = 'READER'`],
    ['another kind of end', `type = 'process.reopened'`],
  ])('notices a cancellation that was forged: %s', async (_name, change) => {
    const order = await node.order(randomUUID());
    await ending.cancel(order.id);
    await asOwner(
      database,
      `UPDATE process_event SET ${change} WHERE process_id = $1 AND type = 'process.cancelled'`,
      order.id,
    );
    const { broken } = await replayed(database);
    expect(broken).toMatchObject([{ processId: order.id, difference: { seq: 3 } }]);
    await asOwner(database, `UPDATE process_event SET ${UNDONE} WHERE process_id = $1 AND seq = 3`, order.id);
  });

  it('finds every process of this file as its log makes it', async () => {
    const { processes, broken } = await replayed(database);
    expect(broken).toEqual([]);
    expect(processes).toBeGreaterThan(5);
  });
});
