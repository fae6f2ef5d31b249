import fc from 'fast-check';
import { isoDatePlusDays } from '../../../src/workflow/domain/calendar-day.js';
import { boundDay } from '../../../src/workflow/domain/date-bounds.js';
import type { FieldSchema, JsonObject, JsonValue } from '../../../src/workflow/domain/definition.js';

/** Where the dates of a payload lie: on the day of the event, before it or after it. */
export const DATE_MODES = ['today', 'past', 'future'] as const;

/** One of {@link DATE_MODES}. */
export type DateMode = (typeof DATE_MODES)[number];

/** Always the same values: a path found today is found tomorrow. */
const SEED = 15;

/** Days away from the event that are tried, nearest first. */
const OFFSETS: Readonly<Record<DateMode, readonly number[]>> = {
  today: [0, -1, 1],
  past: [-40, -10, -1],
  future: [400, 40, 10, 1],
};

/** One value that fits a field; dates as near to the mode as the bounds of the field allow. */
export function sampleValue(schema: FieldSchema, today: string, mode: DateMode): JsonValue {
  if (schema.format === 'date') return plausibleDay(schema, today, mode);
  if (schema.format === 'date-time') return `${plausibleDay(schema, today, mode)}T10:00:00Z`;
  const [value] = fc.sample(arbitraryOf(schema, today, mode), { seed: SEED, numRuns: 1 });
  return value ?? null;
}

function plausibleDay(schema: FieldSchema, today: string, mode: DateMode): string {
  const first = schema.notBefore === undefined ? '1900-01-01' : boundDay(schema.notBefore, today);
  const last = schema.notAfter === undefined ? '2199-12-31' : boundDay(schema.notAfter, today);
  const days = [...OFFSETS[mode], 0].map((offset) => isoDatePlusDays(today, offset));
  return days.find((day) => day >= first && day <= last) ?? first;
}

function arbitraryOf(schema: FieldSchema, today: string, mode: DateMode): fc.Arbitrary<JsonValue> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  const type = types.find((each) => each !== 'null') ?? 'null';
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer(limits(schema));
    case 'number':
      return fc.integer(limits(schema));
    case 'array':
      return fc.array(arbitraryOf(schema['items'] as FieldSchema, today, mode), {
        minLength: Math.max(1, Number(schema['minItems'] ?? 0)),
        maxLength: Math.max(1, Number(schema['minItems'] ?? 0)),
      });
    case 'object':
      return fc.constant(sampleObject(schema, today, mode));
    case 'string':
      return stringOf(schema);
    default:
      return fc.constant(null);
  }
}

function limits(schema: FieldSchema): { min: number; max: number } {
  const min = Number(schema['minimum'] ?? 0);
  return { min, max: Math.max(min, Number(schema['maximum'] ?? min + 9)) };
}

function stringOf(schema: FieldSchema): fc.Arbitrary<JsonValue> {
  if (schema.format === 'uuid') return fc.uuid();
  if (schema.format === 'email') return fc.constant('jemand@example.org');
  if (schema.format === 'uri') return fc.constant('https://example.org/');
  if (typeof schema['pattern'] === 'string') return fc.stringMatching(new RegExp(schema['pattern']));
  const minLength = Math.max(1, Number(schema['minLength'] ?? 1));
  const letters = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  return fc.string({ unit: letters, minLength, maxLength: Math.max(minLength, 6) });
}

function sampleObject(schema: FieldSchema, today: string, mode: DateMode): JsonObject {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, FieldSchema>>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, sampleValue(field, today, mode)]),
  );
}
