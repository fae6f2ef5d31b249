import type { CaseId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { AnswerReminder } from '../domain/disclosure.js';

/** Answers of one unit in one case that were marked in the same way. */
export interface RemindedAnswers {
  readonly caseId: CaseId;
  readonly toUnitId: UnitId;
  readonly reminder: AnswerReminder;
  readonly count: number;
}

/**
 * Marks answers that are due tomorrow or today, and those past due, unless they carry that mark already.
 *
 * @param on `today`: calendar date; `at`: instant.
 */
export async function remindOfAnswers(
  tx: Tx,
  on: { readonly today: string; readonly at: string },
): Promise<RemindedAnswers[]> {
  return tx.query<RemindedAnswers>(
    `WITH standing AS (
       SELECT id, CASE WHEN answer_due_on < $2::date THEN 'OVERDUE' ELSE 'DUE_SOON' END AS reminder
       FROM disclosure WHERE region_id = $1 AND answer_due_on <= $2::date + 1 AND answer IS NULL
     ), marked AS (
       UPDATE disclosure d SET answer_reminder = s.reminder, reminded_at = $3 FROM standing s
       WHERE d.region_id = $1 AND d.id = s.id AND d.answer IS NULL
         AND d.answer_reminder IS DISTINCT FROM s.reminder
       RETURNING d.case_id, d.to_unit_id, d.answer_reminder
     )
     SELECT case_id AS "caseId", to_unit_id AS "toUnitId", answer_reminder AS reminder, count(*)::int AS count
     FROM marked GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [tx.regionId, on.today, on.at],
  );
}

/** Answers that one unit owes. */
export interface OwedByUnit {
  readonly unitId: UnitId;
  /** Calendar date. */
  readonly earliestDueOn: string;
  /** All that wait, those below included; for an officer only what is past due. */
  readonly open: number;
  readonly dueSoon: number;
  readonly overdue: number;
}

/** What units owe, most urgent first; of `watched` units only what is past due. */
export async function owedByUnits(
  tx: Tx,
  own: readonly UnitId[],
  watched: readonly UnitId[],
): Promise<OwedByUnit[]> {
  return tx.query<OwedByUnit>(
    `SELECT to_unit_id AS "unitId", min(answer_due_on)::text AS "earliestDueOn", count(*)::int AS open,
            (count(*) FILTER (WHERE answer_reminder = 'DUE_SOON'))::int AS "dueSoon",
            (count(*) FILTER (WHERE answer_reminder = 'OVERDUE'))::int AS overdue
     FROM disclosure WHERE region_id = $1 AND answer_due_on IS NOT NULL AND answer IS NULL
       AND (to_unit_id = ANY($2::uuid[]) OR (to_unit_id = ANY($3::uuid[]) AND answer_reminder = 'OVERDUE'))
     GROUP BY to_unit_id ORDER BY min(answer_due_on), to_unit_id`,
    [tx.regionId, own, watched],
  );
}
