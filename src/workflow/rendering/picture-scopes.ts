import type { Statechart, StateNode } from '../domain/statechart.js';
import type { TransitionSite } from '../domain/transitions.js';

/** States told together, in one picture and one table: everything below `scope`, parallel states closed. */
export interface PictureScope {
  readonly scope: StateNode;
  readonly nodes: readonly StateNode[];
}

function openNodes(node: StateNode): readonly StateNode[] {
  return node.children.flatMap((child) => [child, ...(child.kind === 'parallel' ? [] : openNodes(child))]);
}

/**
 * One scope for the whole, and one for every region of every parallel state, outside in.
 *
 * A region that is itself parallel is no scope of its own: its regions are.
 */
export function pictureScopes(chart: Statechart): readonly PictureScope[] {
  const regions = chart.nodes.filter(({ kind }) => kind === 'parallel').flatMap(({ children }) => children);
  const scopes = [chart.root, ...regions].filter(({ kind }) => kind !== 'parallel');
  return scopes.map((scope) => ({ scope, nodes: openNodes(scope) }));
}

/** Parallel states inside a closed one have no scope of their own that could tell how they are left. */
export function closedInside(node: StateNode): readonly StateNode[] {
  if (node.kind !== 'parallel') return [];
  return node.children
    .filter(({ kind }) => kind === 'parallel')
    .flatMap((child) => [child, ...closedInside(child)]);
}

/** Transitions told in a scope; over all scopes, every transition is told once. */
export function transitionsOf(
  { scope, nodes }: PictureScope,
  all: readonly TransitionSite[],
): readonly TransitionSite[] {
  const told = new Set<StateNode>([scope, ...nodes, ...nodes.flatMap(closedInside)]);
  return all.filter(({ source }) => told.has(source));
}
