import { alternatives } from '../definition.js';
import type { ModelSubject } from '../check/subject.js';
import { alternativesOf, alwaysFollows } from '../check/transition-logic.js';
import {
  historyDefault,
  initialChild,
  isBelow,
  resolveTarget,
  withAncestors,
  type StateNode,
} from '../statechart.js';
import { targetsOf, transitionsFrom, type TransitionSite } from '../transitions.js';

/**
 * A part of a definition in which one state after the other is active: the whole, or one region of a parallel state.
 *
 * Its places are states without inner states. Parallel states, and states around others that run a deadline of their
 * own, are one place each; what happens inside them is a part of its own.
 */
export interface Scope {
  readonly node: StateNode;
  /** Whether the transitions of the state itself belong to this part (regions, the whole) or to the one around it. */
  readonly withOwn: boolean;
}

/** Whether a state is one place of the part around it, whatever happens inside. */
export function isOpaque(node: StateNode): boolean {
  return node.kind === 'parallel' || (node.kind === 'compound' && node.definition.after !== undefined);
}

/** The parts inside a place. */
export function innerScopes(node: StateNode): readonly Scope[] {
  if (node.kind !== 'parallel') return [{ node, withOwn: false }];
  return node.children
    .filter(({ kind }) => kind !== 'history')
    .map((region) => ({ node: region, withOwn: true }));
}

/** Where one is after a state of the part was entered; `undefined` for a broken definition. */
export function placeOf(subject: ModelSubject, scope: Scope, entered: StateNode): StateNode | undefined {
  if (scope.node.kind === 'parallel') return scope.node;
  const inside = withAncestors(entered).filter((node) => isBelow(node, scope.node));
  const opaque = inside.findLast(isOpaque);
  if (opaque) return opaque;
  if (entered.kind === 'atomic' || entered.kind === 'final') return entered;
  const next = entered.kind === 'history' ? historyDefault(subject.chart, entered) : initialChild(entered);
  return next ? placeOf(subject, scope, next) : undefined;
}

/** States from a place outwards whose transitions count at it. */
function around(scope: Scope, place: StateNode): readonly StateNode[] {
  return withAncestors(place).filter(
    (node) => isBelow(node, scope.node) || (node === scope.node && (scope.withOwn || node === place)),
  );
}

/** Transitions that can lead on from a place, completions of what is inside it left out. */
export function sitesAt(scope: Scope, place: StateNode): readonly TransitionSite[] {
  const sites = around(scope, place).flatMap((node) =>
    transitionsFrom(node).filter(({ trigger }) => trigger !== 'onDone' || isDoneBy(place, node)),
  );
  return sites.filter(({ definition }) => definition.target !== undefined);
}

/** Whether being in a final state completes the state around it. */
function isDoneBy(place: StateNode, node: StateNode): boolean {
  return place.kind === 'final' && place.parent === node;
}

/** Whether a place is left at once, without an event. */
export function isPassing(subject: ModelSubject, scope: Scope, place: StateNode): boolean {
  return around(scope, place).some((node) => {
    const always = alternativesOf(node, { event: 'always' });
    const done = isDoneBy(place, node) ? alternativesOf(node, { event: 'onDone' }) : [];
    return [always, done].some((sites) => sites.length > 0 && alwaysFollows(subject, sites));
  });
}

/** Delays that lead on from a place whatever the data are. */
export function certainDelays(subject: ModelSubject, scope: Scope, place: StateNode): readonly string[] {
  return around(scope, place).flatMap((node) =>
    Object.entries(node.definition.after ?? {})
      .filter(([, value]) => alternatives(value).every(({ target }) => target !== undefined))
      .filter(([key]) => alwaysFollows(subject, alternativesOf(node, { event: `after:${key}` })))
      .map(([key]) => key),
  );
}

/** Places a transition leads to inside the part; `outside` when it leads out of it. */
export function destination(
  subject: ModelSubject,
  scope: Scope,
  site: TransitionSite,
): readonly StateNode[] | 'outside' {
  const targets = targetsOf(site.definition).flatMap((target) => {
    const node = resolveTarget(subject.chart, site.source, target);
    return node ? [node] : [];
  });
  const staysInside = targets.every((node) => node === scope.node || isBelow(node, scope.node));
  if (!staysInside || (!scope.withOwn && site.source === scope.node)) return 'outside';
  return targets.flatMap((node) => placeOf(subject, scope, node) ?? []);
}
