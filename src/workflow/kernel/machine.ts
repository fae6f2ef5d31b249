import { and, assign, createMachine, not, or, stateIn, type AnyStateMachine } from 'xstate';
import {
  clearedValues,
  isBuiltInAction,
  recordedValues,
  type ClearParams,
  type RecordParams,
} from '../domain/built-in-actions.js';
import { stateInTarget } from '../domain/built-in-guards.js';
import type {
  ActionReference,
  GuardExpression,
  GuardReference,
  JsonObject,
  ProcessDefinition,
  StateDefinition,
  TransitionAlternatives,
  TransitionDefinition,
} from '../domain/definition.js';
import { alternatives } from '../domain/definition.js';
import { isCombination } from '../domain/guard-evaluation.js';
import { childEntries, isBelow, resolveTarget, statechartOf, type Statechart } from '../domain/statechart.js';
import { eventName, targetsOf, transitionId, type TransitionTrigger } from '../domain/transitions.js';
import type { RunSlot } from './run.js';

/** Inner steps after which an event counts as running in circles (trap 17). */
export const MAX_MICROSTEPS = 100;

/** Marks we put among the actions, so that XState's ordered list tells what happened. */
export const MARK = { taken: 'fallwerk.taken', entered: 'fallwerk.entered', left: 'fallwerk.left' } as const;

/** Judges a named guard over the given context within the current run. */
export type LeafGuard = (guard: GuardReference, context: JsonObject) => boolean;

/** Aborts XState's habit of computing the initial state before every transition (trap 35). */
const NO_START = new Error('No start intended');

/**
 * Makes the XState machine of a definition: the same statechart, with marks among the actions, guards bound to the
 * run and `stateIn` replaced by XState's own guard, the only one that sees the active states (trap 36).
 *
 * @throws {Error} unknown delay (it would fire at once, trap 33), target or initial state: broken definition.
 */
export function machineOf(definition: ProcessDefinition, leaf: LeafGuard, slot: RunSlot): AnyStateMachine {
  const delays = Object.keys(definition.delays);
  const config = {
    ...stateConfig(definition.machine, definition.machine.id, {
      definition,
      leaf,
      delays,
      chart: statechartOf(definition.machine),
    }),
    id: definition.machine.id,
    context: ({ input }: { input?: JsonObject }) => {
      if (input === undefined) throw NO_START;
      return input;
    },
    options: { maxIterations: MAX_MICROSTEPS },
  };
  const record = assign((_: unknown, params: unknown) =>
    recordedValues(params as RecordParams, slot.current.event.payload),
  );
  const clear = assign((_: unknown, params: unknown) => clearedValues(params as ClearParams));
  const implementations = {
    actions: { record, clear },
    // A number marks the raise as delayed, so that it stays a description; the date comes from the legal calendar.
    delays: Object.fromEntries(delays.map((name) => [name, 0])),
  };
  return createMachine(config as never, implementations as never) as AnyStateMachine;
}

interface Surroundings {
  readonly definition: ProcessDefinition;
  readonly leaf: LeafGuard;
  readonly delays: readonly string[];
  readonly chart: Statechart;
}

function stateConfig(state: StateDefinition, id: string, around: Surroundings): object {
  if (state.type === 'history' || (state.history && !state.states)) {
    return { type: 'history', history: state.history ?? 'shallow', target: state.target };
  }
  const transitions = (trigger: TransitionTrigger, key: string, value: TransitionAlternatives | undefined) =>
    value === undefined ? undefined : transitionConfigs(trigger, key, value, id, around);
  const each = (trigger: TransitionTrigger, group: Readonly<Record<string, TransitionAlternatives>> = {}) =>
    Object.fromEntries(Object.entries(group).map(([key, value]) => [key, transitions(trigger, key, value)]));
  const unknownDelay = Object.keys(state.after ?? {}).find((key) => !around.delays.includes(key));
  if (unknownDelay !== undefined) throw new Error(`Unknown delay ${unknownDelay} in state ${id}`);
  const children = childEntries(state).map(([key, child]) => [
    key,
    stateConfig(child, `${id}.${key}`, around),
  ]);
  return {
    ...(state.type ? { type: state.type } : {}),
    ...(state.initial === undefined ? {} : { initial: state.initial }),
    ...(children.length > 0 ? { states: Object.fromEntries(children) as object } : {}),
    ...(state.output === undefined ? {} : { output: state.output }),
    on: each('event', state.on),
    after: each('after', state.after),
    always: transitions('always', '', state.always),
    onDone: transitions('onDone', '', state.onDone),
    entry: [{ type: MARK.entered, params: { id } }, ...(state.entry ?? []).map(action)],
    exit: [{ type: MARK.left, params: { id } }, ...(state.exit ?? []).map(action)],
  };
}

function transitionConfigs(
  trigger: TransitionTrigger,
  key: string,
  value: TransitionAlternatives,
  stateId: string,
  around: Surroundings,
): readonly object[] {
  return alternatives(value).map((transition, index) => ({
    ...(transition.target === undefined ? {} : { target: transition.target }),
    ...(transition.reenter === true || goesBackByHistory(transition, stateId, around.chart)
      ? { reenter: true }
      : {}),
    ...(transition.guard ? { guard: guardConfig(transition.guard, around) } : {}),
    actions: [
      { type: MARK.taken, params: { id: transitionId(stateId, eventName(trigger, key), index) } },
      ...(transition.actions ?? []).map(action),
    ],
  }));
}

/**
 * Whether a transition leads to a history state outside its source, which may remember the source itself. XState would
 * then enter the source a second time without leaving it; reentered, it is left and entered as everywhere else.
 */
function goesBackByHistory(transition: TransitionDefinition, stateId: string, chart: Statechart): boolean {
  const source = chart.byId.get(stateId);
  if (!source) return false;
  return targetsOf(transition)
    .map((target) => resolveTarget(chart, source, target))
    .some((target) => target?.kind === 'history' && !isBelow(target, source));
}

function action(reference: ActionReference): ActionReference {
  // Effects have no implementation: XState only lists them. Built-in names find theirs among the implementations.
  return isBuiltInAction(reference.type) ? reference : { ...reference, params: reference.params ?? {} };
}

function guardConfig(guard: GuardExpression, around: Surroundings): unknown {
  if (!isCombination(guard)) {
    if (guard.type === 'stateIn') return stateIn(`#${stateInTarget(around.definition.key, guard.params)}`);
    return ({ context }: { context: JsonObject }) => around.leaf(guard, context);
  }
  const parts = guard.guards.map((part) => guardConfig(part, around)) as never[];
  switch (guard.type) {
    case 'and':
      return and(parts);
    case 'or':
      return or(parts);
    case 'not':
      return not(parts[0] as never);
  }
}
