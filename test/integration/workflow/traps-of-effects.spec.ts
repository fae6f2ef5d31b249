import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { err, ok, rejected, type ProcessId } from '../../../src/kernel/index.js';
import { newId } from '../../../src/platform/index.js';
import { errorFields } from '../../../src/platform/logging/log-fields.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { workflowErrors } from '../../../src/workflow/domain/workflow.errors.js';
import { asFile, insertRegion, libraryLoan, SettableClock, staff, WorkflowNode } from './workflow-harness.js';

let database: TestDatabase;
let node: WorkflowNode;
let ran: string[];

/** Another node on the same database that tells what its effects do. */
function otherNode(): WorkflowNode {
  const other = new WorkflowNode(database.unitOfWork, node.clock);
  other.onEffect = async (_tx, type) => void ran.push(type);
  return other;
}

async function whole(id: ProcessId) {
  return node.inTx(async (tx) => ({
    process: await node.engine.get(tx, id),
    log: await node.engine.history(tx, id),
    deadlines: await node.engine.deadlines(tx, id),
  }));
}

/** The loan with one more effect on entry of `ready`, which only some nodes know. */
function withEffect(type: string): ProcessDefinition {
  const text = JSON.stringify({ ...libraryLoan(), version: 2 });
  const changed = text.replace(
    '"entry":[{"type":"notifyDesk"',
    `"entry":[{"type":"${type}"},{"type":"notifyDesk"`,
  );
  if (changed === text) throw new Error('The loan no longer tells the desk on entry of ready');
  return JSON.parse(changed) as ProcessDefinition;
}

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterAll(async () => database?.drop());

beforeEach(async () => {
  ran = [];
  node = new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
  );
  node.onEffect = async (_tx, type) => void ran.push(type);
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
});

describe('effects of a process that is read again', () => {
  it('trap 12: reading it on other nodes, and its next event, starts nothing a second time', async () => {
    const { id } = await node.startLoan();
    await node.send(id, 'REQUESTED', { title: 'Momo' });
    expect(ran).toEqual(['notifyDesk']);
    for (const other of [otherNode(), otherNode()]) {
      await other.inTx(async (tx) => {
        const process = await other.engine.get(tx, id);
        await other.engine.availableEvents(tx, process, { codes: ['LIBRARY'] }, other.clock.now());
        await other.engine.lock(tx, id);
      });
      await other.fire.run();
    }
    await otherNode().send(id, 'HANDED_OUT', { on: '2026-03-02' });
    expect(ran).toEqual(['notifyDesk']);
  });

  it('trap 12: a command that is repeated answers as before and runs no effect', async () => {
    const { id } = await node.startLoan();
    const input = { idempotencyKey: newId<string>(), processId: id };
    const request = (by: WorkflowNode) =>
      by.commands.run({ name: 'requestBook', principal: staff, input }, async (tx) => {
        const sent = await by.engine.send(tx, by.event(id, 'REQUESTED', { title: 'Momo' }));
        return sent.ok ? ok({ processId: sent.value.id }) : sent;
      });
    const first = await request(node);
    expect(await request(otherNode())).toEqual(first);
    expect(ran).toEqual(['notifyDesk']);
    expect(await node.read(id)).toMatchObject({ revision: 2 });
  });
});

describe('an effect that fails', () => {
  it('trap 13: undoes its event and no more; the process stays active and takes the event later', async () => {
    const { id } = await node.startLoan();
    const before = await whole(id);
    node.onEffect = async () => {
      throw new Error('printer on fire');
    };
    await expect(node.send(id, 'REQUESTED', { title: 'Momo' })).rejects.toThrow('printer on fire');
    expect(await whole(id)).toEqual(before);
    node.onEffect = async () => undefined;
    expect(await node.send(id, 'REQUESTED', { title: 'Momo' })).toMatchObject({
      ok: true,
      value: { status: 'active', value: 'ready', revision: 2 },
    });
  });

  it('trap 14: what failed is still told after it went through JSON, as an answer and as a line of the log', async () => {
    const { id } = await node.startLoan();
    node.onEffect = async () => err(rejected(workflowErrors, 'SUBJECT_NEEDS_COMMAND'));
    const refused = await node.send(id, 'REQUESTED', { title: 'Momo' });
    const answer = JSON.parse(JSON.stringify(refused)) as { error: { code: string; message: string } };
    expect(answer.error.code).toBe('SUBJECT_NEEDS_COMMAND');
    expect(answer.error.message).not.toBe('');

    node.onEffect = async () => {
      throw new TypeError('printer on fire', { cause: new RangeError('too hot') });
    };
    const thrown: unknown = await node
      .send(id, 'REQUESTED', { title: 'Momo' })
      .catch((error: unknown) => error);
    expect(JSON.parse(JSON.stringify(errorFields(thrown, true)))).toMatchObject({
      name: 'TypeError',
      message: 'printer on fire',
      cause: { name: 'RangeError', message: 'too hot' },
    });
  });

  it('trap 14: no failure is kept in the state of a process', async () => {
    const columns = await node.inTx((tx) =>
      tx.query<{ column_name: string }>(
        `SELECT column_name FROM information_schema.columns WHERE table_name = 'process'`,
      ),
    );
    expect(columns.map(({ column_name }) => column_name).filter((name) => name.includes('error'))).toEqual(
      [],
    );
  });
});

describe('an effect that is gone', () => {
  it('trap 10: a node that does not know it leaves the process alone, one that does goes on', async () => {
    node.registry.registerEffect('printLabel', {
      label: { de: 'Etikett drucken', en: 'Print label' },
      run: async () => void ran.push('printLabel'),
    });
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(withEffect('printLabel'))]));
    const { id } = await node.startLoan();
    const before = await whole(id);
    const refused = await otherNode().send(id, 'REQUESTED', { title: 'Momo' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'DEFINITION_NOT_SERVED' } });
    expect(await whole(id)).toEqual(before);
    await node.send(id, 'REQUESTED', { title: 'Momo' });
    expect(ran).toEqual(['printLabel', 'notifyDesk']);
  });
});
