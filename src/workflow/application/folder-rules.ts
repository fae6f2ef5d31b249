import { canonicalJson, CanonicalJsonError } from '../../kernel/index.js';
import { examineDefinition, type Examination } from '../domain/check/check-definition.js';
import type { JsonObject } from '../domain/definition.js';
import type { Vocabulary } from '../domain/registry.js';
import { problemText, validatorOf } from '../domain/schema-validation.js';
import { repeatedIn, type JsonFile } from './definition-folder.js';

/** The JSON Schemas of `workflows/*.schema.json` that a folder is checked against. */
export interface FolderSchemas {
  readonly definition: JsonObject;
  readonly scenario: JsonObject;
  readonly vocabulary: JsonObject;
}

/** What every file of a folder is checked against. */
export interface FolderRules {
  readonly vocabulary: Vocabulary;
  readonly definition: (document: unknown) => Examination;
  readonly scenario: (document: unknown) => readonly string[];
}

/** Rules for definitions that use this vocabulary. */
export function rulesOf(vocabulary: Vocabulary, schemas: FolderSchemas): FolderRules {
  const misfits = validatorOf(schemas.scenario);
  return {
    vocabulary,
    definition: (document) => examineDefinition(document, vocabulary, schemas.definition),
    scenario: (document) => misfits(document).map(problemText),
  };
}

/** A finding as it is printed: file and place, code, German sentence. */
export function findingLine(file: JsonFile, place: string, code: string, text: string): string {
  return `${file.path}${place}: ${code} ${text}`;
}

/** What is wrong with a file before its content is looked at. */
export function fileFindings(file: JsonFile): readonly string[] {
  if (file.problem !== undefined) return [findingLine(file, '', 'NO_JSON', file.problem)];
  const repeated = repeatedIn(file).map((place) =>
    findingLine(file, place, 'KEY_REPEATED', 'Dieser Name steht im selben Objekt schon einmal.'),
  );
  return [...repeated, ...formFindings(file)];
}

/** Text that has no canonical form and so no identity, half of a character pair for example. */
function formFindings(file: JsonFile): readonly string[] {
  try {
    canonicalJson(file.content);
    return [];
  } catch (error) {
    if (!(error instanceof CanonicalJsonError)) throw error;
    return [findingLine(file, error.pointer, 'NO_JSON', `keine eindeutige Form (${error.problem})`)];
  }
}
