import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

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
  await node.inTx(async (tx) => {
    await node.definitions.deployAll(tx, [asFile(libraryLoan())]);
    // Deadlines of earlier tests would be due as well.
    await tx.query(`UPDATE deadline SET status = 'cancelled', closed_at = now() WHERE status = 'open'`);
  });
});

async function deadlinesOf(id: ProcessId) {
  return node.inTx((tx) => node.engine.deadlines(tx, id));
}

async function auditOf(id: ProcessId, action: string) {
  const sql = `SELECT details FROM audit_event WHERE object_id = $1 AND action = $2 ORDER BY at, id`;
  return database.asOwner<{ details: Record<string, unknown> }>(sql, [id, action]);
}

describe('deadline rows', () => {
  it('traps 1 and 2: entering a state writes the row with the computed legal dates, XState keeps no timer', async () => {
    // Four weeks after Friday 2026-03-06 is Good Friday; Easter Monday is a holiday, too.
    const loan = await node.lend('2026-03-06');
    const [row] = await deadlinesOf(loan.id);
    expect(row).toMatchObject({
      key: 'LOAN_4W',
      stateId: 'library-loan.lent.book.home.inTime',
      eventType: 'xstate.after.LOAN_4W.library-loan.lent.book.home.inTime',
      generation: 1,
      startsOn: '2026-03-06',
      nominalEndOn: '2026-04-03',
      endsOn: '2026-04-07',
      internalDueOn: '2026-04-02',
      firesOn: '2026-04-08',
      warnOn: ['2026-04-04'],
      status: 'open',
      label: 'Leihfrist',
      legalBasis: '§ 5 Benutzungsordnung',
    });
    expect(row?.explanation).toContain('07.04.2026');
  });

  it('end with the state they belong to', async () => {
    const loan = await node.lend('2026-03-02');
    await node.send(loan.id, 'MISPLACED');
    const ended = (await deadlinesOf(loan.id)).map(({ key, status }) => `${key} ${status}`);
    expect(ended.sort()).toEqual(['LOAN_4W cancelled', 'PICK_UP_7D cancelled']);
  });

  it('trap 27: a changed start closes the old row and opens a new one in the same transaction', async () => {
    const loan = await node.lend('2026-03-02');
    await node.send(loan.id, 'EXTENDED', { on: '2026-03-16' });
    const rows = (await deadlinesOf(loan.id)).filter(({ key }) => key === 'LOAN_4W');
    expect(rows.map(({ status, startsOn }) => [status, startsOn])).toEqual([
      ['open', '2026-03-16'],
      ['cancelled', '2026-03-02'],
    ]);
  });

  it('trap 4: a state entered again counts a new generation', async () => {
    const loan = await node.lend('2026-03-02');
    await node.send(loan.id, 'MISPLACED');
    await node.send(loan.id, 'FOUND');
    const [open] = await deadlinesOf(loan.id);
    expect(open).toMatchObject({ status: 'open', key: 'LOAN_4W', generation: 2 });
  });
});

describe('expiry', () => {
  it('sends the event on the day after the last day, in German time, and never before', async () => {
    const loan = await node.lend('2026-03-02');
    node.clock.setDay('2026-03-30');
    expect(await node.fire.run()).toMatchObject({ fired: 0 });
    node.clock.setDay('2026-03-31');
    expect(await node.fire.run()).toMatchObject({ fired: 1, left: 0 });
    const after = await node.read(loan.id);
    expect(after.activeStates).toContain('library-loan.lent.book.home.overdue');
    const log = await node.inTx((tx) => node.engine.history(tx, loan.id));
    expect(log.at(-1)).toMatchObject({
      actorKind: 'system',
      actorCode: 'SYS',
      type: expect.stringMatching(/^xstate\.after\.LOAN_4W/),
    });
    expect((await deadlinesOf(loan.id)).find(({ key }) => key === 'LOAN_4W')).toMatchObject({
      status: 'fired',
    });
  });

  it('happens once with two workers at the same time', async () => {
    const loans = await Promise.all(['2026-03-02', '2026-03-03', '2026-03-04'].map((day) => node.lend(day)));
    const other = new WorkflowNode(database.unitOfWork, node.clock);
    node.clock.setDay('2026-05-04');
    const runs = await Promise.all([node.fire.run(), other.fire.run()]);
    // What one worker holds is left by the other and would be taken in the next minute.
    const rest = await node.fire.run();
    expect([...runs, rest].reduce((sum, run) => sum + run.fired, 0)).toBe(3);
    for (const { id } of loans) {
      const expiries = (await node.inTx((tx) => node.engine.history(tx, id))).filter(({ type }) =>
        type.startsWith('xstate.after'),
      );
      expect(expiries).toHaveLength(1);
    }
  });

  it('catches up after a standstill, oldest first', async () => {
    const late = await node.lend('2026-04-10');
    const early = await node.lend('2026-03-10');
    const order: ProcessId[] = [];
    node.onEffect = async (_tx, type, { process }) => {
      if (type === 'sendReminder') order.push(process.id);
    };
    node.clock.setDay('2027-01-04');
    expect(await node.fire.run()).toMatchObject({ fired: 2 });
    expect(order).toEqual([early.id, late.id]);
  });

  it('trap 4: a deadline of an earlier stay in the state is dropped before the machine sees it', async () => {
    const loan = await node.lend('2026-03-02');
    await node.inTx((tx) =>
      tx.query(
        `UPDATE process SET state_entries = jsonb_set(state_entries,
           '{library-loan.lent.book.home.inTime,generation}', '2') WHERE id = $1`,
        [loan.id],
      ),
    );
    node.clock.setDay('2026-05-04');
    expect(await node.fire.run()).toMatchObject({ fired: 0, closed: 1 });
    expect(await node.read(loan.id)).toMatchObject({
      revision: loan.revision,
      activeStates: loan.activeStates,
    });
    expect(await auditOf(loan.id, 'DEADLINE_STALE')).toHaveLength(1);
    expect(await node.fire.run()).toMatchObject({ fired: 0, closed: 0 });
  });

  it('does nothing for a deadline that another worker fired after it was read', async () => {
    const loan = await node.lend('2026-03-02');
    node.clock.setDay('2026-05-04');
    const slow = new WorkflowNode(database.unitOfWork, node.clock);
    const readDue = slow.deadlines.due.bind(slow.deadlines);
    const meanwhile: number[] = [];
    slow.deadlines.due = async (...args) => {
      const due = await readDue(...args);
      meanwhile.push((await node.fire.run()).fired);
      return due;
    };
    expect(await slow.fire.run()).toMatchObject({ fired: 0, closed: 0, left: 0 });
    expect(meanwhile).toEqual([1]);
    expect(await auditOf(loan.id, 'DEADLINE_STALE')).toEqual([]);
  });

  it('leaves a process that somebody else holds to the next run', async () => {
    const loan = await node.lend('2026-03-02');
    node.clock.setDay('2026-05-04');
    await node.inTx(async (tx) => {
      await node.processes.lock(tx, loan.id);
      expect(await node.fire.run()).toMatchObject({ fired: 0, left: 1 });
    });
    expect(await node.fire.run()).toMatchObject({ fired: 1, left: 0 });
  });

  it('is undone and left open when an effect fails, without stopping the others', async () => {
    const broken = await node.lend('2026-03-02');
    const fine = await node.lend('2026-03-03');
    node.clock.setDay('2026-05-04');
    node.onEffect = async (_tx, _type, { process }) => {
      if (process.id === broken.id) throw new Error('printer on fire');
    };
    expect(await node.fire.run()).toMatchObject({ fired: 1, left: 1 });
    expect((await node.read(broken.id)).revision).toBe(broken.revision);
    expect((await node.read(fine.id)).activeStates).toContain('library-loan.lent.book.home.overdue');
    node.onEffect = async () => undefined;
    expect(await node.fire.run()).toMatchObject({ fired: 1, left: 0 });
  });

  it('of many processes happens once each, in due order, with several workers and some processes held', async () => {
    const days = Array.from(
      { length: 60 },
      (_, index) => `2026-03-${String((index % 20) + 1).padStart(2, '0')}`,
    );
    const loans = [];
    for (const day of days) loans.push(await node.lend(day));
    const order: ProcessId[] = [];
    const nodes = [node, new WorkflowNode(database.unitOfWork, node.clock)];
    for (const each of nodes) each.onEffect = async (_tx, _type, { process }) => void order.push(process.id);
    node.clock.setDay('2026-05-04');
    const [held] = loans;
    await node.inTx(async (tx) => {
      await node.processes.lock(tx, held?.id ?? '');
      await Promise.all(nodes.map((each) => each.fire.run()));
    });
    expect(await node.fire.run()).toMatchObject({ fired: 1, left: 0 });
    expect(order).toHaveLength(60);
    for (const { id, revision } of loans) {
      const log = await node.inTx((tx) => node.engine.history(tx, id, revision));
      expect(log.map(({ type }) => type)).toEqual([expect.stringMatching(/^xstate\.after\.LOAN_4W/)]);
    }
  });

  it('of a process that another expiry of the same run has moved is judged by where it is then', async () => {
    const first = await node.lend('2026-03-02');
    const second = await node.lend('2026-03-03');
    node.clock.setDay('2026-05-04');
    node.onEffect = async (tx, type, { process }) => {
      if (type !== 'sendReminder' || process.id !== first.id) return;
      await node.engine.send(tx, node.event(second.id, 'MISPLACED'));
      await node.engine.send(tx, node.event(second.id, 'FOUND'));
    };
    // The row that the second stay opened is due as well.
    expect(await node.fire.run()).toMatchObject({ fired: 2, left: 0 });
    const log = await node.inTx((tx) => node.engine.history(tx, second.id, second.revision));
    expect(log.map(({ type }) => type)).toEqual([
      'MISPLACED',
      'FOUND',
      expect.stringMatching(/^xstate\.after\.LOAN_4W/),
    ]);
    const rows = (await deadlinesOf(second.id)).filter(({ key }) => key === 'LOAN_4W');
    expect(rows.map(({ status, generation }) => `${status} ${generation}`).toSorted()).toEqual([
      'cancelled 1',
      'fired 2',
    ]);
  });

  it('trap 6: holds a process whose stored state does not fit, and does not try it for ever', async () => {
    const loan = await node.lend('2026-03-02');
    await node.inTx((tx) => tx.query(`UPDATE process SET context = '{"gone": 1}' WHERE id = $1`, [loan.id]));
    node.clock.setDay('2026-05-04');
    expect(await node.fire.run()).toMatchObject({ fired: 0, left: 1 });
    expect(await node.read(loan.id)).toMatchObject({
      status: 'quarantined',
      quarantineReason: 'STORED_STATE_INVALID',
    });
    expect(await auditOf(loan.id, 'PROCESS_QUARANTINED')).toHaveLength(1);
    expect(await node.fire.run()).toMatchObject({ fired: 0, left: 0 });
  });

  it('warns once on the day, and once for all days missed', async () => {
    const loan = await node.lend('2026-03-02');
    node.clock.setDay('2026-03-27');
    expect(await node.fire.run()).toMatchObject({ warned: 1, fired: 0 });
    expect(await node.fire.run()).toMatchObject({ warned: 0 });
    const warnings = await auditOf(loan.id, 'DEADLINE_WARNING');
    expect(warnings.map(({ details }) => details)).toMatchObject([
      { warnedOn: '2026-03-27', endsOn: '2026-03-30' },
    ]);
  });
});
