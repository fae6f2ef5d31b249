import type { ProcessDefinition } from '../definition.js';
import { statechartOf, withAncestors, type Statechart, type StateNode } from '../statechart.js';
import { allTransitions, type TransitionSite } from '../transitions.js';
import { finding, type Finding } from './finding.js';
import { closure, leavesOf, leavesReachedBy, nextLeaves } from './flow.js';
import { transitionPath } from './subject.js';
import { canBeTogether } from './transition-logic.js';
import { recordedFields } from './written-fields.js';

/**
 * Context fields nobody ever fills, and deadlines whose starting day is not recorded on any way to their state.
 *
 * @param givenAtStart  Context fields that the scenarios of the definition start with.
 */
export function startFindings(
  definition: ProcessDefinition,
  givenAtStart: Iterable<string>,
): readonly Finding[] {
  const chart = statechartOf(definition.machine);
  const sites = allTransitions(chart);
  const atStart = new Set([
    ...givenAtStart,
    ...Object.entries(definition.machine.context ?? {}).flatMap(([field, value]) =>
      value === null ? [] : [field],
    ),
  ]);
  return [
    ...unwrittenFindings(definition, chart, sites, atStart),
    ...deadlineFindings(definition, chart, sites, atStart),
  ];
}

function unwrittenFindings(
  { context }: ProcessDefinition,
  chart: Statechart,
  sites: readonly TransitionSite[],
  atStart: ReadonlySet<string>,
): readonly Finding[] {
  const onStates = chart.nodes.flatMap(({ definition: { entry = [], exit = [] } }) => [...entry, ...exit]);
  const written = new Set([
    ...atStart,
    ...recordedFields([...onStates, ...sites.flatMap(({ definition }) => definition.actions ?? [])]),
  ]);
  return Object.keys(context)
    .filter((field) => !written.has(field))
    .map((field) => {
      const de = 'Kein Schritt trägt dieses Feld ein, und kein Beispiel beginnt damit.';
      const en = 'No step records this field, and no scenario starts with it.';
      return finding('CONTEXT_NEVER_WRITTEN', ['context', field], de, en);
    });
}

function deadlineFindings(
  { delays }: ProcessDefinition,
  chart: Statechart,
  sites: readonly TransitionSite[],
  atStart: ReadonlySet<string>,
): readonly Finding[] {
  const running = sites.filter(({ trigger, index }) => trigger === 'after' && index === 0);
  return running.flatMap((site) => {
    const from = delays[site.key]?.rule.from ?? '';
    const field = from.slice('context.'.length);
    if (!from.startsWith('context.') || atStart.has(field)) return [];
    if (writers(chart, sites, field).some((writer) => canComeBefore(chart, writer, site.source))) return [];
    const de = `Beginnt nie: kein Weg hierher trägt „${field}“ ein.`;
    const en = `Never starts: no way to this state records “${field}”.`;
    return [finding('START_NEVER_RECORDED', transitionPath(site), de, en)];
  });
}

/** States in which a field can get a value, with where the process stands then. */
interface Writer {
  readonly source: StateNode;
  readonly leaves: readonly StateNode[];
}

function writers(chart: Statechart, sites: readonly TransitionSite[], field: string): readonly Writer[] {
  const inside = (node: StateNode): readonly StateNode[] =>
    leavesOf(chart).filter((leaf) => withAncestors(leaf).includes(node));
  const bySites = sites
    .filter(({ definition }) => recordedFields(definition.actions ?? []).includes(field))
    .map((site): Writer => {
      const leaves = leavesReachedBy(chart, site);
      return { source: site.source, leaves: leaves.length > 0 ? leaves : inside(site.source) };
    });
  const byStates = chart.nodes
    .filter(({ definition: { entry = [], exit = [] } }) =>
      recordedFields([...entry, ...exit]).includes(field),
    )
    .map((node): Writer => ({ source: node, leaves: inside(node) }));
  return [...bySites, ...byStates];
}

/** Whether the field can be known in a state: written in it, beside it, or on a way to it. */
function canComeBefore(chart: Statechart, writer: Writer, state: StateNode): boolean {
  if (canBeTogether(writer.source, state)) return true;
  const later = closure(writer.leaves, (leaf) => nextLeaves(chart, leaf));
  return [...later].some((leaf) => canBeTogether(leaf, state));
}
