import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { ok } from '../../../src/kernel/index.js';
import { AccessDenied, newId } from '../../../src/platform/index.js';
import { systemActor } from '../../../src/workflow/application/system-actor.js';
import {
  asFile,
  insertRegion,
  libraryLoan,
  reader,
  SettableClock,
  WorkflowNode,
} from './workflow-harness.js';

let database: TestDatabase;
let node: WorkflowNode;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterAll(async () => database?.drop());

beforeEach(async () => {
  node = new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
  );
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
});

describe('one event, one transaction', () => {
  it('writes state, log entry and audit line together', async () => {
    const loan = await node.startLoan();
    const sent = await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    expect(sent).toMatchObject({ ok: true, value: { activeStates: ['library-loan.ready'], revision: 2 } });
    const stored = await node.read(loan.id);
    expect(stored).toMatchObject({
      value: 'ready',
      context: { title: 'Momo' },
      revision: 2,
      waitingFor: ['READER'],
    });
    const log = await node.inTx((tx) => node.engine.history(tx, loan.id));
    expect(
      log.map(({ seq, type, fromStates, toStates, actorCode }) => ({
        seq,
        type,
        fromStates,
        toStates,
        actorCode,
      })),
    ).toEqual([
      { seq: 1, type: 'xstate.init', fromStates: [], toStates: ['library-loan.wanted'], actorCode: 'READER' },
      {
        seq: 2,
        type: 'REQUESTED',
        fromStates: ['library-loan.wanted'],
        toStates: ['library-loan.ready'],
        actorCode: 'LIBRARY',
      },
    ]);
    expect(log[1]?.guards).toEqual(
      expect.arrayContaining([{ guard: 'readerCardValid', params: {}, verdict: true }]),
    );
    const audit = await node.inTx((tx) =>
      tx.query<{ action: string }>(`SELECT action FROM audit_event WHERE object_id = $1 ORDER BY at, id`, [
        loan.id,
      ]),
    );
    expect(audit.map(({ action }) => action).sort()).toEqual(['PROCESS_MOVED', 'PROCESS_STARTED']);
  });

  it('leaves nothing when the transaction fails afterwards', async () => {
    const loan = await node.startLoan();
    const failing = node.inTx(async (tx) => {
      await node.engine.send(tx, node.event(loan.id, 'REQUESTED', { title: 'Momo' }));
      throw new Error('power cut');
    });
    await expect(failing).rejects.toThrow('power cut');
    expect(await node.read(loan.id)).toEqual(loan);
    expect(await node.inTx((tx) => node.engine.deadlines(tx, loan.id))).toEqual([]);
  });

  it('keeps the first answer for a repeated idempotency key', async () => {
    const loan = await node.startLoan();
    const input = { idempotencyKey: newId<string>() };
    const command = () =>
      node.commands.run(
        {
          name: 'lend',
          principal: { kind: 'system', regionId: 'lippe' as never, accountId: newIdOnce },
          input,
        },
        async (tx) => {
          const sent = await node.engine.send(tx, node.event(loan.id, 'REQUESTED', { title: 'Momo' }));
          return sent.ok ? ok({ revision: sent.value.revision }) : sent;
        },
      );
    expect(await command()).toEqual(ok({ revision: 2 }));
    expect(await command()).toEqual(ok({ revision: 2 }));
    expect((await node.read(loan.id)).revision).toBe(2);
  });
});

const newIdOnce = newId<never>();

describe('refusals', () => {
  it('names the actual revision when somebody was faster', async () => {
    const loan = await node.startLoan();
    const sent = await node.send(loan.id, 'REQUESTED', { title: 'Momo' }, { expectedRevision: 0 });
    expect(sent).toMatchObject({ ok: false, error: { kind: 'RevisionConflict', actualRevision: 1 } });
  });

  it('lets one of two simultaneous events with the same expected revision win, on real connections', async () => {
    const loan = await node.startLoan();
    const other = new WorkflowNode(database.unitOfWork, node.clock);
    let second: ReturnType<typeof other.send> | undefined;
    const first = await node.inTx(async (tx) => {
      const sent = await node.engine.send(
        tx,
        node.event(loan.id, 'REQUESTED', { title: 'Momo' }, { expectedRevision: 1 }),
      );
      second = other.send(loan.id, 'CANCELLED', {}, { expectedRevision: 1 });
      // The second waits for the lock of the first, which is still open.
      await delay(200);
      return sent;
    });
    expect(first).toMatchObject({ ok: true, value: { revision: 2 } });
    expect(await second).toMatchObject({ ok: false, error: { kind: 'RevisionConflict', actualRevision: 2 } });
    expect((await node.inTx((tx) => node.engine.history(tx, loan.id))).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it.each([
    'xstate.after.PICK_UP_7D.library-loan.ready',
    'xstate.init',
    'xstate.done.state.library-loan.lent',
  ])('trap 5: refuses the forged event %s', async (type) => {
    const loan = await node.startLoan();
    await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    const forged = await node.send(
      loan.id,
      type,
      {},
      { actor: { ...systemActor, codes: ['SYS', 'LIBRARY'] } },
    );
    expect(forged).toMatchObject({
      ok: false,
      error: { kind: 'TransitionRejected', code: 'EVENT_RESERVED' },
    });
    expect((await node.read(loan.id)).activeStates).toEqual(['library-loan.ready']);
  });

  it('trap 18: answers an unknown, a foreign and an unsuitable event with a code each', async () => {
    const loan = await node.startLoan();
    expect(await node.send(loan.id, 'EXPLODED')).toMatchObject({ error: { code: 'EVENT_UNKNOWN' } });
    expect(await node.send(loan.id, 'RETURNED', {}, { actor: reader })).toMatchObject({
      error: { code: 'EVENT_NOT_PERMITTED' },
    });
    expect(await node.send(loan.id, 'RETURNED')).toMatchObject({
      error: { code: 'EVENT_NOT_POSSIBLE_NOW', currentStates: ['library-loan.wanted'] },
    });
  });

  it('names the failed conditions in German', async () => {
    node.facts = { readerCardValid: false, copiesLeft: false };
    const loan = await node.startLoan();
    const sent = await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    expect(sent).toMatchObject({ error: { kind: 'TransitionRejected', code: 'GUARD_REFUSED' } });
    expect(JSON.stringify(sent)).toContain('Der Ausweis ist abgelaufen.');
  });

  it.each([
    ['a missing field', {}],
    ['an undeclared field', { title: 'Momo', isbn: '3' }],
    ['U+0000, which PostgreSQL cannot store', { title: 'a\u0000b' }],
    ['a lone surrogate', { title: 'a\ud800' }],
  ])('refuses a payload with %s and never repeats its values', async (_case, payload) => {
    const loan = await node.startLoan();
    const sent = await node.send(loan.id, 'REQUESTED', payload);
    expect(sent).toMatchObject({ ok: false, error: { kind: 'ValidationFailed', code: 'PAYLOAD_INVALID' } });
    expect(JSON.stringify(sent)).not.toContain('Momo');
  });

  it('trap 34: refuses any event after the end', async () => {
    const loan = await node.startLoan();
    const ended = await node.send(loan.id, 'CANCELLED');
    expect(ended).toMatchObject({ ok: true, value: { status: 'done', waitingFor: [] } });
    expect(await node.send(loan.id, 'CANCELLED')).toMatchObject({
      ok: false,
      error: { code: 'PROCESS_FINISHED' },
    });
  });

  it('gives the same answer for a process of nowhere', async () => {
    await expect(node.send(newId(), 'CANCELLED')).rejects.toBeInstanceOf(AccessDenied);
  });

  it('trap 6: refuses an unfit stored state without an exception, and keeps it held once quarantined', async () => {
    const loan = await node.startLoan();
    await node.inTx((tx) =>
      tx.query(`UPDATE process SET state_value = '"vanished"' WHERE id = $1`, [loan.id]),
    );
    expect(await node.send(loan.id, 'CANCELLED')).toMatchObject({
      ok: false,
      error: { code: 'STORED_STATE_INVALID' },
    });
    await node.inTx((tx) => node.engine.quarantine(tx, loan.id, 'STORED_STATE_INVALID'));
    expect(await node.read(loan.id)).toMatchObject({
      status: 'quarantined',
      quarantineReason: 'STORED_STATE_INVALID',
    });
    expect(await node.send(loan.id, 'CANCELLED')).toMatchObject({
      ok: false,
      error: { code: 'PROCESS_QUARANTINED' },
    });
  });
});
