import type { FieldSchema, GuardExpression, GuardReference, JsonValue } from '../definition.js';
import { guardReferences, isCombination } from '../guard-evaluation.js';

/** Combinations of values that are tried; with more, nothing is claimed about the conditions. */
const MAX_VALUATIONS = 20_000;

/** Stands for every value nobody names. */
const OTHER = '\u0000other';

/** What is declared about the fields that conditions ask for. */
export interface GuardFields {
  readonly context: Readonly<Record<string, FieldSchema>>;
  /** Fields of the event, when it is one and the same for all conditions compared. */
  readonly payload?: Readonly<Record<string, FieldSchema>>;
  /** Fields every such event has. */
  readonly required?: readonly string[];
  /** What is known about a condition whatever the data are; `undefined`: it depends. */
  readonly known?: (guard: GuardReference) => boolean | undefined;
}

/** A condition that may be missing (then it always holds). */
export type Condition = GuardExpression | undefined;

type Valuation = ReadonlyMap<string, JsonValue>;
type Variables = Map<string, Set<JsonValue>>;

/**
 * Whether some data make all of `hold` true and all of `fail` false at once.
 *
 * Values of one field exclude each other (`contextIs`, `contextIn`, `contextSet`, `eventIs`, `eventIn`); every other
 * named condition may be true or false by itself. So `false` is certain, `true` is not.
 */
export function canBe(hold: readonly Condition[], fail: readonly Condition[], fields: GuardFields): boolean {
  const variables = variablesOf([...hold, ...fail], fields);
  const count = [...variables.values()].reduce((product, values) => product * values.size, 1);
  if (count > MAX_VALUATIONS) return true;
  return someValuation([...variables], new Map(), (valuation) => {
    const value = (condition: Condition): boolean => holds(condition, valuation, fields);
    return hold.every(value) && !fail.some(value);
  });
}

/** Whether one of the conditions holds whatever the data are. */
export function isExhaustive(conditions: readonly Condition[], fields: GuardFields): boolean {
  return conditions.length > 0 && !canBe([], conditions, fields);
}

function someValuation(
  variables: readonly (readonly [string, ReadonlySet<JsonValue>])[],
  valuation: Map<string, JsonValue>,
  test: (valuation: Valuation) => boolean,
): boolean {
  const [first, ...rest] = variables;
  if (!first) return test(valuation);
  const [name, values] = first;
  for (const value of values) {
    valuation.set(name, value);
    if (someValuation(rest, valuation, test)) return true;
  }
  return false;
}

function variablesOf(conditions: readonly Condition[], fields: GuardFields): Variables {
  const variables: Variables = new Map();
  for (const guard of conditions.flatMap(guardReferences)) {
    const field = fieldOf(guard);
    if (field === undefined) {
      variables.set(nameOf(guard), new Set([true, false]));
      continue;
    }
    const name = nameOf(guard);
    const values = variables.get(name) ?? domainOf(guard, field, fields);
    if (values.has(OTHER)) for (const value of namedValues(guard)) values.add(value);
    variables.set(name, values);
  }
  return variables;
}

/** The field whose value decides the condition. */
function fieldOf(guard: GuardReference): string | undefined {
  const isAboutOneField = ['contextIs', 'contextIn', 'contextSet', 'eventIs', 'eventIn'].includes(guard.type);
  const field = guard.params?.['field'];
  return isAboutOneField && typeof field === 'string' ? field : undefined;
}

function nameOf(guard: GuardReference): string {
  const field = fieldOf(guard);
  if (field !== undefined) return `${readsPayload(guard) ? 'event' : 'context'}.${field}`;
  return JSON.stringify([guard.type, guard.params ?? {}]);
}

function readsPayload(guard: GuardReference): boolean {
  return guard.type.startsWith('event');
}

function namedValues(guard: GuardReference): readonly JsonValue[] {
  const { value, values } = guard.params ?? {};
  if (Array.isArray(values)) return (values as readonly JsonValue[]).map(comparable);
  return guard.type === 'contextSet' ? [] : [comparable(value ?? null)];
}

/** Lists and objects as text, so that equal ones are one value. */
function comparable(value: JsonValue): JsonValue {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** Values a field can have: those declared, or {@link OTHER} for what nobody names; empty unless it must be there. */
function domainOf(guard: GuardReference, field: string, fields: GuardFields): Set<JsonValue> {
  const payload = readsPayload(guard);
  const schema = payload ? fields.payload?.[field] : fields.context[field];
  const types = typeof schema?.type === 'string' ? [schema.type] : (schema?.type ?? []);
  const mayBeEmpty = !payload || types.includes('null') || !fields.required?.includes(field);
  const declared: readonly JsonValue[] =
    schema?.enum?.map(comparable) ?? (types.length === 1 && types[0] === 'boolean' ? [true, false] : [OTHER]);
  return new Set([...declared, ...(mayBeEmpty ? [null] : [])]);
}

function holds(condition: Condition, valuation: Valuation, fields: GuardFields): boolean {
  if (!condition) return true;
  if (!isCombination(condition)) return referenceHolds(condition, valuation, fields);
  const part = (inner: GuardExpression): boolean => holds(inner, valuation, fields);
  switch (condition.type) {
    case 'and':
      return condition.guards.every(part);
    case 'or':
      return condition.guards.some(part);
    case 'not':
      return !condition.guards.every(part);
  }
}

function referenceHolds(guard: GuardReference, valuation: Valuation, fields: GuardFields): boolean {
  const known = fields.known?.(guard);
  if (known !== undefined) return known;
  const value = valuation.get(nameOf(guard)) ?? null;
  if (fieldOf(guard) === undefined) return value === true;
  if (guard.type === 'contextSet') return value !== null;
  return namedValues(guard).includes(value);
}
