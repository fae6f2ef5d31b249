import type { MachineDefinition } from '../../src/workflow/domain/definition.js';
import type { StateDefinition, TransitionDefinition } from '../../src/workflow/domain/definition.js';
import { alternatives } from '../../src/workflow/domain/definition.js';
import { targetsOf } from '../../src/workflow/domain/transitions.js';

/** A state of the reference interpreter, made from the definition without the statechart of the engine. */
export interface RefState {
  readonly id: string;
  readonly order: number;
  readonly parent: RefState | undefined;
  readonly children: RefState[];
  readonly definition: StateDefinition;
}

/** A transition of the reference interpreter. */
export interface RefTransition {
  readonly source: RefState;
  readonly definition: TransitionDefinition;
}

/** Builds the tree in document order: regions by key, others as written. */
export function refTree(machine: MachineDefinition): readonly RefState[] {
  const all: RefState[] = [];
  const visit = (definition: StateDefinition, id: string, parent?: RefState): RefState => {
    const node: RefState = { id, order: all.length, parent, children: [], definition };
    all.push(node);
    const keys = Object.keys(definition.states ?? {});
    if (isParallel(node)) keys.sort();
    for (const key of keys) {
      const child = definition.states?.[key];
      if (child) node.children.push(visit(child, `${id}.${key}`, node));
    }
    return node;
  };
  visit(machine, machine.id);
  return all;
}

export function isParallel({ definition }: Pick<RefState, 'definition'>): boolean {
  return definition.type === 'parallel';
}

export function isHistory({ definition }: RefState): boolean {
  return definition.type === 'history';
}

export function isFinal({ definition }: RefState): boolean {
  return definition.type === 'final';
}

export function isAtomic(state: RefState): boolean {
  return state.children.length === 0 && !isHistory(state);
}

export function isCompound(state: RefState): boolean {
  return state.children.length > 0 && !isParallel(state);
}

/** Real children, without history states. */
export function realChildren(state: RefState): readonly RefState[] {
  return state.children.filter((child) => !isHistory(child));
}

/** States around, from inside out. */
export function ancestors(state: RefState): readonly RefState[] {
  return state.parent ? [state.parent, ...ancestors(state.parent)] : [];
}

export function isDescendant(inner: RefState, outer: RefState): boolean {
  return ancestors(inner).includes(outer);
}

/** States named by a transition; absolute, below the source, or beside it. */
export function refTargets(
  all: readonly RefState[],
  { source, definition }: RefTransition,
): readonly RefState[] {
  return targetsOf(definition).map((target) => {
    const id = target.startsWith('#')
      ? target.slice(1)
      : target.startsWith('.')
        ? source.id + target
        : `${source.parent?.id ?? ''}.${target}`;
    return byId(all, id);
  });
}

export function byId(all: readonly RefState[], id: string): RefState {
  const found = all.find((state) => state.id === id);
  if (!found) throw new Error(`No state ${id}`);
  return found;
}

/** Transitions of one state for an event; `undefined`: eventless. */
export function refTransitions(source: RefState, event: string | undefined): readonly RefTransition[] {
  const { on, always, onDone } = source.definition;
  const value = event === undefined ? always : event === `done.${source.id}` ? onDone : on?.[event];
  return alternatives(value).map((definition) => ({ source, definition }));
}
