import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessDefinition } from '../domain/definition.js';
import { definitionHash } from '../domain/definition-hash.js';

/** A definition as it lies in `workflows/<key>/<version>.json`. */
export interface DefinitionFile {
  readonly definition: ProcessDefinition;
  readonly hash: string;
  /** The file's own text: the order of its keys is kept in the database. */
  readonly text: string;
  /** Path below `workflows/`, for findings. */
  readonly path: string;
}

const VERSION_FILE = /^[1-9]\d{0,3}\.json$/;

/**
 * Reads every definition below a folder, by key and version.
 *
 * @param folder Absolute path of `workflows/`.
 * @throws {SyntaxError} a file is no JSON; the message names it.
 */
export function readDefinitionFiles(folder: string): readonly DefinitionFile[] {
  const files: DefinitionFile[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const name of readdirSync(join(folder, entry.name)).filter((file) => VERSION_FILE.test(file))) {
      files.push(readDefinitionFile(folder, `${entry.name}/${name}`));
    }
  }
  return files.sort((a, b) => compareFiles(a.definition, b.definition));
}

function readDefinitionFile(folder: string, path: string): DefinitionFile {
  const text = readFileSync(join(folder, path), 'utf8');
  try {
    const definition = JSON.parse(text) as ProcessDefinition;
    return { definition, hash: definitionHash(definition), text, path };
  } catch (cause) {
    throw new SyntaxError(`workflows/${path} is no JSON: ${(cause as Error).message}`, { cause });
  }
}

function compareFiles(a: ProcessDefinition, b: ProcessDefinition): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.version - b.version;
}
