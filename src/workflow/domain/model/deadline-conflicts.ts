import type { CheckSubject } from '../check/subject.js';
import { statePath, transitionPath } from '../check/subject.js';
import { finding, type Finding } from '../check/finding.js';
import { leavesReachedBy } from '../check/flow.js';
import { alternativesOf, alwaysFollows, canBeTogether } from '../check/transition-logic.js';
import type { FieldSchema } from '../definition.js';
import { withAncestors, type StateNode } from '../statechart.js';
import { targetsOf, type TransitionSite } from '../transitions.js';
import { writtenFields } from '../check/written-fields.js';
import { delayLength, type CountedLength } from './delay-length.js';

/** Deadlines that cannot be met, computed with nominal lengths; only what is certain is found. */
export function deadlineConflicts(subject: CheckSubject): readonly Finding[] {
  const running = subject.transitions.filter(({ trigger, index }) => trigger === 'after' && index === 0);
  return [
    ...warningFindings(subject),
    ...running.flatMap((site) => [
      ...overtakenFindings(subject, site, running),
      ...overFindings(subject, site),
    ]),
  ];
}

/** Warnings that would be due before the period begins. */
function warningFindings(subject: CheckSubject): readonly Finding[] {
  return Object.entries(subject.definition.delays).flatMap(([key, { rule, warnBeforeDays = [] }]) => {
    const length = delayLength(rule);
    if (length.kind !== 'days' || mayStartLater(subject, rule.from)) return [];
    return warnBeforeDays.flatMap((days, index) => {
      if (days <= length.max) return [];
      const de = `Die Erinnerung ${days} Tage vorher läge vor dem Beginn: die Frist dauert höchstens ${length.max} Tage.`;
      const en = `A reminder ${days} days before lies before the start: the period has at most ${length.max} days.`;
      return [finding('WARNING_BEFORE_START', ['delays', key, 'warnBeforeDays', String(index)], de, en)];
    });
  });
}

/** Whether the day a period counts from can lie in the future, so that a reminder before it makes sense. */
function mayStartLater({ definition, transitions }: CheckSubject, from: string): boolean {
  if (from === 'entry') return false;
  const [place, field = ''] = from.split('.');
  const isPast = (schema: FieldSchema | undefined): boolean => /^today(-|$)/.test(schema?.notAfter ?? '');
  if (place === 'context' && isPast(definition.context[field])) return false;
  const sources = transitions.flatMap(({ key, trigger, definition: { actions = [] } }) => {
    const properties = trigger === 'event' ? definition.events[key]?.payload?.properties : undefined;
    if (place === 'event') return properties?.[field] ? [properties[field]] : [];
    const written = writtenFields(actions).get(field);
    return written === undefined ? [] : [properties?.[written.replace(/^payload /, '')]];
  });
  return sources.length === 0 || !sources.every(isPast);
}

/** A deadline that another one with the same start always comes before, so that it never expires. */
function overtakenFindings(
  subject: CheckSubject,
  site: TransitionSite,
  running: readonly TransitionSite[],
): readonly Finding[] {
  const length = counted(subject, site);
  if (!length) return [];
  const around = withAncestors(site.source);
  return running
    .filter((other) => other !== site && around.includes(other.source) && sameStart(subject, site, other))
    .filter((other) => (counted(subject, other)?.latest ?? Infinity) < length.min)
    .filter((other) => alwaysLeaves(subject, other, site.source))
    .map((other) => {
      const where = other.source === site.source ? '' : ` (${other.source.id})`;
      const de = `Läuft nie ab: ${other.key}${where} ist kürzer und führt immer vorher weg.`;
      const en = `Never expires: ${other.key}${where} is shorter and always leads away before.`;
      return finding('DEADLINE_NEVER_FIRES', transitionPath(site), de, en);
    });
}

function counted({ definition }: CheckSubject, site: TransitionSite): CountedLength | undefined {
  const rule = definition.delays[site.key]?.rule;
  const length = rule ? delayLength(rule) : undefined;
  return length?.kind === 'days' ? length : undefined;
}

/** Whether `outer` starts no later than `inner`: with the state around it, or on the same recorded day. */
function sameStart({ definition }: CheckSubject, inner: TransitionSite, outer: TransitionSite): boolean {
  const from = definition.delays[inner.key]?.rule.from;
  return from !== undefined && from === definition.delays[outer.key]?.rule.from && !from.startsWith('event.');
}

/** Whether the expiry leads away from a state whatever the data are. */
function alwaysLeaves(subject: CheckSubject, site: TransitionSite, node: StateNode): boolean {
  const alternatives = alternativesOf(site.source, site);
  if (!alwaysFollows(subject, alternatives)) return false;
  return alternatives.every((each) => {
    if (targetsOf(each.definition).length === 0) return false;
    if (site.source === node) return true;
    return leavesReachedBy(subject.chart, each).every((leaf) => !withAncestors(leaf).includes(node));
  });
}

/** A deadline that has expired already whenever its state is entered: only by a longer one from the same day. */
function overFindings(subject: CheckSubject, site: TransitionSite): readonly Finding[] {
  const length = counted(subject, site);
  const from = subject.definition.delays[site.key]?.rule.from ?? '';
  if (!length || !from.startsWith('context.')) return [];
  const ways = subject.transitions.filter(
    (way) =>
      !withAncestors(way.source).includes(site.source) &&
      leavesReachedBy(subject.chart, way).some((leaf) => withAncestors(leaf).includes(site.source)),
  );
  const field = from.slice('context.'.length);
  const isOver = (way: TransitionSite): boolean =>
    way.trigger === 'after' &&
    (sameStart(subject, site, way) || startsNoEarlier(subject, way, field)) &&
    (counted(subject, way)?.min ?? 0) > length.latest &&
    !writtenFields(way.definition.actions ?? []).has(field);
  if (ways.length === 0 || !ways.every(isOver) || isInitial(site.source)) return [];
  const keys = [...new Set(ways.map(({ key }) => key))].join(', ');
  const de = `Schon abgelaufen, wenn der Zustand beginnt: ${keys} zählt ab demselben Tag oder später und ist länger.`;
  const en = `Already over when the state begins: ${keys} counts from the same day or later and is longer.`;
  return [finding('DEADLINE_ALREADY_OVER', [...statePath(site.source), 'after', site.key], de, en)];
}

/**
 * Whether a wait counts from its entry, and the day in a field is not after that: every way into the waiting state
 * records it from a payload that takes no later day than today, and nothing changes it during the wait.
 */
function startsNoEarlier(subject: CheckSubject, wait: TransitionSite, field: string): boolean {
  const { definition, transitions, chart } = subject;
  const isInside = (leaf: StateNode): boolean => withAncestors(leaf).includes(wait.source);
  if (definition.delays[wait.key]?.rule.from !== 'entry' || isInitial(wait.source)) return false;
  const into = transitions.filter(
    (way) => !isInside(way.source) && leavesReachedBy(chart, way).some(isInside),
  );
  const recordsPast = ({ trigger, key, definition: { actions = [] } }: TransitionSite): boolean => {
    const properties = trigger === 'event' ? definition.events[key]?.payload : undefined;
    const from =
      writtenFields(actions)
        .get(field)
        ?.replace(/^payload /, '') ?? '';
    const isPast = /^today(-|$)/.test(properties?.properties[from]?.notAfter ?? '');
    return isPast && properties?.required?.includes(from) === true;
  };
  const changing = transitions.filter(
    (each) => canBeTogether(each.source, wait.source) && !into.includes(each),
  );
  const writes = (site: TransitionSite): boolean => writtenFields(site.definition.actions ?? []).has(field);
  const isSetByStates = chart.nodes.some(({ definition: { entry = [], exit = [] } }) =>
    writtenFields([...entry, ...exit]).has(field),
  );
  return into.length > 0 && into.every(recordsPast) && !changing.some(writes) && !isSetByStates;
}

/** Whether a state can also be entered because the one around it is. */
function isInitial(node: StateNode): boolean {
  return (
    node.parent === undefined ||
    node.parent.kind === 'parallel' ||
    node.parent.definition.initial === node.key
  );
}
