import type { StaffId } from '../../../kernel/index.js';
import { newId, type Tx } from '../../../platform/index.js';
import type { BusyTime } from '../domain/read-busy.js';

/** Calendar of a staff member elsewhere. */
export interface CaldavAccountRow {
  readonly staffId: StaffId;
  readonly serverUrl: string;
  readonly credentialsSealed: Buffer;
  readonly readAt: Date | null;
  readonly problem: string | null;
}

const ACCOUNT = `
  SELECT staff_id AS "staffId", server_url AS "serverUrl", credentials_sealed AS "credentialsSealed",
         read_at AS "readAt", problem FROM caldav_account`;

/** Keeps the calendar of a staff member in place of an earlier one. */
export async function writeCaldavAccount(
  tx: Tx,
  account: Pick<CaldavAccountRow, 'staffId' | 'serverUrl' | 'credentialsSealed'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO caldav_account (region_id, staff_id, server_url, credentials_sealed) VALUES ($1, $2, $3, $4)
     ON CONFLICT ON CONSTRAINT caldav_account_pk DO UPDATE SET server_url = excluded.server_url,
       credentials_sealed = excluded.credentials_sealed, read_at = NULL, problem = NULL`,
    [tx.regionId, account.staffId, account.serverUrl, account.credentialsSealed],
  );
}

/** Forgets it, with the busy times that were read from it. */
export async function deleteCaldavAccount(tx: Tx, staffId: StaffId): Promise<void> {
  await tx.query(`DELETE FROM caldav_account WHERE region_id = $1 AND staff_id = $2`, [tx.regionId, staffId]);
}

/** The calendar of a staff member. */
export async function findCaldavAccount(tx: Tx, staffId: StaffId): Promise<CaldavAccountRow | undefined> {
  const [row] = await tx.query<CaldavAccountRow>(`${ACCOUNT} WHERE region_id = $1 AND staff_id = $2`, [
    tx.regionId,
    staffId,
  ]);
  return row;
}

/** All of the region, those first that were not read for longest. */
export async function listCaldavAccounts(tx: Tx): Promise<CaldavAccountRow[]> {
  return tx.query<CaldavAccountRow>(
    `${ACCOUNT} WHERE region_id = $1 ORDER BY read_at NULLS FIRST, staff_id`,
    [tx.regionId],
  );
}

/** Replaces the busy times of a staff member by those just read; an account that is gone gets none. */
export async function writeBusyTimes(
  tx: Tx,
  staffId: StaffId,
  times: readonly BusyTime[],
  at: string,
): Promise<void> {
  const known = await tx.query(
    `UPDATE caldav_account SET read_at = $3, problem = NULL WHERE region_id = $1 AND staff_id = $2 RETURNING staff_id`,
    [tx.regionId, staffId, at],
  );
  if (known.length === 0) return;
  await tx.query(`DELETE FROM staff_busy_time WHERE region_id = $1 AND staff_id = $2`, [
    tx.regionId,
    staffId,
  ]);
  await tx.query(
    `INSERT INTO staff_busy_time (region_id, id, staff_id, starts_at, ends_at)
     SELECT $1, t.id, $2, t.starts_at, t.ends_at
     FROM unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[]) AS t (id, starts_at, ends_at)`,
    [
      tx.regionId,
      staffId,
      times.map(() => newId()),
      times.map(({ startsAt }) => startsAt),
      times.map(({ endsAt }) => endsAt),
    ],
  );
}

/** Notes that a calendar could not be read; what was read before stays. */
export async function writeCaldavProblem(tx: Tx, staffId: StaffId, problem: string): Promise<void> {
  await tx.query(`UPDATE caldav_account SET problem = $3 WHERE region_id = $1 AND staff_id = $2`, [
    tx.regionId,
    staffId,
    problem,
  ]);
}
