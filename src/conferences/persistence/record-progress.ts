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

/**
 * The same, and it stays so until the transaction ends: an approval waits for what is being said about the record, and
 * what comes after it sees the approval.
 */
export async function holdRecordProgress(
  tx: Tx,
  conferenceId: ConferenceId,
): Promise<RecordProgress | undefined> {
  await tx.query(`SELECT FROM conference_record WHERE region_id = $1 AND conference_id = $2 FOR SHARE`, [
    tx.regionId,
    conferenceId,
  ]);
  return findRecordProgress(tx, conferenceId);
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

/**
 * Marks the record as approved, with the corrections nobody answered. A repeated approval changes nothing.
 *
 * @param isUnread Chair and recorder could not read it any more.
 */
export async function approveRecord(
  tx: Tx,
  conferenceId: ConferenceId,
  approval: { readonly by: StaffId; readonly at: string; readonly isUnread: boolean },
): Promise<void> {
  // What somebody is saying about it at this moment is waited for, and counted.
  await tx.query(
    `SELECT FROM conference_record WHERE region_id = $1 AND conference_id = $2 FOR NO KEY UPDATE`,
    [tx.regionId, conferenceId],
  );
  await tx.query(
    `UPDATE conference_record r SET approved_by = $3, approved_at = $4, approved_unread = $5,
       corrections_unresolved = (SELECT count(*)::int FROM conference_correction c
         WHERE c.region_id = r.region_id AND c.conference_id = r.conference_id AND c.outcome IS NULL)
     WHERE r.region_id = $1 AND r.conference_id = $2 AND r.submitted_at IS NOT NULL AND r.approved_at IS NULL`,
    [tx.regionId, conferenceId, approval.by, approval.at, approval.isUnread],
  );
}
