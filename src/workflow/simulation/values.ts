import { dayOf, isoDatePlusDays } from '../domain/calendar-day.js';
import { boundDay, DATE_RANGE, isDateField } from '../domain/date-bounds.js';
import type { FieldSchema, JsonObject, JsonValue, PayloadSchema } from '../domain/definition.js';
import type { ValueAssumption } from './assumptions.js';
import { drawAmount } from './duration.js';
import type { Draws } from './random.js';

/** What values are drawn from. */
export interface ValueSource {
  readonly draws: Draws;
  /** Instant of the event, ISO 8601 in UTC. */
  readonly at: string;
  readonly context: JsonObject;
}

type Assumed = Readonly<Record<string, ValueAssumption>>;

/**
 * A payload: assumed fields as assumed, other required ones by their schema, the rest left out.
 *
 * @param name  Name of the event, for its sequences of chance.
 */
export function payloadOf(
  name: string,
  schema: PayloadSchema | undefined,
  assumed: Assumed,
  source: ValueSource,
): JsonObject {
  if (!schema) return {};
  const fields = Object.entries(schema.properties).filter(
    ([field]) => assumed[field] !== undefined || (schema.required?.includes(field) ?? false),
  );
  return Object.fromEntries(
    fields.map(([field, own]) => [field, valueOf(`${name}.${field}`, own, assumed[field], source)]),
  );
}

/** The fields a process starts with: only assumed ones. */
export function contextOf(
  fields: Readonly<Record<string, FieldSchema>>,
  assumed: Assumed,
  source: ValueSource,
): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, schema]) =>
      assumed[field] ? [[field, valueOf(`start.${field}`, schema, assumed[field], source)]] : [],
    ),
  );
}

function valueOf(
  name: string,
  schema: FieldSchema,
  assumed: ValueAssumption | undefined,
  source: ValueSource,
): JsonValue {
  if (!assumed) return bySchema(name, schema, source);
  if ('value' in assumed) return assumed.value;
  if ('oneOf' in assumed) return shared(assumed.oneOf, source.draws.next(`value:${name}`));
  const today = dayOf(source.at);
  if ('daysFromNow' in assumed) {
    const days = Math.round(drawAmount(assumed.daysFromNow, source.draws, `value:${name}`));
    return asDate(schema, today, isoDatePlusDays(today, days));
  }
  const recorded = source.context[assumed.context];
  if (typeof recorded !== 'string') return asDate(schema, today, today);
  return asDate(schema, today, isoDatePlusDays(recorded, assumed.plusDays ?? 0));
}

function shared(
  choices: readonly { readonly value: JsonValue; readonly share: number }[],
  chance: number,
): JsonValue {
  let rest = chance * choices.reduce((sum, { share }) => sum + share, 0);
  for (const { value, share } of choices) {
    rest -= share;
    if (rest < 0) return value;
  }
  return choices.at(-1)?.value ?? null;
}

/** A day within the bounds of its field, as the field writes it. */
function asDate(schema: FieldSchema, today: string, wanted: string): string {
  const first = schema.notBefore === undefined ? DATE_RANGE.first : boundDay(schema.notBefore, today);
  const last = schema.notAfter === undefined ? DATE_RANGE.last : boundDay(schema.notAfter, today);
  const day = wanted < first ? first : wanted > last ? last : wanted;
  return schema.format === 'date-time' ? `${day}T10:00:00Z` : day;
}

/** A plain value that fits; texts with a pattern have to be assumed. */
function bySchema(name: string, schema: FieldSchema, source: ValueSource): JsonValue {
  if (schema.enum) {
    const even = schema.enum.map((value) => ({ value, share: 1 }));
    return shared(even, source.draws.next(`value:${name}`));
  }
  if (isDateField(schema)) {
    const today = dayOf(source.at);
    return asDate(schema, today, today);
  }
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  switch (types.find((type) => type !== 'null') ?? 'null') {
    case 'boolean':
      return source.draws.next(`value:${name}`) < 0.5;
    case 'integer':
    case 'number':
      return Number(schema['minimum'] ?? 0);
    case 'string':
      return text(schema);
    case 'array':
      return listBySchema(name, schema, source);
    default:
      return null;
  }
}

function listBySchema(name: string, schema: FieldSchema, source: ValueSource): JsonValue {
  const items = schema['items'] as FieldSchema | undefined;
  const all = items?.enum;
  const length = Number(schema['minItems'] ?? 0);
  if (!items) return [];
  if (all) return all.slice(0, length);
  return Array.from({ length }, (_, index) => bySchema(`${name}.${String(index)}`, items, source));
}

function text(schema: FieldSchema): string {
  if (schema.format === 'uuid') return '00000000-0000-4000-8000-000000000000';
  if (schema.format === 'email') return 'annahme@example.org';
  if (schema.format === 'uri') return 'https://example.org/';
  return 'Annahme'.padEnd(Number(schema['minLength'] ?? 0), '.').slice(0, Number(schema['maxLength'] ?? 200));
}
