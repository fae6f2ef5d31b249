import { entryLeaves, withAncestors, type StateNode } from '../statechart.js';
import { transitionsFrom, type TransitionSite } from '../transitions.js';
import {
  closure,
  endsProcess,
  escapes,
  leavesOf,
  leavesReachedBy,
  nextLeaves,
  transitionsAt,
} from './flow.js';
import { finding, type Finding } from './finding.js';
import { comesToRest } from './opposite-guards.js';
import { statePath, transitionPath, type CheckSubject } from './subject.js';

/** Tag of states whose deadline the law sets. */
export const LEGAL_DEADLINE_TAG = 'legalDeadline';

/** Where a process can get to, and where it cannot. Guards are taken to be possible. */
export function flowFindings(subject: CheckSubject): readonly Finding[] {
  return [
    ...reachFindings(subject),
    ...shadowFindings(subject),
    ...loopFindings(subject),
    ...expiryFindings(subject),
  ];
}

function reachFindings({ chart }: CheckSubject): readonly Finding[] {
  const reached = closure(entryLeaves(chart, chart.root), (leaf) => nextLeaves(chart, leaf));
  const active = new Set([...reached].flatMap(withAncestors));
  const unreachable = chart.nodes
    .filter((node) => node.kind !== 'history' && !active.has(node))
    .filter((node) => node.parent === undefined || active.has(node.parent))
    .map((node) =>
      finding('UNREACHABLE_STATE', statePath(node), 'Kein Weg führt hierher.', 'No way leads to this state.'),
    );
  const stuck = leavesOf(chart)
    .filter((leaf) => reached.has(leaf) && !canEnd(chart, leaf))
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

function canEnd(chart: CheckSubject['chart'], leaf: StateNode): boolean {
  const later = closure([leaf], (node) => [...nextLeaves(chart, node), ...escapes(chart, node)]);
  return [...later].some((node) => endsProcess(chart, node));
}

/** Alternatives behind an unguarded or equal one, and everything beside an unguarded `always`, never happen. */
function shadowFindings({ chart }: CheckSubject): readonly Finding[] {
  return chart.nodes.flatMap((node) => {
    const sites = transitionsFrom(node);
    const never = sites.filter((site) => sites.some((earlier) => shadows(earlier, site)));
    return never.map((site) => {
      const en = 'Never taken: a transition before it always comes first.';
      return finding(
        'TRANSITION_SHADOWED',
        transitionPath(site),
        'Kommt nie zum Zug: ein früherer gilt immer.',
        en,
      );
    });
  });
}

function shadows(earlier: TransitionSite, site: TransitionSite): boolean {
  if (earlier === site) return false;
  const unguarded = earlier.definition.guard === undefined;
  if (earlier.trigger === 'always' && unguarded && (site.trigger === 'event' || site.trigger === 'after')) {
    return site.source.children.length === 0;
  }
  if (earlier.event !== site.event || earlier.index >= site.index) return false;
  return unguarded || JSON.stringify(earlier.definition.guard) === JSON.stringify(site.definition.guard);
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

/** Deadlines of law that nothing follows from, and expiries that end something without a person. */
function expiryFindings({ chart, transitions }: CheckSubject): readonly Finding[] {
  const unhandled = chart.nodes
    .filter(({ definition }) => definition.tags?.includes(LEGAL_DEADLINE_TAG) && !definition.after)
    .map((node) => {
      const en = 'A state with a legal deadline says what follows from its expiry.';
      return finding('DEADLINE_WITHOUT_EXPIRY', statePath(node), 'Was folgt aus dem Ablauf der Frist?', en);
    });
  const always = (site: TransitionSite): boolean => site.trigger === 'always';
  const silent = transitions
    .filter((site) => site.trigger === 'after' && site.definition.meta?.expiryIsInFavour !== true)
    .filter((site) => {
      const reached = closure(leavesReachedBy(chart, site), (leaf) => nextLeaves(chart, leaf, always));
      return [...reached].some(({ kind }) => kind === 'final');
    })
    .map((site) => {
      const de = 'Eine abgelaufene Frist darf nichts beenden, ohne dass ein Mensch bestätigt.';
      const en = 'An expired deadline must not end anything without a person confirming.';
      return finding('EXPIRY_ENDS_SILENTLY', transitionPath(site), de, en);
    });
  return [...unhandled, ...silent];
}
