import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { VerifyProcessLog } from '../../../src/workflow/application/verify-process-log.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

let database: TestDatabase;
let node: WorkflowNode;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  node = new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00.123456Z')),
  );
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  // Whoever owns the tables can switch the trigger off; the chain is for them.
  await owner.query(`ALTER TABLE process_event DISABLE TRIGGER process_event_append_only`);
});

afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

async function verify(id: ProcessId) {
  return node.inTx((tx) => new VerifyProcessLog(node.processes).run(tx, id));
}

describe('hash chain', () => {
  it('of an untouched process is confirmed', async () => {
    const loan = await node.lend('2026-03-02');
    expect(await verify(loan.id)).toEqual({ ok: true, value: expect.objectContaining({ length: 3 }) });
  });

  it.each([
    [
      'a payload',
      `UPDATE process_event SET payload = '{"title": "Krabat"}' WHERE process_id = $1 AND seq = 2`,
      1,
    ],
    ['a sender', `UPDATE process_event SET actor_code = 'SYS' WHERE process_id = $1 AND seq = 2`, 1],
    [
      'an instant',
      `UPDATE process_event SET at = at + interval '1 second' WHERE process_id = $1 AND seq = 3`,
      2,
    ],
    ['a removed entry', `DELETE FROM process_event WHERE process_id = $1 AND seq = 2`, 1],
  ])('betrays a change of %s', async (_case, sql, index) => {
    const loan = await node.lend('2026-03-02');
    await owner.query(sql, [loan.id]);
    expect(await verify(loan.id)).toMatchObject({ ok: false, error: { kind: 'entry', index } });
  });

  it('betrays a log cut off at its end', async () => {
    const loan = await node.lend('2026-03-02');
    await owner.query(`DELETE FROM process_event WHERE process_id = $1 AND seq = 3`, [loan.id]);
    expect(await verify(loan.id)).toMatchObject({ ok: false, error: { kind: 'head' } });
  });

  it('betrays an entry moved to another process', async () => {
    const one = await node.startLoan();
    const two = await node.startLoan();
    await owner.query(`DELETE FROM process_event WHERE process_id = $1`, [two.id]);
    await owner.query(`UPDATE process_event SET process_id = $2 WHERE process_id = $1`, [one.id, two.id]);
    expect(await verify(two.id)).toMatchObject({ ok: false, error: { kind: 'entry', index: 0 } });
  });
});

describe('append-only', () => {
  it.each(['process_event', 'workflow_definition', 'workflow_activation'])(
    'the application may neither change nor delete in %s',
    async (table) => {
      for (const sql of [`DELETE FROM ${table}`, `UPDATE ${table} SET hash = hash`, `TRUNCATE ${table}`]) {
        await expect(node.inTx((tx) => tx.query(sql))).rejects.toThrow(/permission denied/);
      }
    },
  );

  it.each(['workflow_definition', 'workflow_activation'])(
    'even the owner is stopped by the trigger in %s',
    async (table) => {
      await expect(owner.query(`UPDATE ${table} SET hash = hash`)).rejects.toThrow(/append-only/);
    },
  );

  it.each(['definition_key', 'subject_id', 'started_at'])(
    'the application may not change %s of a process',
    async (column) => {
      await expect(node.inTx((tx) => tx.query(`UPDATE process SET ${column} = ${column}`))).rejects.toThrow(
        /permission denied/,
      );
    },
  );

  it('the application may not move a process to another version without an entry in its log', async () => {
    const loan = await node.startLoan();
    const moved = node.inTx(async (tx) => {
      await tx.query(
        `INSERT INTO workflow_definition (hash, key, version, law_version, document, deployed_at, deployed_by)
         SELECT repeat('0', 64), key, 99, law_version, document, deployed_at, deployed_by FROM workflow_definition LIMIT 1`,
      );
      await tx.query(`UPDATE process SET definition_hash = repeat('0', 64) WHERE id = $1`, [loan.id]);
    });
    await expect(moved).rejects.toThrow(/with an entry of its log only/);
  });

  it('the application may not move the dates of a deadline', async () => {
    await expect(node.inTx((tx) => tx.query(`UPDATE deadline SET fires_on = fires_on`))).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('idempotent writing', () => {
  it('the database itself refuses a second entry under the same number', async () => {
    const loan = await node.startLoan();
    const again = node.inTx((tx) =>
      tx.query(
        `INSERT INTO process_event SELECT region_id, process_id, seq, gen_random_uuid(), type, payload, actor_kind, actor_id,
           actor_unit_id, actor_code, at, from_states, to_states, microsteps, guards, legal_basis, waiting_for, definition_hash,
           prev_hash, hash FROM process_event WHERE process_id = $1`,
        [loan.id],
      ),
    );
    await expect(again).rejects.toThrow(/process_event_pk/);
  });
});
