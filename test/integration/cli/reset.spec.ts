import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { findRunningPostgres } from '../../../src/platform/database/embedded-postgres.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { fallwerk } from './command-line.js';

describe('fallwerk reset of the embedded demonstration', () => {
  let parent: string;
  let dataDir: string;
  let env: Record<string, string>;
  let server: ChildProcess | undefined;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'fallwerk-reset-'));
    dataDir = join(parent, 'data');
    env = { FALLWERK_MODE: 'demonstration', FALLWERK_DATA_DIR: dataDir };
  });

  afterEach(async () => {
    if (server?.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    server = undefined;
    rmSync(parent, { recursive: true, force: true });
  });

  /** A Fallwerk that runs on the folder. */
  async function start(): Promise<void> {
    const support = join(projectRoot, 'test', 'support');
    const flags = ['--experimental-transform-types', '--no-warnings', '--import'];
    server = spawn(
      process.execPath,
      [...flags, join(support, 'typescript-hooks.mjs'), join(support, 'embedded-child.ts'), dataDir],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(createInterface(server.stdout!), 'line');
  }

  async function kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    server!.kill(signal);
    await once(server!, 'exit');
  }

  it('asks, takes silence for no, and removes only what is its own', async () => {
    await start();
    await kill('SIGTERM');
    writeFileSync(join(dataDir, 'notes.txt'), 'mine');
    writeFileSync(join(parent, 'beside.txt'), 'mine');
    for (const input of ['', 'nein\n', 'j\n']) {
      expect(await fallwerk(['reset'], { env, input })).toMatchObject({
        code: 1,
        err: expect.stringContaining('Nichts wurde gelöscht'),
      });
    }
    expect(existsSync(join(dataDir, 'postgres/PG_VERSION'))).toBe(true);
    expect((await fallwerk(['reset'], { env, input: 'ja\n' })).code).toBe(0);
    expect(readdirSync(dataDir)).toEqual(['notes.txt']);
    expect(readdirSync(parent).sort()).toEqual(['beside.txt', 'data']);
  });

  it('refuses while Fallwerk runs, and ends the database that a killed one left behind', async () => {
    await start();
    expect(await fallwerk(['reset', '--yes'], { env })).toMatchObject({
      code: 78,
      err: expect.stringContaining('läuft schon'),
    });
    expect(findRunningPostgres(dataDir)).toBeDefined();
    await kill('SIGKILL');
    expect((await fallwerk(['reset', '--yes'], { env })).code).toBe(0);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('follows no link and takes no foreign folder for a database', async () => {
    const elsewhere = join(parent, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'PG_VERSION'), '18');
    mkdirSync(dataDir);
    symlinkSync(elsewhere, join(dataDir, 'postgres'));
    expect((await fallwerk(['reset', '--yes'], { env })).code).toBe(78);
    rmSync(join(dataDir, 'postgres'));
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres', 'thesis.txt'), 'mine');
    const { code, err } = await fallwerk(['reset', '--yes'], { env });
    expect(code).toBe(78);
    expect(err).toContain('stammt nicht von Fallwerk');
    expect(existsSync(join(elsewhere, 'PG_VERSION'))).toBe(true);
    expect(existsSync(join(dataDir, 'postgres', 'thesis.txt'))).toBe(true);
  });

  it('has nothing to do where there is no demonstration', async () => {
    expect(await fallwerk(['reset'], { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining('keine Demonstration'),
    });
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('fallwerk reset of a demonstration on a database server', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeEach(async () => {
    database = await createTestDatabase();
    env = {
      FALLWERK_MODE: 'demonstration',
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
    };
    await insertRegion('lippe', true);
  });
  afterEach(() => database.drop());

  const insertRegion = (id: string, isDemonstration: boolean) =>
    withClient(database.ownerUrl, (client) =>
      client.query(`INSERT INTO region (region_id, name, is_demonstration) VALUES ($1, $1, $2)`, [
        id,
        isDemonstration,
      ]),
    );
  const regions = () =>
    withClient(
      database.ownerUrl,
      async (client) => (await client.query(`SELECT region_id FROM region ORDER BY region_id`)).rows.length,
    );

  it('empties it and leaves it migrated', async () => {
    expect(await fallwerk(['reset'], { env, input: 'no\n' })).toMatchObject({ code: 1 });
    expect(await regions()).toBe(1);
    expect(await fallwerk(['reset'], { env, input: 'yes\n' })).toMatchObject({ code: 0 });
    expect(await regions()).toBe(0);
    expect((await fallwerk(['migrate', '--status'], { env })).code).toBe(0);
  });

  it('refuses where a region is no demonstration, in production, and while Fallwerk is connected', async () => {
    const production = {
      ...env,
      FALLWERK_MODE: 'production',
      OIDC_ISSUER: 'https://login.invalid/realms/fallwerk',
      OIDC_AUDIENCE: 'fallwerk-api',
    };
    expect((await fallwerk(['reset', '--yes'], { env: production })).code).toBe(78);

    const url = new URL(database.appUrl);
    url.searchParams.set('application_name', 'fallwerk');
    const connected = new Client({ connectionString: url.href });
    await connected.connect();
    const busy = await fallwerk(['reset', '--yes'], { env });
    await connected.end();
    expect(busy).toMatchObject({ code: 78, err: expect.stringContaining('läuft noch') });

    await insertRegion('ahorntal', false);
    expect(await fallwerk(['reset', '--yes'], { env })).toMatchObject({
      code: 78,
      err: expect.stringContaining('keine Demonstration'),
    });
    expect(await regions()).toBe(2);
  });
});
