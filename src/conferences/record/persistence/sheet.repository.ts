import type { ConferenceId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** What a sheet says that no other part of this capability tells. */
export interface SheetPlace {
  readonly place: string | null;
  readonly caseNumber: string | null;
}

/** Room and case number of a conference. */
export async function placeOf(tx: Tx, id: ConferenceId): Promise<SheetPlace | undefined> {
  const [row] = await tx.query<SheetPlace>(
    `SELECT r.name AS place, CASE WHEN k.mode = 'IDENTIFIED' THEN f.number END AS "caseNumber"
     FROM case_conference k
     LEFT JOIN room r ON r.region_id = k.region_id AND r.id = k.room_id
     LEFT JOIN case_file f ON f.region_id = k.region_id AND f.id = k.case_id
     WHERE k.region_id = $1 AND k.id = $2`,
    [tx.regionId, id],
  );
  return row;
}

/** How many findings for the structure came from a conference: their number, whoever asks, never one of them. */
export async function countFindings(tx: Tx, id: ConferenceId): Promise<number> {
  const [row] = await tx.exOfficio(() =>
    tx.query<{ findings: number }>(
      `SELECT count(*)::int AS findings FROM finding
       WHERE region_id = $1 AND origin_kind = 'CONFERENCE' AND origin_id = $2`,
      [tx.regionId, id],
    ),
  );
  return row?.findings ?? 0;
}
