import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

let database: TestDatabase;
let node: WorkflowNode;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterAll(async () => database?.drop());

beforeEach(async () => {
  const clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z'));
  node = new WorkflowNode(database.unitOfWork, clock);
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
});

async function deadlinesOf(id: ProcessId) {
  return node.inTx((tx) => node.engine.deadlines(tx, id));
}

describe('a start that is not known yet', () => {
  it('runs no deadline until the date is recorded', async () => {
    const loanDefinition = libraryLoan();
    const undated: ProcessDefinition = {
      ...loanDefinition,
      version: 2,
      machine: { ...loanDefinition.machine, initial: 'lent' },
    };
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(undated)]));
    const loan = await node.startLoan();
    expect(loan.activeStates).toContain('library-loan.lent.book.home.inTime');
    expect(await deadlinesOf(loan.id)).toEqual([]);
    await node.send(loan.id, 'EXTENDED', { on: '2026-03-02' });
    expect(await deadlinesOf(loan.id)).toMatchObject([
      { status: 'open', startsOn: '2026-03-02', generation: 1 },
    ]);
  });
});

describe('a start that only the event could give', () => {
  it('refuses the event, because the deadline could never be computed later', async () => {
    const text = JSON.stringify({ ...libraryLoan(), version: 3 })
      .replace('"from":"context.lentOn"', '"from":"event.until"')
      .replace(
        '"required":["on"],"properties":{',
        '"properties":{"until":{"type":"string","format":"date"},',
      );
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(JSON.parse(text) as ProcessDefinition)]));
    const loan = await node.startLoan();
    await node.send(loan.id, 'REQUESTED', { title: 'Momo' });
    const undated = await node.send(loan.id, 'HANDED_OUT', { on: '2026-03-02' });
    expect(undated).toMatchObject({ ok: false, error: { code: 'DEADLINE_START_MISSING' } });
    expect(await node.read(loan.id)).toMatchObject({ revision: 2 });
    const dated = await node.send(loan.id, 'HANDED_OUT', { on: '2026-03-02', until: '2026-03-02' });
    expect(dated).toMatchObject({ ok: true });
  });
});
