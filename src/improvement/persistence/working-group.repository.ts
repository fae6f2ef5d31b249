import type { WorkingGroupId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { WorkingGroupView } from '../domain/working-group.js';

const GROUP = `
  SELECT w.id, w.name, w.mandate, w.lead_unit_id AS "leadUnitId", w.founded_on::text AS "foundedOn",
         w.founded_from_theme_id AS "foundedFromThemeId",
         (SELECT coalesce(json_agg(json_build_object('unitId', m.unit_id, 'seat', m.seat)
                   ORDER BY m.seat = 'LEAD' DESC, m.seat, m.unit_id), '[]')
          FROM working_group_member m
          WHERE m.region_id = w.region_id AND m.working_group_id = w.id) AS members
  FROM working_group w`;

/** Working groups by name; a few dozen. */
export async function listWorkingGroups(tx: Tx): Promise<WorkingGroupView[]> {
  return tx.query<WorkingGroupView>(`${GROUP} WHERE w.region_id = $1 ORDER BY w.name, w.id`, [tx.regionId]);
}

/** Working groups by id; unknown ids are left out, order is not defined. */
export async function findWorkingGroups(tx: Tx, ids: readonly WorkingGroupId[]): Promise<WorkingGroupView[]> {
  return tx.query<WorkingGroupView>(`${GROUP} WHERE w.region_id = $1 AND w.id = ANY($2::uuid[])`, [
    tx.regionId,
    ids,
  ]);
}

/** Writes a group with its seats. @returns Whether the name was free. */
export async function insertWorkingGroup(tx: Tx, group: WorkingGroupView): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO working_group (region_id, id, name, mandate, lead_unit_id, founded_on, founded_from_theme_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (region_id, name) DO NOTHING RETURNING id`,
    [
      tx.regionId,
      group.id,
      group.name,
      group.mandate,
      group.leadUnitId,
      group.foundedOn,
      group.foundedFromThemeId,
    ],
  );
  if (rows.length === 0) return false;
  for (const { unitId, seat } of group.members) {
    await tx.query(
      `INSERT INTO working_group_member (region_id, working_group_id, unit_id, seat) VALUES ($1, $2, $3, $4)`,
      [tx.regionId, group.id, unitId, seat],
    );
  }
  return true;
}
