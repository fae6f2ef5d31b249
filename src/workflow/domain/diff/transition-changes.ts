import type { ProcessDefinition } from '../definition.js';
import { resolveTarget, type Statechart, type StateNode } from '../statechart.js';
import { allTransitions, targetsOf, type TransitionSite } from '../transitions.js';
import type { Change, ChangeKind } from './definition-diff.js';
import { asJson, isEqual } from './json-difference.js';
import { stateLabel } from './state-changes.js';
import type { StateMatches } from './state-match.js';

/** A version with its tree. */
export interface Version {
  readonly definition: ProcessDefinition;
  readonly chart: Statechart;
}

/** A transition with the states it leads to. */
interface Arrow {
  readonly site: TransitionSite;
  /** Ids of the states it leads to, those of the old version told in the names of the new one. */
  readonly targets: readonly string[];
}

type Pair = readonly [before: Arrow, after: Arrow];

/** German name of what makes a transition be considered. */
function triggerLabel(
  { trigger, key, definition: own }: TransitionSite,
  definition: ProcessDefinition,
): string {
  if (own.meta?.label) return own.meta.label.de;
  if (trigger === 'event') return definition.events[key]?.label.de ?? key;
  if (trigger === 'after') return `Frist abgelaufen: ${definition.delays[key]?.label.de ?? key}`;
  return trigger === 'always' ? 'von selbst' : 'alles darin ist abgeschlossen';
}

function change(
  kind: ChangeKind,
  { site }: Arrow,
  definition: ProcessDefinition,
  values: readonly [before: unknown, after: unknown],
  counts = true,
): Change {
  return {
    part: 'TRANSITION',
    kind,
    id: site.id,
    label: `${stateLabel(site.source)}: ${triggerLabel(site, definition)}`,
    before: asJson(values[0]),
    after: asJson(values[1]),
    affectsDecisions: counts,
  };
}

/** Signs by which alternatives for the same event are recognised, the surest first. */
const LIKENESS: readonly ((before: Arrow, after: Arrow) => boolean)[] = [
  (a, b) => isEqual(a.targets, b.targets) && isEqual(a.site.definition.guard, b.site.definition.guard),
  (a, b) =>
    a.site.definition.guard !== undefined && isEqual(a.site.definition.guard, b.site.definition.guard),
  (a, b) => isEqual(a.targets, b.targets),
  (a, b) => a.site.index === b.site.index,
];

function pairsOf(before: readonly Arrow[], after: readonly Arrow[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const isAlike of LIKENESS) {
    for (const old of before) {
      if (pairs.some(([taken]) => taken === old)) continue;
      const twin = after.find((each) => isAlike(old, each) && !pairs.some(([, taken]) => taken === each));
      if (twin) pairs.push([old, twin]);
    }
  }
  return pairs.sort(([a], [b]) => a.site.index - b.site.index);
}

function behaviour({ reenter, meta }: TransitionSite['definition']): unknown {
  return { reenter: reenter ?? false, expiryIsInFavour: meta?.expiryIsInFavour ?? false };
}

function changesOfPair([before, after]: Pair, definition: ProcessDefinition): readonly Change[] {
  const [a, b] = [before.site.definition, after.site.definition];
  const texts = [
    { label: a.meta?.label ?? null, description: a.description ?? null },
    { label: b.meta?.label ?? null, description: b.description ?? null },
  ] as const;
  const aspects: readonly (readonly [ChangeKind, unknown, unknown, boolean])[] = [
    ['TARGET', before.targets, after.targets, true],
    ['GUARD', a.guard, b.guard, true],
    ['ACTIONS', a.actions, b.actions, true],
    ['BEHAVIOUR', behaviour(a), behaviour(b), true],
    ['LAW', a.meta?.legalBasis, b.meta?.legalBasis, false],
    ['TEXT', texts[0], texts[1], false],
  ];
  return aspects
    .filter(([, old, now]) => !isEqual(old, now))
    .map(([kind, old, now, counts]) => change(kind, after, definition, [old, now], counts));
}

function isReordered(pairs: readonly Pair[]): boolean {
  return pairs.some(
    ([, after], index) => index > 0 && after.site.index < (pairs[index - 1]?.[1].site.index ?? 0),
  );
}

/** The alternatives of one state for one event. */
function groupKey(source: StateNode, event: string): string {
  return `${source.id}/${event}`;
}

function grouped(arrows: readonly Arrow[], sourceId: (node: StateNode) => StateNode | undefined) {
  const groups = new Map<string, Arrow[]>();
  for (const arrow of arrows) {
    const source = sourceId(arrow.site.source) ?? arrow.site.source;
    const key = groupKey(source, arrow.site.event);
    groups.set(key, [...(groups.get(key) ?? []), arrow]);
  }
  return groups;
}

function arrowsOf({ chart }: Version, rename: (id: string) => string): readonly Arrow[] {
  return allTransitions(chart).map((site) => {
    const targets = targetsOf(site.definition).map(
      (name) => resolveTarget(chart, site.source, name)?.id ?? name,
    );
    return { site, targets: targets.map(rename) };
  });
}

/** What differs between the transitions of two versions; those of states that come or go are told, too. */
export function transitionChanges(from: Version, to: Version, matches: StateMatches): readonly Change[] {
  const renamed = (id: string) => matches.byOld.get(id)?.to.id ?? id;
  const before = grouped(arrowsOf(from, renamed), (node) => matches.byOld.get(node.id)?.to);
  const after = grouped(
    arrowsOf(to, (id) => id),
    (node) => node,
  );
  const ofGroups = [...after].flatMap(([key, arrows]) => {
    const pairs = pairsOf(before.get(key) ?? [], arrows);
    const added = arrows.filter((each) => !pairs.some(([, paired]) => paired === each));
    return [
      ...pairs.flatMap((pair) => changesOfPair(pair, to.definition)),
      ...added.map((each) => change('ADDED', each, to.definition, [null, each.site.definition])),
      ...reordered(pairs, to.definition),
    ];
  });
  const removed = [...before].flatMap(([key, arrows]) => {
    const pairs = pairsOf(arrows, after.get(key) ?? []);
    const gone = arrows.filter((each) => !pairs.some(([paired]) => paired === each));
    return gone.map((each) => change('REMOVED', each, from.definition, [each.site.definition, null]));
  });
  return [...ofGroups, ...removed];
}

function reordered(pairs: readonly Pair[], definition: ProcessDefinition): readonly Change[] {
  const now = [...pairs].sort(([, a], [, b]) => a.site.index - b.site.index);
  const [first] = now;
  if (!first || !isReordered(pairs)) return [];
  const ids = (list: readonly Pair[]) => list.map(([, { site }]) => site.id);
  return [change('ORDER', first[1], definition, [ids(pairs), ids(now)])];
}
