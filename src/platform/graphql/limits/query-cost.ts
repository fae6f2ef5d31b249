import {
  type DocumentNode,
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  isListType,
  Kind,
  visit,
} from 'graphql';
import { type ComplexityEstimator, fieldExtensionsEstimator, getComplexity } from 'graphql-query-complexity';
import { RequestError } from '../errors/request-error.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../relay/connection-args.js';

/** Entries assumed for a plain list, which by our rules is short. */
const PLAIN_LIST_ENTRIES = 5;

/** How many values a field answers, as far as its arguments tell. */
function entriesOf(type: GraphQLOutputType, first: unknown, parentName: string): number {
  const isConnection = getNamedType(type).name.endsWith('Connection');
  if (typeof first === 'number') return Math.min(Math.max(1, first), MAX_PAGE_SIZE);
  if (isConnection) return DEFAULT_PAGE_SIZE;
  // The page was already counted at the connection.
  if (parentName.endsWith('Connection')) return 1;
  return isListType(getNullableType(type)) ? PLAIN_LIST_ENTRIES : 1;
}

/** One for the field, and what stands below it once for every entry. Introspection is free. */
const estimateField: ComplexityEstimator = ({ field, type, args, childComplexity }) => {
  if (field.name.startsWith('__') || type.name.startsWith('__')) return 0;
  return 1 + entriesOf(field.type, args['first'], type.name) * childComplexity;
};

const estimators = [fieldExtensionsEstimator(), estimateField];

/**
 * Cost of a valid document with one operation: about the number of fields its answer can have. Lists count `first`
 * times (connections 20 without it, plain lists 5); `@Field({ complexity })` overrides.
 *
 * @throws {RequestError} `QUERY_TOO_COSTLY` when it has too many fields to be counted.
 */
export function queryCost(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  try {
    return getComplexity({ schema, query, variables: { ...variables }, estimators });
  } catch (cause) {
    if (cause instanceof GraphQLError && cause.message.includes('maximum allowed number of nodes')) {
      throw new RequestError('QUERY_TOO_COSTLY', { cause });
    }
    throw cause;
  }
}

/**
 * Limits what requests may cost. The cost of a document is counted once, unless it depends on its variables.
 */
export class CostLimit {
  private readonly known = new WeakMap<DocumentNode, number | 'depends'>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limit: number,
  ) {}

  /** @throws {RequestError} `QUERY_TOO_COSTLY` with `limit` and `actual`. */
  check(query: DocumentNode, variables: Readonly<Record<string, unknown>>): void {
    const actual = this.costOf(query, variables);
    const { limit } = this;
    if (actual > limit) throw new RequestError('QUERY_TOO_COSTLY', { extensions: { limit, actual } });
  }

  private costOf(query: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
    const known = this.known.get(query);
    if (typeof known === 'number') return known;
    const cost = queryCost(this.schema, query, variables);
    if (known === undefined) this.known.set(query, dependsOnVariables(query) ? 'depends' : cost);
    return cost;
  }
}

/** Whether a variable decides how much is answered: as size of a page, or as condition of a field. */
function dependsOnVariables(document: DocumentNode): boolean {
  let depends = false;
  visit(document, {
    Field: ({ arguments: given = [] }) => {
      depends ||= given.some(({ name, value }) => name.value === 'first' && value.kind === Kind.VARIABLE);
    },
    Directive: ({ arguments: given = [] }) => {
      depends ||= given.some(({ value }) => value.kind === Kind.VARIABLE);
    },
  });
  return depends;
}
