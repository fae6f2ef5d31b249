import type { Facts } from './registry.js';
import type { DeadlineRule, JsonObject, JsonValue, LocalizedText, PayloadSchema } from './definition.js';

/** Names of the active states: a key, or an object of regions and children, as XState writes it. */
export type StateValue = string | { readonly [key: string]: StateValue };

/** What is stored of a running process, in columns of its own; never XState's snapshot. */
export interface StoredState {
  readonly value: StateValue;
  readonly context: JsonObject;
  /** Id of a history state → ids of the states it remembers. */
  readonly historyValue: Readonly<Record<string, readonly string[]>>;
  readonly status: 'active' | 'done';
}

/** An event that asks for a decision. */
export interface ProcessEvent {
  readonly type: string;
  readonly payload?: JsonObject;
}

/** Circumstances of an event. */
export interface DecisionMeta {
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  /** `clock` alone may send expiry events (`xstate.after.…`); absent: `actor`. */
  readonly source?: 'actor' | 'clock';
  /** Owner codes of the sender; absent: the caller has checked who may send. */
  readonly actorCodes?: readonly string[];
}

/** What starts a process. */
export interface StartInput {
  /** Values of declared context fields; the rest starts as the definition says. */
  readonly context?: JsonObject;
  readonly facts?: Facts;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
}

/** Something the persistent half does, in the order of the list, in the same transaction. */
export type Intent = ScheduleDeadline | DeadlineWithoutStart | CancelDeadline | RunEffect;

/** Write a deadline row. */
export interface ScheduleDeadline {
  readonly kind: 'scheduleDeadline';
  readonly delayKey: string;
  readonly stateId: string;
  /** XState's own event, to be sent with source `clock` when due: `xstate.after.<DELAY>.<stateId>`. */
  readonly eventType: string;
  readonly rule: DeadlineRule;
  /** Calendar day (Europe/Berlin) the period starts from, `YYYY-MM-DD`. */
  readonly startsOn: string;
  /** The state was entered, or the start changed while the state was active (a cancellation precedes). */
  readonly reason: 'entered' | 'startChanged';
}

/**
 * The state is active, but the day its deadline starts from is not known yet. As soon as the context field is
 * recorded, a {@link ScheduleDeadline} with reason `startChanged` follows.
 */
export interface DeadlineWithoutStart {
  readonly kind: 'deadlineWithoutStart';
  readonly delayKey: string;
  readonly stateId: string;
  readonly eventType: string;
  readonly rule: DeadlineRule;
}

/** The deadline no longer runs; there may be no row, when its start was never known. */
export interface CancelDeadline {
  readonly kind: 'cancelDeadline';
  readonly delayKey: string;
  readonly stateId: string;
  readonly eventType: string;
}

/** Carry out a registered effect. */
export interface RunEffect {
  readonly kind: 'effect';
  readonly type: string;
  readonly params: JsonObject;
  /** The event that caused it; type `xstate.init` at the start. */
  readonly event: { readonly type: string; readonly payload: JsonObject };
}

/** A transition that was taken. */
export interface TakenTransition {
  /** `<stateId>/<event>/<index>`; event is the type, `always`, `after:<DELAY>` or `onDone`. */
  readonly id: string;
  readonly stateId: string;
  readonly event: string;
  /** Position among the alternatives for that event in that state, from 0. */
  readonly index: number;
  readonly label: LocalizedText | null;
  readonly legalBasis: readonly string[];
}

/** One inner step: what was taken and where it led. */
export interface Microstep {
  readonly transitions: readonly string[];
  readonly value: StateValue;
}

/** A guard that was asked while deciding, in order. */
export interface GuardVerdict {
  readonly guard: string;
  readonly params: JsonObject;
  readonly verdict: boolean;
}

/** A guard that stood in the way, with the sentence for people. */
export interface FailedGuard {
  readonly guard: string;
  readonly params: JsonObject;
  readonly explanation: LocalizedText;
}

/** The event fits. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly next: StoredState;
  readonly intents: readonly Intent[];
  /** Ids in order of entering. */
  readonly entered: readonly string[];
  /** Ids in order of leaving. */
  readonly left: readonly string[];
  readonly microsteps: readonly Microstep[];
  readonly taken: readonly TakenTransition[];
  readonly guardVerdicts: readonly GuardVerdict[];
  /** Output of the final state when the process is done (per region when parallel), else `null`. */
  readonly output: JsonValue;
}

/** Why an event was not taken. */
export type RejectionCode =
  | 'PROCESS_FINISHED'
  | 'EVENT_UNKNOWN'
  | 'EVENT_RESERVED'
  | 'EVENT_NOT_PERMITTED'
  | 'EVENT_NOT_POSSIBLE_NOW'
  | 'DEADLINE_NOT_RUNNING'
  | 'GUARD_REFUSED'
  | 'PAYLOAD_INVALID'
  | 'PAYLOAD_TOO_LARGE'
  | 'CONTEXT_INVALID'
  | 'CONTEXT_TOO_LARGE'
  | 'STORED_STATE_INVALID'
  | 'GUARD_BROKEN'
  | 'TOO_MANY_STEPS';

/** The event does not fit; the stored state stays as it is. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly code: RejectionCode;
  /** Ids of the active leaf states; empty when the stored state does not fit the definition. */
  readonly currentStates: readonly string[];
  /** Event types that some active state handles. */
  readonly possibleEvents: readonly string[];
  readonly failedGuards: readonly FailedGuard[];
  /** What a broken guard threw, for the log; never shown. */
  readonly cause?: unknown;
  /** Problems of payload, context or stored state in technical words, without values. */
  readonly problems: readonly string[];
}

/** Outcome of one event. */
export type KernelDecision = Accepted | Rejected;

/** An event that some active state handles, as seen by one sender. */
export interface AvailableEvent {
  readonly type: string;
  readonly label: LocalizedText;
  readonly plain: string | null;
  readonly legalBasis: readonly string[];
  /** Owner codes that may send it. */
  readonly by: readonly string[];
  readonly payloadSchema: PayloadSchema | null;
  readonly allowed: boolean;
  /** Why not; empty when allowed. */
  readonly reasons: readonly LocalizedText[];
}

/** An active leaf state. */
export interface ActiveState {
  readonly stateId: string;
  /** Keys from the root, joined by dots. */
  readonly path: string;
  readonly label: LocalizedText;
  /** Labels from outside in, its own last: parallel regions may call their states alike. */
  readonly pathLabel: LocalizedText;
  readonly owner: string;
  readonly plain: string | null;
  readonly tags: readonly string[];
  readonly final: boolean;
}
