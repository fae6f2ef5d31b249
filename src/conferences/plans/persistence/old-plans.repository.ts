import { LEGAL_TIME_ZONE, type Tx } from '../../../platform/index.js';

const ENDED_BEFORE = `FROM conference_plan WHERE region_id = $1
  AND finished_at < $2::date::timestamp AT TIME ZONE '${LEGAL_TIME_ZONE}'`;

/** Plans that ended before a calendar date, Europe/Berlin. */
export async function countEndedPlans(tx: Tx, before: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count ${ENDED_BEFORE}`, [
    tx.regionId,
    before,
  ]);
  return row?.count ?? 0;
}

/** Deletes them with their entries; dates that were accepted stay booked. @returns How many. */
export async function deleteEndedPlans(tx: Tx, before: string): Promise<number> {
  const parameters = [tx.regionId, before];
  await tx.query(
    `UPDATE conference_plan SET previous_plan_id = NULL
     WHERE region_id = $1 AND previous_plan_id IN (SELECT id ${ENDED_BEFORE})`,
    parameters,
  );
  await tx.query(
    `DELETE FROM conference_plan_entry WHERE region_id = $1 AND plan_id IN (SELECT id ${ENDED_BEFORE})`,
    parameters,
  );
  return (await tx.query(`DELETE ${ENDED_BEFORE} RETURNING id`, parameters)).length;
}
