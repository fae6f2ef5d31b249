import type { TransitionDefinition } from '../domain/definition.js';
import type { Statechart } from '../domain/statechart.js';
import type { TransitionSite } from '../domain/transitions.js';
import { conditionInWords } from './condition-words.js';
import type { PageSubject } from './words.js';

/** Longest condition that still fits on an arrow; a longer one is found in the table under the number. */
const ARROW_LENGTH = 72;

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

/** What starts a transition, as it stands on an arrow; empty for what goes by itself under a condition. */
function arrowName(site: TransitionSite, subject: PageSubject): string {
  const { trigger, key, definition } = site;
  if (trigger === 'after' && !definition.meta?.label) return subject.definition.delays[key]?.label.de ?? key;
  if (trigger === 'always' && !definition.meta?.label && definition.guard) return '';
  return whatHappens(site, subject);
}

/**
 * Text of an arrow: what happens, and the condition in brackets.
 *
 * @param number Number of the transition in the table, named in place of a condition that is too long.
 */
export function arrowText(
  site: TransitionSite,
  number: number,
  subject: PageSubject,
  chart: Statechart,
): string {
  const words = conditionInWords(site.definition.guard, subject, chart)
    .replaceAll('<br>', ' ')
    .replaceAll('`', '');
  const condition = words.length > ARROW_LENGTH ? `Bedingung\u00a0Nr.\u00a0${number}` : words;
  const name = arrowName(site, subject);
  return [name, condition === '' ? '' : `[${condition}]`].filter((part) => part !== '').join(' ');
}
