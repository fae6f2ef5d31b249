import { join } from 'node:path';
import { projectRoot } from '../../../platform/index.js';
import {
  problemText,
  readFolder,
  readJson,
  readJsonFile,
  validatorOf,
  type FolderSchemas,
  type JsonObject,
  type ProcessDefinition,
  type Scenario,
  type Vocabulary,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type CommandOption } from '../command.js';

/** Folder of the definitions that come with this program. */
export const WORKFLOWS: string = join(projectRoot, 'workflows');

/** The key by name, for commands that also take it as a word. */
export const KEY_OPTION: CommandOption = {
  type: 'string',
  value: 'Prozess · process',
  help: { de: 'nur dieser Prozess', en: 'this process only' },
};

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
  return readJsonFile(join(WORKFLOWS, name)) as JsonObject;
}

/** The schemas that a folder of definitions is checked against. */
export function folderSchemas(): FolderSchemas {
  return {
    definition: readSchema('definition.schema.json'),
    scenario: readSchema('scenario.schema.json'),
    vocabulary: readSchema('vocabulary.schema.json'),
  };
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
