import {
  coerceInputValue,
  isInputType,
  isNonNullType,
  typeFromAST,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { RequestError } from './request-error.js';

/** Paths that are named; the rest is left out. */
const MOST_PATHS = 5;

/** The one reason of graphql-js that names a part of the schema and nothing that came in. */
const MISSING_FIELD = /^Field "(\w+)" of required type "[\w![\]]+" was not provided\.$/;

/**
 * Says which variables do not fit. What came in is never repeated: it may be large, and it may tell about a person.
 *
 * @param inputs  Variables as they came in.
 */
export function variablesRefused(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  inputs: Readonly<Record<string, unknown>>,
): RequestError {
  const paths = new Set(definitions.flatMap((definition) => pathsOf(schema, definition, inputs)));
  const [first, ...further] = [...paths].slice(0, MOST_PATHS);
  if (first === undefined) return new RequestError('BAD_USER_INPUT');
  const extensions = { variable: first, ...(further.length > 0 ? { further } : {}) };
  return new RequestError('BAD_USER_INPUT', {
    message: `Die Variable „${first}“ fehlt oder passt nicht zur Abfrage.`,
    extensions,
  });
}

/** Places of one variable that do not fit, e.g. `input.names.0.family`: names of the schema and positions only. */
function pathsOf(
  schema: GraphQLSchema,
  { variable, type: node, defaultValue }: VariableDefinitionNode,
  inputs: Readonly<Record<string, unknown>>,
): readonly string[] {
  const name = variable.name.value;
  const type = typeFromAST(schema, node);
  if (!isInputType(type)) return [name];
  const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (value === undefined) return isNonNullType(type) && !defaultValue ? [name] : [];
  const found: string[] = [];
  coerceInputValue(value, type, (path, _value, { message }) => {
    const missing = MISSING_FIELD.exec(message)?.[1];
    if (found.length < MOST_PATHS)
      found.push([name, ...path, ...(missing === undefined ? [] : [missing])].join('.'));
  });
  return found;
}
