import type { ConferenceId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** Keeps which conference a new one looks back at. @returns Whether it had no review yet. */
export async function insertReview(
  tx: Tx,
  conferenceId: ConferenceId,
  reviewedId: ConferenceId,
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO conference_review (region_id, conference_id, reviewed_id) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING RETURNING conference_id AS id`,
    [tx.regionId, conferenceId, reviewedId],
  );
  return rows.length > 0;
}

/** Conference that a review conference looks back at; `undefined` for any other. */
export async function findReviewed(tx: Tx, conferenceId: ConferenceId): Promise<ConferenceId | undefined> {
  const [row] = await tx.query<{ id: ConferenceId }>(
    `SELECT reviewed_id AS id FROM conference_review WHERE region_id = $1 AND conference_id = $2`,
    [tx.regionId, conferenceId],
  );
  return row?.id;
}

/** Review conference of a conference; `undefined` while none was requested. */
export async function findReviewOf(tx: Tx, reviewedId: ConferenceId): Promise<ConferenceId | undefined> {
  const [row] = await tx.query<{ id: ConferenceId }>(
    `SELECT conference_id AS id FROM conference_review WHERE region_id = $1 AND reviewed_id = $2`,
    [tx.regionId, reviewedId],
  );
  return row?.id;
}
