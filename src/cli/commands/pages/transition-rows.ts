import {
  legalBasisList,
  resolveTarget,
  targetsOf,
  type Statechart,
  type StateNode,
  type TransitionDefinition,
  type TransitionSite,
} from '../../../workflow/index.js';
import { conditionInWords } from './condition-words.js';
import { ownerName, stateName, statePathName, type PageSubject } from './words.js';

/** Columns of the table of transitions. */
export const TRANSITION_HEAD = [
  'Zustand',
  'Wer',
  'Was',
  'Bedingung',
  'Frist',
  'Rechtsgrundlage',
  'Danach',
] as const;

/** Longest condition that still fits on an arrow. */
const ARROW_LENGTH = 80;

function automatic({ guard }: TransitionDefinition, index: number): string {
  if (guard) return 'sobald die Bedingung erfüllt ist';
  return index > 0 ? 'sonst' : 'sofort';
}

/** What happens, German: the label of the event, of the expiry, or of the transition itself. */
export function whatHappens(
  { trigger, key, index, definition }: TransitionSite,
  subject: PageSubject,
): string {
  const own = definition.meta?.label?.de;
  const { events, delays } = subject.definition;
  switch (trigger) {
    case 'event':
      return own ?? events[key]?.label.de ?? key;
    case 'after':
      return own ?? `Frist abgelaufen: ${delays[key]?.label.de ?? key}`;
    case 'always':
      return own ?? automatic(definition, index);
    case 'onDone':
      return own ?? 'alles darin ist abgeschlossen';
  }
}

/** Text of an arrow: what happens; for what goes by itself, the condition where it is short. */
export function arrowText(site: TransitionSite, subject: PageSubject, chart: Statechart): string {
  const condition = conditionInWords(site.definition.guard, subject, chart).replaceAll('<br>', ' ');
  const isTold = site.trigger === 'always' && condition !== '' && condition.length <= ARROW_LENGTH;
  return isTold ? condition.replaceAll('`', '') : whatHappens(site, subject);
}

function conditionCell(
  { definition, trigger, index }: TransitionSite,
  subject: PageSubject,
  chart: Statechart,
) {
  const words = conditionInWords(definition.guard, subject, chart);
  return words === '' && index > 0 && trigger !== 'always' ? 'sonst' : words;
}

function who({ trigger, key }: TransitionSite, { definition, vocabulary }: PageSubject): string {
  if (trigger === 'after') return 'Kalender';
  if (trigger !== 'event') return 'von selbst';
  return (definition.events[key]?.by ?? []).map((code) => ownerName(code, vocabulary)).join(', ');
}

function legalBasis({ trigger, key, definition }: TransitionSite, subject: PageSubject): string {
  const { events, delays } = subject.definition;
  const ofTrigger = trigger === 'event' ? events[key]?.legalBasis : delays[key]?.legalBasis;
  const all = [...legalBasisList(definition.meta?.legalBasis), ...legalBasisList(ofTrigger)];
  return [...new Set(all)].join('; ');
}

function after(site: TransitionSite, chart: Statechart, scope: StateNode): string {
  const targets = targetsOf(site.definition).map((name) => resolveTarget(chart, site.source, name));
  const names = targets.flatMap((node) => (node ? [statePathName(node, scope)] : []));
  return names.length === 0 ? 'bleibt' : names.join(', ');
}

/** One row per transition, in the order of the definition. */
export function transitionRow(
  site: TransitionSite,
  subject: PageSubject,
  chart: Statechart,
  scope: StateNode,
): readonly string[] {
  const isWhole = site.source === scope;
  return [
    isWhole ? `${stateName(scope)} (jederzeit)` : statePathName(site.source, scope),
    who(site, subject),
    whatHappens(site, subject),
    conditionCell(site, subject, chart),
    site.trigger === 'after' ? (subject.definition.delays[site.key]?.label.de ?? site.key) : '',
    legalBasis(site, subject),
    after(site, chart, scope),
  ];
}
