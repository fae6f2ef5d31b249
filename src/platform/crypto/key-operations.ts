import type { DataSource } from 'typeorm';
import type { UnitOfWork } from '../database/unit-of-work.js';
import {
  newKeyDocument,
  parseKeyDocument,
  withNewKey,
  withoutKey,
  type KeyDocument,
} from './key-document.js';
import { createKeyFile, keyFileOf, readKeyFile, replaceKeyFile } from './key-file.js';
import { keysMissing, keysUnusable } from './key-problems.js';
import type { KeySettings } from './local-master-keys.js';
import { anyPersonKey, requireMasterKeys } from './require-keys.js';
import { keyUsage, rewrapKeys } from './rewrap-keys.js';

/** A process that did not notice a new key yet may still wrap with the one before; an hour is ample. */
const QUARANTINE_MS = 3_600_000;

/** One master key as an operator sees it: never its value. */
export interface MasterKeyStatus {
  readonly id: string;
  readonly isCurrent: boolean;
  /** Instants, ISO 8601. */
  readonly createdAt: string;
  readonly retiredAt: string | undefined;
  /** Keys of persons it wraps. */
  readonly persons: number;
}

/** What an installation's keys look like. */
export interface KeyStatus {
  readonly masterKeys: readonly MasterKeyStatus[];
  /** Names of master keys that wrap keys of persons and are not here: these persons are unreadable. */
  readonly missing: readonly string[];
  /** Persons that were erased. */
  readonly destroyed: number;
}

/** Why a master key is not forgotten. */
export type KeepReason = 'UNKNOWN' | 'CURRENT' | 'IN_USE' | 'RETIRED_TOO_RECENTLY';

function documentOf({ dir, masterKeys }: KeySettings, hasSealed = false): KeyDocument {
  if (masterKeys !== undefined) {
    const document = parseKeyDocument(masterKeys);
    if (!document) throw keysUnusable('FALLWERK_MASTER_KEYS');
    return document;
  }
  const document = readKeyFile(keyFileOf(dir));
  if (!document) throw keysMissing(keyFileOf(dir), hasSealed);
  return document;
}

/** The text of a fresh key document, for FALLWERK_MASTER_KEYS. A secret. */
export function newKeyText(at: Date): string {
  return JSON.stringify(newKeyDocument(at));
}

/**
 * Makes the key file where there is none.
 *
 * @returns Path of the file, and whether it was made now.
 * @throws {StartProblem} `KEYS_MISSING` when the database holds data that need another file.
 */
export async function createKeys(
  settings: KeySettings,
  dataSource: DataSource,
  at: Date,
): Promise<{ readonly file: string; readonly isNew: boolean }> {
  const file = keyFileOf(settings.dir);
  if (readKeyFile(file)) return { file, isNew: false };
  if (await anyPersonKey(dataSource)) throw keysMissing(file, true);
  createKeyFile(file, newKeyDocument(at));
  return { file, isNew: true };
}

/** Master keys and how much each of them wraps. @throws {StartProblem} `KEYS_MISSING`, `KEYS_UNUSABLE`. */
export async function keyStatus(settings: KeySettings, unitOfWork: UnitOfWork): Promise<KeyStatus> {
  const { wrappedBy, destroyed } = await keyUsage(unitOfWork);
  const { current, keys } = documentOf(settings, wrappedBy.size > 0);
  const masterKeys = Object.entries(keys).map(([id, { createdAt, retiredAt }]) => ({
    id,
    isCurrent: id === current,
    createdAt,
    retiredAt,
    persons: wrappedBy.get(id) ?? 0,
  }));
  return { masterKeys, missing: [...wrappedBy.keys()].filter((id) => keys[id] === undefined), destroyed };
}

/**
 * Makes a new master key current and rewraps the keys of all persons with it, while servers work. A rotation that was
 * broken off is completed first, without another key. With keys from the environment, the new key is added there by
 * hand and only the rewrapping is done here.
 *
 * @returns Name of the current key and how many keys were rewrapped.
 * @throws {StartProblem} `KEYS_MISSING`, `KEYS_UNUSABLE`.
 */
export async function rotateKeys(
  settings: KeySettings,
  database: { readonly dataSource: DataSource; readonly unitOfWork: UnitOfWork },
  at: Date,
  onBatch?: (done: number) => void,
  batch?: number,
): Promise<{ readonly current: string; readonly rewrapped: number }> {
  const { unitOfWork } = database;
  const masterKeys = await requireMasterKeys(settings, database.dataSource, 'fail');
  const { wrappedBy } = await keyUsage(unitOfWork);
  const isInterrupted = [...wrappedBy.keys()].some((id) => id !== masterKeys.currentId());
  if (!isInterrupted && settings.masterKeys === undefined) {
    replaceKeyFile(keyFileOf(settings.dir), withNewKey(documentOf(settings), at));
  }
  const rewrapped = await rewrapKeys(unitOfWork, masterKeys, onBatch, batch);
  return { current: masterKeys.currentId(), rewrapped };
}

/**
 * Takes a master key that nobody needs any more out of the key file. Backups made before the rotation are unreadable
 * from then on.
 *
 * @returns Why it was kept; `undefined` when it is gone.
 * @throws {StartProblem} `KEYS_MISSING`, `KEYS_UNUSABLE`.
 */
export async function forgetKey(
  settings: KeySettings,
  unitOfWork: UnitOfWork,
  id: string,
  at: Date,
): Promise<KeepReason | undefined> {
  const document = documentOf(settings);
  const entry = document.keys[id];
  if (!entry) return 'UNKNOWN';
  if (id === document.current) return 'CURRENT';
  const { wrappedBy } = await keyUsage(unitOfWork);
  if (wrappedBy.has(id)) return 'IN_USE';
  const retired = entry.retiredAt === undefined ? at : new Date(entry.retiredAt);
  if (at.getTime() - retired.getTime() < QUARANTINE_MS) return 'RETIRED_TOO_RECENTLY';
  replaceKeyFile(keyFileOf(settings.dir), withoutKey(document, id));
  return undefined;
}
