import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { ContextFieldSchema, JsonObject, JsonValue } from './definition.js';

export type { ErrorObject };

/** Judges a value and names every problem; a problem never repeats the value. */
export type Validator = (value: unknown) => readonly ErrorObject[];

/** One instance for all: making one costs a hundred times as much as compiling a schema. */
const ajv = formats.default(
  new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }),
);
// Asked by `dateProblems`, because they depend on the day.
ajv.addVocabulary(['notBefore', 'notAfter']);

/**
 * Builds a validator from a JSON Schema 2020-12.
 *
 * @throws {Error} if the schema itself is not valid.
 */
export function validatorOf(schema: JsonObject): Validator {
  try {
    const validate: ValidateFunction = ajv.compile(schema);
    return (value) => (validate(value) ? [] : [...(validate.errors ?? [])]);
  } finally {
    // The instance would keep every schema it has seen.
    ajv.removeSchema(schema);
  }
}

/** Problem in technical words: where and what, without the value. */
export function problemText(error: ErrorObject): string {
  const params = error.params as { additionalProperty?: string; missingProperty?: string };
  const name = error.keyword === 'additionalProperties' ? ` (${params.additionalProperty ?? ''})` : '';
  return `${error.instancePath || '/'} ${error.message ?? error.keyword}${name}`;
}

/** The JSON Schema of the whole context: exactly the declared fields, each may be empty (`null`). */
export function contextSchemaOf(fields: Readonly<Record<string, ContextFieldSchema>>): JsonObject {
  const properties = Object.entries(fields).map(([name, field]): [string, JsonValue] => {
    const own = Object.entries(field).filter(([key]) => key !== 'personalData' && key !== 'label');
    return [name, { anyOf: [{ type: 'null' }, Object.fromEntries(own) as JsonObject] }];
  });
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(fields),
    properties: Object.fromEntries(properties),
  };
}
