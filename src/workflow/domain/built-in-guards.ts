import type { JsonObject, JsonValue, LocalizedText, ProcessDefinition } from './definition.js';
import type { GuardInput } from './registry.js';
import { isoDatePlusDays } from './calendar-day.js';

/** A guard every definition may use; pure, over context and payload only. */
export interface BuiltInGuard {
  readonly params: JsonObject;
  readonly readsPayload: boolean;
  readonly evaluate: (input: Omit<GuardInput, 'facts'>, definition: ProcessDefinition) => boolean;
  readonly explain: (params: JsonObject, definition: ProcessDefinition, negated: boolean) => LocalizedText;
}

const field: JsonObject = { type: 'string', minLength: 1 };

function paramsSchema(required: readonly string[], properties: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: false, required: [...required], properties };
}

/** A parameter that the schema of the guard makes a string. */
function textOf(params: JsonObject, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}

/** Name of a context field for people: its label, else the identifier. */
function contextName(definition: ProcessDefinition, key: string): LocalizedText {
  const label = definition.context[key]?.['label'] as LocalizedText | undefined;
  return label ?? { de: key, en: key };
}

function inWords(value: JsonValue | undefined): LocalizedText {
  if (value === true) return { de: 'ja', en: 'yes' };
  if (value === false) return { de: 'nein', en: 'no' };
  if (value === null || value === undefined) return { de: 'leer', en: 'empty' };
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return { de: `„${text}“`, en: `“${text}”` };
}

function listInWords(values: JsonValue | undefined): LocalizedText {
  const words = (values as readonly JsonValue[]).map(inWords);
  return { de: words.map((word) => word.de).join(', '), en: words.map((word) => word.en).join(', ') };
}

function same(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}

/** Sentence «name (not) is value», turned by negation: the guard demands the opposite of what is told. */
function mustBe(name: LocalizedText, value: LocalizedText, negated: boolean): LocalizedText {
  return negated
    ? { de: `${name.de} darf nicht ${value.de} sein.`, en: `${name.en} must not be ${value.en}.` }
    : { de: `${name.de} muss ${value.de} sein.`, en: `${name.en} must be ${value.en}.` };
}

function oneOf(words: LocalizedText): LocalizedText {
  return { de: `eines von ${words.de}`, en: `one of ${words.en}` };
}

const payloadName = (name: string): LocalizedText => ({
  de: `Die Angabe „${name}“`,
  en: `The entry “${name}”`,
});

const contextIs: BuiltInGuard = {
  params: paramsSchema(['field', 'value'], {
    field,
    value: { type: ['string', 'number', 'boolean', 'null'] },
  }),
  readsPayload: false,
  evaluate: ({ context, params }) => same(context[textOf(params, 'field')], params['value']),
  explain: (params, definition, negated) =>
    mustBe(contextName(definition, textOf(params, 'field')), inWords(params['value']), negated),
};

const contextIn: BuiltInGuard = {
  params: paramsSchema(['field', 'values'], { field, values: { type: 'array', minItems: 1 } }),
  readsPayload: false,
  evaluate: ({ context, params }) =>
    (params['values'] as readonly JsonValue[]).some((value) => same(context[textOf(params, 'field')], value)),
  explain: (params, definition, negated) =>
    mustBe(contextName(definition, textOf(params, 'field')), oneOf(listInWords(params['values'])), negated),
};

const contextSet: BuiltInGuard = {
  params: paramsSchema(['field'], { field }),
  readsPayload: false,
  evaluate: ({ context, params }) => (context[textOf(params, 'field')] ?? null) !== null,
  explain: (params, definition, negated) => {
    const name = contextName(definition, textOf(params, 'field'));
    return negated
      ? { de: `${name.de} ist schon eingetragen.`, en: `${name.en} is already recorded.` }
      : { de: `${name.de} ist noch nicht eingetragen.`, en: `${name.en} is not recorded yet.` };
  },
};

const dateBefore: BuiltInGuard = {
  params: {
    ...paramsSchema(['field'], {
      field,
      other: field,
      date: { type: 'string', format: 'date' },
      today: { const: true },
      offsetDays: { type: 'integer', minimum: -3660, maximum: 3660 },
    }),
    oneOf: [{ required: ['other'] }, { required: ['date'] }, { required: ['today'] }],
  },
  readsPayload: false,
  evaluate: ({ context, params, at }) => {
    const left = context[textOf(params, 'field')];
    const right =
      params['date'] ??
      (params['today'] === true ? isoDatePlusDays(at, 0) : context[textOf(params, 'other')]);
    if (typeof left !== 'string' || typeof right !== 'string') return false;
    return isoDatePlusDays(left, 0) < isoDatePlusDays(right, Number(params['offsetDays'] ?? 0));
  },
  explain: (params, definition, negated) => {
    const name = contextName(definition, textOf(params, 'field'));
    const limit = dateLimit(params, definition);
    return negated
      ? {
          de: `${name.de} darf nicht vor ${limit.de} liegen.`,
          en: `${name.en} must not be before ${limit.en}.`,
        }
      : { de: `${name.de} muss vor ${limit.de} liegen.`, en: `${name.en} must be before ${limit.en}.` };
  },
};

function dateLimit(params: JsonObject, definition: ProcessDefinition): LocalizedText {
  const offset = Number(params['offsetDays'] ?? 0);
  const shift = offset === 0 ? '' : ` ${offset > 0 ? '+' : '−'} ${String(Math.abs(offset))} `;
  const plus = { de: shift && `${shift}Tage`, en: shift && `${shift}days` };
  if (params['today'] === true) return { de: `heute${plus.de}`, en: `today${plus.en}` };
  const end = textOf(params, 'date');
  const name = end === '' ? contextName(definition, textOf(params, 'other')) : { de: end, en: end };
  return { de: `${name.de}${plus.de}`, en: `${name.en}${plus.en}` };
}

const eventIs: BuiltInGuard = {
  params: paramsSchema(['field', 'value'], {
    field,
    value: { type: ['string', 'number', 'boolean', 'null'] },
  }),
  readsPayload: true,
  evaluate: ({ event, params }) => same(event.payload[textOf(params, 'field')], params['value']),
  explain: (params, _definition, negated) =>
    mustBe(payloadName(textOf(params, 'field')), inWords(params['value']), negated),
};

const eventIn: BuiltInGuard = {
  params: paramsSchema(['field', 'values'], { field, values: { type: 'array', minItems: 1 } }),
  readsPayload: true,
  evaluate: ({ event, params }) =>
    (params['values'] as readonly JsonValue[]).some((value) =>
      same(event.payload[textOf(params, 'field')], value),
    ),
  explain: (params, _definition, negated) =>
    mustBe(payloadName(textOf(params, 'field')), oneOf(listInWords(params['values'])), negated),
};

/**
 * Guards of the engine itself. `dateBefore` compares a context field with another one (`other`), a constant (`date`)
 * or the day of the event (`today`), shifted by `offsetDays`; an empty field makes it false.
 */
const BUILT_IN_GUARDS: Readonly<Record<string, BuiltInGuard>> = {
  contextIs,
  contextIn,
  contextSet,
  dateBefore,
  eventIs,
  eventIn,
};

/** The built-in guard of that name. */
export function builtInGuard(type: string): BuiltInGuard | undefined {
  return Object.hasOwn(BUILT_IN_GUARDS, type) ? BUILT_IN_GUARDS[type] : undefined;
}

/** Parameters of `stateIn`, which XState itself evaluates: id or path of a state. */
export const STATE_IN_PARAMS: JsonObject = paramsSchema(['state'], { state: field });

/** Id of the state that `stateIn` names: `#<key>.a.b`, or `a.b` from the root. */
export function stateInTarget(key: string, params: JsonObject | undefined): string {
  const state = textOf(params ?? {}, 'state');
  return state.startsWith('#') ? state.slice(1) : `${key}.${state}`;
}
