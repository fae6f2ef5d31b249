import type { CaseId, ProcessId } from '../../kernel/index.js';
import type { GuardVerdict, Microstep, StateValue } from './decision.js';
import type { JsonObject, JsonValue } from './definition.js';

/** What a process is about: its type decides who may see and move it. */
export interface ProcessSubject {
  /** Kebab-case name, e.g. `case`, `consent`, `measure`. */
  readonly type: string;
  readonly id: string;
}

/**
 * `cancelled`: ended by a person or with its parent, not by a final state.
 * `quarantined`: the stored state does not fit its definition; nothing moves it until a person has looked.
 */
export type ProcessStatus = 'active' | 'done' | 'cancelled' | 'quarantined';

/** Reasons a person can give for a cancellation. */
export const CANCEL_REASONS = [
  'OPENED_IN_ERROR',
  'DUPLICATE',
  'WITHDRAWN',
  'CONTINUED_ELSEWHERE',
  'NO_LONGER_NEEDED',
] as const;

/** Why a process was cancelled; `PARENT_ENDED`: by the engine, with the process that started it. */
export type CancelReason = (typeof CANCEL_REASONS)[number] | 'PARENT_ENDED';

/** How often a state was entered, and when last. */
export interface StateEntry {
  readonly generation: number;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
}

/** A process as it is stored. */
export interface ProcessView {
  readonly id: ProcessId;
  readonly definitionKey: string;
  readonly definitionHash: string;
  readonly subject: ProcessSubject;
  readonly caseId: CaseId | null;
  readonly value: StateValue;
  /** Ids of the active leaf states in document order. */
  readonly activeStates: readonly string[];
  readonly stateEntries: Readonly<Record<string, StateEntry>>;
  readonly context: JsonObject;
  readonly historyValue: Readonly<Record<string, readonly string[]>>;
  readonly status: ProcessStatus;
  readonly quarantineReason: string | null;
  readonly output: JsonValue;
  /** Number of events so far. */
  readonly revision: number;
  /** Hash of the last event. */
  readonly chainHead: string;
  /** Owner codes that must act next, without repeats; empty when the process has ended. */
  readonly waitingFor: readonly string[];
  /** Instants, ISO 8601 in UTC with milliseconds. */
  readonly waitingSince: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Why it was cancelled; only then. */
  readonly cancelReason: CancelReason | null;
  /** By what messages find it beside its id; empty: by its id only; `null`: its definition takes no messages. */
  readonly correlation: string | null;
  /** The process that started it as its sub-process. */
  readonly parentProcessId: ProcessId | null;
  /** Whether it ever started a sub-process. */
  readonly hasChildren: boolean;
  /** The ended process that this one takes up again. */
  readonly previousProcessId: ProcessId | null;
  /** Number of the episode, from 1. */
  readonly episode: number;
}

/** Who sends an event. */
export interface ProcessActor {
  readonly kind: 'staff' | 'person' | 'system';
  /** Account. */
  readonly id: string;
  /** Unit for which a staff member acts. */
  readonly unitId?: string | null;
  /** Owner and relation codes the actor holds for the subject, e.g. `ABH`, `CASE_LEAD`, `CLIENT`. */
  readonly codes: readonly string[];
}

/** One entry of the event log; exactly these members are hashed, with `regionId` and `processId`. */
export interface LoggedEvent {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly payload: JsonObject;
  readonly actorKind: ProcessActor['kind'];
  readonly actorId: string;
  readonly actorUnitId: string | null;
  /** Code under which the event was admitted; `SYS` for the platform itself. */
  readonly actorCode: string;
  /** Instant, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly fromStates: readonly string[];
  readonly toStates: readonly string[];
  readonly microsteps: readonly Microstep[];
  readonly guards: readonly GuardVerdict[];
  readonly legalBasis: readonly string[];
  /** Owner codes that must act after the event; waiting time until the next one is booked on them. */
  readonly waitingFor: readonly string[];
  readonly definitionHash: string;
}

/** A log entry with its place in the chain. */
export interface ChainedEvent extends LoggedEvent {
  readonly prevHash: string;
  readonly hash: string;
}

/** A deadline row; dates are calendar dates (Europe/Berlin, `YYYY-MM-DD`). */
export interface DeadlineView {
  readonly id: string;
  readonly processId: ProcessId;
  readonly key: string;
  readonly stateId: string;
  readonly eventType: string;
  readonly generation: number;
  readonly startsOn: string;
  /** End before any shift to a working day. */
  readonly nominalEndOn: string;
  /** Last day on which the act is in time. */
  readonly endsOn: string;
  /** Last working day before the nominal end: what one should plan with. */
  readonly internalDueOn: string | null;
  /** Day on which the expiry event is sent. */
  readonly firesOn: string;
  readonly warnOn: readonly string[];
  readonly status: 'open' | 'fired' | 'cancelled';
  readonly label: string;
  readonly legalBasis: string | null;
  readonly explanation: string;
}

/** Type of the log entry with which every process begins. */
export const START_EVENT = 'xstate.init';

/** Code under which the platform itself acts. */
export const SYSTEM_CODE = 'SYS';

/** Code under which a message of another process arrives; an event that takes messages names it in `by`. */
export const MESSAGE_CODE = 'MSG';

/** Types of the log entries that the engine writes about a process without a step of its machine. */
export const CANCELLED_ENTRY = 'process.cancelled';
export const REOPENED_ENTRY = 'process.reopened';
/** Type of the log entry with which a process goes on in another version. */
export const MIGRATED_ENTRY = 'process.migrated';
