import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { EscalateWorkItems } from '../../../src/workflow/worklist/application/escalate-work-items.js';
import { WorkItemStore } from '../../../src/workflow/worklist/persistence/work-item.store.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

const IN_TIME = 'library-loan.lent.book.home.inTime';

let database: TestDatabase;
let node: WorkflowNode;
let escalate: EscalateWorkItems;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

beforeEach(async () => {
  node = new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
  );
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
  escalate = escalatorOf(node);
  await escalate.run();
});

afterAll(async () => database?.drop());

function escalatorOf(of: WorkflowNode): EscalateWorkItems {
  return new EscalateWorkItems(of.unitOfWork, new WorkItemStore(), of.definitions, of.audit, of.clock);
}

async function stepsOf(id: ProcessId): Promise<readonly string[]> {
  const rows = await node.inTx((tx) =>
    tx.query<{ step: string }>(
      `SELECT step.level || ' ' || step.to_code AS step FROM work_item_step step
       JOIN work_item item ON item.region_id = step.region_id AND item.id = step.work_item_id
       WHERE item.process_id = $1 AND step.kind = 'ESCALATED' ORDER BY step.at, step.level`,
      [id],
    ),
  );
  return rows.map((row) => row.step);
}

async function itemOf(id: ProcessId, stateId: string) {
  const [row] = await node.inTx((tx) =>
    tx.query<{ due_on: string; next_escalation_on: string | null; escalation_level: number; status: string }>(
      `SELECT due_on, next_escalation_on, escalation_level, status FROM work_item
       WHERE process_id = $1 AND state_id = $2 ORDER BY generation DESC LIMIT 1`,
      [id, stateId],
    ),
  );
  return row;
}

describe('the escalation chain of an overdue work item', () => {
  it('is taken step by step on its day, each once, in the register and without moving the process', async () => {
    const { id } = await node.lend('2026-03-02');
    expect(await itemOf(id, IN_TIME)).toMatchObject({
      due_on: '2026-03-27',
      next_escalation_on: '2026-03-28',
    });
    node.clock.setDay('2026-03-31');
    await escalate.run();
    expect(await stepsOf(id)).toEqual([]);
    const { revision } = await node.read(id);
    node.clock.setDay('2026-04-01');
    await escalate.run();
    await escalate.run();
    expect(await stepsOf(id)).toEqual(['1 ASSIGNEE']);
    expect((await node.read(id)).revision).toBe(revision);
    const lines = await database.asOwner(
      `SELECT details->>'to' AS to FROM audit_event WHERE action = 'WORK_ITEM_ESCALATED'
       AND details->>'processId' = $1`,
      [id],
    );
    expect(lines).toEqual([{ to: 'ASSIGNEE' }]);
  });

  it('is caught up in order after a standstill, by any number of workers', async () => {
    const { id } = await node.lend('2026-03-02');
    node.clock.setDay('2026-06-01');
    const other = new WorkflowNode(database.unitOfWork, node.clock);
    await Promise.all([escalate.run(), escalatorOf(other).run()]);
    expect(await stepsOf(id)).toEqual(['1 ASSIGNEE', '2 UNIT_HEAD', '3 STEERING']);
    expect(await itemOf(id, IN_TIME)).toMatchObject({ next_escalation_on: null, escalation_level: 3 });
  });

  it('follows a due day that moves', async () => {
    const { id } = await node.lend('2026-03-02');
    await node.send(id, 'EXTENDED', { on: '2026-03-16' });
    expect(await itemOf(id, IN_TIME)).toMatchObject({ due_on: '2026-04-10' });
    node.clock.setDay('2026-04-02');
    await escalate.run();
    expect(await stepsOf(id)).toEqual([]);
  });

  it('ends when the state is left', async () => {
    const { id } = await node.lend('2026-03-02');
    await node.send(id, 'RETURNED');
    node.clock.setDay('2026-06-01');
    await escalate.run();
    expect(await stepsOf(id)).toEqual([]);
    expect(await itemOf(id, IN_TIME)).toMatchObject({ status: 'closed', next_escalation_on: null });
  });
});
