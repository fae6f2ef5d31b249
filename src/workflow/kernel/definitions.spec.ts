import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { contentOf, readVocabulary, readWorkflowFolders } from '#test/support/workflow-folder.js';
import { checkDefinition, coverageFindings } from '../domain/check/check-definition.js';
import { startFindings } from '../domain/check/start-findings.js';
import type { JsonObject } from '../domain/definition.js';
import { registryFromVocabulary } from '../domain/registry.js';
import { problemText, validatorOf } from '../domain/schema-validation.js';
import { runScenario } from './scenario-runner.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const scenarioProblems = validatorOf(contentOf<JsonObject>('workflows/scenario.schema.json'));
const vocabularyProblems = validatorOf(contentOf<JsonObject>('workflows/vocabulary.schema.json'));

const FOLDERS = ['workflows', join('test', 'fixtures', 'workflows')];

describe.each(FOLDERS)('process definitions in %s', (directory) => {
  const vocabulary = readVocabulary(directory);
  const registry = registryFromVocabulary(vocabulary);

  it('use a well-formed vocabulary', () => {
    expect(vocabularyProblems(vocabulary).map(problemText)).toEqual([]);
  });

  describe.each(readWorkflowFolders(directory))('$key', ({ key, definition, scenarios }) => {
    it('lies in the folder of its key', () => {
      expect(definition.key).toBe(key);
    });

    it('has no findings', () => {
      const findings = checkDefinition(definition, vocabulary, schema);
      expect(findings.map(({ code, path, en }) => `${code} ${path} ${en}`)).toEqual([]);
    });

    it.each(scenarios)('keeps its scenario $file', ({ scenario }) => {
      expect(scenarioProblems(scenario).map(problemText)).toEqual([]);
      expect(runScenario(definition, registry, scenario).failures).toEqual([]);
    });

    it('takes every transition in some scenario', () => {
      const covered = scenarios.flatMap(
        ({ scenario }) => runScenario(definition, registry, scenario).covered,
      );
      expect(coverageFindings(definition, covered).map(({ en }) => en)).toEqual([]);
    });

    it('has a way to fill every field and to start every deadline', () => {
      const given = scenarios.flatMap(({ scenario }) => Object.keys(scenario.given?.context ?? {}));
      expect(startFindings(definition, given).map(({ path, en }) => `${path} ${en}`)).toEqual([]);
    });
  });
});
