import type { GuardExpression, JsonObject, JsonValue } from '../domain/definition.js';
import { isCombination } from '../domain/guard-evaluation.js';
import type { Statechart } from '../domain/statechart.js';
import { fieldName, germanDate, stateName, type PageSubject } from './words.js';

type NamedGuard = Exclude<GuardExpression, { readonly guards: readonly GuardExpression[] }>;

/** What the condition of a transition may speak of. */
interface Reader {
  readonly subject: PageSubject;
  readonly chart: Statechart;
}

/** Says that something holds, or that it does not. */
type Saying = (params: JsonObject, reader: Reader) => readonly [holds: string, holdsNot: string];

function valueWords(value: JsonValue | undefined): string {
  if (value === true) return 'ja';
  if (value === false) return 'nein';
  if (value === null || value === undefined) return 'leer';
  return `\`${typeof value === 'object' ? JSON.stringify(value) : value}\``;
}

function listWords(values: JsonValue | undefined): string {
  return Array.isArray(values)
    ? values.map((each: JsonValue) => valueWords(each)).join(' oder ')
    : valueWords(values);
}

function text(params: JsonObject, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}

function is(name: string, value: string): readonly [string, string] {
  return [`${name} ist ${value}`, `${name} ist nicht ${value}`];
}

function dayWords(params: JsonObject, { subject }: Reader): string {
  const days = Number(params['offsetDays'] ?? 0);
  const shift =
    days === 0
      ? ''
      : ` ${days > 0 ? 'plus' : 'minus'} ${Math.abs(days)} ${Math.abs(days) === 1 ? 'Tag' : 'Tage'}`;
  if (params['today'] === true) return `heute${shift}`;
  const date = text(params, 'date');
  return `${date === '' ? `„${fieldName(text(params, 'other'), subject.definition)}“` : germanDate(date)}${shift}`;
}

const field = (params: JsonObject, { subject }: Reader): string =>
  `„${fieldName(text(params, 'field'), subject.definition)}“`;
const entry = (params: JsonObject): string => `Angabe \`${text(params, 'field')}\``;

/** Guards of the engine itself. */
const BUILT_IN: Readonly<Record<string, Saying>> = {
  contextIs: (params, reader) => is(field(params, reader), valueWords(params['value'])),
  contextIn: (params, reader) => is(field(params, reader), listWords(params['values'])),
  contextSet: (params, reader) => is(field(params, reader), 'eingetragen'),
  eventIs: (params) => is(entry(params), valueWords(params['value'])),
  eventIn: (params) => is(entry(params), listWords(params['values'])),
  dateBefore: (params, reader) => {
    const [name, limit] = [field(params, reader), dayWords(params, reader)];
    return [`${name} liegt vor ${limit}`, `${name} liegt nicht vor ${limit}`];
  },
  stateIn: (params, { subject, chart }) => {
    const named = text(params, 'state');
    const id = named.startsWith('#') ? named.slice(1) : `${subject.definition.key}.${named}`;
    const state = chart.byId.get(id);
    return is(`„${state ? stateName(state) : named}“`, 'erreicht');
  },
};

/**
 * Guards of the vocabulary carry the sentence that is shown while they stand in the way: false for the guard itself,
 * true for the guard under `not`. So each sentence says when the other one holds.
 */
function registered({ type }: NamedGuard, { subject }: Reader): readonly [string, string] {
  const guard = subject.vocabulary.guards[type];
  if (!guard) return [`\`${type}\``, `nicht \`${type}\``];
  const { explanation, explanationNegated } = guard;
  return [explanationNegated ? explanationNegated.de : `es gilt nicht: „${explanation.de}“`, explanation.de];
}

function inWords(guard: GuardExpression, reader: Reader, negated: boolean, nested: boolean): string {
  if (!isCombination(guard)) {
    const saying = Object.hasOwn(BUILT_IN, guard.type) ? BUILT_IN[guard.type] : undefined;
    const words = saying ? saying(guard.params ?? {}, reader) : registered(guard, reader);
    return words[negated ? 1 : 0];
  }
  const [first] = guard.guards;
  if (guard.type === 'not') return first ? inWords(first, reader, !negated, nested) : '';
  // De Morgan: under a negation, «and» asks for one of the opposites.
  const isAll = (guard.type === 'and') !== negated;
  const parts = guard.guards.map((part) => inWords(part, reader, negated, true));
  const joined = parts.join(isAll ? '<br>und ' : '<br>oder ');
  return nested && parts.length > 1 ? `(${joined})` : joined;
}

/** When a transition may be taken, German; empty without a condition. */
export function conditionInWords(
  guard: GuardExpression | undefined,
  subject: PageSubject,
  chart: Statechart,
): string {
  return guard ? inWords(guard, { subject, chart }, false, false) : '';
}
