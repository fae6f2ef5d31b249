import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../../kernel/index.js';
import { newId, type Tx } from '../../../platform/index.js';
import type { StateValue, StoredState } from '../../domain/decision.js';
import type { ProcessView } from '../../domain/process.js';
import { PROCESS_COLUMNS, toProcess, type ProcessRecord } from '../../persistence/process.mapping.js';
import type { StuckCause, StuckProcess } from '../domain/stuck-cause.js';

/** A registered entry that is not healed. */
export interface OpenStuckProcess {
  readonly id: string;
  readonly processId: ProcessId;
  readonly definitionKey: string;
  readonly cause: StuckCause;
  /** Instants, ISO 8601 in UTC. */
  readonly since: string;
  readonly seenAt: string;
}

/** Processes that are in exactly the same place of the same definition. */
export interface ProcessPlace {
  readonly hash: string;
  /** As stored, for finding the processes again. */
  readonly valueText: string;
  readonly historyText: string;
  readonly value: StateValue;
  readonly history: StoredState['historyValue'];
}

/** A due thing nobody took up. */
export interface Overdue {
  readonly processId: string;
  readonly since: string;
}

interface OpenRow extends Omit<OpenStuckProcess, 'since' | 'seenAt'> {
  readonly since: Date;
  readonly seenAt: Date;
}

/** The register of processes that cannot move, and what finds them in the database. */
@Injectable()
export class StuckProcessStore {
  /** Takes the turn to look at a region; `false` when another node did so after `unless`. */
  async takeTurn(tx: Tx, at: string, unless: string): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO process_watch (region_id, looked_at) VALUES ($1, $2)
       ON CONFLICT (region_id) DO UPDATE SET looked_at = $2 WHERE process_watch.looked_at <= $3 RETURNING region_id`,
      [tx.regionId, at, unless],
    );
    return rows.length > 0;
  }

  /** Entries that are not healed, longest stuck first. */
  async open(
    tx: Tx,
    limit: number,
    after?: { readonly sortKey: string | number; readonly id: string },
    hiddenCases?: string,
  ): Promise<OpenStuckProcess[]> {
    const rows = await tx.query<OpenRow>(
      `SELECT stuck.id, stuck.process_id AS "processId", process.definition_key AS "definitionKey", stuck.cause,
              stuck.since, stuck.seen_at AS "seenAt"
       FROM stuck_process stuck
       JOIN process ON process.region_id = stuck.region_id AND process.id = stuck.process_id
       WHERE stuck.region_id = $1 AND stuck.healed_at IS NULL
         AND ($2::timestamptz IS NULL OR (stuck.since, stuck.id) > ($2, $3::uuid))
         ${hiddenCases === undefined ? '' : `AND NOT EXISTS (SELECT 1 FROM (${hiddenCases}) hidden WHERE hidden.id = process.case_id)`}
       ORDER BY stuck.since, stuck.id LIMIT $4`,
      [tx.regionId, after === undefined ? null : String(after.sortKey), after?.id ?? null, limit],
    );
    return rows.map((row) => ({
      ...row,
      since: row.since.toISOString(),
      seenAt: row.seenAt.toISOString(),
    }));
  }

  /** Registers a process. */
  register(tx: Tx, { processId, cause, since }: StuckProcess, at: string): void {
    tx.post(
      `INSERT INTO stuck_process (region_id, id, process_id, cause, since, seen_at)
       VALUES ($1, $2, $3, $4, least($5::timestamptz, $6), $6)`,
      [tx.regionId, newId(), processId, cause, since, at],
    );
  }

  /** Ends an entry: the process can move again, or has ended. */
  heal(tx: Tx, id: string, at: string): void {
    tx.post(`UPDATE stuck_process SET healed_at = greatest($3, seen_at) WHERE region_id = $1 AND id = $2`, [
      tx.regionId,
      id,
      at,
    ]);
  }

  /** Held processes. */
  async quarantined(tx: Tx, keys: readonly string[], limit: number): Promise<ProcessId[]> {
    const rows = await tx.query<{ id: ProcessId }>(
      `SELECT id FROM process WHERE region_id = $1 AND definition_key = ANY ($2::text[]) AND status = 'quarantined'
       LIMIT $3`,
      [tx.regionId, keys, limit],
    );
    return rows.map((row) => row.id);
  }

  /** Deployed definitions. */
  async definitions(tx: Tx): Promise<readonly { readonly hash: string; readonly key: string }[]> {
    return tx.query(`SELECT hash, key FROM workflow_definition`);
  }

  /** Running processes of some definitions. */
  async runningOn(
    tx: Tx,
    definitions: readonly { readonly hash: string; readonly key: string }[],
    limit: number,
  ): Promise<ProcessId[]> {
    const rows = await tx.query<{ id: ProcessId }>(
      `SELECT id FROM process WHERE region_id = $1 AND definition_key = ANY ($2::text[])
         AND definition_hash = ANY ($3::text[]) AND status = 'active' LIMIT $4`,
      [tx.regionId, definitions.map(({ key }) => key), definitions.map(({ hash }) => hash), limit],
    );
    return rows.map((row) => row.id);
  }

  /** Every place in which some running process is. One pass over the running processes, few rows. */
  async places(tx: Tx): Promise<ProcessPlace[]> {
    return tx.query(
      `SELECT hash, "valueText", "historyText", "valueText"::json AS value, "historyText"::json AS history
       FROM (SELECT DISTINCT definition_hash AS hash, state_value::text AS "valueText",
                    history_value::text AS "historyText"
             FROM process WHERE region_id = $1 AND status = 'active') place`,
      [tx.regionId],
    );
  }

  /**
   * Running processes in a place, those that came last first.
   *
   * @param atRest Only those without a running deadline.
   */
  async inPlace(tx: Tx, place: ProcessPlace, atRest: boolean, limit: number): Promise<ProcessId[]> {
    const rows = await tx.query<{ id: ProcessId }>(
      `SELECT id FROM process WHERE region_id = $1 AND status = 'active' AND definition_hash = $2
         AND state_value::text = $3 AND history_value::text = $4
         AND NOT ($5 AND EXISTS (SELECT FROM deadline WHERE deadline.region_id = process.region_id
           AND deadline.process_id = process.id AND deadline.status = 'open'))
       ORDER BY waiting_since DESC LIMIT $6`,
      [tx.regionId, place.hash, place.valueText, place.historyText, atRest, limit],
    );
    return rows.map((row) => row.id);
  }

  /** Those of the processes that run and have no running deadline. */
  async atRest(tx: Tx, ids: readonly ProcessId[]): Promise<ProcessView[]> {
    if (ids.length === 0) return [];
    const rows = await tx.query<ProcessRecord>(
      `SELECT ${PROCESS_COLUMNS} FROM process
       WHERE region_id = $1 AND id = ANY ($2::uuid[]) AND status = 'active'
         AND NOT EXISTS (SELECT FROM deadline WHERE deadline.region_id = process.region_id
           AND deadline.process_id = process.id AND deadline.status = 'open')`,
      [tx.regionId, ids],
    );
    return rows.map(toProcess);
  }

  /** Deadlines of running processes that were due before an instant and are still open, oldest first. */
  async overdueDeadlines(tx: Tx, before: string, limit: number): Promise<Overdue[]> {
    const rows = await tx.query<{ processId: string; since: Date }>(
      `SELECT process_id AS "processId", min(greatest(created_at, due_at)) AS since
       FROM (SELECT deadline.process_id, deadline.created_at,
                    deadline.fires_on::timestamp AT TIME ZONE 'Europe/Berlin' AS due_at
             FROM deadline JOIN process ON process.region_id = deadline.region_id AND process.id = deadline.process_id
             WHERE deadline.region_id = $1 AND deadline.status = 'open' AND process.status = 'active'
               AND deadline.fires_on <= ($2::timestamptz AT TIME ZONE 'Europe/Berlin')::date
             ORDER BY deadline.fires_on LIMIT $3) due
       WHERE greatest(created_at, due_at) < $2::timestamptz GROUP BY process_id`,
      [tx.regionId, before, limit],
    );
    return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
  }

  /** Messages whose delivery was to be tried before an instant; of their receiver, or their sender while there is none. */
  async overdueMessages(tx: Tx, before: string, limit: number): Promise<Overdue[]> {
    const rows = await tx.query<{ processId: string; since: Date }>(
      `SELECT coalesce(receiver_process_id, sender_process_id) AS "processId", min(next_attempt_at) AS since
       FROM (SELECT * FROM process_message WHERE region_id = $1 AND status = 'pending' AND next_attempt_at < $2
             ORDER BY next_attempt_at LIMIT $3) due GROUP BY 1`,
      [tx.regionId, before, limit],
    );
    return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
  }

  /** Messages given up without anybody being told, whose sender has not moved since. */
  async lostMessages(tx: Tx, limit: number): Promise<Overdue[]> {
    const rows = await tx.query<{ processId: string; since: Date }>(
      `SELECT sender.id AS "processId", min(message.closed_at) AS since
       FROM process_message message
       JOIN process sender ON sender.region_id = message.region_id AND sender.id = message.sender_process_id
       WHERE message.region_id = $1 AND message.status IN ('undeliverable', 'refused', 'expired')
         AND message.on_undeliverable IS NULL AND sender.status = 'active' AND sender.revision = message.sender_seq
       GROUP BY sender.id LIMIT $2`,
      [tx.regionId, limit],
    );
    return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
  }

  /** Lets a held process, which the caller has locked and checked, run again. */
  async release(tx: Tx, id: ProcessId): Promise<void> {
    await tx.query(
      `UPDATE process SET status = 'active', quarantine_reason = NULL
       WHERE region_id = $1 AND id = $2 AND status = 'quarantined'`,
      [tx.regionId, id],
    );
  }
}
