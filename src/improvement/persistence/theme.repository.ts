import type { FindingId, ProgrammeId, StaffId, ThemeId, WorkingGroupId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { AssignmentAnswer, RefusalReason, ThemeRecord } from '../domain/theme.js';

const THEME = `
  SELECT t.id, t.programme_id AS "programmeId", g.lead_unit_id AS "programmeLeadUnitId", t.title, t.description,
         t.created_at AS "createdAt", n.findings, n.units, t.is_generative AS "isDeclaredGenerative",
         p.id AS "processId", p.active_states AS "activeStates", a.assignments
  FROM theme t
  JOIN process p ON p.region_id = t.region_id AND p.subject_type = 'theme' AND p.subject_id = t.id
  LEFT JOIN programme g ON g.region_id = t.region_id AND g.id = t.programme_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS findings, count(DISTINCT f.origin_unit_id)::int AS units
    FROM theme_finding tf JOIN finding f ON f.region_id = tf.region_id AND f.id = tf.finding_id
    WHERE tf.region_id = t.region_id AND tf.theme_id = t.id) n
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('id', a.id, 'workingGroupId', a.working_group_id,
             'workingGroupName', w.name, 'leadUnitId', w.lead_unit_id, 'groupIsNew', a.group_is_new,
             'reason', a.reason, 'existingGroupsConsidered', a.existing_groups_considered,
             'assignedAt', a.assigned_at, 'answerDueOn', a.answer_due_on, 'answer', a.answer,
             'refusalReason', a.refusal_reason, 'answerComment', a.answer_comment, 'answeredAt', a.answered_at)
             ORDER BY a.assigned_at, a.id), '[]') AS assignments
    FROM theme_assignment a
    JOIN working_group w ON w.region_id = a.region_id AND w.id = a.working_group_id
    WHERE a.region_id = t.region_id AND a.theme_id = t.id) a`;

/** `undefined` when the region has no such theme. */
export async function findTheme(tx: Tx, id: ThemeId): Promise<ThemeRecord | undefined> {
  const [row] = await tx.query<ThemeRecord>(`${THEME} WHERE t.region_id = $1 AND t.id = $2`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Up to `limit` themes, newest first, of one programme or all. */
export async function listThemes(
  tx: Tx,
  options: {
    readonly limit: number;
    readonly afterId?: string | undefined;
    readonly programmeId?: ProgrammeId | undefined;
  },
): Promise<ThemeRecord[]> {
  return tx.query<ThemeRecord>(
    `${THEME} WHERE t.region_id = $1 AND ($2::uuid IS NULL OR t.programme_id = $2) AND ($3::uuid IS NULL OR t.id < $3)
     ORDER BY t.id DESC LIMIT $4`,
    [tx.regionId, options.programmeId ?? null, options.afterId ?? null, options.limit],
  );
}

/** Theme an offer belongs to; `undefined` when there is no such offer. */
export async function themeOfAssignment(tx: Tx, assignmentId: string): Promise<ThemeId | undefined> {
  const [row] = await tx.query<{ themeId: ThemeId }>(
    `SELECT theme_id AS "themeId" FROM theme_assignment WHERE region_id = $1 AND id = $2`,
    [tx.regionId, assignmentId],
  );
  return row?.themeId;
}

/** @returns Whether the title was free. */
export async function insertTheme(
  tx: Tx,
  theme: {
    readonly id: ThemeId;
    readonly programmeId: ProgrammeId | null;
    readonly title: string;
    readonly description: string;
    readonly createdAt: string;
  },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO theme (region_id, id, programme_id, title, description, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (region_id, title) DO NOTHING RETURNING id`,
    [tx.regionId, theme.id, theme.programmeId, theme.title, theme.description, theme.createdAt],
  );
  return rows.length > 0;
}

/** @returns Whether all of them exist and are released; otherwise nothing is to be kept. */
export async function insertThemeFindings(
  tx: Tx,
  themeId: ThemeId,
  findingIds: readonly FindingId[],
): Promise<boolean> {
  const rows = await tx.query<{ count: number }>(
    `WITH usable AS (
       SELECT f.region_id, f.id FROM finding f
       WHERE f.region_id = $1 AND f.id = ANY($3::uuid[]) AND f.released_at IS NOT NULL),
     added AS (
       INSERT INTO theme_finding (region_id, theme_id, finding_id)
       SELECT region_id, $2, id FROM usable ON CONFLICT DO NOTHING)
     SELECT count(*)::int AS count FROM usable`,
    [tx.regionId, themeId, findingIds],
  );
  return rows[0]?.count === new Set(findingIds).size;
}

/** A working group declares the theme generative; that is never taken back. */
export async function declareGenerative(tx: Tx, id: ThemeId): Promise<void> {
  await tx.query(`UPDATE theme SET is_generative = true WHERE region_id = $1 AND id = $2`, [tx.regionId, id]);
}

export async function insertAssignment(
  tx: Tx,
  assignment: {
    readonly id: string;
    readonly themeId: ThemeId;
    readonly workingGroupId: WorkingGroupId;
    readonly groupIsNew: boolean;
    readonly reason: string;
    readonly existingGroupsConsidered: string | null;
    readonly assignedBy: StaffId;
    readonly assignedAt: string;
    readonly answerDueOn: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO theme_assignment (region_id, id, theme_id, working_group_id, group_is_new, reason,
                                   existing_groups_considered, assigned_by, assigned_at, answer_due_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.regionId,
      assignment.id,
      assignment.themeId,
      assignment.workingGroupId,
      assignment.groupIsNew,
      assignment.reason,
      assignment.existingGroupsConsidered,
      assignment.assignedBy,
      assignment.assignedAt,
      assignment.answerDueOn,
    ],
  );
}

/** @returns Whether it was still unanswered. */
export async function writeAnswer(
  tx: Tx,
  answer: {
    readonly assignmentId: string;
    readonly answer: AssignmentAnswer;
    readonly refusalReason: RefusalReason | null;
    readonly comment: string | null;
    readonly answeredBy: StaffId;
    readonly answeredAt: string;
  },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE theme_assignment
     SET answer = $3, refusal_reason = $4, answer_comment = $5, answered_by = $6, answered_at = $7
     WHERE region_id = $1 AND id = $2 AND answer IS NULL RETURNING id`,
    [
      tx.regionId,
      answer.assignmentId,
      answer.answer,
      answer.refusalReason,
      answer.comment,
      answer.answeredBy,
      answer.answeredAt,
    ],
  );
  return rows.length > 0;
}

/** What the guards of the definition `theme` ask for. */
export async function themeFacts(
  tx: Tx,
  themeId: ThemeId,
): Promise<{ readonly existingGroupConsidered: boolean; readonly measuresSettled: boolean }> {
  const [row] = await tx.query<{ existingGroupConsidered: boolean; measuresSettled: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM theme_assignment a WHERE a.region_id = $1 AND a.theme_id = $2
              AND (a.existing_groups_considered IS NOT NULL OR (NOT a.group_is_new AND a.answer = 'REFUSED'))
            ) AS "existingGroupConsidered",
            NOT EXISTS (SELECT 1 FROM measure m JOIN process p
              ON p.region_id = m.region_id AND p.subject_type = 'measure' AND p.subject_id = m.id
              WHERE m.region_id = $1 AND m.theme_id = $2 AND p.status <> 'done') AS "measuresSettled"`,
    [tx.regionId, themeId],
  );
  if (!row) throw new Error('Facts of a theme answered nothing');
  return row;
}
