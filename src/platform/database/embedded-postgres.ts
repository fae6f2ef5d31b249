import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serverSettings } from './server-settings.js';
import type { SystemUser } from '../config/invoking-user.js';
import { StartProblem } from '../config/start-problem.js';
import {
  dataFolder,
  diskFull,
  fileProblem,
  hasCluster,
  obtainPasswords,
  prepareFolder,
  readPasswords,
  type DataFolder,
} from './data-folder.js';
import { lockFolder, type FolderLock } from './folder-lock.js';
import { postmaster } from './postmaster.js';
import {
  createRunner,
  findBinaries,
  handOver,
  serverUser,
  type Binaries,
  type Runner,
} from './postgres-binaries.js';
import {
  APPLICATION_LOGIN,
  ensureDatabase,
  ensureRoles,
  OWNER_LOGIN,
  withClient,
  type Passwords,
} from './roles.js';

const SUPERUSER = 'postgres';
const DATABASE = 'fallwerk';
const START_ATTEMPTS = 5;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** Where and how the embedded server runs. */
export interface EmbeddedOptions {
  /** Folder that holds the database; made when missing. */
  readonly dataDir: string;
  /** Trades durability for speed. For tests only: a crash may lose everything. */
  readonly fast?: boolean;
  /** Runs when the folder belongs to this process and before anything else; what it throws ends the start. */
  readonly beforeStart?: () => Promise<void>;
}

/** Logins of the running embedded server. */
export interface EmbeddedLogins {
  /** Owner of the database: migrations. */
  readonly ownerUrl: string;
  /** Application. */
  readonly appUrl: string;
  /** Superuser of the server: administration and tests. */
  readonly superuserUrl: string;
}

/** An embedded server that belongs to this process. */
export interface EmbeddedPostgres extends EmbeddedLogins {
  /** Ends all connections, stops the server orderly and frees the data folder. May be called twice. */
  stop(): Promise<void>;
}

interface Server {
  readonly folder: DataFolder;
  readonly binaries: Binaries;
  readonly run: Runner;
  readonly user: SystemUser | undefined;
}

function urls(port: number, passwords: Passwords): EmbeddedLogins {
  const url = (login: string, password: string) =>
    `postgres://${login}:${password}@127.0.0.1:${port}/${DATABASE}`;
  return {
    ownerUrl: url(OWNER_LOGIN, passwords.owner),
    appUrl: url(APPLICATION_LOGIN, passwords.application),
    superuserUrl: url(SUPERUSER, passwords.superuser),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function startFailed(folder: DataFolder, output: string): StartProblem {
  if (/No space left on device|Disk quota exceeded/i.test(output)) return diskFull(folder.root, output);
  const log = join(folder.cluster, 'server.log');
  // Before the cluster exists there is no log: then what the program said is all there is.
  const said = output.trim().split('\n').slice(-4).join('\n');
  const [reasonDe, reasonEn] = existsSync(log)
    ? [`Der Grund steht am Ende von ${log};`, `The reason is at the end of ${log};`]
    : [`PostgreSQL meldet:\n${said}\n`, `PostgreSQL says:\n${said}\n`];
  return new StartProblem(
    'DATABASE_START_FAILED',
    `Die eingebettete Datenbank in ${folder.root} startet nicht. ${reasonDe} Mit DATABASE_URL lässt sich stattdessen ein vorhandener PostgreSQL-Server benutzen.`,
    `The embedded database in ${folder.root} does not start. ${reasonEn} An existing PostgreSQL server can be used instead with DATABASE_URL.`,
    { cause: output },
  );
}

async function createCluster(server: Server, passwords: Passwords, fast: boolean): Promise<void> {
  const { folder, binaries, run, user } = server;
  rmSync(folder.draft, { recursive: true, force: true });
  mkdirSync(folder.draft, { mode: 0o700 });
  const passwordFile = join(folder.root, `.initdb-${process.pid}`);
  writeFileSync(passwordFile, passwords.superuser, { mode: 0o600 });
  try {
    handOver(folder.draft, user);
    handOver(passwordFile, user);
    const { code, output } = await run(binaries.initdb, [
      `--pgdata=${folder.draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      ...(fast ? ['--no-sync'] : []),
    ]);
    if (code !== 0) throw startFailed(folder, output);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(folder.draft, folder.cluster);
}

/** Stops the server that a killed first process left behind, so that this one starts with known settings. */
async function endOrphan(server: Server): Promise<void> {
  const { folder, binaries, run } = server;
  if (postmaster(folder)) {
    const { code, output } = await run(binaries.pg_ctl, [
      'stop',
      '-D',
      folder.cluster,
      '-m',
      'fast',
      '-w',
      '-t',
      '30',
    ]);
    if (code !== 0 && postmaster(folder)) throw startFailed(folder, output);
  }
  rmSync(join(folder.cluster, 'postmaster.pid'), { force: true });
}

async function startServer(server: Server, fast: boolean): Promise<number> {
  const { folder, binaries, run, user } = server;
  const configuration = join(folder.cluster, 'postgresql.conf');
  const log = join(folder.cluster, 'server.log');
  chmodSync(folder.cluster, 0o700);
  handOver(folder.cluster, user);
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) truncateSync(log);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const logged = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    writeFileSync(configuration, serverSettings(port, fast));
    handOver(configuration, user);
    const started = await run(binaries.pg_ctl, [
      'start',
      '-D',
      folder.cluster,
      '-l',
      log,
      '-w',
      '-t',
      '60',
      '-s',
    ]);
    if (started.code === 0) return port;
    const reason = existsSync(log) ? readFileSync(log).subarray(logged).toString() : '';
    // Someone took the port in between, or the last children of a killed server are about to end.
    const passing = /could not bind|Address already in use|shared memory block/.test(reason);
    if (!passing || attempt >= START_ATTEMPTS) throw startFailed(folder, `${started.output}\n${reason}`);
    await delay(300 * attempt);
  }
}

async function startLocked(
  folder: DataFolder,
  options: EmbeddedOptions,
  lock: FolderLock,
): Promise<EmbeddedPostgres> {
  const fast = options.fast ?? false;
  const binaries = await findBinaries();
  const clusterExists = hasCluster(folder);
  const user = serverUser(folder.cluster);
  const server: Server = { folder, binaries, user, run: createRunner(binaries, folder.root, user) };
  const passwords = obtainPasswords(folder, clusterExists);
  if (clusterExists) await endOrphan(server);
  else await createCluster(server, passwords, fast);
  const port = await startServer(server, fast);
  const logins = urls(port, passwords);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const { code, output } = await server.run(binaries.pg_ctl, [
      'stop',
      '-D',
      folder.cluster,
      '-m',
      'fast',
      '-w',
      '-s',
    ]);
    lock.release();
    if (code !== 0 && postmaster(folder)) throw new Error(`PostgreSQL did not stop: ${output}`);
  };
  try {
    await withClient(logins.superuserUrl.replace(/[^/]+$/, 'postgres'), async (client) => {
      await ensureRoles(client, passwords);
      await ensureDatabase(client, DATABASE);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...logins, stop: () => (stopped ??= stop()) };
}

/**
 * Starts the PostgreSQL that comes with the packages, on a free port of 127.0.0.1.
 *
 * The first start makes the database, its roles and random passwords (kept beside the data, mode 0600). The server
 * runs in its own session, so that Ctrl-C in the terminal reaches only this process, which then stops it in order.
 * A server that was left behind by a killed process is stopped and started anew; its data stays.
 *
 * @throws {StartProblem} with the sentence to show: `ALREADY_RUNNING`, `DATA_FOLDER_VERSION`,
 *   `DATA_FOLDER_UNWRITABLE`, `DATA_FOLDER_INCOMPLETE`, `DATA_FOLDER_UNREACHABLE`, `CREDENTIALS_MISSING`,
 *   `CREDENTIALS_UNUSABLE`, `DISK_FULL`, `DATABASE_BINARY_MISSING`, `DATABASE_START_FAILED`.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = dataFolder(options.dataDir);
  let lock: FolderLock | undefined;
  try {
    prepareFolder(folder);
    lock = lockFolder(folder.root);
    await options.beforeStart?.();
    return await startLocked(folder, options, lock);
  } catch (error) {
    lock?.release();
    throw fileProblem(error, folder.root);
  }
}

/**
 * Logins of the embedded server that another process of this folder runs, without taking it over.
 *
 * @returns `undefined` when none runs.
 */
export function findRunningPostgres(dataDir: string): EmbeddedLogins | undefined {
  const folder = dataFolder(dataDir);
  const server = postmaster(folder);
  const passwords = readPasswords(folder);
  return server && passwords ? urls(server.port, passwords) : undefined;
}
