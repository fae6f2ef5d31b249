import { Temporal } from 'temporal-polyfill';
import { formatDateDe, plainDate } from '../../kernel/index.js';
import { dayOf } from './calendar-day.js';
import type { FieldSchema, JsonValue } from './definition.js';

/** First and last day any date field takes, whatever its definition says: what lies outside is a slip of the pen. */
export const DATE_RANGE = { first: '1900-01-01', last: '2199-12-31' } as const;

/** `today`, or so many days, months or years before or after it. */
const BOUND = /^today(?:([+-])([1-9]\d{0,2})([dmy]))?$/;

const UNITS = { d: 'days', m: 'months', y: 'years' } as const;

type Fields = Readonly<Record<string, FieldSchema>>;

/** Whether a date lies in {@link DATE_RANGE}; `date` is `YYYY-MM-DD`. */
export function inDateRange(date: string): boolean {
  return date >= DATE_RANGE.first && date <= DATE_RANGE.last;
}

/**
 * The day a bound such as `today-5y` stands for, `YYYY-MM-DD`.
 *
 * @param today  Day of the event in Europe/Berlin.
 * @throws {RangeError} not a bound; the schema of definitions lets none through.
 */
export function boundDay(bound: string, today: string): string {
  const [matched, sign, amount, unit] = BOUND.exec(bound) ?? [];
  if (matched === undefined) throw new RangeError(`Not a bound of a date: ${bound}`);
  if (sign === undefined) return today;
  const size = Number(amount) * (sign === '-' ? -1 : 1);
  return Temporal.PlainDate.from(today)
    .add({ [UNITS[unit as keyof typeof UNITS]]: size })
    .toString();
}

/**
 * What is implausible about the dates among values that fit their schema: beyond `notBefore`, `notAfter` of the
 * field, or beyond {@link DATE_RANGE}.
 *
 * @param at  Instant of the event; left out, only {@link DATE_RANGE} is asked for (what was plausible when it was
 *            reported stays so while the process grows older).
 * @returns   `<path>: <German sentence>` for every date that is off, never the value.
 */
export function dateProblems(
  fields: Fields,
  values: Readonly<Record<string, JsonValue>>,
  at?: string,
): readonly string[] {
  const dated = Object.entries(fields);
  if (dated.length === 0) return [];
  const today = at === undefined ? undefined : dayOf(at);
  return dated.flatMap(([name, field]) => problemsAt(name, field, values[name], today));
}

function problemsAt(
  path: string,
  field: FieldSchema,
  value: JsonValue | undefined,
  today: string | undefined,
): readonly string[] {
  if (Array.isArray(value)) {
    const items = field['items'] as FieldSchema | undefined;
    if (!items) return [];
    const list = value as readonly JsonValue[];
    return list.flatMap((item, index) => problemsAt(`${path}.${String(index)}`, items, item, today));
  }
  if (typeof value === 'object' && value !== null) {
    const inner = (field['properties'] ?? {}) as Fields;
    const values = value as Readonly<Record<string, JsonValue>>;
    return Object.entries(inner).flatMap(([name, part]) =>
      problemsAt(`${path}.${name}`, part, values[name], today),
    );
  }
  if (typeof value !== 'string' || !isDateField(field)) return [];
  const sentence = problemOf(field, field.format === 'date' ? value : dayOf(value), today);
  return sentence === undefined ? [] : [`${path}: ${sentence}`];
}

/** Whether a field holds a calendar day or an instant. */
export function isDateField(field: FieldSchema): boolean {
  return field.format === 'date' || field.format === 'date-time';
}

function problemOf(field: FieldSchema, day: string, today: string | undefined): string | undefined {
  if (!inDateRange(day)) {
    const [first, last] = [german(DATE_RANGE.first), german(DATE_RANGE.last)];
    return `Das Datum muss zwischen dem ${first} und dem ${last} liegen.`;
  }
  if (today === undefined) return undefined;
  const { notBefore, notAfter } = field;
  if (notBefore !== undefined) {
    const first = boundDay(notBefore, today);
    if (day < first) return `Das Datum darf nicht vor dem ${german(first)} liegen.`;
  }
  if (notAfter === undefined) return undefined;
  const last = boundDay(notAfter, today);
  if (day <= last) return undefined;
  return last === today
    ? 'Das Datum darf nicht in der Zukunft liegen.'
    : `Das Datum darf nicht nach dem ${german(last)} liegen.`;
}

function german(day: string): string {
  return formatDateDe(plainDate(day));
}
