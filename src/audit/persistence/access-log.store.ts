import { prepared, type Tx } from '../../platform/index.js';

/** A line as it is written. */
export interface AccessLine {
  readonly id: string;
  /** Instant, ISO 8601. */
  readonly at: string;
  readonly accountId: string;
  readonly staffId: string;
  readonly unitId: string | null;
  readonly kind: string;
  readonly objectType: string;
  readonly objectId: string | null;
  readonly caseId: string | null;
  readonly personId: string | null;
  readonly purpose: string;
}

// A line that was written before its answer got lost is not written twice.
const APPEND = prepared(
  'append_access_lines',
  `INSERT INTO access_log (region_id, id, at, account_id, staff_id, unit_id, kind, object_type, object_id, case_id,
                           person_id, purpose)
   SELECT $1, id, at, "accountId", "staffId", "unitId", kind, "objectType", "objectId", "caseId", "personId", purpose
   FROM jsonb_to_recordset($2::jsonb) AS line (id uuid, at timestamptz, "accountId" uuid, "staffId" uuid,
     "unitId" uuid, kind text, "objectType" text, "objectId" uuid, "caseId" uuid, "personId" uuid, purpose text)
   ON CONFLICT DO NOTHING`,
  { onlyNotes: true },
);

/** Appends lines in one statement without waiting; when it fails, so does the transaction. */
export function postLines(tx: Tx, lines: readonly AccessLine[]): void {
  tx.post(APPEND, [tx.regionId, JSON.stringify(lines)]);
}

/** Number of lines of the region older than an instant. */
export async function countOlderThan(tx: Tx, instant: string): Promise<number> {
  const [row] = await tx.query<{ count: string }>(
    `SELECT count(*) AS count FROM access_log WHERE region_id = $1 AND at < $2`,
    [tx.regionId, instant],
  );
  return Number(row?.count ?? 0);
}

/** Deletes up to `limit` lines of the region older than an instant. @returns How many. */
export async function deleteOlderThan(tx: Tx, instant: string, limit: number): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    `DELETE FROM access_log WHERE region_id = $1 AND id IN (
       SELECT id FROM access_log WHERE region_id = $1 AND at < $2 ORDER BY at LIMIT $3) RETURNING id`,
    [tx.regionId, instant, limit],
  );
  return rows.length;
}
