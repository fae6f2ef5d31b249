import type { ConferenceId, StaffId } from '../../../kernel/index.js';
import { newId, type Tx } from '../../../platform/index.js';

/** What something disclosed is kept for. */
export const KEPT_FOR = ['TASK', 'DECISION', 'LEGAL_DUTY'] as const;
export type KeptFor = (typeof KEPT_FOR)[number];

/** What became of one disclosed line or item. */
export interface PurgedLine {
  /** Part that knows the line, e.g. `ORAL`. */
  readonly source: string;
  readonly lineId: string;
  /** `null`: unneeded, taken back. */
  readonly keptFor: KeptFor | null;
}

/** Keeps that somebody looked through what was disclosed, and what became of each line. @returns Its id. */
export async function insertPurge(
  tx: Tx,
  conferenceId: ConferenceId,
  purge: { readonly by: StaffId; readonly at: string; readonly lines: readonly PurgedLine[] },
): Promise<string> {
  const id = newId<string>();
  await tx.query(
    `INSERT INTO conference_purge (region_id, id, conference_id, done_by, done_at) VALUES ($1, $2, $3, $4, $5)`,
    [tx.regionId, id, conferenceId, purge.by, purge.at],
  );
  await tx.query(
    `INSERT INTO conference_purge_line (region_id, purge_id, conference_id, source, line_id, outcome, kept_for)
     SELECT $1, $2, $3, source, "lineId", CASE WHEN "keptFor" IS NULL THEN 'PURGED' ELSE 'KEPT' END, "keptFor"
     FROM jsonb_to_recordset($4::jsonb) AS line (source text, "lineId" uuid, "keptFor" text)`,
    [tx.regionId, id, conferenceId, JSON.stringify(purge.lines)],
  );
  return id;
}

/** Lines that have been decided on; `undefined` while nobody looked. */
export async function findPurged(
  tx: Tx,
  conferenceId: ConferenceId,
): Promise<readonly PurgedLine[] | undefined> {
  const [done] = await tx.query<{ id: string }>(
    `SELECT id FROM conference_purge WHERE region_id = $1 AND conference_id = $2 LIMIT 1`,
    [tx.regionId, conferenceId],
  );
  if (!done) return undefined;
  return tx.query<PurgedLine>(
    `SELECT source, line_id AS "lineId", kept_for AS "keptFor" FROM conference_purge_line
     WHERE region_id = $1 AND conference_id = $2`,
    [tx.regionId, conferenceId],
  );
}
