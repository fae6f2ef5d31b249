import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartProblem } from '../config/start-problem.js';
import { dataFolder, fileProblem, type DataFolder } from './data-folder.js';
import { lockFolder } from './folder-lock.js';
import { postmaster } from './postmaster.js';

const STOP_TIMEOUT_MS = 30_000;
const POLL_MS = 50;
/** Files and folders that Fallwerk itself makes in its data folder; the lock is taken off at the end. */
const OURS = /^(postgres|postgres\.new|postgres\.passwords\.json|demo-oidc-keys\.json|keys|\.initdb-\d+)$/;

function notOurs(path: string): StartProblem {
  return new StartProblem(
    'DATA_FOLDER_UNWRITABLE',
    `${path} stammt nicht von Fallwerk; es wurde nichts gelöscht. Bitte prüfen, ob FALLWERK_DATA_DIR auf den richtigen Ordner zeigt.`,
    `${path} was not made by Fallwerk; nothing was deleted. Please check that FALLWERK_DATA_DIR points to the right folder.`,
  );
}

/** Names to remove, sorted. @throws {StartProblem} when one of them is a link, or a folder without a database. */
function ownNames(folder: DataFolder): readonly string[] {
  const names = readdirSync(folder.root).filter((name) => OURS.test(name));
  for (const name of names) {
    const path = join(folder.root, name);
    if (lstatSync(path).isSymbolicLink()) throw notOurs(path);
  }
  if (names.includes('postgres') && !readdirSync(folder.cluster).includes('PG_VERSION')) {
    throw notOurs(folder.cluster);
  }
  return names.sort();
}

/** Ends the server that a killed Fallwerk left behind; its data are about to go. */
async function endOrphan(folder: DataFolder): Promise<void> {
  const server = postmaster(folder);
  if (!server) return;
  // SIGINT is PostgreSQL's fast shutdown.
  process.kill(server.pid, 'SIGINT');
  for (let waited = 0; postmaster(folder); waited += POLL_MS) {
    if (waited >= STOP_TIMEOUT_MS) throw new Error(`PostgreSQL (process ${server.pid}) does not stop`);
    await delay(POLL_MS);
  }
}

/**
 * Removes the embedded database, its passwords and the login keys of the demonstration, and nothing else: the folder
 * itself and files of others stay.
 *
 * @param dataDir Folder of the configuration; may be missing.
 * @param confirm Asked last, when it is known that the folder is free; no start can come in between.
 * @returns Names of what was removed, inside the folder; empty when there was nothing, `undefined` without consent.
 * @throws {StartProblem} `ALREADY_RUNNING` while Fallwerk runs on it, `DATA_FOLDER_UNWRITABLE` when something in its
 *   place is not ours; then nothing was removed.
 */
export async function removeEmbeddedPostgres(
  dataDir: string,
  confirm: () => Promise<boolean>,
): Promise<readonly string[] | undefined> {
  const folder = dataFolder(dataDir);
  if (lstatSync(dataDir, { throwIfNoEntry: false }) === undefined) return [];
  try {
    const lock = lockFolder(folder.root);
    try {
      const names = ownNames(folder);
      if (names.length > 0 && !(await confirm())) return undefined;
      await endOrphan(folder);
      for (const name of names) rmSync(join(folder.root, name), { recursive: true, force: true });
      return names;
    } finally {
      lock.release();
    }
  } catch (error) {
    throw fileProblem(error, folder.root);
  }
}
