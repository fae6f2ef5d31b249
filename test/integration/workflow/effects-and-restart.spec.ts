import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { err, rejected } from '../../../src/kernel/index.js';
import { newId } from '../../../src/platform/index.js';
import { workflowErrors } from '../../../src/workflow/domain/workflow.errors.js';
import {
  asFile,
  insertRegion,
  librarian,
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

describe('effects', () => {
  it('run in the same transaction with event, actor and the state after the event', async () => {
    const seen: unknown[] = [];
    node.onEffect = async (_tx, type, { process, event, actor }) => {
      seen.push({ type, state: process.value, event: event.type, actor: actor.kind });
    };
    const loan = await node.startLoan();
    await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    expect(seen).toEqual([{ type: 'notifyDesk', state: 'ready', event: 'REQUESTED', actor: 'staff' }]);
  });

  it('undo the event when they refuse, even if the caller commits all the same', async () => {
    node.onEffect = async () => err(rejected(workflowErrors, 'SUBJECT_NEEDS_COMMAND'));
    const loan = await node.startLoan();
    const sent = await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    expect(sent).toMatchObject({ ok: false, error: { code: 'SUBJECT_NEEDS_COMMAND' } });
    expect(await node.read(loan.id)).toEqual(loan);
    expect(await node.inTx((tx) => node.engine.deadlines(tx, loan.id))).toEqual([]);
  });

  it('may move the same and other processes on, and the answer shows where it ended', async () => {
    node.onEffect = async (tx, _type, { process }) =>
      node.engine.send(tx, node.event(process.id, 'HANDED_OUT', { on: '2026-03-02' }, { actor: librarian }));
    const loan = await node.startLoan();
    const sent = await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    expect(sent).toMatchObject({ ok: true, value: { revision: 3, context: { lentOn: '2026-03-02' } } });
  });

  it('are refused when processes start each other without end', async () => {
    node.onEffect = async (tx) => {
      const subject = { type: 'loan', id: newId<string>() };
      const started = await node.engine.start(tx, {
        key: 'library-loan',
        subject,
        at: node.clock.now(),
        actor: reader,
      });
      return started.ok
        ? node.engine.send(tx, node.event(started.value.id, 'REQUESTED', { title: 'Momo' }))
        : started;
    };
    const loan = await node.startLoan();
    const sent = await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    expect(sent).toMatchObject({ ok: false, error: { code: 'EFFECTS_TOO_DEEP' } });
    expect(await node.read(loan.id)).toEqual(loan);
  });
});

describe('available events', () => {
  it('lists what each sender may do now and why not for the rest', async () => {
    const loan = await node.startLoan();
    await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    const events = await node.inTx(async (tx) =>
      node.engine.availableEvents(tx, await node.engine.get(tx, loan.id), reader, node.clock.now()),
    );
    expect(events.map(({ type, allowed }) => [type, allowed])).toEqual([
      ['HANDED_OUT', false],
      ['CANCELLED', true],
    ]);
    expect(events[0]?.reasons.length).toBeGreaterThan(0);
  });
});

describe('restart', () => {
  it('traps 29 and 31: another node goes on from the database alone, history states included', async () => {
    const loan = await node.lend('2026-03-02');
    await node.send(loan.id, 'MISPLACED');
    const other = new WorkflowNode(database.unitOfWork, node.clock);
    const found = await other.send(loan.id, 'FOUND');
    expect(found).toMatchObject({ ok: true, value: { value: { lent: { book: { home: 'inTime' } } } } });
    expect((await other.read(loan.id)).definitionHash).toBe(loan.definitionHash);
  });

  it('trap 30: the order in which regions are stored does not change what an event does', async () => {
    const [first, second] = [await node.lend('2026-03-02'), await node.lend('2026-03-02')];
    const outcomes = [];
    for (const [index, { id }] of [first, second].entries()) {
      const stored = [
        '{"lent":{"fee":"open","book":{"home":"inTime"}}}',
        '{"lent":{"book":{"home":"inTime"},"fee":"open"}}',
      ];
      await node.inTx((tx) =>
        tx.query(`UPDATE process SET state_value = $2 WHERE id = $1`, [id, stored[index]]),
      );
      await node.send(id, 'FEE_PAID');
      await node.send(id, 'RETURNED');
      const log = await node.inTx((tx) => node.engine.history(tx, id));
      outcomes.push(log.map(({ toStates, microsteps }) => ({ toStates, microsteps })));
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(await node.read(first.id)).toMatchObject({ status: 'done', output: { result: 'closed' } });
  });
});
