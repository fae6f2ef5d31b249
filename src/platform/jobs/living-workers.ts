import type { Tx } from '../database/unit-of-work.js';
import { LOCK_CLASS } from './job-leases.js';

/** How many workers are there now, on all nodes: each holds a lock for as long as it lives (see `JobLeases`). */
export async function livingWorkers(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(DISTINCT objid)::integer AS count FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND classid = $1::bigint::oid AND objsubid = 2
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [LOCK_CLASS],
  );
  return row?.count ?? 0;
}
