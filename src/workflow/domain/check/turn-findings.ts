import { activeChildren, isBelow, resolveTarget, withAncestors, type StateNode } from '../statechart.js';
import { targetsOf, type TransitionSite } from '../transitions.js';
import { finding, type Finding } from './finding.js';
import { reachableLeaves } from './flow.js';
import { transitionPath, type CheckSubject } from './subject.js';
import {
  alternativesOf,
  alwaysFollows,
  canComeToItsTurn,
  canHold,
  isTakenInside,
} from './transition-logic.js';

/** Transitions that can never fire, each with the reason. */
export function turnFindings(subject: CheckSubject): readonly Finding[] {
  const reached = reachableLeaves(subject.chart);
  return subject.transitions.flatMap((site) => {
    const path = transitionPath(site);
    if (site.trigger === 'onDone' && site.source.children.length > 0 && !completes(site.source, reached)) {
      const de = 'Kommt nie zum Zug: dieser Teil wird nie fertig.';
      return [finding('COMPLETION_IMPOSSIBLE', path, de, 'Never taken: this part never completes.')];
    }
    if (!canHold(subject, site)) {
      const de = 'Kommt nie zum Zug: die Bedingung widerspricht sich selbst.';
      return [finding('GUARD_CONTRADICTION', path, de, 'Never taken: its condition contradicts itself.')];
    }
    const reason = shadowOf(subject, site);
    return reason ? [finding('TRANSITION_SHADOWED', path, ...reason)] : [];
  });
}

/** What always comes first, in German and English. */
function shadowOf(subject: CheckSubject, site: TransitionSite): readonly [string, string] | undefined {
  const earlier = alternativesOf(site.source, site).filter(({ index }) => index < site.index);
  if (!canComeToItsTurn(subject, site, earlier)) {
    return ['Kommt nie zum Zug: ein früherer gilt immer.', 'Never taken: one before it always applies.'];
  }
  if (site.trigger !== 'event' && site.trigger !== 'after') return undefined;
  if (withAncestors(site.source).some((node) => passesAtOnce(subject, node))) {
    const de = 'Kommt nie zum Zug: der Zustand wird ohne Ereignis gleich wieder verlassen.';
    return [de, 'Never taken: the state is left at once without any event.'];
  }
  if (site.trigger === 'event' && isTakenInside(subject, site, site.source, earlier)) {
    const de = 'Kommt nie zum Zug: die inneren Zustände nehmen das Ereignis immer vorher.';
    return [de, 'Never taken: the inner states always take the event first.'];
  }
  return undefined;
}

/** Whether a state is left by `always` whatever the data are. */
function passesAtOnce(subject: CheckSubject, node: StateNode): boolean {
  const sites = alternativesOf(node, { event: 'always' });
  const leaves = (site: TransitionSite): boolean =>
    targetsOf(site.definition).some((target) => {
      const reached = resolveTarget(subject.chart, node, target);
      return reached !== undefined && reached !== node && !isBelow(reached, node);
    });
  return sites.every(leaves) && alwaysFollows(subject, sites);
}

/** Whether a state can become done: by a final state in it, or by all its regions. */
function completes(node: StateNode, reached: ReadonlySet<StateNode>): boolean {
  const children = activeChildren(node);
  if (node.kind === 'parallel') return children.every((region) => completes(region, reached));
  return children.some((child) => child.kind === 'final' && reached.has(child));
}
