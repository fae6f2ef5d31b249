import type { MeasureId, ThemeId, UnitId, WorkingGroupId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { MeasureRecord } from '../domain/measure.js';

/** Dates come from the process: replanning and review move them there. */
const MEASURE = `
  SELECT m.id, m.theme_id AS "themeId", t.programme_id AS "programmeId", g.lead_unit_id AS "programmeLeadUnitId",
         m.working_group_id AS "workingGroupId", m.title, m.owner_unit_id AS "ownerUnitId",
         coalesce(p.context->>'dueOn', m.due_on::text) AS "dueOn",
         coalesce(p.context->>'reviewOn', m.review_on::text) AS "reviewOn",
         m.indicator, m.indicator_baseline AS "indicatorBaseline", m.indicator_target AS "indicatorTarget",
         p.context->>'helped' AS helped, p.id AS "processId", p.active_states AS "activeStates"
  FROM measure m
  JOIN theme t ON t.region_id = m.region_id AND t.id = m.theme_id
  LEFT JOIN programme g ON g.region_id = t.region_id AND g.id = t.programme_id
  JOIN process p ON p.region_id = m.region_id AND p.subject_type = 'measure' AND p.subject_id = m.id`;

/** `undefined` when the region has no such measure. */
export async function findMeasure(tx: Tx, id: MeasureId): Promise<MeasureRecord | undefined> {
  const [row] = await tx.query<MeasureRecord>(`${MEASURE} WHERE m.region_id = $1 AND m.id = $2`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Measures of themes, by due date. */
export async function listMeasuresOfThemes(tx: Tx, themeIds: readonly ThemeId[]): Promise<MeasureRecord[]> {
  return tx.query<MeasureRecord>(
    `${MEASURE} WHERE m.region_id = $1 AND m.theme_id = ANY($2::uuid[]) ORDER BY "dueOn", m.id`,
    [tx.regionId, themeIds],
  );
}

/** Up to `limit` measures by due date, of one owner or all. */
export async function listMeasures(
  tx: Tx,
  options: {
    readonly limit: number;
    readonly after?: { readonly sortKey: string | number; readonly id: string } | undefined;
    readonly ownerUnitId?: UnitId | undefined;
  },
): Promise<MeasureRecord[]> {
  return tx.query<MeasureRecord>(
    `SELECT * FROM (${MEASURE} WHERE m.region_id = $1 AND ($2::uuid IS NULL OR m.owner_unit_id = $2)) list
     WHERE $3::text IS NULL OR ("dueOn", id) > ($3, $4::uuid)
     ORDER BY "dueOn", id LIMIT $5`,
    [
      tx.regionId,
      options.ownerUnitId ?? null,
      options.after === undefined ? null : String(options.after.sortKey),
      options.after?.id ?? null,
      options.limit,
    ],
  );
}

export async function insertMeasure(
  tx: Tx,
  measure: {
    readonly id: MeasureId;
    readonly themeId: ThemeId;
    readonly workingGroupId: WorkingGroupId;
    readonly title: string;
    readonly ownerUnitId: UnitId;
    readonly dueOn: string;
    readonly reviewOn: string;
    readonly indicator: string;
    readonly indicatorBaseline: string;
    readonly indicatorTarget: string;
    readonly createdAt: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO measure (region_id, id, theme_id, working_group_id, title, owner_unit_id, due_on, review_on,
                          indicator, indicator_baseline, indicator_target, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tx.regionId,
      measure.id,
      measure.themeId,
      measure.workingGroupId,
      measure.title,
      measure.ownerUnitId,
      measure.dueOn,
      measure.reviewOn,
      measure.indicator,
      measure.indicatorBaseline,
      measure.indicatorTarget,
      measure.createdAt,
    ],
  );
}

/** Who answers for a measure, and whether its effect can be measured; also before its process exists. */
export async function measureFacts(
  tx: Tx,
  id: string,
): Promise<
  | {
      readonly ownerUnitId: UnitId;
      readonly programmeLeadUnitId: UnitId | null;
      readonly indicatorSet: boolean;
    }
  | undefined
> {
  const [row] = await tx.query<{
    ownerUnitId: UnitId;
    programmeLeadUnitId: UnitId | null;
    indicatorSet: boolean;
  }>(
    `SELECT m.owner_unit_id AS "ownerUnitId", g.lead_unit_id AS "programmeLeadUnitId",
            m.indicator <> '' AND m.indicator_baseline <> '' AND m.indicator_target <> '' AS "indicatorSet"
     FROM measure m JOIN theme t ON t.region_id = m.region_id AND t.id = m.theme_id
     LEFT JOIN programme g ON g.region_id = t.region_id AND g.id = t.programme_id
     WHERE m.region_id = $1 AND m.id = $2`,
    [tx.regionId, id],
  );
  return row;
}
