import { parseDeadlineRule } from '../../../kernel/index.js';
import type { FieldSchema } from '../definition.js';
import { isDateField } from '../date-bounds.js';
import { entryLeaves, isBelow, withAncestors, type StateNode } from '../statechart.js';
import { transitionsFrom, type TransitionSite } from '../transitions.js';
import { finding, type Finding } from './finding.js';
import { closure, leavesReachedBy, nextLeaves } from './flow.js';
import { statePath, transitionPath, type CheckSubject } from './subject.js';
import { alwaysFollows } from './transition-logic.js';

/** Tag of states whose deadline the law sets. */
const LEGAL_DEADLINE_TAG = 'legalDeadline';

/** Rules the legal calendar refuses, starts nobody knows, expiries without consequence or without a person. */
export function deadlineFindings(subject: CheckSubject): readonly Finding[] {
  return [...ruleFindings(subject), ...startOnEventFindings(subject), ...expiryFindings(subject)];
}

function ruleFindings({ definition, transitions }: CheckSubject): readonly Finding[] {
  return Object.entries(definition.delays).flatMap(([key, delay]) => {
    const path = ['delays', key, 'rule'];
    const parsed = parseDeadlineRule(delay.rule);
    if (!parsed.ok) {
      return parsed.error.map((problem): Finding => {
        const at = [...path, ...problem.pointer.split('/').filter(Boolean)];
        return finding('INVALID_DEADLINE_RULE', at, `Fristregel falsch: ${problem.message}`, problem.message);
      });
    }
    const { from } = delay.rule;
    if (!from.startsWith('context.')) return [];
    const field = definition.context[from.slice('context.'.length)];
    if (field && isDateField(field)) return [];
    const isUsed = transitions.some((site) => site.trigger === 'after' && site.key === key);
    if (!isUsed) return [];
    const en = `“${from}” is no declared date.`;
    return [finding('UNDECLARED_CONTEXT', [...path, 'from'], `„${from}“ ist kein erklärtes Datum.`, en)];
  });
}

/** Deadlines that start from a field of the event: every event that can lead to the state must carry it as a date. */
function startOnEventFindings(subject: CheckSubject): readonly Finding[] {
  const running = subject.transitions.filter(({ trigger }) => trigger === 'after');
  return running.flatMap((site) => {
    const from = subject.definition.delays[site.key]?.rule.from ?? '';
    if (!from.startsWith('event.') || site.index > 0) return [];
    const field = from.slice('event.'.length);
    return waysInto(subject, site.source)
      .filter((way) => !carriesDate(subject, way, field))
      .map((way) => {
        const name = way === 'start' ? 'Beginn' : way.event;
        const de = `Die Frist zählt ab „${from}“, aber ${name} führt hierher und nennt dieses Datum nicht.`;
        const en = `The deadline counts from “${from}”, but ${name} leads here and does not carry that date.`;
        return finding('UNKNOWN_PAYLOAD_FIELD', transitionPath(site), de, en);
      });
  });
}

/** Everything from outside that can enter a state: the start, events and expiries, also through states that pass. */
function waysInto(
  { chart, transitions }: CheckSubject,
  node: StateNode,
): readonly (TransitionSite | 'start')[] {
  const isInside = (leaf: StateNode): boolean => withAncestors(leaf).includes(node);
  const passing = (site: TransitionSite): boolean => site.trigger === 'always' || site.trigger === 'onDone';
  const enters = (leaves: readonly StateNode[]): boolean =>
    [...closure(leaves, (leaf) => nextLeaves(chart, leaf, passing))].some(isInside);
  const stays = (site: TransitionSite): boolean =>
    isBelow(site.source, node) && leavesReachedBy(chart, site).every(isInside);
  const sites = transitions.filter(
    (site) => !passing(site) && !stays(site) && enters(leavesReachedBy(chart, site)),
  );
  return enters(entryLeaves(chart, chart.root)) ? ['start', ...sites] : sites;
}

function carriesDate({ definition }: CheckSubject, way: TransitionSite | 'start', name: string): boolean {
  const isDate = (field: FieldSchema | undefined): boolean => field !== undefined && isDateField(field);
  if (way === 'start') return isDate(definition.context[name]);
  const payload = way.trigger === 'event' ? definition.events[way.key]?.payload : undefined;
  return isDate(payload?.properties[name]) && payload?.required?.includes(name) === true;
}

/** Deadlines of law that nothing follows from, and expiries that end something without a person. */
function expiryFindings(subject: CheckSubject): readonly Finding[] {
  const { chart, transitions } = subject;
  const unhandled = chart.nodes
    .filter(({ definition }) => definition.tags?.includes(LEGAL_DEADLINE_TAG) && !definition.after)
    .map((node) => {
      const en = 'A state with a legal deadline says what follows from its expiry.';
      return finding('DEADLINE_WITHOUT_EXPIRY', statePath(node), 'Was folgt aus dem Ablauf der Frist?', en);
    });
  const expiries = transitions.filter(({ trigger }) => trigger === 'after');
  const refused = expiries
    .filter(({ index }) => index === 0)
    .filter(
      (site) =>
        !alwaysFollows(
          subject,
          transitionsFrom(site.source).filter((each) => each.event === site.event),
        ),
    )
    .map((site) => {
      const de = 'Der Ablauf der Frist kann ohne Folge bleiben: keine der Bedingungen muss gelten.';
      const en = 'The expiry may have no consequence: none of its conditions needs to hold.';
      return finding('EXPIRY_UNHANDLED', transitionPath(site), de, en);
    });
  const always = (site: TransitionSite): boolean => site.trigger === 'always';
  const silent = expiries
    .filter((site) => site.definition.meta?.expiryIsInFavour !== true)
    .filter((site) => {
      const reached = closure(leavesReachedBy(chart, site), (leaf) => nextLeaves(chart, leaf, always));
      return [...reached].some(({ kind }) => kind === 'final');
    })
    .map((site) => {
      const de = 'Eine abgelaufene Frist darf nichts beenden, ohne dass ein Mensch bestätigt.';
      const en = 'An expired deadline must not end anything without a person confirming.';
      return finding('EXPIRY_ENDS_SILENTLY', transitionPath(site), de, en);
    });
  return [...unhandled, ...refused, ...silent];
}
