import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { migrations } from '../../../migrations/index.js';
import { withClient } from '../../../src/platform/database/roles.js';
import {
  asFile,
  insertRegion,
  libraryLoan,
  SettableClock,
  WorkflowNode,
} from '../workflow/workflow-harness.js';
import { fallwerk } from './command-line.js';

const loginsOf = (database: { readonly appUrl: string; readonly ownerUrl: string }) => ({
  DATABASE_URL: database.appUrl,
  MIGRATION_DATABASE_URL: database.ownerUrl,
});
/** A real installation, as docker-compose.yml sets it; nobody answers at the identity provider yet. */
const PRODUCTION = {
  FALLWERK_MODE: 'production',
  OIDC_ISSUER: 'https://login.invalid/realms/fallwerk',
  OIDC_AUDIENCE: 'fallwerk-api',
};

describe('fallwerk on an empty database', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    env = { ...PRODUCTION, ...loginsOf(database) };
  });
  afterAll(() => database?.drop());

  it('says what comes first, then migrates, deploys and does nothing twice', async () => {
    for (const words of [['verify'], ['workflows', 'deploy']]) {
      expect(await fallwerk(words, { env })).toMatchObject({
        code: 78,
        err: expect.stringContaining('migrate'),
      });
    }
    const pending = await fallwerk(['migrate', '--status'], { env });
    expect(pending.code).toBe(1);
    expect(pending.out.match(/^offen/gm)).toHaveLength(migrations.length);

    const first = await fallwerk(['migrate'], { env });
    expect(first).toMatchObject({ code: 0, err: '' });
    for (const { name } of migrations) expect(first.out).toContain(name);
    expect((await fallwerk(['migrate'], { env })).out).toContain('Nichts zu tun');
    expect((await fallwerk(['migrate', '--status'], { env })).code).toBe(0);

    const deployed = await fallwerk(['workflows', 'deploy'], { env });
    expect(deployed).toMatchObject({ code: 0, err: '' });
    expect(deployed.out).toMatch(/neu · new\s+case-conference\/1/);
    const again = await fallwerk(['workflows', 'deploy'], { env });
    expect(again.out).not.toContain('neu · new');
    expect(again.out).toMatch(/unchanged\s+case-conference\/1/);
  });

  it('creates no demonstration in a real installation', async () => {
    expect(await fallwerk(['seed'], { env })).toMatchObject({
      code: 78,
      err: expect.stringContaining('nur in der Demonstration'),
    });
  });

  it('names the server when it lets nobody in, without the password', async () => {
    const wrong = { ...env, MIGRATION_DATABASE_URL: 'postgres://who:geheim@127.0.0.1:9/fallwerk' };
    for (const words of [['migrate'], ['migrate', '--status']]) {
      const { code, err } = await fallwerk(words, { env: wrong });
      expect(code).toBe(78);
      expect(err).toContain('127.0.0.1:9');
      expect(err).not.toContain('geheim');
    }
  });
});

describe('fallwerk verify', () => {
  let database: TestDatabase;
  let node: WorkflowNode;

  beforeAll(async () => {
    database = await createTestDatabase();
    await insertRegion(database.unitOfWork);
    node = new WorkflowNode(
      database.unitOfWork,
      new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
    );
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
  });
  afterAll(() => database?.drop());

  it('confirms untouched logs and names process and entry of a tampered one', async () => {
    await node.lend('2026-03-02');
    const loan = await node.lend('2026-03-02');
    const env = { FALLWERK_MODE: 'test', ...loginsOf(database) };
    expect(await fallwerk(['verify'], { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 Prozesse geprüft'),
    });
    await withClient(database.ownerUrl, async (owner) => {
      await owner.query(`ALTER TABLE process_event DISABLE TRIGGER process_event_append_only`);
      await owner.query(`UPDATE process_event SET actor_code = 'SYS' WHERE process_id = $1 AND seq = 2`, [
        loan.id,
      ]);
    });
    const { code, err } = await fallwerk(['verify'], { env });
    expect(code).toBe(1);
    expect(err).toContain(`${loan.id}: Eintrag 2 `);
    expect(err).toContain('1 von 2 Prozessen');
  });

  it('looks at one process on request, answers in JSON, and refuses what is no process', async () => {
    const env = { FALLWERK_MODE: 'test', ...loginsOf(database) };
    const { id } = await node.lend('2026-03-02');
    const { code, out } = await fallwerk(['verify', '--process', id, '--json'], { env });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ processes: 1, events: 3, broken: 0, differences: [] });
    expect(await fallwerk(['verify', '--process', 'all'], { env })).toMatchObject({ code: 64 });
    expect(await fallwerk(['verify', '--since', 'gestern'], { env })).toMatchObject({ code: 64 });
  });
});
