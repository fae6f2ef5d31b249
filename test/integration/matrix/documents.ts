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
  for (let levels = MOST_LEVELS[door.operation]; levels >= 0; levels -= 1) {
    const document = documentWith(door, levels);
    const tokens = document.match(TOKEN)?.length ?? 0;
    const cost = queryCost(schema, parse(document), variables);
    const { maxTokens, maxCost } = defaultGraphqlLimits;
    if (tokens < maxTokens && cost < maxCost) return document;
  }
  throw new Error(`No request may ask ${door.name} for anything`);
}

function documentWith({ operation, field }: Door, levels: number): string {
  const variables = field.args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const type = getNamedType(field.type);
  const below = isCompositeType(type) ? selectionOf(type, levels, []) : '';
  return `${operation} ${variables && `(${variables})`} { ${field.name}${given && `(${given})`} ${below} }`;
}

function selectionOf(type: GraphQLCompositeType, levels: number, above: readonly string[]): string {
  if (isUnionType(type)) {
    const members = type
      .getTypes()
      .map((member) => `... on ${member.name} ${selectionOf(member, levels, above)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  const fields = Object.values(isObjectType(type) ? type.getFields() : {});
  const path = [...above, type.name];
  return `{ __typename ${fields.map((field) => partOf(field, levels, path)).join(' ')} }`;
}

function partOf(field: GraphQLField<unknown, unknown>, levels: number, path: readonly string[]): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return COSTLY.has(field.name) && path.length > 1 ? '' : field.name;
  if (levels === 0 || path.includes(type.name)) return '';
  const isOpen = field.args.some(
    ({ type: given, defaultValue }) => isNonNullType(given) && defaultValue === undefined,
  );
  if (isOpen) return '';
  const page = field.args.some(({ name }) => name === 'first') ? `(first: ${ENTRIES})` : '';
  return `${field.name}${page} ${selectionOf(type, levels - 1, path)}`;
}
