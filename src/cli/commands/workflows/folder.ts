import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/index.js';
import { readJsonFile } from './json-file.js';
import type { JsonObject, ProcessDefinition, Scenario, Vocabulary } from '../../../workflow/index.js';

/** Folder of the definitions that come with this program. */
export const WORKFLOWS: string = join(projectRoot, 'workflows');

const VERSION_FILE = /^[1-9]\d{0,3}\.json$/;

/** A JSON file of the folder; `problem` in place of a content that cannot be read. */
export interface JsonFile {
  /** Path below the folder, with `/`. */
  readonly path: string;
  readonly content?: unknown;
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

function readJson(folder: string, path: string): JsonFile {
  try {
    return { path, content: readJsonFile(join(folder, path)) };
  } catch (error) {
    return { path, problem: error instanceof Error ? error.message : String(error) };
  }
}

function namesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).sort() : [];
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

/** Every key of a folder of definitions, by key. Never throws for a file that is broken. */
export function readFolder(folder: string): readonly DefinitionFolder[] {
  return namesIn(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .map((key) => readKey(folder, key));
}

/** The names definitions of a folder may use. @throws {Error} `vocabulary.json` is missing or no JSON. */
export function readVocabulary(folder: string): Vocabulary {
  const vocabulary = readJsonFile(join(folder, 'vocabulary.json'));
  const isComplete = ['owners', 'guards', 'effects'].every(
    (member) => typeof (vocabulary as Partial<Record<string, unknown>> | null)?.[member] === 'object',
  );
  if (!isComplete) throw new Error('vocabulary.json: owners, guards, effects');
  return vocabulary as Vocabulary;
}

/** A schema that comes with this program, e.g. `definition.schema.json`. */
export function readSchema(name: string): JsonObject {
  return JSON.parse(readFileSync(join(WORKFLOWS, name), 'utf8')) as JsonObject;
}

/** A definition with what its page shows. */
export interface ReadableDefinition {
  readonly definition: ProcessDefinition;
  /** The version before, where there is one. */
  readonly before: ProcessDefinition | undefined;
  readonly scenarios: readonly Scenario[];
}

/**
 * The newest version of every key.
 *
 * @throws {Error} a file is no JSON; the definitions are taken for checked otherwise.
 */
export function readDefinitions(folder: string): readonly ReadableDefinition[] {
  return readFolder(folder).flatMap(({ versions, scenarios }) => {
    const broken = [...versions, ...scenarios].find(({ problem }) => problem !== undefined);
    if (broken) throw new Error(`workflows/${broken.path}: ${broken.problem}`);
    const newest = versions.at(-1)?.content as ProcessDefinition | undefined;
    if (!newest) return [];
    const before = versions.at(-2)?.content as ProcessDefinition | undefined;
    return [{ definition: newest, before, scenarios: scenarios.map(({ content }) => content as Scenario) }];
  });
}
