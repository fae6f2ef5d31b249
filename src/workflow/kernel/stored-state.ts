import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { StateValue, StoredState } from '../domain/decision.js';
import { activeChildren, isLeaf, type StateNode } from '../domain/statechart.js';
import { problemText } from '../domain/schema-validation.js';
import type { CompiledDefinition } from './compile.js';

/**
 * Whether a stored state fits the definition (traps 6, 8, 9): every active state exists and is complete, history
 * points at existing states, the context has the declared fields.
 *
 * XState itself would enter the initial child, fall back to the default, or throw on a later tick.
 *
 * @returns One sentence per problem, without values of the context; empty when it fits.
 */
export function storedStateProblems(compiled: CompiledDefinition, state: StoredState): readonly string[] {
  const { chart } = compiled;
  const history = Object.entries(state.historyValue).flatMap(([id, remembered]) => {
    const missing = remembered.filter((target) => !chart.byId.has(target));
    const unknown = chart.byId.get(id)?.kind === 'history' ? [] : [`${id} is no history state`];
    return [...unknown, ...missing.map((target) => `history ${id} remembers the unknown state ${target}`)];
  });
  const context = compiled.validateContext(state.context).map((error) => `context ${problemText(error)}`);
  return [...valueProblems(chart.root, state.value), ...history, ...context];
}

function valueProblems(node: StateNode, value: StateValue): readonly string[] {
  if (isLeaf(node)) {
    const empty = typeof value === 'object' && Object.keys(value).length === 0;
    return empty ? [] : [`${node.id} has no states inside`];
  }
  const children = activeChildren(node);
  if (typeof value === 'string') {
    const child = children.find((candidate) => candidate.key === value);
    if (!child) return [`${node.id} has no state ${value}`];
    if (node.kind === 'parallel') return [`${node.id} is parallel, but only ${value} is stored`];
    return isLeaf(child) ? [] : [`${child.id} has states inside, but none is stored`];
  }
  const keys = Object.keys(value);
  const wanted = node.kind === 'parallel' ? children.length : 1;
  const count = keys.length === wanted ? [] : [`${node.id} needs ${String(wanted)} active states inside`];
  return [...count, ...keys.flatMap((key) => childProblems(node, key, value[key] as StateValue))];
}

function childProblems(node: StateNode, key: string, value: StateValue): readonly string[] {
  const child = activeChildren(node).find((candidate) => candidate.key === key);
  if (!child) return [`${node.id} has no state ${key}`];
  if (node.kind === 'compound' && isLeaf(child)) return [`${child.id} has no states inside`];
  return valueProblems(child, value);
}

/** The value with its keys in the order of the statechart, which XState takes for priority of regions (trap 30). */
export function inRegionOrder(node: StateNode, value: StateValue): StateValue {
  if (typeof value === 'string') return value;
  const ordered = node.children.flatMap((child): [string, StateValue][] => {
    const inner = value[child.key];
    return inner === undefined ? [] : [[child.key, inRegionOrder(child, inner)]];
  });
  return Object.fromEntries(ordered);
}

/** Active leaf states in the order of the statechart. The state must fit the definition. */
export function activeLeaves(node: StateNode, value: StateValue): readonly StateNode[] {
  if (isLeaf(node)) return [node];
  return activeChildren(node).flatMap((child) => {
    if (typeof value === 'string') return value === child.key ? activeLeaves(child, {}) : [];
    const inner = value[child.key];
    return inner === undefined ? [] : activeLeaves(child, inner);
  });
}

/** XState's snapshot of a stored state that fits; never kept from one decision to the next (trap 31). */
export function restore(compiled: CompiledDefinition, state: StoredState): AnyMachineSnapshot {
  const { machine, chart } = compiled;
  const config = {
    value: inRegionOrder(chart.root, state.value),
    context: state.context,
    status: 'active',
    historyValue: revivedHistory(machine, state.historyValue),
  };
  return machine.resolveState(config as never) as AnyMachineSnapshot;
}

/** History as nodes of the same machine; ids alone make `resolveState` throw or go astray (trap 29). */
function revivedHistory(machine: AnyStateMachine, history: StoredState['historyValue']): object {
  const revived = Object.entries(history).map(([id, states]) => [
    id,
    states.map((state) => machine.getStateNodeById(state) as object),
  ]);
  return Object.fromEntries(revived) as object;
}

/** What is stored of XState's snapshot. */
export function storable(compiled: CompiledDefinition, snapshot: AnyMachineSnapshot): StoredState {
  const history = Object.entries(snapshot.historyValue as Record<string, readonly { readonly id: string }[]>);
  return {
    value: inRegionOrder(compiled.chart.root, snapshot.value as StateValue),
    context: snapshot.context as StoredState['context'],
    historyValue: Object.fromEntries(history.map(([id, nodes]) => [id, nodes.map((node) => node.id)])),
    status: snapshot.status === 'done' ? 'done' : 'active',
  };
}
