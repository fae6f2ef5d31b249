import { Injectable } from '@nestjs/common';
import { JOB_SCHEMA, prepared, type Tx } from '../../platform/index.js';
import { dayOf } from '../domain/calendar-day.js';
import type { DeadlineView } from '../domain/process.js';
import { DEADLINE_COLUMNS, toDeadline, type DeadlineRecord } from './process.mapping.js';

/** Task that lets due deadlines expire. */
export const FIRE_DUE_DEADLINES = 'workflow.fire-due-deadlines';

// Without a key: transactions that ask at the same time would wait for each other.
const ASK_TO_FIRE = prepared(
  'ask_to_fire_deadlines',
  `SELECT id FROM ${JOB_SCHEMA}.add_job('${FIRE_DUE_DEADLINES}')`,
);

/** A place in the work list of due deadlines. */
export interface DueCursor {
  /** Calendar date. */
  readonly on: string;
  readonly id: string;
}

const OPEN = prepared(
  'open_deadlines',
  `
  INSERT INTO deadline (region_id, id, process_id, key, state_id, event_type, generation, starts_on,
  nominal_end_on, ends_on, internal_due_on, fires_on, warn_on, next_warn_on, status, label, legal_basis,
  explanation, created_at)
  SELECT $1, d.id, d."processId", d.key, d."stateId", d."eventType", d.generation, d."startsOn",
  d."nominalEndOn", d."endsOn", d."internalDueOn", d."firesOn", d."warnOn", d."warnOn"[1], 'open', d.label,
  d."legalBasis", d.explanation, $3
  FROM jsonb_to_recordset($2::jsonb) AS d (id uuid, "processId" uuid, key text, "stateId" text, "eventType" text,
  generation integer, "startsOn" date, "nominalEndOn" date, "endsOn" date, "internalDueOn" date, "firesOn" date,
  "warnOn" date[], label text, "legalBasis" text, explanation text)`,
);

const DUE = prepared(
  'due_deadlines',
  `SELECT ${DEADLINE_COLUMNS} FROM deadline
   WHERE region_id = $1 AND status = 'open' AND deadline.fires_on <= $2::date
     AND (deadline.fires_on, id) > ($3::date, $4::uuid)
     AND NOT EXISTS (SELECT FROM process WHERE process.region_id = deadline.region_id
       AND process.id = deadline.process_id AND process.status = 'quarantined')
   ORDER BY deadline.fires_on, id LIMIT $5`,
);

const CLOSE = prepared(
  'close_deadlines',
  `UPDATE deadline SET status = $3, closed_at = $4
   WHERE region_id = $1 AND id = ANY ($2::uuid[]) AND status = 'open' RETURNING id`,
);

/** Rows of deadlines. */
@Injectable()
export class DeadlineStore {
  private readonly firing = new WeakSet<Tx>();

  /** Tells that this transaction belongs to a run that looks again for due deadlines when it is through. */
  looksAgain(tx: Tx): void {
    this.firing.add(tx);
  }

  /** Writes newly opened deadlines; one that is due already fires as soon as this transaction has committed. */
  open(tx: Tx, deadlines: readonly DeadlineView[], at: string): void {
    if (deadlines.length === 0) return;
    const rows = deadlines.map((deadline) => ({ ...deadline, warnOn: deadline.warnOn.toSorted() }));
    tx.post(OPEN, [tx.regionId, JSON.stringify(rows), at]);
    const today = dayOf(at);
    const isDue = deadlines.some(({ firesOn }) => firesOn <= today);
    if (isDue && !this.firing.has(tx)) tx.post(ASK_TO_FIRE);
  }

  /** Deadlines of a process, open ones first, then by day. */
  async ofProcess(tx: Tx, processId: string): Promise<DeadlineView[]> {
    const rows = await tx.query<DeadlineRecord>(
      `SELECT ${DEADLINE_COLUMNS} FROM deadline WHERE region_id = $1 AND process_id = $2
       ORDER BY status <> 'open', deadline.fires_on, id`,
      [tx.regionId, processId],
    );
    return rows.map(toDeadline);
  }

  /** Open deadlines due until `today` behind the cursor, not of held processes, earliest first; not locked. */
  async due(tx: Tx, today: string, after: DueCursor, limit: number): Promise<DeadlineView[]> {
    const rows = await tx.query<DeadlineRecord>(DUE, [tx.regionId, today, after.on, after.id, limit]);
    return rows.map(toDeadline);
  }

  /** Ends open deadlines. @returns Ids of those that were still open. */
  async close(
    tx: Tx,
    ids: readonly string[],
    status: 'fired' | 'cancelled',
    at: string,
  ): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await tx.query<{ id: string }>(CLOSE, [tx.regionId, ids, status, at]);
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Takes open deadlines with a warning day reached and marks it as given; a row held elsewhere waits for the next run.
   *
   * @returns The deadlines with the reached day; after downtime the last of several reached days.
   */
  async takeWarnings(
    tx: Tx,
    today: string,
    limit: number,
  ): Promise<{ deadline: DeadlineView; warnedOn: string }[]> {
    const rows = await tx.query<DeadlineRecord & { readonly warned_on: string }>(
      `WITH reached AS (
         SELECT region_id, id FROM deadline
         WHERE region_id = $1 AND status = 'open' AND next_warn_on <= $2::date
         ORDER BY next_warn_on, id LIMIT $3 FOR UPDATE SKIP LOCKED
       )
       UPDATE deadline SET next_warn_on = (SELECT min(day) FROM unnest(warn_on) day WHERE day > $2::date)
       FROM reached WHERE deadline.region_id = reached.region_id AND deadline.id = reached.id
       RETURNING ${qualified(DEADLINE_COLUMNS)},
         (SELECT max(day)::text FROM unnest(deadline.warn_on) day WHERE day <= $2::date) AS warned_on`,
      [tx.regionId, today, limit],
    );
    return rows.map((row) => ({ deadline: toDeadline(row), warnedOn: row.warned_on }));
  }
}

/** The columns for statements that also see another relation with `id`. */
function qualified(columns: string): string {
  return columns.replace(/^id,/, 'deadline.id,');
}
