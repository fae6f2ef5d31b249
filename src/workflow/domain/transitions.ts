import { alternatives, type TransitionAlternatives, type TransitionDefinition } from './definition.js';
import type { Statechart, StateNode } from './statechart.js';

/** What makes a transition be considered. */
export type TransitionTrigger = 'event' | 'always' | 'after' | 'onDone';

/** A transition with its place in the definition. */
export interface TransitionSite {
  /** `<stateId>/<event>/<index>`. */
  readonly id: string;
  readonly source: StateNode;
  readonly trigger: TransitionTrigger;
  /** Event type, `always`, `after:<DELAY>` or `onDone`. */
  readonly event: string;
  /** Key below `on` or `after`; empty for `always` and `onDone`. */
  readonly key: string;
  readonly index: number;
  readonly definition: TransitionDefinition;
  /** Path of keys within `machine`, without array index. */
  readonly at: readonly string[];
}

/** Id of a transition. */
export function transitionId(stateId: string, event: string, index: number): string {
  return `${stateId}/${event}/${String(index)}`;
}

/** The name of a trigger in ids and reports. */
export function eventName(trigger: TransitionTrigger, key: string): string {
  if (trigger === 'event') return key;
  return trigger === 'after' ? `after:${key}` : trigger;
}

/** Every decision asks for those of all active states; they never change. */
const known = new WeakMap<StateNode, readonly TransitionSite[]>();

/** All transitions leaving one state, in the order of the format: events, always, expiries, completion. */
export function transitionsFrom(node: StateNode): readonly TransitionSite[] {
  const sites = known.get(node) ?? sitesOf(node);
  known.set(node, sites);
  return sites;
}

function sitesOf(node: StateNode): readonly TransitionSite[] {
  const { on = {}, always, after = {}, onDone } = node.definition;
  const at = node.path.flatMap((key) => ['states', key]);
  const sites = (
    trigger: TransitionTrigger,
    key: string,
    place: readonly string[],
    value?: TransitionAlternatives,
  ) =>
    alternatives(value).map((definition, index): TransitionSite => {
      const event = eventName(trigger, key);
      const id = transitionId(node.id, event, index);
      return { id, source: node, trigger, event, key, index, definition, at: [...at, ...place] };
    });
  return [
    ...Object.entries(on).flatMap(([key, value]) => sites('event', key, ['on', key], value)),
    ...sites('always', '', ['always'], always),
    ...Object.entries(after).flatMap(([key, value]) => sites('after', key, ['after', key], value)),
    ...sites('onDone', '', ['onDone'], onDone),
  ];
}

/** All transitions of a definition in document order. */
export function allTransitions(chart: Statechart): readonly TransitionSite[] {
  return chart.nodes.flatMap(transitionsFrom);
}

/** Targets as a list; empty for a transition that only acts. */
export function targetsOf(transition: TransitionDefinition): readonly string[] {
  if (transition.target === undefined) return [];
  return typeof transition.target === 'string' ? [transition.target] : transition.target;
}

/** XState's event for an expired delay of a state. */
export function expiryEvent(delayKey: string, stateId: string): string {
  return `xstate.after.${delayKey}.${stateId}`;
}
