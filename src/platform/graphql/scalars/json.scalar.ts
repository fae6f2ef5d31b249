import { GraphQLError, GraphQLScalarType, type ValueNode, valueFromASTUntyped, visit } from 'graphql';

/** A JSON object, e.g. the payload of a process event. */
export type JsonObject = { readonly [key: string]: JsonValue };
/** Anything JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

const MAX_DEPTH = 8;
const MAX_CHARS = 32_768;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Copies into plain objects, so that nothing with a foreign prototype goes on. */
function copy(value: unknown, depth: number): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (depth > MAX_DEPTH) throw new GraphQLError(`JSON must not be nested deeper than ${MAX_DEPTH} levels.`);
  if (Array.isArray(value)) return value.map((member: unknown) => copy(member, depth + 1));
  if (typeof value !== 'object') throw new GraphQLError('JSON holds a value that JSON cannot express.');
  const entries = Object.entries(value).map(([key, member]): [string, JsonValue] => {
    if (FORBIDDEN_KEYS.has(key)) throw new GraphQLError(`JSON must not have the key "${key}".`);
    return [key, copy(member, depth + 1)];
  });
  return Object.fromEntries(entries);
}

function parseObject(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GraphQLError('JSON must be an object.');
  }
  const result = copy(value, 1) as JsonObject;
  if (JSON.stringify(result).length > MAX_CHARS) {
    throw new GraphQLError(`JSON must not be longer than ${MAX_CHARS} characters.`);
  }
  return result;
}

/** Compiled queries lose variables inside a literal without a word, so they are refused while validating. */
function parseLiteral(node: ValueNode): JsonObject {
  visit(node, {
    Variable: () => {
      throw new GraphQLError('JSON must not contain variables; pass the whole object as one.');
    },
  });
  return parseObject(valueFromASTUntyped(node));
}

function serialize(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GraphQLError('JSON must be an object.');
  }
  return value as JsonObject;
}

/** JSON object, in at most 8 levels and 32,768 characters. Whether it fits the event is checked by the definition. */
export const JsonScalar = new GraphQLScalarType<JsonObject, JsonObject>({
  name: 'JSON',
  description: `JSON object, at most ${MAX_DEPTH} levels and ${MAX_CHARS} characters.`,
  serialize,
  parseValue: parseObject,
  parseLiteral,
});
