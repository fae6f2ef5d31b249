import { stateInTarget } from '../built-in-guards.js';
import type { GuardReference } from '../definition.js';
import { activeChildren, isBelow, withAncestors, type StateNode } from '../statechart.js';
import { transitionsFrom, type TransitionSite } from '../transitions.js';
import { canBe, isExhaustive, type Condition, type GuardFields } from './guard-logic.js';
import type { CheckSubject } from './subject.js';

/** What of a definition the conditions of transitions depend on. */
export type Charted = Pick<CheckSubject, 'definition' | 'chart'>;

/** Whether two states can be active at the same time: one lies in the other, or they lie in different regions. */
export function canBeTogether(left: StateNode, right: StateNode): boolean {
  if (left === right || isBelow(left, right) || isBelow(right, left)) return true;
  return meetingPoint(left, right)?.kind === 'parallel';
}

/** The closest state around both. */
export function meetingPoint(left: StateNode, right: StateNode): StateNode | undefined {
  const around = withAncestors(left);
  return withAncestors(right).find((node) => around.includes(node));
}

/** What is declared about the fields that the conditions of a transition ask for. */
export function fieldsAt({ definition, chart }: Charted, site: TransitionSite): GuardFields {
  const payload = site.trigger === 'event' ? definition.events[site.key]?.payload : undefined;
  const known = (guard: GuardReference): boolean | undefined => {
    if (guard.type !== 'stateIn') return undefined;
    const node = chart.byId.get(stateInTarget(definition.key, guard.params));
    if (!node) return undefined;
    if (node === site.source || isBelow(site.source, node)) return true;
    return canBeTogether(node, site.source) ? undefined : false;
  };
  return {
    context: definition.context,
    known,
    ...(payload ? { payload: payload.properties, required: payload.required ?? [] } : {}),
  };
}

/** Alternatives of one state for the same trigger, in written order. */
export function alternativesOf(
  node: StateNode,
  site: Pick<TransitionSite, 'event'>,
): readonly TransitionSite[] {
  return transitionsFrom(node).filter(({ event }) => event === site.event);
}

/** Whether an expiry, an `always` or a completion is followed by something whatever the data are. */
export function alwaysFollows(subject: Charted, sites: readonly TransitionSite[]): boolean {
  const [first] = sites;
  return first !== undefined && isExhaustive(sites.map(conditionOf), fieldsAt(subject, first));
}

/** Whether the condition of a transition can hold at all. */
export function canHold(subject: Charted, site: TransitionSite): boolean {
  return canBe([conditionOf(site)], [], fieldsAt(subject, site));
}

/** Whether a transition can come to its turn although the ones before it are tried first. */
export function canComeToItsTurn(
  subject: Charted,
  site: TransitionSite,
  before: readonly TransitionSite[],
): boolean {
  return canBe([conditionOf(site)], before.map(conditionOf), fieldsAt(subject, site));
}

/** Whether the conditions of two transitions on the same event can hold at once. */
export function canFireTogether(subject: Charted, left: TransitionSite, right: TransitionSite): boolean {
  const fields = fieldsAt(subject, left);
  const others = fieldsAt(subject, right);
  const known = (guard: GuardReference): boolean | undefined =>
    fields.known?.(guard) ?? others.known?.(guard);
  return canBe([conditionOf(left), conditionOf(right)], [], { ...fields, known });
}

/** Whether inner states always take an event before the state around them is asked. */
export function isTakenInside(
  subject: Charted,
  site: TransitionSite,
  node: StateNode,
  tried: readonly TransitionSite[],
): boolean {
  const before = [...tried, ...(node === site.source ? [] : alternativesOf(node, site))];
  if (node !== site.source && !canComeToItsTurn(subject, site, before)) return true;
  const inside = (child: StateNode): boolean => isTakenInside(subject, site, child, before);
  const children = activeChildren(node);
  if (node.kind === 'parallel') return children.some(inside);
  return node.kind === 'compound' && children.length > 0 && children.every(inside);
}

function conditionOf(site: TransitionSite): Condition {
  return site.definition.guard;
}
