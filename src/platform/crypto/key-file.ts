import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseKeyDocument, type KeyDocument } from './key-document.js';
import { keysUnusable } from './key-problems.js';
import { syncFolder } from './sync-folder.js';

/** Path of the key file in the key folder. */
export function keyFileOf(keyDir: string): string {
  return join(keyDir, 'master-keys.json');
}

/** What the file says; `undefined` when there is none. @throws {StartProblem} `KEYS_UNUSABLE` when it is damaged. */
export function readKeyFile(file: string): KeyDocument | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const document = parseKeyDocument(text);
  if (!document) throw keysUnusable(file);
  return document;
}

/** Writes the document to a new file of its own beside the key file, readable by the owner only. */
function writeDraft(file: string, document: KeyDocument): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(document, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return draft;
}

/** Writes a first key file unless there is one; of two processes that begin at once, one wins. */
export function createKeyFile(file: string, document: KeyDocument): void {
  const draft = writeDraft(file, document);
  try {
    // A link appears whole or not at all, and never replaces what another process put there first.
    linkSync(draft, file);
    syncFolder(dirname(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Replaces the key file as a whole; on the disk when this returns. */
export function replaceKeyFile(file: string, document: KeyDocument): void {
  renameSync(writeDraft(file, document), file);
  syncFolder(dirname(file));
}
