import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { dataFolder, prepareFolder, requireDataFolder } from '../../../src/platform/database/data-folder.js';
import {
  findRunningPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../src/platform/database/embedded-postgres.js';
import { EMBEDDED_MAJOR } from '../../../src/platform/database/postgres-binaries.js';
import { isAlive } from '../../../src/platform/database/process-identity.js';
import { withClient } from '../../../src/platform/database/roles.js';

const asRoot = process.getuid?.() === 0;

describe('embedded PostgreSQL', () => {
  let dataDir: string;
  let server: EmbeddedPostgres | undefined;
  let child: ChildProcess | undefined;

  beforeEach(() => {
    // Mode 0700 and, in a container, owned by root: the server's own user cannot enter it without help.
    dataDir = join(mkdtempSync(join(tmpdir(), 'fallwerk-embedded-')), 'data');
  });

  afterEach(async () => {
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await server?.stop();
    server = child = undefined;
    chmodSync(join(dataDir, '..'), 0o700);
    rmSync(join(dataDir, '..'), { recursive: true, force: true });
  });

  async function start(): Promise<EmbeddedPostgres> {
    server = await startEmbeddedPostgres({ dataDir, fast: true });
    return server;
  }

  /** Starts the server in another process and waits for its first line. */
  async function startElsewhere(): Promise<Record<string, string>> {
    const flags = ['--experimental-transform-types', '--no-warnings', '--import'];
    const support = join(projectRoot, 'test', 'support');
    const parameters = [
      ...flags,
      join(support, 'typescript-hooks.mjs'),
      join(support, 'embedded-child.ts'),
      dataDir,
    ];
    child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
    return JSON.parse(line) as Record<string, string>;
  }

  const count = (url: string) =>
    withClient(url, async (client) => (await client.query('SELECT count(*)::int AS n FROM kept')).rows[0]);
  const fill = (url: string) =>
    withClient(url, (client) => client.query('CREATE TABLE kept AS SELECT 1 AS one'));

  it('keeps its data over an orderly stop and starts again', async () => {
    await fill((await start()).ownerUrl);
    await server?.stop();
    expect(findRunningPostgres(dataDir)).toBeUndefined();
    await start();
    expect(await count(server!.ownerUrl)).toEqual({ n: 1 });
    expect(findRunningPostgres(dataDir)?.appUrl).toBe(server?.appUrl);
  });

  it('lets owner and application log in with passwords only, and keeps the passwords private', async () => {
    const { appUrl, ownerUrl } = await start();
    const wrong = new URL(appUrl);
    wrong.password = 'wrong';
    await expect(count(wrong.href)).rejects.toThrow('password authentication failed');
    const encodings =
      'SELECT current_user AS login, pg_encoding_to_char(encoding) AS encoding FROM pg_database LIMIT 1';
    expect(await withClient(ownerUrl, async (client) => (await client.query(encodings)).rows[0])).toEqual({
      login: 'fallwerk_owner',
      encoding: 'UTF8',
    });
    expect(statSync(dataFolder(dataDir).passwordFile).mode & 0o777).toBe(0o600);
    await expect(
      withClient(appUrl, (client) => client.query('CREATE TABLE public.forbidden (id int)')),
    ).rejects.toThrow('permission denied');
  });

  it('brings the major version it says', async () => {
    await start();
    expect(readFileSync(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8').trim()).toBe(EMBEDDED_MAJOR);
  });

  it('refuses a second start while the first process lives', async () => {
    const { ownerUrl } = await startElsewhere();
    await fill(ownerUrl!);
    await expect(start()).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
      de: expect.stringContaining(`kill ${child?.pid}`),
    });
    expect(await count(ownerUrl!)).toEqual({ n: 1 });
  });

  it('takes over the server that a killed first process left behind, with its data', async () => {
    const { ownerUrl } = await startElsewhere();
    await fill(ownerUrl!);
    const orphan = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    child?.kill('SIGKILL');
    await once(child!, 'exit');
    expect(isAlive(orphan)).toBe(true);
    await start();
    expect(await count(server!.ownerUrl)).toEqual({ n: 1 });
    expect(isAlive(orphan)).toBe(false);
  });

  it('ignores the lock of a process whose number now belongs to another one', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'fallwerk.lock'), JSON.stringify({ pid: process.pid, startedAt: 'before' }));
    await start();
    expect(existsSync(join(dataDir, 'fallwerk.lock'))).toBe(true);
  });

  it('throws away a cluster whose creation was interrupted', async () => {
    mkdirSync(join(dataDir, 'postgres.new', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
    await fill((await start()).ownerUrl);
    expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
  });

  it('refuses the data folder of another major version and leaves it alone', async () => {
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({
      code: 'DATA_FOLDER_VERSION',
      en: expect.stringContaining('PostgreSQL 17'),
    });
    expect(existsSync(join(dataDir, 'fallwerk.lock'))).toBe(false);
  });

  it('refuses a cluster whose passwords are lost', async () => {
    await start();
    await server?.stop();
    rmSync(dataFolder(dataDir).passwordFile);
    await expect(start()).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
  });

  it('names a folder that cannot be written to', () => {
    chmodSync(join(dataDir, '..'), 0o555);
    const refused = expect.objectContaining({ code: 'DATA_FOLDER_UNWRITABLE' });
    // Root writes everywhere: it becomes nobody for this one look.
    if (asRoot) process.seteuid?.(65_534);
    try {
      expect(() => requireDataFolder(dataDir)).toThrow(refused);
    } finally {
      if (asRoot) process.seteuid?.(0);
    }
  });

  it('names a file that stands in place of the folder', async () => {
    writeFileSync(dataDir, '');
    await expect(start()).rejects.toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' });
  });

  it('names a folder that the system does not let anybody make', async () => {
    // Node's recursive mkdir never returns from this.
    dataDir = '/proc/fallwerk/data';
    const refused = { code: 'DATA_FOLDER_UNWRITABLE' };
    expect(() => requireDataFolder(dataDir)).toThrow(expect.objectContaining(refused));
    await expect(start()).rejects.toMatchObject(refused);
    dataDir = join(mkdtempSync(join(tmpdir(), 'fallwerk-embedded-')), 'data');
  });

  it('names a folder with files but without a whole database, and leaves it alone', async () => {
    mkdirSync(join(dataDir, 'postgres', 'base'), { recursive: true });
    await expect(start()).rejects.toMatchObject({ code: 'DATA_FOLDER_INCOMPLETE' });
    expect(existsSync(join(dataDir, 'postgres', 'base'))).toBe(true);
  });

  it.each(['{"superuser":', '{"superuser":"x"}', 'null'])('names damaged passwords: %s', async (content) => {
    mkdirSync(dataDir);
    writeFileSync(dataFolder(dataDir).passwordFile, content);
    await expect(start()).rejects.toMatchObject({ code: 'CREDENTIALS_UNUSABLE' });
  });

  it('makes up for grants that a killed first start left out', async () => {
    const { superuserUrl } = await start();
    await withClient(superuserUrl, async (client) => {
      await client.query('REVOKE fallwerk_app FROM fallwerk_app_login');
      await client.query('REVOKE CONNECT ON DATABASE fallwerk FROM fallwerk_app');
      await client.query('GRANT CONNECT ON DATABASE fallwerk TO PUBLIC');
    });
    await server?.stop();
    const again = await start();
    const rights = `SELECT has_database_privilege('public', 'fallwerk', 'CONNECT') AS everybody,
      pg_has_role('fallwerk_app_login', 'fallwerk_app', 'USAGE') AS application`;
    expect(await withClient(again.appUrl, async (client) => (await client.query(rights)).rows[0])).toEqual({
      everybody: false,
      application: true,
    });
  });

  it('frees the folder when what has to hold before the start does not', async () => {
    const beforeStart = () => Promise.reject(new Error('port'));
    await expect(startEmbeddedPostgres({ dataDir, beforeStart })).rejects.toThrow('port');
    expect([existsSync(join(dataDir, 'postgres')), existsSync(join(dataDir, 'fallwerk.lock'))]).toEqual([
      false,
      false,
    ]);
  });

  it('refuses to start on a nearly full disk', () => {
    expect(() => prepareFolder(dataFolder(dataDir), () => 149 * 1024 * 1024)).toThrow(
      expect.objectContaining({ code: 'DISK_FULL' }),
    );
  });
});
