import { asId } from '../../kernel/index.js';
import type { GuardVerdict, Microstep, StateValue } from '../domain/decision.js';
import type { JsonObject, JsonValue } from '../domain/definition.js';
import type {
  CancelReason,
  ChainedEvent,
  DeadlineView,
  ProcessActor,
  ProcessStatus,
  ProcessView,
  StateEntry,
} from '../domain/process.js';

/** A row of `process` as the driver gives it. */
export interface ProcessRecord {
  readonly id: string;
  readonly definition_key: string;
  readonly definition_hash: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly case_id: string | null;
  readonly state_value: StateValue;
  readonly active_states: readonly string[];
  readonly state_entries: Readonly<Record<string, StateEntry>>;
  readonly context: JsonObject;
  readonly history_value: Readonly<Record<string, readonly string[]>>;
  readonly status: ProcessStatus;
  readonly quarantine_reason: string | null;
  readonly output: JsonValue;
  readonly revision: number;
  readonly chain_head: string;
  readonly waiting_for: readonly string[];
  readonly waiting_since: Date;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly cancel_reason: CancelReason | null;
  readonly correlation: string | null;
  readonly parent_process_id: string | null;
  readonly has_children: boolean;
  readonly previous_process_id: string | null;
  readonly episode: number;
}

/** Columns of {@link ProcessRecord}. */
export const PROCESS_COLUMNS = `id, definition_key, definition_hash, subject_type, subject_id, case_id, state_value,
  active_states, state_entries, context, history_value, status, quarantine_reason, output, revision, chain_head,
  waiting_for, waiting_since, started_at, ended_at, cancel_reason, correlation, parent_process_id, has_children,
  previous_process_id, episode`;

/** Row to view. */
export function toProcess(row: ProcessRecord): ProcessView {
  return {
    id: asId(row.id),
    definitionKey: row.definition_key,
    definitionHash: row.definition_hash,
    subject: { type: row.subject_type, id: row.subject_id },
    caseId: row.case_id === null ? null : asId(row.case_id),
    value: row.state_value,
    activeStates: row.active_states,
    stateEntries: row.state_entries,
    context: row.context,
    historyValue: row.history_value,
    status: row.status,
    quarantineReason: row.quarantine_reason,
    output: row.output,
    revision: row.revision,
    chainHead: row.chain_head,
    waitingFor: row.waiting_for,
    waitingSince: row.waiting_since.toISOString(),
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    cancelReason: row.cancel_reason,
    correlation: row.correlation,
    parentProcessId: row.parent_process_id === null ? null : asId(row.parent_process_id),
    hasChildren: row.has_children,
    previousProcessId: row.previous_process_id === null ? null : asId(row.previous_process_id),
    episode: row.episode,
  };
}

/** A row of `process_event` as the driver gives it. */
export interface EventRecord {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly payload: JsonObject;
  readonly actor_kind: ProcessActor['kind'];
  readonly actor_id: string;
  readonly actor_unit_id: string | null;
  readonly actor_code: string;
  readonly at: Date;
  readonly from_states: readonly string[];
  readonly to_states: readonly string[];
  readonly microsteps: readonly Microstep[];
  readonly guards: readonly GuardVerdict[];
  readonly legal_basis: readonly string[];
  readonly waiting_for: readonly string[];
  readonly definition_hash: string;
  readonly prev_hash: string;
  readonly hash: string;
}

/** Columns of {@link EventRecord}. */
export const EVENT_COLUMNS = `seq, id, type, payload, actor_kind, actor_id, actor_unit_id, actor_code, at, from_states,
  to_states, microsteps, guards, legal_basis, waiting_for, definition_hash, prev_hash, hash`;

/** Row to log entry. */
export function toEvent(row: EventRecord): ChainedEvent {
  return {
    seq: row.seq,
    id: row.id,
    type: row.type,
    payload: row.payload,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorUnitId: row.actor_unit_id,
    actorCode: row.actor_code,
    at: row.at.toISOString(),
    fromStates: row.from_states,
    toStates: row.to_states,
    microsteps: row.microsteps,
    guards: row.guards,
    legalBasis: row.legal_basis,
    waitingFor: row.waiting_for,
    definitionHash: row.definition_hash,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

/** A row of `deadline`; dates are read as text, because the driver would turn them into local midnights. */
export interface DeadlineRecord {
  readonly id: string;
  readonly process_id: string;
  readonly key: string;
  readonly state_id: string;
  readonly event_type: string;
  readonly generation: number;
  readonly starts_on: string;
  readonly nominal_end_on: string;
  readonly ends_on: string;
  readonly internal_due_on: string | null;
  readonly fires_on: string;
  readonly warn_on: readonly string[];
  readonly status: DeadlineView['status'];
  readonly label: string;
  readonly legal_basis: string | null;
  readonly explanation: string;
}

/** Columns of {@link DeadlineRecord}. */
export const DEADLINE_COLUMNS = `id, process_id, key, state_id, event_type, generation, starts_on::text AS starts_on,
  nominal_end_on::text AS nominal_end_on, ends_on::text AS ends_on, internal_due_on::text AS internal_due_on,
  fires_on::text AS fires_on, warn_on::text[] AS warn_on, status, label, legal_basis, explanation`;

/** Row to view. */
export function toDeadline(row: DeadlineRecord): DeadlineView {
  return {
    id: row.id,
    processId: asId(row.process_id),
    key: row.key,
    stateId: row.state_id,
    eventType: row.event_type,
    generation: row.generation,
    startsOn: row.starts_on,
    nominalEndOn: row.nominal_end_on,
    endsOn: row.ends_on,
    internalDueOn: row.internal_due_on,
    firesOn: row.fires_on,
    warnOn: row.warn_on,
    status: row.status,
    label: row.label,
    legalBasis: row.legal_basis,
    explanation: row.explanation,
  };
}
