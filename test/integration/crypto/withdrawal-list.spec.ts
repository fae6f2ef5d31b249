import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { KeyFolder } from '#test/support/key-folder.js';
import { SettableClock } from '#test/support/settable-clock.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { testVault } from '#test/support/test-vault.js';
import { asId, type PersonId, type RegionId } from '../../../src/kernel/index.js';
import { AppConfig } from '../../../src/platform/config/app-config.js';
import { loadConfig } from '../../../src/platform/config/load-config.js';
import { WithdrawalFile, withdrawalFileOf } from '../../../src/platform/crypto/withdrawal-file.js';
import { WithdrawalList } from '../../../src/platform/crypto/withdrawal-list.js';
import { withClient } from '../../../src/platform/database/roles.js';
import type { Tx } from '../../../src/platform/database/unit-of-work.js';
import { JobRegistry } from '../../../src/platform/jobs/job-registry.js';
import { systemPrincipal } from '../../../src/platform/jobs/system-principal.js';

const REGION: RegionId = asId('ahorntal');
const OTHER_REGION: RegionId = asId('birkental');
const PLACE = 'note.text_sealed:1';
const TABLES = ['person_key', 'withdrawal', 'withdrawal_epoch'];

const vault = testVault();
let database: TestDatabase;
let folder: KeyFolder;
let list: WithdrawalList;
let revoked: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  await database.asOwner(
    `INSERT INTO region (region_id, name) VALUES ('ahorntal', 'Ahorntal'), ('birkental', 'Birkental')`,
  );
});
afterAll(() => database.drop());
beforeEach(() => {
  folder = new KeyFolder();
  revoked = [];
  list = aNode();
});
afterEach(async () => {
  await withClient(database.ownerUrl, (client) => client.query(`TRUNCATE ${TABLES.join(', ')}`));
  folder.remove();
});

/** The list as a started process has it; `revoked` tells which consents it revoked because of the list. */
function aNode(jobs = new JobRegistry()): WithdrawalList {
  const config: AppConfig = Object.assign({}, loadConfig({}), { keys: folder.settings });
  const clock = new SettableClock(Temporal.Instant.from('2026-05-04T07:00:00Z'));
  const node = new WithdrawalList(config, clock, database.unitOfWork, jobs, vault);
  node.register('CONSENT_REVOKED', (tx, id) => {
    revoked.push(id);
    // As a revocation through the ordinary way would: the entry is on the list already.
    return node.append(tx, { kind: 'CONSENT_REVOKED', id });
  });
  return node;
}

function run<T>(work: (tx: Tx) => Promise<T>, regionId = REGION): Promise<T> {
  return database.unitOfWork.run(systemPrincipal(regionId), work);
}

async function aPerson(): Promise<{ personId: PersonId; sealed: Buffer; place: string }> {
  const personId = asId<PersonId>(randomUUID());
  const [sealed] = await run((tx) => vault.seal(tx, personId, [{ text: 'Selam', place: PLACE }]));
  if (!sealed) throw new Error('Nothing was sealed');
  return { personId, sealed, place: PLACE };
}

function erase(personId: PersonId): Promise<void> {
  return run(async (tx) => {
    await vault.destroy(tx, personId);
    await list.append(tx, { kind: 'ERASED', id: personId });
  });
}

const revoke = (id: string, regionId = REGION) =>
  run((tx) => list.append(tx, { kind: 'CONSENT_REVOKED', id }), regionId);

/** Takes a backup and gives back what restores it, as the administrator of the server does. */
async function backup(): Promise<() => Promise<void>> {
  const saved = new Map<string, string>();
  await withClient(database.ownerUrl, async (client) => {
    for (const table of TABLES) {
      const { rows } = await client.query<{ rows: string }>(
        `SELECT coalesce(jsonb_agg(t), '[]')::text AS rows FROM ${table} t`,
      );
      saved.set(table, rows[0]?.rows ?? '[]');
    }
  });
  return () =>
    withClient(database.ownerUrl, async (client) => {
      for (const table of TABLES) {
        await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table}`);
        await client.query(
          `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
          [saved.get(table)],
        );
        await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      }
    });
}

const lines = () => readFileSync(withdrawalFileOf(folder.dir), 'utf8').trim().split('\n');

describe('a restored backup', () => {
  it('revives neither an erased person nor a withdrawn consent, and what came back by accident is gone at the start', async () => {
    const [before, after, kept] = [await aPerson(), await aPerson(), await aPerson()];
    const consentId = randomUUID();
    await erase(before.personId);
    const restore = await backup();
    await erase(after.personId);
    await revoke(consentId);
    await restore();
    expect(await run((tx) => vault.open(tx, [after]))).toEqual(['Selam']);

    await aNode().onApplicationBootstrap();
    expect(await run((tx) => vault.open(tx, [before, after, kept]))).toEqual([undefined, undefined, 'Selam']);
    expect(revoked).toEqual([consentId]);
    expect(lines()).toHaveLength(3);

    await aNode().onApplicationBootstrap();
    expect(revoked).toEqual([consentId]);
  });

  it('of a database that knew of nothing carries out everything in its order, in every region', async () => {
    const restore = await backup();
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    await revoke(ids[0] ?? '');
    await revoke(ids[1] ?? '', OTHER_REGION);
    await revoke(ids[2] ?? '');
    await restore();
    await aNode().onApplicationBootstrap();
    expect(revoked.toSorted()).toEqual(ids.toSorted());
    const epochs = await database.asOwner(
      `SELECT region_id AS region, epoch FROM withdrawal_epoch ORDER BY 1`,
    );
    expect(epochs).toEqual([
      { region: REGION, epoch: 2 },
      { region: OTHER_REGION, epoch: 1 },
    ]);
  });

  it('is caught up with before this node takes its first job, whatever else starts first, and only once', async () => {
    const restore = await backup();
    const missed = randomUUID();
    await revoke(missed);
    await restore();
    const jobs = new JobRegistry();
    const node = aNode(jobs);
    node.onModuleInit();
    await jobs.prepare();
    expect(revoked).toEqual([missed]);
    await node.onApplicationBootstrap();
    expect(revoked).toEqual([missed]);
  });

  it('is caught up with before the next entry, when nobody restarted', async () => {
    const restore = await backup();
    const [missed, next] = [randomUUID(), randomUUID()];
    await revoke(missed);
    await restore();
    await revoke(next);
    expect(revoked).toEqual([missed]);
    expect(lines()).toHaveLength(2);
  });
});

describe('the list', () => {
  it('holds identifiers and kinds only, readable in the file and in the database', async () => {
    const { personId } = await aPerson();
    await erase(personId);
    expect(lines().map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        region: REGION,
        kind: 'ERASED',
        id: personId,
        at: '2026-05-04T07:00:00Z',
        epoch: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    const rows = await database.asOwner(`SELECT kind, subject_id AS id, epoch FROM withdrawal`);
    expect(rows).toEqual([{ kind: 'ERASED', id: personId, epoch: 1 }]);
  });

  it('knows nothing of a transaction that was refused, nor of what a savepoint took back', async () => {
    const failing = run(async (tx) => {
      await list.append(tx, { kind: 'CONSENT_REVOKED', id: randomUUID() });
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    const kept = randomUUID();
    await run(async (tx) => {
      await list.append(tx, { kind: 'CONSENT_REVOKED', id: kept });
      await tx.query('SAVEPOINT attempt');
      await list.append(tx, { kind: 'CONSENT_REVOKED', id: randomUUID() });
      await tx.query('ROLLBACK TO SAVEPOINT attempt');
    });
    expect(lines().map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([kept]);
  });

  it('carries out an entry whose commit never arrived', async () => {
    const { personId, sealed, place } = await aPerson();
    const interrupted = run(async (tx) => {
      await list.append(tx, { kind: 'ERASED', id: personId });
      tx.beforeCommit(() => Promise.reject(new Error('connection lost')));
    });
    await expect(interrupted).rejects.toThrow('connection lost');
    expect(await run((tx) => vault.open(tx, [{ personId, sealed, place }]))).toEqual(['Selam']);
    await aNode().onApplicationBootstrap();
    expect(await run((tx) => vault.open(tx, [{ personId, sealed, place }]))).toEqual([undefined]);
  });

  it('keeps one order when several nodes write at once', async () => {
    const nodes = [list, aNode(), aNode()];
    const appends = nodes.flatMap((node) =>
      [REGION, OTHER_REGION, REGION].map((regionId) =>
        run((tx) => node.append(tx, { kind: 'CONSENT_REVOKED', id: randomUUID() }), regionId),
      ),
    );
    await Promise.all(appends);
    await aNode().onApplicationBootstrap();
    expect(lines()).toHaveLength(9);
    expect(revoked).toEqual([]);
  });

  it('goes on after a line that a killed process wrote only in part', async () => {
    await revoke(randomUUID());
    appendFileSync(withdrawalFileOf(folder.dir), '{"region":"ahorntal","kind":"ERA');
    await aNode().onApplicationBootstrap();
    await revoke(randomUUID());
    await aNode().onApplicationBootstrap();
    expect(lines()).toHaveLength(3);
    expect(revoked).toEqual([]);
  });

  it.each([
    ['is gone', () => rmSync(withdrawalFileOf(folder.dir))],
    ['lost its last entry', () => rewrite((all) => all.slice(0, -1))],
    ['lost an entry in the middle', () => rewrite((all) => [...all.slice(0, 1), ...all.slice(2)])],
    ['has entries in another order', () => rewrite((all) => all.toReversed())],
    ['was written anew as a whole', () => rewriteAnew()],
    ['names somebody else', () => rewrite((all) => all.map((line) => line.replace(/"id":"./, '"id":"f')))],
  ])('that %s ends the start', async (_what, damage) => {
    for (const digit of ['1', '2', '3']) await revoke(randomUUID().replace(/^./, digit));
    damage();
    await expect(aNode().onApplicationBootstrap()).rejects.toMatchObject({ code: 'WITHDRAWALS_BROKEN' });
  });
});

function rewrite(change: (all: readonly string[]) => readonly string[]): void {
  writeFileSync(
    withdrawalFileOf(folder.dir),
    change(lines())
      .map((line) => `${line}\n`)
      .join(''),
  );
}

/** Somebody who knows how the chain is made, but cannot reach into the database. */
function rewriteAnew(): void {
  const count = lines().length;
  rmSync(withdrawalFileOf(folder.dir));
  const entries = Array.from({ length: count }, () => ({ kind: 'ERASED' as const, id: randomUUID() }));
  new WithdrawalFile(folder.dir).append(REGION, entries, '2026-05-04T07:00:00Z');
}
