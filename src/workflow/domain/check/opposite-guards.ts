import { isBuiltInAction } from '../built-in-actions.js';
import type { GuardExpression } from '../definition.js';
import { guardReferences, isCombination } from '../guard-evaluation.js';
import type { TransitionSite } from '../transitions.js';
import { leavesReachedBy, transitionsAt } from './flow.js';
import { actionSites, type CheckSubject } from './subject.js';

/** Whether one condition is the written negation of the other, so that both can never hold at once. */
export function areOpposite(left: GuardExpression | undefined, right: GuardExpression | undefined): boolean {
  return negates(left, right) || negates(right, left);
}

function negates(outer: GuardExpression | undefined, inner: GuardExpression | undefined): boolean {
  if (!outer || !inner || !isCombination(outer) || outer.type !== 'not') return false;
  return JSON.stringify(outer.guards[0]) === JSON.stringify(inner);
}

/**
 * Whether a step without event comes to rest: nothing that could follow it without an event can hold, because every
 * such condition is the opposite of its own. A watchman that goes to and fro with the data is built of two of these.
 *
 * Conditions over active states are left out, because other regions move in between; so are definitions that change
 * the context without an event.
 */
export function comesToRest(subject: CheckSubject, site: TransitionSite): boolean {
  const { guard } = site.definition;
  if (site.trigger !== 'always' || !guard) return false;
  if (guardReferences(guard).some(({ type }) => type === 'stateIn')) return false;
  const allRest = leavesReachedBy(subject.chart, site)
    .flatMap(transitionsAt)
    .filter(({ trigger }) => trigger === 'always' || trigger === 'onDone')
    .every((next) => areOpposite(next.definition.guard, guard));
  return allRest && !changesContextWithoutEvent(subject);
}

function changesContextWithoutEvent(subject: CheckSubject): boolean {
  return actionSites(subject).some(
    ({ action, event }) => event === undefined && isBuiltInAction(action.type),
  );
}
