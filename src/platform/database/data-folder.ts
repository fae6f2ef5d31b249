import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { StartProblem } from '../config/start-problem.js';
import { EMBEDDED_MAJOR } from './postgres-binaries.js';
import { newPasswords, type Passwords } from './roles.js';

/** Below this much free space a start is refused: a new database takes 40 MB and its log needs room to turn over. */
export const MINIMUM_FREE_BYTES = 150 * 1024 * 1024;

/** Paths inside a data folder. */
export interface DataFolder {
  readonly root: string;
  /** Files of PostgreSQL. */
  readonly cluster: string;
  /** A new cluster is made here and renamed when complete, so that a half-made one is never taken for a database. */
  readonly draft: string;
  readonly passwordFile: string;
}

/** Names the paths; touches nothing. */
export function dataFolder(root: string): DataFolder {
  return {
    root,
    cluster: join(root, 'postgres'),
    draft: join(root, 'postgres.new'),
    passwordFile: join(root, 'postgres.passwords.json'),
  };
}

/** The disk is full, or nearly so. */
export function diskFull(folder: string, cause?: unknown): StartProblem {
  return new StartProblem(
    'DISK_FULL',
    `Auf dem Datenträger von ${folder} ist zu wenig Platz (mindestens 150 MB nötig). Bitte Platz schaffen und noch einmal starten, oder mit FALLWERK_DATA_DIR einen anderen Ordner wählen.`,
    `The disk of ${folder} has too little space left (at least 150 MB are needed). Please free some and start again, or choose another folder with FALLWERK_DATA_DIR.`,
    { cause },
  );
}

function unwritable(folder: string, cause: unknown): StartProblem {
  return new StartProblem(
    'DATA_FOLDER_UNWRITABLE',
    `In den Datenordner ${folder} kann nicht geschrieben werden. Bitte Eigentümer und Rechte prüfen (vielleicht wurde Fallwerk vorher als anderer Benutzer gestartet) oder mit FALLWERK_DATA_DIR einen anderen Ordner wählen.`,
    `The data folder ${folder} cannot be written to. Please check its owner and rights (perhaps Fallwerk was started as another user before), or choose another folder with FALLWERK_DATA_DIR.`,
    { cause },
  );
}

/** Turns an error of the file system into the sentence for it; anything else stays what it is. */
export function fileProblem(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (['ENOSPC', 'EDQUOT'].includes(code)) return diskFull(folder, error);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) return unwritable(folder, error);
  return error;
}

/**
 * Makes a folder and those above it. Not `recursive`: Node then tries for ever where the system answers ENOENT although
 * the folder above exists, as below /proc.
 */
function makeFolder(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path, { mode: 0o755 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Somebody else was faster.
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    throw code === 'ENOENT' ? unwritable(path, error) : error;
  }
}

/** Makes the folder where it is missing and proves that it can be written to and has room. */
export function prepareFolder(folder: DataFolder, freeBytes: (path: string) => number = freeSpace): void {
  try {
    makeFolder(folder.root);
    if (freeBytes(folder.root) < MINIMUM_FREE_BYTES) throw diskFull(folder.root);
    const probe = join(folder.root, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw fileProblem(error, folder.root);
  }
}

/**
 * Proves that the data folder can be used, whoever keeps the database: logs and keys of the demonstration lie there.
 *
 * @throws {StartProblem} `DATA_FOLDER_UNWRITABLE`.
 */
export function requireDataFolder(dataDir: string): void {
  prepareFolder(dataFolder(dataDir), () => Infinity);
}

/** Bytes that may still be written to the disk of a folder. */
function freeSpace(path: string): number {
  const stat = statfsSync(path);
  return stat.bavail * stat.bsize;
}

function incomplete(folder: DataFolder, cause: unknown): StartProblem {
  return new StartProblem(
    'DATA_FOLDER_INCOMPLETE',
    `Der Ordner ${folder.cluster} enthält Dateien, aber keine vollständige Datenbank (PG_VERSION fehlt); es wurde nichts verändert. Bitte ihn aus der Sicherung zurückholen, oder umbenennen und neu beginnen, oder mit FALLWERK_DATA_DIR einen anderen Ordner wählen.`,
    `The folder ${folder.cluster} holds files, but no complete database (PG_VERSION is missing); nothing was changed. Please restore it from the backup, or rename it and start afresh, or choose another folder with FALLWERK_DATA_DIR.`,
    { cause },
  );
}

/**
 * Whether the folder holds a database; an empty one does not.
 *
 * @throws {StartProblem} `DATA_FOLDER_VERSION` when another major version of PostgreSQL wrote it,
 *   `DATA_FOLDER_INCOMPLETE` when other files, or only a part of a database, are in its place.
 */
export function hasCluster(folder: DataFolder): boolean {
  if (!existsSync(folder.cluster)) return false;
  if (statSync(folder.cluster).isDirectory() && readdirSync(folder.cluster).length === 0) return false;
  let version: string;
  try {
    version = readFileSync(join(folder.cluster, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw ['ENOENT', 'ENOTDIR'].includes(code) ? incomplete(folder, error) : error;
  }
  if (version === EMBEDDED_MAJOR) return true;
  throw new StartProblem(
    'DATA_FOLDER_VERSION',
    `Die Datenbank in ${folder.root} stammt von PostgreSQL ${version}, Fallwerk bringt PostgreSQL ${EMBEDDED_MAJOR} mit. Bitte die Daten mit der alten Fassung sichern und einspielen, oder den Ordner umbenennen und neu beginnen.`,
    `The database in ${folder.root} was made by PostgreSQL ${version}; Fallwerk brings PostgreSQL ${EMBEDDED_MAJOR}. Please dump the data with the old version and restore it, or rename the folder and start afresh.`,
  );
}

const passwordsSchema = z.object({
  superuser: z.string().min(1),
  owner: z.string().min(1),
  application: z.string().min(1),
});

/**
 * Passwords of the cluster, `undefined` when nothing is kept.
 *
 * @throws {StartProblem} `CREDENTIALS_UNUSABLE` when the file holds something else.
 */
export function readPasswords(folder: DataFolder): Passwords | undefined {
  if (!existsSync(folder.passwordFile)) return undefined;
  const text = readFileSync(folder.passwordFile, 'utf8');
  try {
    return passwordsSchema.parse(JSON.parse(text));
  } catch {
    // Without the cause, which repeats the text.
    throw new StartProblem(
      'CREDENTIALS_UNUSABLE',
      `Die Datei ${folder.passwordFile} mit den Kennwörtern der Datenbank ist beschädigt. Bitte sie aus der Sicherung zurückholen, oder den Ordner ${folder.root} umbenennen und neu beginnen.`,
      `The file ${folder.passwordFile} with the database's passwords is damaged. Please restore it from the backup, or rename the folder ${folder.root} and start afresh.`,
    );
  }
}

/**
 * Passwords of an existing cluster, or new ones for a cluster that is about to be made. Kept with mode 0600.
 *
 * @throws {StartProblem} `CREDENTIALS_MISSING` when there is a cluster without its passwords,
 *   `CREDENTIALS_UNUSABLE` when their file is damaged.
 */
export function obtainPasswords(folder: DataFolder, clusterExists: boolean): Passwords {
  const kept = readPasswords(folder);
  if (kept) return kept;
  if (clusterExists) {
    throw new StartProblem(
      'CREDENTIALS_MISSING',
      `Die Datei ${folder.passwordFile} mit den Kennwörtern der Datenbank fehlt. Bitte sie aus der Sicherung zurückholen, oder den Ordner ${folder.root} umbenennen und neu beginnen.`,
      `The file ${folder.passwordFile} with the database's passwords is missing. Please restore it from the backup, or rename the folder ${folder.root} and start afresh.`,
    );
  }
  const passwords = newPasswords();
  writeFileSync(folder.passwordFile, JSON.stringify(passwords), { mode: 0o600 });
  chmodSync(folder.passwordFile, 0o600);
  return passwords;
}
