import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { RequestError } from '../errors/request-error.js';
import type { GraphqlLimits } from '../graphql-options.js';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Adds up something over a selection set; a fragment counts each time it is spread and is computed once. */
function measure(
  root: SelectionSetNode,
  fragments: Fragments,
  combine: (values: readonly number[]) => number,
  ofField: (name: string, below: () => number) => number,
): number {
  const known = new Map<string, number>();
  const ofSet = (set: SelectionSetNode): number =>
    combine(
      set.selections.map((selection) => {
        if (selection.kind === Kind.FIELD) {
          const below = selection.selectionSet;
          return ofField(selection.name.value, () => (below ? ofSet(below) : 0));
        }
        if (selection.kind === Kind.INLINE_FRAGMENT) return ofSet(selection.selectionSet);
        return ofFragment(selection.name.value);
      }),
    );
  const ofFragment = (name: string): number => {
    const value = known.get(name);
    if (value !== undefined) return value;
    // Zero while it is being measured ends circles; validation refuses them afterwards.
    known.set(name, 0);
    const fragment = fragments.get(name);
    const measured = fragment ? ofSet(fragment.selectionSet) : 0;
    known.set(name, measured);
    return measured;
  };
  return ofSet(root);
}

const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';
const largest = (values: readonly number[]): number => values.reduce((max, value) => Math.max(max, value), 0);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Levels of fields; a document with only top-level fields has depth 1. Introspection counts one level. */
function depthOf(root: SelectionSetNode, fragments: Fragments): number {
  return measure(root, fragments, largest, (name, below) => 1 + (isIntrospection(name) ? 0 : below()));
}

function rootFieldsOf(root: SelectionSetNode, fragments: Fragments): number {
  return measure(root, fragments, total, () => 1);
}

/** Aliases written down, and whether the schema itself is asked for. */
function survey(document: DocumentNode): { aliases: number; introspects: boolean } {
  let aliases = 0;
  let introspects = false;
  visit(document, {
    Field: (node) => {
      if (node.alias) aliases += 1;
      if (isIntrospection(node.name.value)) introspects = true;
    },
  });
  return { aliases, introspects };
}

/**
 * Refuses documents that are too large in shape. Runs before validation, whose effort grows with exactly these shapes,
 * so it must not rely on the document being valid.
 *
 * @throws {RequestError} `INTROSPECTION_DISABLED`, `TOO_MANY_ALIASES`, `TOO_MANY_ROOT_FIELDS` or `QUERY_TOO_DEEP`;
 *   the last three with `limit` and `actual`.
 */
export function checkDocumentLimits(
  document: DocumentNode,
  limits: GraphqlLimits,
  exposeSchema: boolean,
): void {
  const { aliases, introspects } = survey(document);
  if (introspects && !exposeSchema) throw new RequestError('INTROSPECTION_DISABLED');
  if (aliases > limits.maxAliases) {
    throw new RequestError('TOO_MANY_ALIASES', { extensions: { limit: limits.maxAliases, actual: aliases } });
  }
  const fragments: Fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
    ),
  );
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const rootFields = rootFieldsOf(node.selectionSet, fragments);
    if (rootFields > limits.maxRootFields) {
      throw new RequestError('TOO_MANY_ROOT_FIELDS', {
        extensions: { limit: limits.maxRootFields, actual: rootFields },
      });
    }
    const depth = depthOf(node.selectionSet, fragments);
    if (depth > limits.maxDepth) {
      throw new RequestError('QUERY_TOO_DEEP', { extensions: { limit: limits.maxDepth, actual: depth } });
    }
  }
}
