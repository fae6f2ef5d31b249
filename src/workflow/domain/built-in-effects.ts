import type { JsonObject, JsonValue, LocalizedText } from './definition.js';
import { MESSAGE_CODE } from './process.js';

/**
 * Where a value comes from: `context.<field>`, `event.<field>`, the id of the process or of its subject, or a constant.
 */
export type ValueSource = string | { readonly value: JsonValue };

/** Parameters of `sendMessage`. */
export interface SendMessageParams {
  /**
   * `definition:<key>`: the process of that definition with the correlation; `parent`; `child:<key>`: the newest
   * sub-process under that key; `process`: the process whose id the correlation names.
   */
  readonly to: string;
  /** `subject`, `process` (own id), `context.<field>` or `event.<field>`; absent: `subject`. */
  readonly correlation?: string;
  /** Type of the event in the definition of the receiver; it must admit `MSG`. */
  readonly event: string;
  /** Field of that event → source; an empty field of the context is left out. */
  readonly payload?: Readonly<Record<string, ValueSource>>;
  /** Days for which it waits for its receiver; absent: 90. */
  readonly expireAfterDays?: number;
  /** Event of the sender that tells it that the message could not be delivered. */
  readonly onUndeliverable?: string;
}

/** Parameters of `startProcess`. */
export interface StartProcessParams {
  /** Key of the definition; its active version is taken. */
  readonly definition: string;
  /** Name of the sub-process within its parent; absent: the key of the definition. */
  readonly key?: string;
  /** What it is about; absent or `same`: what the parent is about. */
  readonly subject?: 'same' | { readonly type: string; readonly id: string };
  /** Context field of the sub-process → source. */
  readonly context?: Readonly<Record<string, ValueSource>>;
  /** Path of the state of the parent with which it ends; absent: it ends with the parent. */
  readonly while?: string;
  /** Event of the parent when it is done; its payload is the output of the sub-process, when that is an object. */
  readonly onDone?: string;
  /** Event of the parent when it was cancelled by somebody. */
  readonly onCancelled?: string;
  /** Absent: `cancel`. */
  readonly onParentEnd?: 'cancel' | 'keep';
}

/** Names of the effects that the engine itself carries out. */
export type BuiltInEffect = 'sendMessage' | 'startProcess';

const code: JsonObject = { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$', maxLength: 60 };
const field = '(context|event)\\.[a-z][A-Za-z0-9]*';
const sourceMap: JsonObject = {
  type: 'object',
  propertyNames: { pattern: '^[a-z][A-Za-z0-9]*$' },
  additionalProperties: {
    anyOf: [
      { type: 'string', pattern: `^(${field}|process|subject)$` },
      { type: 'object', additionalProperties: false, required: ['value'], properties: { value: {} } },
    ],
  },
};

/** The effects that the engine itself carries out; definitions may use them without any capability. */
export const BUILT_IN_EFFECTS: Readonly<
  Record<BuiltInEffect, { readonly label: LocalizedText; readonly params: JsonObject }>
> = {
  sendMessage: {
    label: { de: 'Anderen Vorgang benachrichtigen', en: 'Tell another process' },
    params: {
      type: 'object',
      additionalProperties: false,
      required: ['to', 'event'],
      properties: {
        to: {
          type: 'string',
          pattern: '^(parent|process|child:[a-z][A-Za-z0-9-]*|definition:[a-z][a-z0-9-]*)$',
        },
        correlation: { type: 'string', pattern: `^(subject|process|${field})$` },
        event: code,
        payload: sourceMap,
        expireAfterDays: { type: 'integer', minimum: 1, maximum: 3650 },
        onUndeliverable: code,
      },
    },
  },
  startProcess: {
    label: { de: 'Teilvorgang beginnen', en: 'Start a sub-process' },
    params: {
      type: 'object',
      additionalProperties: false,
      required: ['definition'],
      properties: {
        definition: { type: 'string', pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 },
        key: { type: 'string', pattern: '^[a-z][A-Za-z0-9-]*$', maxLength: 60 },
        subject: {
          anyOf: [
            { const: 'same' },
            {
              type: 'object',
              additionalProperties: false,
              required: ['type', 'id'],
              properties: {
                type: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
                id: { type: 'string', pattern: `^${field}$` },
              },
            },
          ],
        },
        context: sourceMap,
        while: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*$' },
        onDone: code,
        onCancelled: code,
        onParentEnd: { enum: ['cancel', 'keep'] },
      },
    },
  },
};

/** Owner codes that every definition may name. */
export const BUILT_IN_OWNERS: Readonly<Record<string, LocalizedText>> = {
  [MESSAGE_CODE]: { de: 'Nachricht eines anderen Vorgangs', en: 'Message of another process' },
};

/** Names with those of the engine itself, which nothing can replace. */
export function withBuiltIns<V extends { readonly owners: object; readonly effects: object }>(
  vocabulary: V,
): V {
  return {
    ...vocabulary,
    owners: { ...vocabulary.owners, ...BUILT_IN_OWNERS },
    effects: { ...vocabulary.effects, ...BUILT_IN_EFFECTS },
  };
}

/** What values are taken from. */
export interface ValueOrigin {
  readonly processId: string;
  readonly subjectId: string;
  readonly context: JsonObject;
  readonly payload: JsonObject;
}

/** The value of a source; `undefined` when the field is empty or absent. */
export function valueOf(source: ValueSource, origin: ValueOrigin): JsonValue | undefined {
  if (typeof source !== 'string') return source.value;
  if (source === 'process') return origin.processId;
  if (source === 'subject') return origin.subjectId;
  const [place, name = ''] = source.split('.');
  return (place === 'context' ? origin.context : origin.payload)[name] ?? undefined;
}

/** Values of several sources; empty ones are left out. */
export function valuesOf(
  sources: Readonly<Record<string, ValueSource>> | undefined,
  origin: ValueOrigin,
): JsonObject {
  const entries = Object.entries(sources ?? {}).flatMap(([name, source]): [string, JsonValue][] => {
    const value = valueOf(source, origin);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}
