import { withAncestors, type StateNode } from '../statechart.js';
import type { TransitionSite } from '../transitions.js';
import {
  closure,
  endsProcess,
  escapes,
  leavesOf,
  leavesReachedBy,
  nextLeaves,
  reachableLeaves,
  transitionsAt,
} from './flow.js';
import { finding, type Finding } from './finding.js';
import { comesToRest } from './opposite-guards.js';
import { historyFromRegionFindings, regionFindings } from './region-findings.js';
import { statePath, transitionPath, type CheckSubject } from './subject.js';
import { turnFindings } from './turn-findings.js';

/** Where a process can get to, and where it cannot. */
export function flowFindings(subject: CheckSubject): readonly Finding[] {
  return [
    ...reachFindings(subject),
    ...turnFindings(subject),
    ...regionFindings(subject),
    ...historyFromRegionFindings(subject),
    ...loopFindings(subject),
  ];
}

function reachFindings({ chart }: CheckSubject): readonly Finding[] {
  const reached = reachableLeaves(chart);
  const active = new Set([...reached].flatMap(withAncestors));
  const unreachable = chart.nodes
    .filter((node) => node.kind !== 'history' && !active.has(node))
    .filter((node) => node.parent === undefined || active.has(node.parent))
    .map((node) =>
      finding('UNREACHABLE_STATE', statePath(node), 'Kein Weg führt hierher.', 'No way leads to this state.'),
    );
  const ending = leavesThatCanEnd(chart);
  const stuck = leavesOf(chart)
    .filter((leaf) => reached.has(leaf) && !ending.has(leaf))
    .map((leaf) =>
      finding(
        'NO_WAY_TO_END',
        statePath(leaf),
        'Von hier führt kein Weg zu einem Ende.',
        'No end can be reached.',
      ),
    );
  return [...unreachable, ...stuck];
}

/** Leaf states from which an end can be reached, found backwards from the ends. */
function leavesThatCanEnd(chart: CheckSubject['chart']): ReadonlySet<StateNode> {
  const leaves = leavesOf(chart);
  const next = new Map(leaves.map((leaf) => [leaf, [...nextLeaves(chart, leaf), ...escapes(chart, leaf)]]));
  const before = (node: StateNode): readonly StateNode[] =>
    leaves.filter((leaf) => next.get(leaf)?.includes(node));
  return closure(
    leaves.filter((leaf) => endsProcess(chart, leaf)),
    before,
  );
}

/** Circles of transitions that need no event (trap 17); completions count, since they need none either. */
function loopFindings(subject: CheckSubject): readonly Finding[] {
  const { chart } = subject;
  const eventless = (site: TransitionSite): boolean =>
    (site.trigger === 'always' || site.trigger === 'onDone') && !comesToRest(subject, site);
  const next = (leaf: StateNode): readonly StateNode[] => nextLeaves(chart, leaf, eventless);
  const circling = leavesOf(chart).filter((leaf) => closure(next(leaf), next).has(leaf));
  const sites = circling.flatMap((leaf) =>
    transitionsAt(leaf)
      .filter(eventless)
      .filter((site) => leavesReachedBy(chart, site).some((node) => closure([node], next).has(leaf))),
  );
  return [...new Set(sites)].map((site) => {
    const en = 'Can run in circles without any event.';
    return finding('ALWAYS_LOOP', transitionPath(site), 'Kann ohne Ereignis im Kreis laufen.', en);
  });
}
