import {
  legalBasisList,
  conditionInWords,
  ownerName,
  resolveTarget,
  stateName,
  statePathName,
  targetsOf,
  whatHappens,
  type PageSubject,
  type Statechart,
  type StateNode,
  type TransitionSite,
} from '../../../workflow/index.js';

/** Columns of the table of transitions. */
export const TRANSITION_HEAD = [
  'Nr.',
  'Zustand',
  'Wer',
  'Was',
  'Bedingung',
  'Frist',
  'Rechtsgrundlage',
  'Danach',
] as const;

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
  number: number,
  subject: PageSubject,
  chart: Statechart,
  scope: StateNode,
): readonly string[] {
  const isWhole = site.source === scope;
  return [
    String(number),
    isWhole ? `${stateName(scope)} (jederzeit)` : statePathName(site.source, scope),
    who(site, subject),
    whatHappens(site, subject),
    conditionCell(site, subject, chart),
    site.trigger === 'after' ? (subject.definition.delays[site.key]?.label.de ?? site.key) : '',
    legalBasis(site, subject),
    after(site, chart, scope),
  ];
}
