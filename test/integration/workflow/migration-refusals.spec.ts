import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { loanMapping } from '#test/builders/loan-migration.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { newId } from '../../../src/platform/index.js';
import { insertRegion, SettableClock } from './workflow-harness.js';
import { ASKED, FILES, MigrationNode } from './migration-harness.js';

const START = '2026-06-01T08:00:00Z';

let database: TestDatabase;
let node: MigrationNode;

// A migration takes every running process of the region, so each test has a database of its own.
beforeEach(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  node = new MigrationNode(database.unitOfWork, new SettableClock(Temporal.Instant.from(START)));
  await node.inTx((tx) => node.definitions.deployAll(tx, [FILES.one]));
});

afterEach(async () => database?.drop());

/** From here on new processes start with the second version. */
async function release(): Promise<void> {
  node.clock.setDay('2026-06-03');
  await node.inTx((tx) => node.definitions.deployAll(tx, [FILES.one, FILES.two]));
}

/** Everything a migration could change, as text. */
async function snapshot(): Promise<string> {
  const tables = ['process', 'process_event', 'deadline', 'work_item', 'audit_event', 'workflow_migration'];
  const rows = await node.inTx((tx) =>
    Promise.all(
      tables.map((table) => tx.query(`SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`)),
    ),
  );
  return JSON.stringify(rows);
}

describe('what a migration refuses', () => {
  it('leaves a process that does not fit as it is, with the reason', async () => {
    const loan = await node.requested();
    await release();
    const { states: _, ...incomplete } = loanMapping();
    expect(await node.migrate({ mapping: incomplete })).toMatchObject([
      { status: 'refused', code: 'STATE_GONE', problems: [{ part: 'library-loan.ready' }] },
    ]);
    expect(await node.read(loan.id)).toEqual(loan);
  });

  it('names everything that is wrong with a mapping, and writes nothing', async () => {
    await node.requested();
    await release();
    const before = await snapshot();
    const wrong = {
      ...loanMapping(),
      states: { 'library-loan.nowhere': 'library-loan.neither' },
      delays: { NEVER: 'LOAN_4W' },
      context: { set: { title: 'Momo' } },
    };
    expect(await node.tryPlan({ mapping: wrong })).toMatchObject({
      kind: 'ValidationFailed',
      code: 'MIGRATION_MAPPING_INVALID',
      fields: [{ path: 'states' }, { path: 'states' }, { path: 'delays' }, { path: 'context.set' }],
    });
    for (const mapping of [
      'nonsense',
      {},
      { ...loanMapping(), more: true },
      { ...loanMapping(), deadlines: { LOAN_4W: { policy: 'end' } } },
      { ...loanMapping(), deadlines: { LOAN_4W: { policy: 'keep', allowEarlier: true } } },
      { ...loanMapping(), context: { set: { branch: '\u0000' } } },
    ]) {
      expect(await node.tryPlan({ mapping })).toMatchObject({ code: 'MIGRATION_MAPPING_INVALID' });
    }
    expect(await snapshot()).toBe(before);
  });

  it('refuses versions that are not there, the same version, and a second migration of the same version', async () => {
    await node.requested();
    await release();
    expect(await node.tryPlan({ to: '7' })).toMatchObject({ code: 'MIGRATION_VERSION_UNKNOWN' });
    expect(await node.tryPlan({ key: 'no-such' })).toMatchObject({ code: 'MIGRATION_VERSION_UNKNOWN' });
    expect(await node.tryPlan({ to: '1' })).toMatchObject({ code: 'MIGRATION_SAME_VERSION' });
    await node.plan({ from: FILES.one.hash.slice(0, 12), to: FILES.two.hash });
    expect(await node.tryPlan()).toMatchObject({ code: 'MIGRATION_UNDER_WAY' });
  });

  it('trap 20: gives no process another version without the entry in its log', async () => {
    const { id } = await node.requested();
    await release();
    const forged = node.inTx(async (tx) => {
      node.store.setVersion(tx, id, FILES.two.hash);
    });
    await expect(forged).rejects.toThrow('with an entry of its log only');
    expect(await node.read(id)).toMatchObject({ definitionHash: FILES.one.hash });
  });

  it('wants a second person where one proposes', async () => {
    await node.requested();
    await release();
    const migration = await node.inTx(async (tx) => {
      const planned = await node.planning.plan(tx, ASKED, 'proposed');
      if (!planned.ok) throw new Error(planned.error.code);
      expect(await node.planning.approve(tx, planned.value)).toMatchObject({
        error: { code: 'MIGRATION_NEEDS_SECOND_PERSON' },
      });
      return planned.value;
    });
    expect(await node.runner.runAll()).toMatchObject({ done: 0 });
    const forged = node.inTx((tx) => node.store.approve(tx, migration.id, migration.requestedBy, START));
    await expect(forged).rejects.toThrow('workflow_migration_second_person');
    await node.inTx((tx) => node.store.approve(tx, migration.id, newId(), START));
    expect(await node.runner.runAll()).toMatchObject({ done: 1 });
  });
});
