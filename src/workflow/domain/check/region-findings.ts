import { isBelow, resolveTarget, type StateNode } from '../statechart.js';
import { targetsOf, type TransitionSite } from '../transitions.js';
import { finding, type Finding } from './finding.js';
import { transitionPath, type CheckSubject } from './subject.js';
import { canBeTogether, canFireTogether, meetingPoint } from './transition-logic.js';
import { writtenFields } from './written-fields.js';

/**
 * Regions of a parallel state that get in each other's way on the same event: one leads out of the parallel state
 * while the other moves, so that only the first by key happens, or both write different values to the same field, so
 * that the last one stays. Conditions that exclude each other make no conflict.
 */
export function regionFindings(subject: CheckSubject): readonly Finding[] {
  const events = subject.transitions.filter(({ trigger }) => trigger === 'event' || trigger === 'always');
  return events.flatMap((site, index) =>
    events
      .slice(0, index)
      .filter((other) => other.event === site.event && areInDifferentRegions(site.source, other.source))
      .filter((other) => canFireTogether(subject, site, other))
      .flatMap((other) => conflict(subject, site, other)),
  );
}

/**
 * Regions that ask history of the parallel state they belong to, or of one around it. XState may then leave the
 * parallel state without entering it again, so that its deadlines are lost, or enter it without having left it.
 */
export function historyFromRegionFindings(subject: CheckSubject): readonly Finding[] {
  return subject.transitions
    .filter((site) => targetsOf(site.definition).some((target) => asksFromRegion(subject, site, target)))
    .map((site) => {
      const de =
        'Fragt aus einem Teil des parallelen Zustands nach dessen eigener Erinnerung: was dann verlassen und betreten wird, ist nicht bestimmt.';
      const en =
        'Asks from within a region for the history of its own parallel state: what is left and entered then is not defined.';
      return finding('HISTORY_FROM_REGION', transitionPath(site), de, en);
    });
}

function asksFromRegion({ chart }: CheckSubject, { source }: TransitionSite, target: string): boolean {
  const history = resolveTarget(chart, source, target);
  const around = history?.kind === 'history' ? history.parent : undefined;
  if (!around) return false;
  for (let outer: StateNode | undefined = source; outer; outer = outer.parent) {
    const isInside = outer === around || isBelow(outer, around);
    if (outer.kind === 'parallel' && isInside && (outer === around || outer !== source)) return true;
  }
  return false;
}

function areInDifferentRegions(left: StateNode, right: StateNode): boolean {
  const nested = left === right || isBelow(left, right) || isBelow(right, left);
  return !nested && canBeTogether(left, right);
}

function conflict(subject: CheckSubject, site: TransitionSite, other: TransitionSite): readonly Finding[] {
  const parallel = meetingPoint(site.source, other.source);
  const path = transitionPath(site);
  if (parallel && bothMoveAndOneLeaves(subject, parallel, [site, other])) {
    const de = `Widerspricht ${other.id}: beide zugleich gehen nicht, weil einer den gemeinsamen Zustand verlässt.`;
    const en = `Conflicts with ${other.id}: one of them leaves the parallel state, so only one can happen.`;
    return [finding('REGION_CONFLICT', path, de, en)];
  }
  const mine = writtenFields(site.definition.actions ?? []);
  return [...writtenFields(other.definition.actions ?? [])]
    .filter(([field, value]) => mine.has(field) && mine.get(field) !== value)
    .map(([field]) => {
      const de = `Schreibt „${field}“ beim selben Ereignis wie ${other.id}: die Reihenfolge entschiede, was bleibt.`;
      const en = `Writes “${field}” on the same event as ${other.id}: the order would decide what stays.`;
      return finding('REGION_CONFLICT', path, de, en);
    });
}

function bothMoveAndOneLeaves(
  { chart }: CheckSubject,
  parallel: StateNode,
  sites: readonly TransitionSite[],
): boolean {
  const reached = sites.map((site) =>
    targetsOf(site.definition).map((target) => resolveTarget(chart, site.source, target)),
  );
  const leaves = (node: StateNode | undefined): boolean => node !== undefined && !isBelow(node, parallel);
  return reached.every((nodes) => nodes.length > 0) && reached.some((nodes) => nodes.some(leaves));
}
