import type { StaffId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** Link that a calendar program reads. The token itself is known to its owner alone. */
export interface CalendarFeedRow {
  readonly id: string;
  readonly createdAt: Date;
}

/** Keeps a link by the hash of its token (SHA-256, 32 bytes). */
export async function insertFeed(
  tx: Tx,
  staffId: StaffId,
  id: string,
  tokenHash: Buffer,
  at: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO calendar_feed (region_id, id, staff_id, token_hash, created_at) VALUES ($1, $2, $3, $4, $5)`,
    [tx.regionId, id, staffId, tokenHash, at],
  );
}

/** Links of a staff member that still work, oldest first. */
export async function listFeeds(tx: Tx, staffId: StaffId): Promise<CalendarFeedRow[]> {
  return tx.query<CalendarFeedRow>(
    `SELECT id, created_at AS "createdAt" FROM calendar_feed
     WHERE region_id = $1 AND staff_id = $2 AND revoked_at IS NULL ORDER BY created_at, id`,
    [tx.regionId, staffId],
  );
}

/** Revokes a link of one's own for good. @returns Whether there was one. */
export async function revokeFeed(tx: Tx, staffId: StaffId, id: string, at: string): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE calendar_feed SET revoked_at = coalesce(revoked_at, $4)
     WHERE region_id = $1 AND id = $2 AND staff_id = $3 RETURNING id`,
    [tx.regionId, id, staffId, at],
  );
  return rows.length > 0;
}

/** Whose link it is; `undefined` when it was revoked, or there is none. */
export async function findFeedOwner(tx: Tx, tokenHash: Buffer): Promise<StaffId | undefined> {
  const [row] = await tx.query<{ staffId: StaffId }>(
    `SELECT staff_id AS "staffId" FROM calendar_feed
     WHERE region_id = $1 AND token_hash = $2 AND revoked_at IS NULL`,
    [tx.regionId, tokenHash],
  );
  return row?.staffId;
}

/** The account with which a staff member logs in; `undefined` when they have none. */
export async function findStaffAccount(tx: Tx, staffId: StaffId): Promise<string | undefined> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT id FROM account WHERE region_id = $1 AND staff_id = $2 ORDER BY id LIMIT 1`,
    [tx.regionId, staffId],
  );
  return row?.id;
}
