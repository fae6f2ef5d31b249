import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { aDefinition } from '#test/builders/process-definition.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { JobLeases } from '../../../src/platform/jobs/job-leases.js';
import { newId } from '../../../src/platform/index.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { FindStuckProcesses } from '../../../src/workflow/monitor/application/find-stuck-processes.js';
import { ProcessMonitor } from '../../../src/workflow/monitor/application/process-monitor.js';
import { StuckProcessStore } from '../../../src/workflow/monitor/persistence/stuck-process.store.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

const LABEL = { de: 'Nur hier', en: 'Only here' };

/** A process whose only exit is guarded, and that no deadline moves on. */
const guarded = aDefinition({
  initial: 'waiting',
  states: {
    waiting: { on: { GO: { target: 'over', guard: { type: 'readerCardValid' } } } },
    over: { type: 'final' },
  },
});

/** A definition with an effect that only a newer release knows. */
const newer = aDefinition(
  {
    initial: 'waiting',
    states: {
      waiting: { on: { GO: { target: 'over', actions: [{ type: 'newerEffect' }] } } },
      over: { type: 'final' },
    },
  },
  { version: 2 },
);

let database: TestDatabase;
let node: WorkflowNode;
let monitor: ProcessMonitor;
const store = new StuckProcessStore();

function monitorOf(of: WorkflowNode): ProcessMonitor {
  const finder = new FindStuckProcesses(store, of.definitions, of.registry);
  return new ProcessMonitor(of.unitOfWork, finder, store, of.audit, of.clock);
}

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

beforeEach(async () => {
  node = new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
  );
  node.registry.registerFacts('loan', async () => node.facts);
  await node.inTx(async (tx) => {
    await tx.query(`UPDATE process_watch SET looked_at = '2000-01-01'`);
    await node.definitions.deployAll(tx, [asFile(libraryLoan()), asFile(guarded)]);
  });
  monitor = monitorOf(node);
});

afterAll(async () => database?.drop());

async function start(key: string, on = node): Promise<ProcessId> {
  const input = { key, subject: { type: 'loan', id: newId() }, at: on.clock.now() };
  const started = await on.inTx((tx) =>
    on.engine.start(tx, { ...input, actor: { kind: 'system', id: newId(), codes: ['SYS'] } }),
  );
  if (!started.ok) throw new Error(started.error.code);
  return started.value.id;
}

/** Causes under which a process is reported after the next look, half a minute later. */
async function causesOf(id: ProcessId, by = monitor): Promise<readonly string[]> {
  const [day = '', time = ''] = berlin(node.clock.now().add({ seconds: 30 }));
  node.clock.setDay(day, time);
  await by.run();
  const open = await node.inTx((tx) => store.open(tx, 1_000));
  return open.filter(({ processId }) => processId === id).map(({ cause }) => cause);
}

function berlin(instant: Temporal.Instant): readonly string[] {
  const local = instant.toZonedDateTimeISO('Europe/Berlin');
  return [local.toPlainDate().toString(), local.toPlainTime().toString()];
}

async function linesOf(id: ProcessId): Promise<readonly string[]> {
  const rows = await database.asOwner<{ action: string }>(
    `SELECT action FROM audit_event WHERE object_id = $1 AND action IN ('PROCESS_STUCK', 'PROCESS_MOVES_AGAIN')
     ORDER BY at, id`,
    [id],
  );
  return rows.map((row) => row.action);
}

describe('the monitor reports within a minute a process that can no longer move, and that it moves again', () => {
  it('because conditions keep everybody from moving it and no deadline runs', async () => {
    const id = await start('loan');
    expect(await causesOf(id)).toEqual([]);
    node.facts = { readerCardValid: false };
    expect(await causesOf(id)).toEqual(['DEAD_END']);
    expect(await causesOf(id)).toEqual(['DEAD_END']);
    expect(await linesOf(id)).toEqual(['PROCESS_STUCK']);
    node.facts = { readerCardValid: true };
    expect(await causesOf(id)).toEqual([]);
    expect(await linesOf(id)).toEqual(['PROCESS_STUCK', 'PROCESS_MOVES_AGAIN']);
  });

  it('because its stored state does not fit, and then because it is held', async () => {
    const { id } = await node.startLoan();
    const keep = (value: string) =>
      node.inTx((tx) => tx.query(`UPDATE process SET state_value = $2 WHERE id = $1`, [id, value]));
    await keep('"nowhere"');
    expect(await causesOf(id)).toEqual(['STATE_DOES_NOT_FIT']);
    await node.inTx((tx) => node.engine.quarantine(tx, id, 'STORED_STATE_INVALID'));
    expect(await causesOf(id)).toEqual(['QUARANTINED']);
    await keep('"wanted"');
    await node.inTx((tx) => store.release(tx, id));
    expect(await causesOf(id)).toEqual([]);
  });

  it('because this release cannot run its definition, until one that can is there', async () => {
    const newerNode = new WorkflowNode(database.unitOfWork, node.clock);
    newerNode.registry.registerEffect('newerEffect', { label: LABEL, run: async () => undefined });
    await newerNode.inTx((tx) => newerNode.definitions.deployAll(tx, [asFile(guarded), asFile(newer)]));
    const id = await start('loan', newerNode);
    expect(await causesOf(id)).toEqual(['DEFINITION_NOT_SERVED']);
    expect(await causesOf(id, monitorOf(newerNode))).toEqual([]);
  });

  it('because a deadline is due and no worker runs, not before a minute has passed', async () => {
    const { id } = await node.startLoan();
    await node.send(id, 'REQUESTED', { title: 'Momo' });
    node.clock.setDay('2026-03-10', '00:00:10');
    expect(await causesOf(id)).toEqual([]);
    node.clock.setDay('2026-03-10', '00:00:40');
    expect(await causesOf(id)).toEqual(['WORKER_MISSING']);
    await node.fire.run();
    expect(await causesOf(id)).toEqual([]);
  });

  it('because a deadline is due and a worker cannot fire it', async () => {
    const pool = new Pool({ connectionString: database.appUrl, max: 1 });
    const leases = new JobLeases(pool, 'worker-of-the-test', { lookEveryMs: 20, graceMs: 3_000 });
    leases.start();
    try {
      const { id } = await node.lend('2026-03-02');
      node.onEffect = async () => {
        throw new Error('The letter box is jammed');
      };
      node.clock.setDay('2026-03-31', '08:00');
      await node.fire.run();
      expect(await causesOf(id)).toEqual(['EXPIRY_FAILED']);
      node.onEffect = async () => undefined;
      await node.fire.run();
      expect(await causesOf(id)).toEqual([]);
    } finally {
      await leases.stop();
      await pool.end();
    }
  });

  it('because a message for it lies undelivered', async () => {
    const { id } = await node.startLoan();
    await message(id, { kind: 'process', processId: id });
    expect(await causesOf(id)).toEqual([]);
    expect(await causesOf(id)).toEqual([]);
    expect(await causesOf(id)).toEqual(['MESSAGE_NOT_DELIVERED']);
    await node.deliver.run();
    // The receiver does not know the event: delivery has ended, and the sender has to be told by a person.
    expect(await causesOf(id)).toEqual(['MESSAGE_LOST']);
  });

  it('because its message found nobody and it was not told, until it goes on', async () => {
    const { id } = await node.startLoan();
    await message(id, { kind: 'nobody', reason: 'RECEIVER_MISSING' });
    expect(await causesOf(id)).toEqual(['MESSAGE_LOST']);
    await node.send(id, 'REQUESTED', { title: 'Momo' });
    expect(await causesOf(id)).toEqual([]);
  });
});

describe('the monitor', () => {
  it('lets one of several nodes look, not all of them', async () => {
    const id = await start('loan');
    node.facts = { readerCardValid: false };
    const reports = await Promise.all([monitor.run(), monitorOf(node).run(), monitorOf(node).run()]);
    expect(reports.filter(({ seen }) => seen > 0)).toHaveLength(1);
    expect(await linesOf(id)).toEqual(['PROCESS_STUCK']);
  });

  it('ends an entry when the process is over', async () => {
    const id = await start('loan');
    node.facts = { readerCardValid: false };
    expect(await causesOf(id)).toEqual(['DEAD_END']);
    node.facts = { readerCardValid: true };
    await node.send(id, 'GO');
    expect(await causesOf(id)).toEqual([]);
  });
});

async function message(
  id: ProcessId,
  receiver: Parameters<typeof node.messages.post>[1]['receiver'],
): Promise<void> {
  const sentAt = node.clock.now();
  await node.inTx(async (tx) => {
    const { revision } = await node.engine.get(tx, id);
    node.messages.post(tx, {
      id: newId(),
      senderProcessId: id,
      senderSeq: revision,
      receiver,
      eventType: 'NEWS',
      payload: {},
      onUndeliverable: null,
      hops: 1,
      attempts: 0,
      sentAt: sentAt.toString(),
      expiresAt: sentAt.add({ hours: 24 }).toString(),
    });
  });
}
