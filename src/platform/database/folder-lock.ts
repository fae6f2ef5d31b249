import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from '../config/start-problem.js';
import { isAlive, startOf } from './process-identity.js';

interface Owner {
  readonly pid: number;
  readonly startedAt: string | undefined;
}

/** Possession of a data folder by this process. */
export interface FolderLock {
  release(): void;
}

function alreadyRunning(folder: string, pid: number): StartProblem {
  return new StartProblem(
    'ALREADY_RUNNING',
    `Fallwerk läuft schon (Prozess ${pid}) und benutzt den Datenordner ${folder}. Bitte den laufenden Prozess zuerst beenden (Strg-C oder: kill ${pid}).`,
    `Fallwerk is already running (process ${pid}) and uses the data folder ${folder}. Please end that process first (Ctrl-C or: kill ${pid}).`,
  );
}

function read(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function lives(owner: Owner | undefined): owner is Owner {
  if (owner === undefined || !isAlive(owner.pid)) return false;
  const start = startOf(owner.pid);
  return start === undefined || owner.startedAt === undefined || start === owner.startedAt;
}

/** Moves a dead owner's lock away; puts it back when somebody else was faster and it is alive after all. */
function clearStale(file: string, folder: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const owner = read(aside);
  if (lives(owner)) {
    try {
      linkSync(aside, file);
    } finally {
      rmSync(aside, { force: true });
    }
    throw alreadyRunning(folder, owner.pid);
  }
  rmSync(aside, { force: true });
}

/**
 * Takes the data folder for this process. The lock of a process that no longer lives (killed, machine restarted,
 * number given to another program) is ignored.
 *
 * @throws {StartProblem} `ALREADY_RUNNING` while another process holds it.
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, 'fallwerk.lock');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) } satisfies Owner));
  try {
    for (;;) {
      try {
        // A link appears with its whole content or not at all.
        linkSync(draft, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const owner = read(file);
      if (lives(owner)) throw alreadyRunning(folder, owner.pid);
      clearStale(file, folder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}
