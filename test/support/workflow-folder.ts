import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessDefinition } from '../../src/workflow/domain/definition.js';
import type { Vocabulary } from '../../src/workflow/domain/registry.js';
import type { Scenario } from '../../src/workflow/domain/scenario.js';

/** A folder of the form `workflows/<key>/`: its newest version and its scenarios. */
export interface WorkflowFolder {
  readonly key: string;
  readonly file: string;
  readonly definition: ProcessDefinition;
  readonly scenarios: readonly { readonly file: string; readonly scenario: Scenario }[];
}

/** Reads every workflow folder below a directory, by key; the newest version of each. */
export function readWorkflowFolders(directory: string): readonly WorkflowFolder[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readWorkflowFolder(join(directory, name), name))
    .sort((a, b) => a.key.localeCompare(b.key));
}

function readWorkflowFolder(directory: string, key: string): WorkflowFolder {
  const versions = readdirSync(directory)
    .filter((name) => /^[1-9]\d*\.json$/.test(name))
    .sort((a, b) => parseInt(b, 10) - parseInt(a, 10));
  const file = join(directory, versions[0] ?? '1.json');
  const scenarioDirectory = join(directory, 'scenarios');
  const names = existsSync(scenarioDirectory) ? readdirSync(scenarioDirectory).sort() : [];
  const scenarios = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ file: name, scenario: contentOf<Scenario>(join(scenarioDirectory, name)) }));
  return { key, file, definition: contentOf<ProcessDefinition>(file), scenarios };
}

/** Content of a JSON file. */
export function contentOf<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** The vocabulary beside the workflow folders. */
export function readVocabulary(directory: string): Vocabulary {
  return contentOf<Vocabulary>(join(directory, 'vocabulary.json'));
}
