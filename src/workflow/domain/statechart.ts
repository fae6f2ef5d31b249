import type { MachineDefinition, StateDefinition } from './definition.js';

/** Kind of a state, derived exactly as XState derives it. */
export type StateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';

/** A state with its place in the tree. */
export interface StateNode {
  /** `<key of the definition>.<path>`; the root has the key alone. */
  readonly id: string;
  readonly key: string;
  /** Keys from the root, empty for the root. */
  readonly path: readonly string[];
  readonly kind: StateKind;
  readonly parent: StateNode | undefined;
  /** Regions by key, other states as written; history states included. */
  readonly children: readonly StateNode[];
  readonly definition: StateDefinition;
}

/** The tree of states of one definition. */
export interface Statechart {
  readonly root: StateNode;
  /** All states from outside in, the root first; see {@link childEntries} for the order. */
  readonly nodes: readonly StateNode[];
  readonly byId: ReadonlyMap<string, StateNode>;
}

type MutableNode = { -readonly [Member in keyof StateNode]: StateNode[Member] } & { children: MutableNode[] };

/** Builds the tree. Accepts definitions that were not checked, so that the checker can use it. */
export function statechartOf(machine: MachineDefinition): Statechart {
  const nodes: StateNode[] = [];
  const visit = (definition: StateDefinition, path: readonly string[], parent?: MutableNode): MutableNode => {
    const id = [machine.id, ...path].join('.');
    const key = path.at(-1) ?? machine.id;
    const node: MutableNode = { id, key, path, kind: kindOf(definition), parent, children: [], definition };
    nodes.push(node);
    for (const [childKey, child] of childEntries(definition)) {
      node.children.push(visit(child, [...path, childKey], node));
    }
    return node;
  };
  const root = visit(machine, []);
  return { root, nodes, byId: new Map(nodes.map((node) => [node.id, node])) };
}

/**
 * Inner states: regions of a parallel state by key, all others as written.
 *
 * The order of regions decides which of two conflicting transitions wins (traps 26, 30), while the identity of a
 * definition does not know the order of keys. Taken from the keys, equal identity means equal behaviour.
 */
export function childEntries(definition: StateDefinition): readonly (readonly [string, StateDefinition])[] {
  const entries = Object.entries(definition.states ?? {});
  return kindOf(definition) === 'parallel' ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries;
}

function kindOf(definition: StateDefinition): StateKind {
  if (definition.type) return definition.type;
  if (definition.states && Object.keys(definition.states).length > 0) return 'compound';
  return definition.history ? 'history' : 'atomic';
}

/** Whether a state can be a leaf of the active configuration. */
export function isLeaf(node: StateNode): boolean {
  return node.kind === 'atomic' || node.kind === 'final';
}

/** Children that can be active, without history states. */
export function activeChildren(node: StateNode): readonly StateNode[] {
  return node.children.filter((child) => child.kind !== 'history');
}

/** The state and all states around it, from inside out, the root last. */
export function withAncestors(node: StateNode): readonly StateNode[] {
  const line: StateNode[] = [];
  for (let current: StateNode | undefined = node; current; current = current.parent) line.push(current);
  return line;
}

/** Whether `inner` lies strictly below `outer`. */
export function isBelow(inner: StateNode, outer: StateNode): boolean {
  return inner !== outer && withAncestors(inner).includes(outer);
}

/**
 * The state a target names, by XState's rules: `#<key>.a.b` absolute, `.a.b` below the source, `a.b` beside it.
 *
 * @returns `undefined` when there is no such state, or when the root names a sibling.
 */
export function resolveTarget(chart: Statechart, source: StateNode, target: string): StateNode | undefined {
  if (target.startsWith('#')) return chart.byId.get(target.slice(1));
  if (target.startsWith('.')) return chart.byId.get(source.id + target);
  return source.parent ? chart.byId.get(`${source.parent.id}.${target}`) : undefined;
}

/** The default of a history state: its own `target` below the parent, else what the parent enters by itself. */
export function historyDefault(chart: Statechart, node: StateNode): StateNode | undefined {
  const parent = node.parent;
  if (!parent) return undefined;
  const target = node.definition.target;
  if (target !== undefined) return chart.byId.get(`${parent.id}.${target}`);
  return parent.kind === 'parallel' ? parent : initialChild(parent);
}

/** The child a compound state enters by itself. */
export function initialChild(node: StateNode): StateNode | undefined {
  return node.children.find((child) => child.key === node.definition.initial);
}

/**
 * Leaf states that become active when a state is entered, parallel regions beside it included up to `domain`.
 *
 * History states count as their default: everything they can remember has been entered before by other ways.
 */
export function entryLeaves(
  chart: Statechart,
  node: StateNode,
  seen = new Set<StateNode>(),
): readonly StateNode[] {
  if (seen.has(node)) return [];
  seen.add(node);
  if (isLeaf(node)) return [node];
  if (node.kind === 'parallel')
    return activeChildren(node).flatMap((child) => entryLeaves(chart, child, seen));
  const next = node.kind === 'history' ? historyDefault(chart, node) : initialChild(node);
  return next ? entryLeaves(chart, next, seen) : [];
}

/** Body that must act next: the state's own owner, or that of the closest state around it. */
export function ownerOf(node: StateNode): string | undefined {
  return withAncestors(node)
    .map((state) => state.definition.meta?.owner)
    .find((owner) => owner !== undefined);
}
