import type { JsonObject, JsonValue } from './definition.js';

/** Parameters of `record`: payload fields → context fields. */
export interface RecordParams {
  /** Payload fields to keep; absent optional ones leave the context as it is. */
  readonly fields?: readonly string[];
  /** Payload field → context field, where the names differ. */
  readonly as?: Readonly<Record<string, string>>;
  /** Context field → constant. */
  readonly set?: JsonObject;
}

/** Parameters of `clear`: context fields that become empty. */
export interface ClearParams {
  readonly fields: readonly string[];
}

const names: JsonObject = { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } };

/** Parameter schemas of the built-in actions, the only ones that change the context. */
export const BUILT_IN_ACTIONS: Readonly<Record<'record' | 'clear', JsonObject>> = {
  record: {
    type: 'object',
    additionalProperties: false,
    anyOf: [{ required: ['fields'] }, { required: ['set'] }],
    properties: {
      fields: names,
      as: { type: 'object', additionalProperties: { type: 'string' } },
      set: { type: 'object', minProperties: 1 },
    },
  },
  clear: { type: 'object', additionalProperties: false, required: ['fields'], properties: { fields: names } },
};

/** Whether an action is carried out by the kernel itself. */
export function isBuiltInAction(type: string): type is keyof typeof BUILT_IN_ACTIONS {
  return Object.hasOwn(BUILT_IN_ACTIONS, type);
}

/** The context field a payload field is recorded in. */
export function recordedAs(params: RecordParams, payloadField: string): string {
  return params.as?.[payloadField] ?? payloadField;
}

/** What `record` changes in the context. */
export function recordedValues(params: RecordParams, payload: JsonObject): JsonObject {
  const fromPayload = (params.fields ?? []).flatMap((field): [string, JsonValue][] => {
    const value = payload[field];
    return value === undefined ? [] : [[recordedAs(params, field), value]];
  });
  return { ...Object.fromEntries(fromPayload), ...params.set };
}

/** What `clear` changes in the context. */
export function clearedValues(params: ClearParams): JsonObject {
  return Object.fromEntries(params.fields.map((field) => [field, null]));
}
