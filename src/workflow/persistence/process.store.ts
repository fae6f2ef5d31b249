import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../kernel/index.js';
import { prepared, type PreparedStatement, type Tx } from '../../platform/index.js';
import type { ChainedEvent, ProcessView } from '../domain/process.js';
import { HeldProcesses } from './held-processes.js';
import { announceProcess } from './process-versions.js';
import {
  EVENT_COLUMNS,
  PROCESS_COLUMNS,
  toEvent,
  toProcess,
  type EventRecord,
  type ProcessRecord,
} from './process.mapping.js';

/** Placeholders `$from, …` for `count` values. */
function placeholders(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `$${from + index}`).join(', ');
}

const EVENT_INSERT = `
  INSERT INTO process_event (region_id, process_id, seq, id, type, payload, actor_kind, actor_id, actor_unit_id,
    actor_code, at, from_states, to_states, microsteps, guards, legal_basis, waiting_for, definition_hash, prev_hash, hash)
  VALUES (${placeholders(1, 20)})`;

function eventValues(tx: Tx, processId: string, event: ChainedEvent): readonly unknown[] {
  return [
    tx.regionId,
    processId,
    event.seq,
    event.id,
    event.type,
    JSON.stringify(event.payload),
    event.actorKind,
    event.actorId,
    event.actorUnitId,
    event.actorCode,
    event.at,
    event.fromStates,
    event.toStates,
    JSON.stringify(event.microsteps),
    JSON.stringify(event.guards),
    event.legalBasis,
    event.waitingFor,
    event.definitionHash,
    event.prevHash,
    event.hash,
  ];
}

/** Columns of a process that an event changes, from `$21` on. */
function stateValues(process: ProcessView): readonly unknown[] {
  return [
    JSON.stringify(process.value),
    process.activeStates,
    JSON.stringify(process.stateEntries),
    JSON.stringify(process.context),
    JSON.stringify(process.historyValue),
    process.status,
    process.output === null ? null : JSON.stringify(process.output),
    process.revision,
    process.chainHead,
    process.waitingFor,
    process.waitingSince,
    process.endedAt,
    process.correlation,
  ];
}

const SELECT = `SELECT ${PROCESS_COLUMNS} FROM process WHERE region_id = $1 AND id = $2`;
const FIND = prepared('find_process', SELECT);
const LOCK = prepared('lock_process', `${SELECT} FOR UPDATE`);
const LOCK_AT_ONCE = prepared('lock_process_at_once', `${SELECT} FOR UPDATE NOWAIT`);
const TRY_LOCK = prepared('try_lock_process', `${SELECT} FOR UPDATE SKIP LOCKED`);

const LOCK_FREE = prepared(
  'lock_free_processes',
  `SELECT ${PROCESS_COLUMNS} FROM process
   WHERE region_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED`,
);

const INSERT = prepared(
  'insert_process',
  `WITH started AS (
     INSERT INTO process (state_value, active_states, state_entries, context, history_value, status, output,
       revision, chain_head, waiting_for, waiting_since, ended_at, correlation, region_id, id, definition_key,
       definition_hash, subject_type, subject_id, case_id, started_at, parent_process_id, previous_process_id, episode)
     VALUES (${placeholders(21, 13)}, $1, $2, ${placeholders(34, 9)})
   ) ${EVENT_INSERT}`,
);

const ADVANCE = prepared(
  'advance_process',
  `WITH logged AS (${EVENT_INSERT}),
   closed AS (
     UPDATE deadline SET status = 'cancelled', closed_at = $11
     WHERE region_id = $1 AND process_id = $2 AND status = 'open' AND (event_type = ANY ($34::text[]) OR $26 = 'done')
   )
   UPDATE process SET (state_value, active_states, state_entries, context, history_value, status, output,
     revision, chain_head, waiting_for, waiting_since, ended_at, correlation) = (${placeholders(21, 13)})
   WHERE region_id = $1 AND id = $2`,
);

/** An entry of the engine itself: no step of the machine, so state and context stay. */
const NOTE = prepared(
  'note_process',
  `WITH logged AS (${EVENT_INSERT}),
   closed AS (
     UPDATE deadline SET status = 'cancelled', closed_at = $11
     WHERE region_id = $1 AND process_id = $2 AND status = 'open' AND $21 = 'cancelled'
   )
   UPDATE process SET (status, cancel_reason, revision, chain_head, waiting_for, waiting_since, ended_at) =
     (${placeholders(21, 7)})
   WHERE region_id = $1 AND id = $2`,
);

const EVENTS = prepared(
  'process_events',
  `SELECT ${EVENT_COLUMNS} FROM process_event
   WHERE region_id = $1 AND process_id = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
);

/** What one open transaction wrote, as it is now. */
interface WrittenProcesses {
  readonly views: Map<string, ProcessView>;
  /** Not after something was undone. */
  readonly isComplete: boolean;
}

/** Rows of running processes and their event log, by hand-written SQL. */
@Injectable()
export class ProcessStore {
  private readonly held = new HeldProcesses();
  private readonly written = new WeakMap<Tx, WrittenProcesses>();

  /**
   * Locks the row until the transaction ends; `undefined` when the region has no such process.
   *
   * @throws {LockConflict} the transaction has to begin anew to take its locks in order.
   */
  async lock(tx: Tx, id: string): Promise<ProcessView | undefined> {
    const mayWait = this.held.mayWaitFor(tx, id);
    try {
      const process = await this.one(tx, mayWait ? LOCK : LOCK_AT_ONCE, id);
      this.held.add(tx, id);
      return process;
    } catch (error) {
      throw mayWait ? error : this.held.conflictOf(tx, id, error);
    }
  }

  /** Like {@link lock}, but skips a row that somebody else holds. */
  async tryLock(tx: Tx, id: string): Promise<ProcessView | undefined> {
    const process = await this.one(tx, TRY_LOCK, id);
    if (process) this.held.add(tx, id);
    return process;
  }

  /** Locks those of the processes that nobody else holds, by id. */
  async lockFree(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ProcessView>> {
    const rows = await tx.query<ProcessRecord>(LOCK_FREE, [tx.regionId, ids]);
    for (const { id } of rows) this.held.add(tx, id);
    return new Map(rows.map((row) => [row.id, toProcess(row)]));
  }

  /** Reads without locking. */
  async find(tx: Tx, id: string): Promise<ProcessView | undefined> {
    return this.one(tx, FIND, id);
  }

  /** Processes about one subject, oldest first. */
  async findBySubject(tx: Tx, type: string, id: string): Promise<ProcessView[]> {
    const rows = await tx.query<ProcessRecord>(
      `SELECT ${PROCESS_COLUMNS} FROM process
       WHERE region_id = $1 AND subject_type = $2 AND subject_id = $3 ORDER BY started_at, id`,
      [tx.regionId, type, id],
    );
    return rows.map(toProcess);
  }

  /** Processes of a case, oldest first. */
  async listByCase(tx: Tx, caseId: string): Promise<ProcessView[]> {
    const rows = await tx.query<ProcessRecord>(
      `SELECT ${PROCESS_COLUMNS} FROM process WHERE region_id = $1 AND case_id = $2 ORDER BY started_at, id`,
      [tx.regionId, caseId],
    );
    return rows.map(toProcess);
  }

  /** Writes a new process with its first event. */
  insert(tx: Tx, process: ProcessView, event: ChainedEvent): void {
    tx.post(INSERT, [
      ...eventValues(tx, process.id, event),
      ...stateValues(process),
      process.definitionKey,
      process.definitionHash,
      process.subject.type,
      process.subject.id,
      process.caseId,
      process.startedAt,
      process.parentProcessId,
      process.previousProcessId,
      process.episode,
    ]);
    this.wrote(tx, process);
  }

  /** Appends an event, writes the new state and cancels deadlines by their event types. */
  advance(tx: Tx, process: ProcessView, event: ChainedEvent, cancelled: readonly string[]): void {
    tx.post(ADVANCE, [...eventValues(tx, process.id, event), ...stateValues(process), cancelled]);
    this.wrote(tx, process);
  }

  /**
   * Appends an entry that the engine itself writes (`process.…`). A process that is cancelled by it has its deadlines
   * closed.
   */
  note(tx: Tx, process: ProcessView, event: ChainedEvent): void {
    tx.post(NOTE, [
      ...eventValues(tx, process.id, event),
      process.status,
      process.cancelReason,
      process.revision,
      process.chainHead,
      process.waitingFor,
      process.waitingSince,
      process.endedAt,
    ]);
    this.wrote(tx, process);
  }

  /** A process that this transaction holds, with all that it wrote to it meanwhile. */
  async asWritten(tx: Tx, process: ProcessView): Promise<ProcessView> {
    const known = this.written.get(tx);
    const last = known?.views.get(process.id);
    if (last) return last;
    return known?.isComplete === false ? ((await this.find(tx, process.id)) ?? process) : process;
  }

  /** To be called when a part of the transaction was undone: what was written may not be there any more. */
  forgetWritten(tx: Tx): void {
    this.written.set(tx, { views: new Map(), isComplete: false });
  }

  private wrote(tx: Tx, process: ProcessView): void {
    const known = this.written.get(tx) ?? { views: new Map<string, ProcessView>(), isComplete: true };
    known.views.set(process.id, process);
    this.written.set(tx, known);
    announceProcess(tx, process);
  }

  /** Takes a process that cannot go on out of the running ones. */
  async quarantine(tx: Tx, id: ProcessId, reason: string): Promise<void> {
    await tx.query(
      `UPDATE process SET status = 'quarantined', quarantine_reason = $3
       WHERE region_id = $1 AND id = $2 AND status = 'active'`,
      [tx.regionId, id, reason],
    );
  }

  /** Log entries after a sequence number, oldest first. */
  async events(tx: Tx, processId: string, afterSeq: number, limit: number): Promise<ChainedEvent[]> {
    const rows = await tx.query<EventRecord>(EVENTS, [tx.regionId, processId, afterSeq, limit]);
    return rows.map(toEvent);
  }

  private async one(tx: Tx, statement: PreparedStatement, id: string): Promise<ProcessView | undefined> {
    const rows = await tx.query<ProcessRecord>(statement, [tx.regionId, id]);
    return rows[0] && toProcess(rows[0]);
  }
}
