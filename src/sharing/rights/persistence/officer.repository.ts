import type { UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** Names of the data protection officers of units on a day (calendar date), in alphabetical order. */
export async function officersOf(tx: Tx, on: string): Promise<ReadonlyMap<UnitId, readonly string[]>> {
  const rows = await tx.query<{ readonly unitId: UnitId; readonly names: string[] }>(
    `SELECT r.unit_id AS "unitId", array_agg(s.display_name ORDER BY s.display_name) AS names
     FROM staff_role r JOIN staff_member s ON s.region_id = r.region_id AND s.id = r.staff_id
     WHERE r.region_id = $1 AND r.role = 'DATA_PROTECTION_OFFICER' AND r.valid_from <= $2
       AND (r.valid_until IS NULL OR r.valid_until >= $2)
     GROUP BY r.unit_id`,
    [tx.regionId, on],
  );
  return new Map(rows.map(({ unitId, names }) => [unitId, names]));
}
