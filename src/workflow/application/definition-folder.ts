import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repeatedKeys } from '../domain/check/repeated-keys.js';
import { readJsonText } from './json-file.js';

const VERSION_FILE = /^[1-9]\d{0,3}\.json$/;

/** A JSON file of the folder; `problem` in place of a content that cannot be read. */
export interface JsonFile {
  /** Path below the folder, with `/`. */
  readonly path: string;
  readonly content?: unknown;
  /** The file's own text: the order of its keys is kept in the database. */
  readonly text?: string;
  readonly problem?: string;
}

/** The files of one key. */
export interface DefinitionFolder {
  readonly key: string;
  /** Versions, oldest first. */
  readonly versions: readonly JsonFile[];
  /** By name; they belong to the newest version. */
  readonly scenarios: readonly JsonFile[];
}

/** One file below a folder. Never throws. */
export function readJson(folder: string, path: string): JsonFile {
  try {
    return { path, ...readJsonText(join(folder, path)) };
  } catch (error) {
    return { path, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Every key of a folder of definitions, by key. Never throws for a file that is broken. */
export function readFolder(folder: string): readonly DefinitionFolder[] {
  return namesIn(folder)
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory())
    .map((key) => readKey(folder, key));
}

/** JSON pointers of members that a file names twice. */
export function repeatedIn({ text }: JsonFile): readonly string[] {
  return text === undefined ? [] : repeatedKeys(text);
}

function readKey(folder: string, key: string): DefinitionFolder {
  const versions = namesIn(join(folder, key))
    .filter((name) => VERSION_FILE.test(name))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const scenarios = namesIn(join(folder, key, 'scenarios')).filter((name) => name.endsWith('.json'));
  return {
    key,
    versions: versions.map((name) => readJson(folder, `${key}/${name}`)),
    scenarios: scenarios.map((name) => readJson(folder, `${key}/scenarios/${name}`)),
  };
}

function namesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).sort() : [];
}
