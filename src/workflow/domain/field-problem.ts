import type { ErrorObject } from './schema-validation.js';

/** Limits that a keyword of JSON Schema names. */
interface Params {
  readonly limit?: number;
  readonly missingProperty?: string;
  readonly additionalProperty?: string;
  readonly allowedValues?: readonly unknown[];
  readonly format?: string;
  readonly type?: string | readonly string[];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'ein Text',
  integer: 'eine ganze Zahl',
  number: 'eine Zahl',
  boolean: 'ja oder nein (true oder false)',
  array: 'eine Liste',
  object: 'eine Gruppe von Angaben',
};
const FORMATS: Readonly<Record<string, string>> = {
  date: 'ein Datum wie 2026-05-31',
  'date-time': 'ein Zeitpunkt wie 2026-05-31T08:00:00Z',
  uuid: 'eine Kennung (UUID)',
};

const SENTENCES: Readonly<Record<string, (params: Params) => string>> = {
  required: () => 'Diese Angabe fehlt.',
  additionalProperties: () => 'Diese Angabe ist hier nicht vorgesehen.',
  type: ({ type }) => `Hier muss ${TYPES[String(type)] ?? 'etwas anderes'} stehen.`,
  format: ({ format }) => `Hier muss ${FORMATS[format ?? ''] ?? 'etwas in anderer Schreibweise'} stehen.`,
  enum: ({ allowedValues = [] }) => `Erlaubt ist nur: ${allowedValues.join(', ')}.`,
  minimum: ({ limit }) => `Die Zahl muss mindestens ${limit} sein.`,
  maximum: ({ limit }) => `Die Zahl darf höchstens ${limit} sein.`,
  minLength: ({ limit }) => `Mindestens so viele Zeichen sind nötig: ${limit}.`,
  maxLength: ({ limit }) => `Höchstens so viele Zeichen sind erlaubt: ${limit}.`,
  minItems: ({ limit }) => `Mindestens so viele Einträge sind nötig: ${limit}.`,
  maxItems: ({ limit }) => `Höchstens so viele Einträge sind erlaubt: ${limit}.`,
  uniqueItems: () => 'Kein Eintrag darf zweimal vorkommen.',
  pattern: () => 'Die Schreibweise stimmt nicht.',
};

/**
 * What is wrong with one field of what somebody reports, as `<path>: <German sentence>`; never the value, never a
 * pattern.
 */
export function fieldProblem({ instancePath, keyword, params }: ErrorObject): string {
  const found = params as Params;
  const name = found.missingProperty ?? found.additionalProperty;
  const path = [...instancePath.split('/').slice(1), ...(name === undefined ? [] : [name])].join('.');
  const sentence = SENTENCES[keyword]?.(found) ?? 'Diese Angabe ist nicht gültig.';
  return path === '' ? sentence : `${path}: ${sentence}`;
}
