// Statements of the floor, prepared once per connection.

const range = (from, count) => Array.from({ length: count }, (_, index) => `$${from + index}`).join(', ');

const PROCESS_COLUMNS = `id, definition_key, definition_hash, subject_type, subject_id, case_id, state_value,
  active_states, state_entries, context, history_value, status, quarantine_reason, output, revision, chain_head,
  waiting_for, waiting_since, started_at, ended_at`;

const EVENT_COLUMNS = `region_id, process_id, seq, id, type, payload, actor_kind, actor_id, actor_unit_id, actor_code,
  at, from_states, to_states, microsteps, guards, legal_basis, waiting_for, definition_hash, prev_hash, hash`;

const STATE_COLUMNS = `state_value, active_states, state_entries, context, history_value, status, output, revision,
  chain_head, waiting_for, waiting_since, ended_at`;

export const lock = {
  name: 'lock',
  text: `SELECT ${PROCESS_COLUMNS} FROM process WHERE region_id = $1 AND id = $2 FOR UPDATE`,
};

export const key = {
  name: 'key',
  text: `INSERT INTO idempotency_record (region_id, account_id, command, key, fingerprint, answer)
         VALUES ($1, $2, 'sendProcessEvent', $3, $4, jsonb_build_object('processId', $5::text))`,
};

function eventValues(event, { id, seq, at, eventId }) {
  return [
    event.region_id,
    id,
    seq,
    eventId,
    event.type,
    event.payload,
    event.actor_kind,
    event.actor_id,
    event.actor_unit_id,
    event.actor_code,
    at,
    event.from_states,
    event.to_states,
    event.microsteps,
    event.guards,
    event.legal_basis,
    event.waiting_for,
    event.definition_hash,
    event.prev_hash,
    event.hash,
  ];
}

function stateValues(process, { seq, at }) {
  return [
    process.state_value,
    process.active_states,
    process.state_entries,
    process.context,
    process.history_value,
    'active',
    null,
    seq,
    process.chain_head,
    process.waiting_for,
    at,
    null,
  ];
}

export const eventRow = {
  name: 'event',
  text: `INSERT INTO process_event (${EVENT_COLUMNS}) VALUES (${range(1, 20)})`,
  of: eventValues,
};

export const advance = {
  name: 'advance',
  text: `UPDATE process SET (${STATE_COLUMNS}) = (${range(3, 12)}) WHERE region_id = $1 AND id = $2`,
  of: (process, { id, seq, at }) => [process.region_id, id, ...stateValues(process, { seq, at })],
};

export const logAndAdvance = {
  name: 'log_and_advance',
  text: `WITH logged AS (INSERT INTO process_event (${EVENT_COLUMNS}) VALUES (${range(1, 20)})),
         closed AS (UPDATE deadline SET status = 'cancelled', closed_at = $11
           WHERE region_id = $1 AND process_id = $2 AND status = 'open' AND event_type = ANY ($33::text[]))
         UPDATE process SET (${STATE_COLUMNS}) = (${range(21, 12)}) WHERE region_id = $1 AND id = $2`,
  of: (event, process, input) => [
    ...eventValues(event, input),
    ...stateValues(process, input),
    input.cancelled,
  ],
};

export const cancelDeadline = {
  name: 'cancel_deadline',
  text: `UPDATE deadline SET status = 'cancelled', closed_at = $4
         WHERE region_id = $1 AND process_id = $2 AND status = 'open' AND event_type = $3`,
};

export const openDeadline = {
  name: 'open_deadline',
  text: `INSERT INTO deadline (region_id, id, process_id, key, state_id, event_type, generation, starts_on,
           nominal_end_on, ends_on, internal_due_on, fires_on, warn_on, next_warn_on, status, label, legal_basis,
           explanation, created_at)
         VALUES (${range(1, 19)})`,
};

/** A deadline like the given one. */
export function deadlineRow(deadline, { id, at, deadlineId }) {
  return [
    deadline.region_id,
    deadlineId,
    id,
    deadline.key,
    deadline.state_id,
    deadline.event_type,
    deadline.generation,
    deadline.starts_on,
    deadline.nominal_end_on,
    deadline.ends_on,
    deadline.internal_due_on,
    deadline.fires_on,
    deadline.warn_on,
    deadline.next_warn_on,
    'open',
    deadline.label,
    deadline.legal_basis,
    deadline.explanation,
    at,
  ];
}

export const closeItem = {
  name: 'close_item',
  text: `UPDATE work_item SET status = 'closed', closed_at = $4, outcome = $5, next_escalation_on = NULL,
           revision = revision + 1
         WHERE region_id = $1 AND process_id = $2 AND status <> 'closed' AND state_id = $3`,
};

export const openItem = {
  name: 'open_item',
  text: `INSERT INTO work_item (region_id, id, process_id, subject_type, definition_key, state_id, generation, owner,
           unit_id, is_shared, status, due_on, opened_at, next_escalation_on)
         VALUES (${range(1, 14)})`,
  of: (item, { id, at, itemId, generation }) => [
    item.region_id,
    itemId,
    id,
    item.subject_type,
    item.definition_key,
    item.state_id,
    generation,
    item.owner,
    item.unit_id,
    item.is_shared,
    'open',
    item.due_on,
    at,
    item.next_escalation_on,
  ],
};

export const audit = {
  name: 'audit',
  text: `INSERT INTO audit_event (region_id, id, at, actor_kind, account_id, unit_id, action, object_type, object_id,
           case_id, legal_basis, details) VALUES (${range(1, 12)})`,
  of: (line, { id, at, lineId }) => [
    line.region_id,
    lineId,
    at,
    line.actor_kind,
    line.account_id,
    line.unit_id,
    line.action,
    line.object_type,
    id,
    line.case_id,
    line.legal_basis,
    line.details,
  ],
};
