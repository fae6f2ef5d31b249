import type { Pool } from 'pg';
import type { LoggedDeadline, LoggedEvent, LoggedProcess } from './history.js';

interface ProcessRow {
  readonly id: string;
  readonly revision: number;
  readonly chainHead: string;
}

/** Everything the database holds about the loans, as its owner reads it. */
export async function readLog(pool: Pool): Promise<readonly LoggedProcess[]> {
  const processes = await pool.query<ProcessRow>(
    `SELECT id, revision, chain_head AS "chainHead" FROM process ORDER BY id`,
  );
  const events = await pool.query<LoggedEvent & { readonly processId: string }>(
    `SELECT process_id AS "processId", seq, type, payload->>'mark' AS mark, actor_kind AS actor,
            prev_hash AS "prevHash", hash, from_states AS "fromStates", to_states AS "toStates",
            (at AT TIME ZONE 'Europe/Berlin')::date::text AS day
     FROM process_event ORDER BY process_id, seq`,
  );
  const deadlines = await pool.query<LoggedDeadline & { readonly processId: string }>(
    `SELECT process_id AS "processId", state_id AS "stateId", generation, fires_on::text AS "firesOn", status
     FROM deadline ORDER BY process_id, created_at, id`,
  );
  const eventsOf = byProcess(events.rows);
  const deadlinesOf = byProcess(deadlines.rows);
  return processes.rows.map((process) => ({
    ...process,
    events: eventsOf.get(process.id) ?? [],
    deadlines: deadlinesOf.get(process.id) ?? [],
  }));
}

function byProcess<Row extends { readonly processId: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.processId);
    if (group) group.push(row);
    else groups.set(row.processId, [row]);
  }
  return groups;
}

/** Work that is still to be done: due deadlines, and jobs of the queue other than recurring ones. */
export async function workLeft(
  pool: Pool,
): Promise<{ readonly deadlines: number; readonly jobs: readonly object[] }> {
  const { rows } = await pool.query<{ deadlines: number; jobs: readonly object[] | null }>(
    `SELECT (SELECT count(*)::int FROM deadline WHERE status = 'open'
               AND fires_on <= (now() AT TIME ZONE 'Europe/Berlin')::date) AS deadlines,
            (SELECT json_agg(jobs) FROM graphile_worker.jobs WHERE key IS NULL) AS jobs`,
  );
  return { deadlines: rows[0]?.deadlines ?? -1, jobs: rows[0]?.jobs ?? [] };
}

/** Lets jobs that failed be repeated now instead of after their pause. */
export async function bringForward(pool: Pool): Promise<void> {
  await pool.query(
    `SELECT graphile_worker.reschedule_jobs(array_agg(id), run_at := now()) FROM graphile_worker.jobs
     WHERE key IS NULL AND locked_at IS NULL AND run_at > now()`,
  );
}
