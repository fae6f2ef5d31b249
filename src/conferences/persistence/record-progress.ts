import type { ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';

/** How far a record has come; says nothing of its content. */
export interface RecordProgress {
  /** The view of the person and their resources are in it. */
  readonly hasPersonsView: boolean;
  readonly submittedAt: Date | null;
  readonly approvedAt: Date | null;
  readonly approvedBy: StaffId | null;
}

/** How far the record has come, `undefined` while there is none. */
export async function findRecordProgress(
  tx: Tx,
  conferenceId: ConferenceId,
): Promise<RecordProgress | undefined> {
  const [row] = await tx.query<RecordProgress>(
    `SELECT num_nonnulls(persons_view, persons_view_sealed) = 1
              AND num_nonnulls(resources_named, resources_named_sealed) = 1 AS "hasPersonsView",
            submitted_at AS "submittedAt", approved_at AS "approvedAt", approved_by AS "approvedBy"
     FROM conference_record WHERE region_id = $1 AND conference_id = $2`,
    [tx.regionId, conferenceId],
  );
  return row;
}

/** Identifiers of the decisions of a conference. */
export async function listDecisionIds(tx: Tx, conferenceId: ConferenceId): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM conference_decision WHERE region_id = $1 AND conference_id = $2 ORDER BY position`,
    [tx.regionId, conferenceId],
  );
  return rows.map(({ id }) => id);
}

/** Notes who of the bodies was there. */
export async function writeAttendance(
  tx: Tx,
  conferenceId: ConferenceId,
  unitIds: readonly UnitId[],
  reviewOn: string,
): Promise<void> {
  await tx.query(
    `UPDATE conference_participation SET attended = (unit_id = ANY($3::uuid[]))
     WHERE region_id = $1 AND conference_id = $2`,
    [tx.regionId, conferenceId, unitIds],
  );
  await tx.query(`UPDATE case_conference SET review_on = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    conferenceId,
    reviewOn,
  ]);
}

/** Marks the record as submitted for corrections. A repeat changes nothing. */
export async function submitRecord(
  tx: Tx,
  conferenceId: ConferenceId,
  at: string,
  correctionsUntil: string,
): Promise<void> {
  await tx.query(
    `UPDATE conference_record SET submitted_at = $3, corrections_until = $4
     WHERE region_id = $1 AND conference_id = $2 AND submitted_at IS NULL`,
    [tx.regionId, conferenceId, at, correctionsUntil],
  );
}

/** Marks the record as approved. A repeated approval changes nothing. */
export async function approveRecord(
  tx: Tx,
  conferenceId: ConferenceId,
  by: StaffId,
  at: string,
): Promise<void> {
  await tx.query(
    `UPDATE conference_record SET approved_by = $3, approved_at = $4
     WHERE region_id = $1 AND conference_id = $2 AND submitted_at IS NOT NULL AND approved_at IS NULL`,
    [tx.regionId, conferenceId, by, at],
  );
}
