import type { DeadlineRule, JsonValue } from '../../kernel/index.js';

/**
 * The format of process definitions: `workflows/<key>/<version>.json`, a strict subset of the XState v5 machine
 * configuration with a head and `meta` of our own. The same format as JSON Schema: `workflows/definition.schema.json`.
 */

export type { DeadlineRule, JsonValue };

/** An object of {@link JsonValue}s. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** A text in both languages of the platform. */
export interface LocalizedText {
  readonly de: string;
  readonly en: string;
}

/** The parts of a JSON Schema that describe one field of a payload or of the context. */
export type FieldSchema = {
  /** One JSON type, or several, for example `["string", "null"]`. */
  readonly type: string | readonly string[];
  /** `date` (calendar day), `date-time` (UTC instant), `uuid`, `email`, `uri`. */
  readonly format?: string;
  /** First plausible day of a date, counted from the day of the event: `today`, `today-5y`, `today+10d`. */
  readonly notBefore?: string;
  /** Last plausible day of a date, written the same way. */
  readonly notAfter?: string;
  readonly enum?: readonly JsonValue[];
  readonly [keyword: string]: JsonValue | undefined;
};

/** Declared context field: what the process itself remembers. Flags, dates and ids only, never case data. */
export type ContextFieldSchema = FieldSchema & {
  readonly personalData?: boolean;
};

/** JSON Schema of the fields an event carries. */
export interface PayloadSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, FieldSchema>>;
}

/** One norm or several, for example `§ 36 Abs. 2 BeschV`. */
export type LegalBasis = string | readonly string[];

/** An event a person or body can send. */
export interface EventDefinition {
  readonly label: LocalizedText;
  /** Owner codes that may send it. */
  readonly by: readonly string[];
  /** Absent: the event carries nothing. */
  readonly payload?: PayloadSchema;
  /** Plain-language explanation, German. */
  readonly plain?: string;
  readonly legalBasis?: LegalBasis;
  readonly description?: string;
}

/** A named deadline. */
export interface DelayDefinition {
  readonly label: LocalizedText;
  /** How the date follows from its start; `src/kernel/calendar` computes it. */
  readonly rule: DeadlineRule;
  /** What happened on the day it starts from, e.g. «Bekanntgabe», for the explanation of the dates. */
  readonly startLabel?: LocalizedText;
  /** Days before the due date on which the owner is reminded. */
  readonly warnBeforeDays?: readonly number[];
  readonly legalBasis?: LegalBasis;
  readonly description?: string;
}

/** A named guard with its parameters. */
export interface GuardReference {
  readonly type: string;
  readonly params?: JsonObject;
}

/** Several guards as one; `not` has exactly one. */
export interface GuardCombination {
  readonly type: 'and' | 'or' | 'not';
  readonly guards: readonly GuardExpression[];
}

/** Condition of a transition. */
export type GuardExpression = GuardReference | GuardCombination;

/** A named action: built in (`record`, `clear`) or an effect that a capability registered. */
export interface ActionReference {
  readonly type: string;
  readonly params?: JsonObject;
}

/** What a transition tells about itself. */
export interface TransitionMeta {
  readonly label?: LocalizedText;
  readonly legalBasis?: LegalBasis;
  /** Expiry may end the process without a person confirming, because the law presumes in favour of the person. */
  readonly expiryIsInFavour?: boolean;
}

/** One alternative for an event, for `always`, for an expiry or for completion. Has a target, actions, or both. */
export interface TransitionDefinition {
  /** Sibling (`x`), descendant of the source (`.x`) or any state (`#<key>.a.b`). */
  readonly target?: string | readonly string[];
  readonly guard?: GuardExpression;
  readonly actions?: readonly ActionReference[];
  readonly reenter?: boolean;
  readonly description?: string;
  readonly meta?: TransitionMeta;
}

/** Alternatives are tried in written order. */
export type TransitionAlternatives = TransitionDefinition | readonly TransitionDefinition[];

/** Whom an overdue work item is brought to. */
export type EscalationTarget = 'ASSIGNEE' | 'UNIT_HEAD' | 'CASE_LEAD' | 'COORDINATION' | 'STEERING';

/** One step of an escalation chain: it tells people and never moves the process. */
export interface EscalationStep {
  /** Working days after the day on which the owner was to have acted. */
  readonly afterDays: number;
  readonly to: EscalationTarget;
}

/** What a state tells about itself. */
export interface StateMeta {
  /** Owner code of the body that must act next; waiting time is booked on it. Inherited from the parent when absent. */
  readonly owner?: string;
  readonly label: LocalizedText;
  /** What the person is told, in plain German. */
  readonly plain?: string;
  readonly legalBasis?: LegalBasis;
  /** By rising days; empty: none. Inherited from the parent when absent, at last from the default chain. */
  readonly escalation?: readonly EscalationStep[];
}

/** A state; its kind follows from `type`, `states` and `history` exactly as in XState. */
export interface StateDefinition {
  readonly type?: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly initial?: string;
  readonly states?: Readonly<Record<string, StateDefinition>>;
  readonly on?: Readonly<Record<string, TransitionAlternatives>>;
  readonly always?: TransitionAlternatives;
  /** Keys are names of `delays`. */
  readonly after?: Readonly<Record<string, TransitionAlternatives>>;
  readonly onDone?: TransitionAlternatives;
  readonly entry?: readonly ActionReference[];
  readonly exit?: readonly ActionReference[];
  /** Only in final states. */
  readonly output?: JsonValue;
  /** Only in history states. */
  readonly history?: 'shallow' | 'deep';
  /** Default of a history state. */
  readonly target?: string;
  readonly tags?: readonly string[];
  readonly description?: string;
  readonly meta?: StateMeta;
}

/** The statechart: what XState reads. Its `id` equals the key of the definition. */
export interface MachineDefinition extends Omit<
  StateDefinition,
  'meta' | 'output' | 'history' | 'target' | 'onDone'
> {
  readonly id: string;
  /** Initial values; every field is declared in `context` of the definition. */
  readonly context?: JsonObject;
}

/** How an ended process is taken up again: as a new process, the next episode. */
export interface ReopenRule {
  /** Codes one of which the sender must hold. */
  readonly by: readonly string[];
  /** Context fields that the next episode starts with. */
  readonly carry?: readonly string[];
  /** Paths of the final states after which it may be reopened; absent: all. A cancelled process always may. */
  readonly from?: readonly string[];
}

/** A complete process definition. */
export interface ProcessDefinition {
  readonly $schema?: string;
  readonly key: string;
  readonly version: number;
  /** Day of the state of law it describes. */
  readonly lawVersion: string;
  readonly title: LocalizedText & { readonly plain: string };
  readonly purpose: LocalizedText;
  readonly description?: string;
  readonly dataCategories: readonly string[];
  readonly events: Readonly<Record<string, EventDefinition>>;
  readonly context: Readonly<Record<string, ContextFieldSchema>>;
  readonly delays: Readonly<Record<string, DelayDefinition>>;
  /** `context.<field>` by which messages find the process; absent: the id of its subject. */
  readonly correlation?: string;
  /** Codes one of which a sender must hold to cancel a running process; absent: nobody may. */
  readonly cancellableBy?: readonly string[];
  /** Absent: an ended process stays ended. */
  readonly reopen?: ReopenRule;
  readonly machine: MachineDefinition;
}

/** A legal basis as a list, empty when none is named. */
export function legalBasisList(basis: LegalBasis | undefined): readonly string[] {
  if (basis === undefined) return [];
  return typeof basis === 'string' ? [basis] : basis;
}

/** Alternatives as a list in written order. */
export function alternatives(value: TransitionAlternatives | undefined): readonly TransitionDefinition[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly TransitionDefinition[]) : [value as TransitionDefinition];
}
