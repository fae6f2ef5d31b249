import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { loanMapping, loanTwo } from '#test/builders/loan-migration.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { err, rejected, type ProcessId } from '../../../src/kernel/index.js';
import { verifyProcesses } from '../../../src/workflow/application/verify-processes.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { workflowErrors } from '../../../src/workflow/domain/workflow.errors.js';
import { asFile, insertRegion, REGION, SettableClock } from './workflow-harness.js';
import { FILES, MigrationNode } from './migration-harness.js';

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

async function everythingAddsUp(): Promise<void> {
  const broken: unknown[] = [];
  const verified = await verifyProcesses(database.unitOfWork, { onBroken: (each) => broken.push(each) });
  expect(broken).toEqual([]);
  expect(verified.broken).toBe(0);
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

/** The definition with another body at turn while the book waits on the shelf. */
function withOwner(definition: ProcessDefinition, owner: string): ProcessDefinition {
  const copy = structuredClone(definition);
  const { onShelf } = copy.machine.states ?? {};
  if (!onShelf?.meta) throw new Error('The fixture has no such state');
  Object.assign(onShelf.meta, { owner });
  return copy;
}

async function openWork(id: ProcessId) {
  return node.inTx((tx) =>
    tx.query<{ id: string; state_id: string; generation: number; owner: string }>(
      `SELECT id, state_id, generation, owner FROM work_item WHERE process_id = $1 AND status <> 'closed' ORDER BY state_id`,
      [id],
    ),
  );
}

describe('a migrated process', () => {
  it('trap 3: goes on under its new names, with state, log, deadlines and audit written together', async () => {
    const loan = await node.requested();
    const [before] = await node.deadlinesOf(loan.id);
    const work = await openWork(loan.id);
    await release();
    expect(await node.migrate()).toMatchObject([{ processId: loan.id, status: 'done', code: null }]);
    const moved = await node.read(loan.id);
    expect(moved).toMatchObject({
      definitionHash: FILES.two.hash,
      value: 'onShelf',
      activeStates: ['library-loan.onShelf'],
      context: { title: 'Momo', reminded: false, branch: 'MAIN' },
      revision: 3,
      waitingFor: ['READER'],
      waitingSince: loan.waitingSince,
    });
    const log = await node.inTx((tx) => node.engine.history(tx, loan.id));
    expect(log.at(-1)).toMatchObject({
      seq: 3,
      type: 'process.migrated',
      actorCode: 'SYS',
      fromStates: ['library-loan.ready'],
      toStates: ['library-loan.onShelf'],
      legalBasis: ['§ 20 Benutzungsordnung 2026'],
      definitionHash: FILES.two.hash,
      payload: { fromHash: FILES.one.hash, toHash: FILES.two.hash, mapping: loanMapping() },
    });
    // Evidence stays: the old row is closed as it was, a new one runs.
    expect(await node.deadlinesOf(loan.id)).toEqual([
      expect.objectContaining({
        eventType: 'xstate.after.SHELF_10D.library-loan.onShelf',
        status: 'open',
        startsOn: '2026-06-01',
        endsOn: '2026-06-11',
      }),
      { ...before, status: 'cancelled' },
    ]);
    const renamed = work.map((item) => ({ ...item, state_id: 'library-loan.onShelf' }));
    expect(await openWork(loan.id)).toEqual(renamed);
    const audit = await database.asOwner(
      `SELECT details FROM audit_event WHERE object_id = $1 AND details->>'event' = 'process.migrated'`,
      [loan.id],
    );
    expect(audit).toHaveLength(1);
    await everythingAddsUp();
  });

  it('traps 1 and 4: expires by its new deadline only, at the new date', async () => {
    const { id } = await node.requested();
    await release();
    await node.migrate();
    node.clock.setDay('2026-06-09');
    expect(await node.fire.run()).toMatchObject({ fired: 0 });
    node.clock.setDay('2026-06-12');
    expect(await node.fire.run()).toMatchObject({ fired: 1 });
    expect(await node.read(id)).toMatchObject({ value: 'wanted', context: { title: null } });
    await everythingAddsUp();
  });

  it('trap 7: has its new region entered with entry actions and deadlines, once', async () => {
    const ran: string[] = [];
    const { id } = await node.lend('2026-06-01');
    node.onEffect = async (_tx, type, { event }) => void ran.push(`${type} ${event.type}`);
    await release();
    const [item] = await node.migrate();
    expect(ran).toEqual(['notifyDesk process.migrated']);
    expect(item?.deadlines).toMatchObject([
      { key: 'LOAN_4W', effect: 'RECOMPUTED', oldEndsOn: '2026-06-29', newEndsOn: '2026-07-13' },
      { key: 'CLAIM_2W', effect: 'STARTED', oldEndsOn: null, newEndsOn: '2026-06-17' },
    ]);
    expect(await node.read(id)).toMatchObject({
      value: { lent: { book: { home: 'inTime' }, claim: 'free', fee: 'open' } },
      context: { claimed: false },
    });
    expect((await openWork(id)).map((work) => work.state_id)).toContain('library-loan.lent.claim.free');
    await everythingAddsUp();
  });

  it('traps 8, 9 and 29: stands inside the refined state, and history leads back to the renamed one', async () => {
    const { id } = await node.lend('2026-06-01');
    node.clock.setDay('2026-07-01');
    await node.fire.run();
    await node.send(id, 'MISPLACED');
    await node.inTx((tx) => node.definitions.deployAll(tx, [FILES.one, FILES.two]));
    await node.migrate();
    expect(await node.read(id)).toMatchObject({ value: { lent: { book: { misplaced: 'searching' } } } });
    expect(await node.send(id, 'FOUND')).toMatchObject({
      value: { value: { lent: { book: { home: 'late' } } } },
    });
    await everythingAddsUp();
  });

  it('has its open work passed on when the new version waits for another body', async () => {
    const loan = await node.requested();
    const [before] = await openWork(loan.id);
    node.clock.setDay('2026-06-03');
    const next = asFile({ ...withOwner(loanTwo(), 'LIBRARY'), version: 2 });
    await node.inTx((tx) => node.definitions.deployAll(tx, [FILES.one, next]));
    expect(await node.migrate()).toMatchObject([{ processId: loan.id, status: 'done' }]);
    expect(await openWork(loan.id)).toMatchObject([{ id: before?.id, owner: 'LIBRARY' }]);
    await everythingAddsUp();
  });

  it('is undone as a whole when an entry action is refused', async () => {
    const { id } = await node.lend('2026-06-01');
    const before = await node.read(id);
    const work = await openWork(id);
    node.onEffect = async (tx) => {
      await tx.query(`UPDATE process SET waiting_for = '{NOBODY}' WHERE id = $1`, [id]);
      return err(rejected(workflowErrors, 'EFFECTS_TOO_DEEP'));
    };
    await release();
    expect(await node.migrate()).toMatchObject([{ status: 'refused', code: 'EFFECTS_TOO_DEEP' }]);
    expect(await node.read(id)).toEqual(before);
    expect(await openWork(id)).toEqual(work);
  });

  it('can go on to a third version and back', async () => {
    const { id } = await node.startLoan();
    await release();
    await node.migrate();
    const back = {
      key: 'library-loan',
      from: 2,
      to: 1,
      reason: 'Die Änderung wurde zurückgenommen.',
      context: { rename: { reminded: 'remindedOnce' }, drop: ['branch'] },
    };
    const items = await node.migrate({ from: '2', to: '1', mapping: back });
    expect(items).toMatchObject([{ status: 'done' }]);
    expect(await node.read(id)).toMatchObject({
      definitionHash: FILES.one.hash,
      value: 'wanted',
      revision: 3,
    });
    await everythingAddsUp();
  });
});

describe('a preview', () => {
  it('lists every process with its verdict and every deadline, and changes nothing', async () => {
    const [wanted, ready, lent] = [
      await node.startLoan(),
      await node.requested(),
      await node.lend('2026-06-01'),
    ];
    await node.inTx((tx) => node.engine.quarantine(tx, wanted.id, 'STORED_STATE_INVALID'));
    await release();
    const before = await snapshot();
    const forecasts = await node.forecasts();
    expect(await snapshot()).toBe(before);
    const told = [wanted, ready, lent].map(({ id }) => forecasts.find(({ processId }) => processId === id));
    expect(forecasts).toHaveLength(3);
    expect(told).toMatchObject([
      { processId: wanted.id, verdict: 'cannot', problems: [{ code: 'PROCESS_HELD' }], deadlines: [] },
      {
        processId: ready.id,
        verdict: 'fits',
        states: ['library-loan.ready'],
        deadlines: [{ key: 'SHELF_10D', oldEndsOn: '2026-06-08', newEndsOn: '2026-06-11' }],
      },
      {
        processId: lent.id,
        verdict: 'fits',
        entered: ['library-loan.lent.claim', 'library-loan.lent.claim.free'],
        deadlines: [
          { key: 'LOAN_4W', oldEndsOn: '2026-06-29', newEndsOn: '2026-07-13' },
          { key: 'CLAIM_2W', oldEndsOn: null, newEndsOn: '2026-06-17' },
        ],
      },
    ]);
  });
});

describe('a process that moves meanwhile', () => {
  it('takes an event that came first on the old version, and is then moved from where it stands', async () => {
    const { id } = await node.requested();
    await release();
    const migration = await node.plan();
    const sent = await node.send(id, 'HANDED_OUT', { on: '2026-06-03' });
    expect(sent).toMatchObject({ ok: true, value: { definitionHash: FILES.one.hash } });
    await node.runner.run(REGION, migration);
    expect(await node.read(id)).toMatchObject({
      definitionHash: FILES.two.hash,
      value: { lent: { book: { home: 'inTime' }, claim: 'free', fee: 'open' } },
      revision: 4,
    });
    await everythingAddsUp();
  });

  it('loses no event that is sent while it is moved, and none is decided twice', async () => {
    const loans = await Promise.all(Array.from({ length: 12 }, () => node.requested()));
    await release();
    const migration = await node.plan();
    const other = new MigrationNode(database.unitOfWork, node.clock);
    const [, ...sent] = await Promise.all([
      node.runner.run(REGION, migration),
      ...loans.map(({ id }) => other.send(id, 'HANDED_OUT', { on: '2026-06-03' })),
    ]);
    expect(sent.every(({ ok }) => ok)).toBe(true);
    for (const { id } of loans) {
      const log = await node.inTx((tx) => node.engine.history(tx, id));
      const types = log.map(({ type }) => type).slice(2);
      expect([...types].sort()).toEqual(['HANDED_OUT', 'process.migrated']);
      const handedOut = log.find(({ type }) => type === 'HANDED_OUT');
      const isFirst = types[0] === 'HANDED_OUT';
      expect(handedOut?.definitionHash).toBe(isFirst ? FILES.one.hash : FILES.two.hash);
      expect((await node.read(id)).activeStates).toContain('library-loan.lent.claim.free');
    }
    await everythingAddsUp();
  });

  it('is skipped when it has ended, and takes no part when it runs on the new version already', async () => {
    const { id } = await node.startLoan();
    await release();
    const newer = await node.startLoan();
    const migration = await node.plan();
    await node.send(id, 'CANCELLED');
    await node.runner.run(REGION, migration);
    expect(await node.items(migration)).toMatchObject([
      { processId: id, status: 'skipped', code: 'PROCESS_FINISHED' },
    ]);
    expect(await node.read(newer.id)).toMatchObject({ revision: 1 });
  });
});
