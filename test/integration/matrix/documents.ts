import {
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { defaultGraphqlLimits } from '../../../src/platform/graphql/graphql-options.js';
import { queryCost } from '../../../src/platform/graphql/limits/query-cost.js';

/** A field of one of the three root types. */
export interface Door {
  /** As in `Query.case`. */
  readonly name: string;
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
}

/** Every way into the schema, by name. */
export function doorsOf(schema: GraphQLSchema): readonly Door[] {
  return (
    [
      ['query', schema.getQueryType()],
      ['mutation', schema.getMutationType()],
      ['subscription', schema.getSubscriptionType()],
    ] as const
  ).flatMap(([operation, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({
      name: `${type?.name}.${field.name}`,
      operation,
      field,
    })),
  );
}

/** Deep enough to reach a unit, a process or a person from anywhere; what a command answers is asked for flat. */
const MOST_LEVELS = { query: 4, mutation: 0, subscription: 1 };
/** Whole pages would cost more than a request may. */
const ENTRIES = 2;
/** Takes long and shows what the fields beside it say; asked for at its own door only. */
const COSTLY = new Set(['picture']);
const TOKEN = /[A-Za-z_]\w*|\.{3}|[^\s\w]|\d+/g;

/** Document that asks a door for as much as one request may ask for, with every argument as variable.
 * @param variables Values it will be asked with. */
export function documentOf(
  schema: GraphQLSchema,
  door: Door,
  variables: Readonly<Record<string, unknown>>,
): string {
  const { document } = deepest(schema, door, variables);
  if (document === undefined) throw new Error(`No request may ask ${door.name} for anything`);
  return document;
}

/** Where one request may not ask a query for all there is: requests for the parts of the answer, as deep as it goes. */
export function furtherDocumentsOf(
  schema: GraphQLSchema,
  door: Door,
  variables: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (door.operation !== 'query') return [];
  return partsOf(schema, door, variables, []).slice(1);
}

/** The request for a part, and those for what lies inside it when it is not all of it. */
function partsOf(
  schema: GraphQLSchema,
  door: Door,
  variables: Readonly<Record<string, unknown>>,
  part: readonly string[],
): readonly string[] {
  const { levels, document } = deepest(schema, door, variables, part);
  if (document === undefined) return [];
  if (levels === MOST_LEVELS.query || part.length === MOST_LEVELS.query) return [document];
  const inner = fieldsAt(door, part).flatMap((name) => partsOf(schema, door, variables, [...part, name]));
  return [document, ...inner];
}

/** Names of the fields of what a path of an answer leads to. */
function fieldsAt(door: Door, path: readonly string[]): readonly string[] {
  let type = getNamedType(door.field.type);
  for (const name of path) {
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) return [];
    type = getNamedType(field.type);
  }
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
}

/** The deepest document that a request may carry; none when even the flat one costs too much. */
function deepest(
  schema: GraphQLSchema,
  door: Door,
  variables: Readonly<Record<string, unknown>>,
  part: readonly string[] = [],
): { readonly levels: number; readonly document?: string } {
  const { maxTokens, maxCost } = defaultGraphqlLimits;
  for (let levels = MOST_LEVELS[door.operation]; levels >= 0; levels -= 1) {
    const document = documentWith(door, levels, part);
    if (document === undefined) break;
    const tokens = document.match(TOKEN)?.length ?? 0;
    if (tokens < maxTokens && queryCost(schema, parse(document), variables) < maxCost)
      return { levels, document };
  }
  return { levels: -1 };
}

/** @param part Path of the answer that alone is asked for; nothing is there when no object can be asked for there. */
function documentWith(
  { operation, field }: Door,
  levels: number,
  part: readonly string[],
): string | undefined {
  const variables = field.args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const type = getNamedType(field.type);
  const below = isCompositeType(type) ? selectionOf(type, levels, [], part) : '';
  const last = part.at(-1);
  if (last !== undefined && !below.includes(`${last} {`) && !below.includes(`${last}(`)) return undefined;
  return `${operation} ${variables && `(${variables})`} { ${field.name}${given && `(${given})`} ${below} }`;
}

function selectionOf(
  type: GraphQLCompositeType,
  levels: number,
  above: readonly string[],
  part: readonly string[] = [],
): string {
  if (isUnionType(type)) {
    const members = type
      .getTypes()
      .map((member) => `... on ${member.name} ${selectionOf(member, levels, above, part)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  const fields = Object.values(isObjectType(type) ? type.getFields() : {}).filter(
    ({ name }) => part.length === 0 || name === part[0],
  );
  const path = [...above, type.name];
  return `{ __typename ${fields.map((field) => partOf(field, levels, path, part.slice(1))).join(' ')} }`;
}

function partOf(
  field: GraphQLField<unknown, unknown>,
  levels: number,
  path: readonly string[],
  part: readonly string[],
): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return COSTLY.has(field.name) && path.length > 1 ? '' : field.name;
  if (levels === 0 || path.includes(type.name)) return '';
  const isOpen = field.args.some(
    ({ type: given, defaultValue }) => isNonNullType(given) && defaultValue === undefined,
  );
  if (isOpen) return '';
  const page = field.args.some(({ name }) => name === 'first') ? `(first: ${ENTRIES})` : '';
  return `${field.name}${page} ${selectionOf(type, levels - 1, path, part)}`;
}
