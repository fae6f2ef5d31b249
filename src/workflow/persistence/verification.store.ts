import type { ProcessId } from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';
import type { ProcessDefinition } from '../domain/definition.js';
import type { ChainedEvent, ProcessView } from '../domain/process.js';
import type { StoredDeadline } from '../replay/compare-work.js';
import {
  DEADLINE_COLUMNS,
  EVENT_COLUMNS,
  PROCESS_COLUMNS,
  toDeadline,
  toEvent,
  toProcess,
  type DeadlineRecord,
  type EventRecord,
  type ProcessRecord,
} from './process.mapping.js';

/** Which processes are looked at. */
export interface VerificationFilter {
  readonly processId?: ProcessId;
  /** Only those with an entry at or after this instant, ISO 8601 in UTC. */
  readonly since?: string;
}

/** A process that is gone. */
export interface MissingProcess {
  readonly id: ProcessId;
  /** Entries of the audit register about it. */
  readonly entries: number;
}

/** A log entry with the process it belongs to. */
export interface OwnedEvent {
  readonly processId: string;
  readonly event: ChainedEvent;
}

interface WarnedRecord extends DeadlineRecord {
  readonly next_warn_on: string | null;
  readonly warned_on: string | null;
}

/** Place in the log of many processes. */
export interface LogCursor {
  readonly processId: string;
  readonly seq: number;
}

const PAGE_OF_IDS = prepared(
  'verify_process_ids',
  `SELECT id FROM process
   WHERE region_id = $1 AND id > $2 AND ($3::uuid IS NULL OR id = $3)
     AND ($4::timestamptz IS NULL OR EXISTS (SELECT FROM process_event event
       WHERE event.region_id = $1 AND event.process_id = process.id AND event.at >= $4))
   ORDER BY id LIMIT $5`,
);

// The register outlives everything else: nobody but its owner can take a row out of it, and then its chain breaks.
const MISSING = prepared(
  'verify_missing_processes',
  `SELECT audit.object_id AS id, count(*)::integer AS entries FROM audit_event audit
   WHERE audit.region_id = $1 AND audit.object_type = 'process' AND audit.object_id > $2
     AND ($3::uuid IS NULL OR audit.object_id = $3) AND ($4::timestamptz IS NULL OR audit.at >= $4)
     AND NOT EXISTS (SELECT FROM process WHERE process.region_id = $1 AND process.id = audit.object_id)
   GROUP BY audit.object_id ORDER BY audit.object_id LIMIT $5`,
);

const PROCESSES = prepared(
  'verify_processes',
  `SELECT ${PROCESS_COLUMNS} FROM process WHERE region_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id`,
);

const EVENTS = prepared(
  'verify_events',
  `SELECT process_id, ${EVENT_COLUMNS} FROM process_event
   WHERE region_id = $1 AND process_id = ANY ($2::uuid[]) AND (process_id, seq) > ($3::uuid, $4)
   ORDER BY process_id, seq LIMIT $5`,
);

const DEADLINES = prepared(
  'verify_deadlines',
  `SELECT ${DEADLINE_COLUMNS}, next_warn_on::text AS next_warn_on,
     CASE WHEN status = 'open' AND warn_on <> '{}' THEN
       (SELECT max(audit.details->>'warnedOn') FROM audit_event audit
        WHERE audit.region_id = deadline.region_id AND audit.object_type = 'process'
          AND audit.object_id = deadline.process_id AND audit.action = 'DEADLINE_WARNING'
          AND audit.details->>'deadlineId' = deadline.id::text) END AS warned_on
   FROM deadline WHERE region_id = $1 AND process_id = ANY ($2::uuid[])`,
);

// What closes a deadline without a log entry: an expiry whose condition was false, or that came from an earlier stay.
const CLOSED_WITHOUT_ENTRY = prepared(
  'verify_closed_deadlines',
  `SELECT details->>'deadlineId' AS id FROM audit_event
   WHERE region_id = $1 AND object_type = 'process' AND object_id = $2
     AND action IN ('DEADLINE_WITHOUT_EFFECT', 'DEADLINE_STALE')`,
);

const DEFINITIONS = prepared(
  'verify_definitions',
  `SELECT hash, document FROM workflow_definition WHERE hash <> ALL ($1::text[])`,
);

/** Reads what verification compares; many processes at once, in the order of their ids. */
export class VerificationStore {
  /** Ids behind one, in order. */
  async ids(tx: Tx, after: string, filter: VerificationFilter, limit: number): Promise<readonly string[]> {
    const parameters = [tx.regionId, after, filter.processId ?? null, filter.since ?? null, limit];
    const rows = await tx.query<{ id: string }>(PAGE_OF_IDS, parameters);
    return rows.map(({ id }) => id);
  }

  /** Processes behind an id that the audit register knows and that have no row, in order. */
  async missing(
    tx: Tx,
    after: string,
    filter: VerificationFilter,
    limit: number,
  ): Promise<readonly MissingProcess[]> {
    const parameters = [tx.regionId, after, filter.processId ?? null, filter.since ?? null, limit];
    return tx.query<MissingProcess>(MISSING, parameters);
  }

  /** Rows of processes. */
  async processes(tx: Tx, ids: readonly string[]): Promise<readonly ProcessView[]> {
    const rows = await tx.query<ProcessRecord>(PROCESSES, [tx.regionId, ids]);
    return rows.map(toProcess);
  }

  /** Log entries behind a place, process by process, oldest first. */
  async events(
    tx: Tx,
    ids: readonly string[],
    after: LogCursor,
    limit: number,
  ): Promise<readonly OwnedEvent[]> {
    const rows = await tx.query<EventRecord & { readonly process_id: string }>(EVENTS, [
      tx.regionId,
      ids,
      after.processId,
      after.seq,
      limit,
    ]);
    return rows.map((row) => ({ processId: row.process_id, event: toEvent(row) }));
  }

  /** All deadline rows of processes. */
  async deadlines(tx: Tx, ids: readonly string[]): Promise<readonly StoredDeadline[]> {
    const rows = await tx.query<WarnedRecord>(DEADLINES, [tx.regionId, ids]);
    return rows.map((row) => ({
      ...toDeadline(row),
      nextWarnOn: row.next_warn_on,
      warnedOn: row.warned_on,
    }));
  }

  /** Ids of deadline rows of a process that were closed without a log entry, as the audit register says. */
  async closedWithoutEntry(tx: Tx, processId: string): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string }>(CLOSED_WITHOUT_ENTRY, [tx.regionId, processId]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Documents of deployed definitions by hash, without those known already. */
  async otherDefinitions(
    tx: Tx,
    known: readonly string[],
  ): Promise<readonly { readonly hash: string; readonly document: ProcessDefinition }[]> {
    return tx.query(DEFINITIONS, [known]);
  }
}
