import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/index.js';
import { readJsonFile } from './json-file.js';
import {
  problemText,
  validatorOf,
  type JsonObject,
  type ProcessDefinition,
  type Scenario,
  type Vocabulary,
} from '../../../workflow/index.js';
import { EXIT, Refusal } from '../command.js';

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
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory())
    .map((key) => readKey(folder, key));
}

/** The names definitions of a folder may use. @throws {Refusal} `FILE_UNREADABLE`, `VOCABULARY_INVALID`. */
export function readVocabulary(folder: string): Vocabulary {
  const { content, problem } = readJson(folder, 'vocabulary.json');
  const file = join(folder, 'vocabulary.json');
  if (problem !== undefined) {
    const [de, en] = [`${file} ist nicht lesbar: ${problem}`, `${file} cannot be read: ${problem}`];
    throw new Refusal('FILE_UNREADABLE', { de, en }, EXIT.failed);
  }
  const [misfit] = validatorOf(readSchema('vocabulary.schema.json'))(content).map(problemText);
  if (misfit === undefined) return content as Vocabulary;
  const [de, en] = [
    `${file} ist kein Verzeichnis der Namen: ${misfit}`,
    `${file} is no vocabulary: ${misfit}`,
  ];
  throw new Refusal('VOCABULARY_INVALID', { de, en }, EXIT.failed);
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
 * @throws {Refusal} `FILE_UNREADABLE`; the definitions are taken for checked otherwise.
 */
export function readDefinitions(folder: string): readonly ReadableDefinition[] {
  return readFolder(folder).flatMap(({ versions, scenarios }) => {
    const broken = [...versions, ...scenarios].find(({ problem }) => problem !== undefined);
    if (broken) {
      const [de, en] = [`${broken.path} ist nicht lesbar`, `${broken.path} cannot be read`];
      const problem = `: ${broken.problem}`;
      throw new Refusal('FILE_UNREADABLE', { de: de + problem, en: en + problem }, EXIT.failed);
    }
    const newest = versions.at(-1)?.content as ProcessDefinition | undefined;
    if (!newest) return [];
    const before = versions.at(-2)?.content as ProcessDefinition | undefined;
    return [{ definition: newest, before, scenarios: scenarios.map(({ content }) => content as Scenario) }];
  });
}
