import { resolveTarget, type StateNode } from '../statechart.js';
import { targetsOf } from '../transitions.js';
import { finding, type Finding } from './finding.js';
import { transitionPath, type CheckSubject } from './subject.js';
import { meetingPoint } from './transition-logic.js';

/**
 * Transitions with several targets that cannot be active together: two in one region, or one inside the other. XState
 * would enter both and go on with one of them, while the deadlines of both run.
 */
export function targetsFindings({ chart, transitions }: CheckSubject): readonly Finding[] {
  return transitions.flatMap((site) => {
    const nodes = targetsOf(site.definition).flatMap(
      (target) => resolveTarget(chart, site.source, target) ?? [],
    );
    return nodes.flatMap((node, index) =>
      nodes
        .slice(0, index)
        .filter((other) => areRivals(node, other))
        .map((other) => {
          const [one, two] = [other.path.join('.'), node.path.join('.')];
          const de = `„${one}“ und „${two}“ liegen nicht in verschiedenen Regionen: beide zugleich gehen nicht.`;
          const en = `“${one}” and “${two}” do not lie in different regions, so they cannot be entered together.`;
          return finding('TARGETS_CONFLICT', [...transitionPath(site), 'target'], de, en);
        }),
    );
  });
}

function areRivals(left: StateNode, right: StateNode): boolean {
  const meeting = meetingPoint(left, right);
  return meeting?.kind !== 'parallel' || meeting === left || meeting === right;
}
