import type { CaseId, ProgrammeId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import {
  BLOCKED_STATES,
  HELD_STATES,
  PLANNED_STATES,
  type CaseGroup,
  type ProgrammeFigures,
  type ProgrammeView,
} from '../domain/programme.js';

const PROGRAMME = `
  SELECT g.id, g.name, g.purpose, g.lead_unit_id AS "leadUnitId", g.case_target AS "caseTarget",
         g.starts_on::text AS "startsOn", g.ends_on::text AS "endsOn", g.is_demonstration AS "isDemonstration"
  FROM programme g`;

/** Programmes by name; a handful. */
export async function listProgrammes(tx: Tx): Promise<ProgrammeView[]> {
  return tx.query<ProgrammeView>(`${PROGRAMME} WHERE g.region_id = $1 ORDER BY g.name, g.id`, [tx.regionId]);
}

/** `undefined` when the region has no such programme. */
export async function findProgramme(tx: Tx, id: ProgrammeId): Promise<ProgrammeView | undefined> {
  const [row] = await tx.query<ProgrammeView>(`${PROGRAMME} WHERE g.region_id = $1 AND g.id = $2`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Writes a programme, marked as demonstration when the region is one; what is there stays as it is. */
export async function insertProgramme(
  tx: Tx,
  programme: Omit<ProgrammeView, 'isDemonstration'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO programme (region_id, id, name, purpose, lead_unit_id, case_target, starts_on, ends_on,
                            is_demonstration)
     SELECT region_id, $2, $3, $4, $5, $6, $7, $8, is_demonstration FROM region WHERE region_id = $1
     ON CONFLICT DO NOTHING`,
    [
      tx.regionId,
      programme.id,
      programme.name,
      programme.purpose,
      programme.leadUnitId,
      programme.caseTarget,
      programme.startsOn,
      programme.endsOn,
    ],
  );
}

/** @returns Whether it was new. */
export async function insertProgrammeCase(
  tx: Tx,
  row: {
    readonly programmeId: ProgrammeId;
    readonly caseId: CaseId;
    readonly caseGroup: CaseGroup;
    readonly addedAt: string;
  },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO programme_case (region_id, programme_id, case_id, case_group, added_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING case_id AS id`,
    [tx.regionId, row.programmeId, row.caseId, row.caseGroup, row.addedAt],
  );
  return rows.length > 0;
}

/** Exact number of cases per group that has any. Not to be shown as it is. */
export async function countCasesByGroup(tx: Tx, id: ProgrammeId): Promise<ReadonlyMap<CaseGroup, number>> {
  const rows = await tx.exOfficio(() =>
    tx.query<{ group: CaseGroup; count: number }>(
      `SELECT case_group AS group, count(*)::int AS count FROM programme_case
       WHERE region_id = $1 AND programme_id = $2 GROUP BY case_group`,
      [tx.regionId, id],
    ),
  );
  return new Map(rows.map(({ group, count }) => [group, count]));
}

/** Conferences by stage, themes and measures of a programme. */
export async function countWork(
  tx: Tx,
  id: ProgrammeId,
): Promise<Omit<ProgrammeFigures, 'casesCount' | 'caseGroups'>> {
  const [row] = await tx.exOfficio(() =>
    tx.query<Omit<ProgrammeFigures, 'casesCount' | 'caseGroups'>>(
      `SELECT k.held AS "conferencesHeld", k.planned AS "conferencesPlanned", k.blocked AS "conferencesBlocked",
            (SELECT count(*)::int FROM theme t WHERE t.region_id = $1 AND t.programme_id = $2) AS "themesCount",
            (SELECT count(*)::int FROM measure m JOIN theme t ON t.region_id = m.region_id AND t.id = m.theme_id
             WHERE t.region_id = $1 AND t.programme_id = $2) AS "measuresCount"
     FROM (SELECT count(*) FILTER (WHERE p.active_states && $3::text[])::int AS held,
                  count(*) FILTER (WHERE p.active_states && $4::text[] AND c.starts_at IS NOT NULL)::int AS planned,
                  count(*) FILTER (WHERE p.active_states && $5::text[])::int AS blocked
           FROM case_conference c
           JOIN process p ON p.region_id = c.region_id AND p.subject_id = c.id
             AND p.definition_key = 'case-conference'
           WHERE c.region_id = $1 AND c.programme_id = $2) k`,
      [tx.regionId, id, HELD_STATES, PLANNED_STATES, BLOCKED_STATES],
    ),
  );
  if (!row) throw new Error('Counting answered nothing');
  return row;
}
