import type { CaseId, PersonId, UnitId } from '../../../kernel/index.js';
import { LEGAL_TIME_ZONE, prepared, type Tx } from '../../../platform/index.js';

/** A record whose time has come. */
export interface DueRecord {
  readonly id: string;
  readonly personId: PersonId;
  readonly caseId: CaseId;
  /** Unit that keeps it; its own period counts. */
  readonly unitId: UnitId;
  /** Calendar date on which its period began. */
  readonly since: string;
  /** An open request or breach of the person needs it. */
  readonly isHeld: boolean;
}

/** SQL condition: an open request or breach of a person keeps their records. */
export function heldFor(regionId: string, personId: string): string {
  return `(EXISTS (
      SELECT 1 FROM data_subject_request hr
      JOIN process hp ON hp.region_id = hr.region_id AND hp.subject_type = 'data-subject-request'
        AND hp.subject_id = hr.id
      WHERE hr.region_id = ${regionId} AND hr.person_id = ${personId} AND hp.status = 'active')
    OR EXISTS (
      SELECT 1 FROM data_breach_person hb JOIN data_breach b ON b.region_id = hb.region_id AND b.id = hb.breach_id
      WHERE hb.region_id = ${regionId} AND hb.person_id = ${personId} AND b.closed_at IS NULL))`;
}

/** SQL expression: calendar date of an instant, as text. */
export function dayOf(instant: string): string {
  return `(${instant} AT TIME ZONE '${LEGAL_TIME_ZONE}')::date::text`;
}

function startOf(day: string): string {
  return `${day}::date::timestamp AT TIME ZONE '${LEGAL_TIME_ZONE}'`;
}

/** How many first answers of commands are older than a day. */
export async function countAnswers(tx: Tx, before: string): Promise<number> {
  const [row] = await tx.query<{ readonly count: number }>(
    `SELECT count(*)::int AS count FROM idempotency_record WHERE region_id = $1 AND created_at < ${startOf('$2')}`,
    [tx.regionId, before],
  );
  return row?.count ?? 0;
}

/** Deletes first answers of commands. @returns How many. */
export async function deleteAnswers(tx: Tx, before: string): Promise<number> {
  const rows = await tx.query(
    `DELETE FROM idempotency_record WHERE region_id = $1 AND created_at < ${startOf('$2')} RETURNING key`,
    [tx.regionId, before],
  );
  return rows.length;
}

/** Declarations that ended before a day and still carry contents. */
export async function dueConsents(tx: Tx, before: string): Promise<DueRecord[]> {
  return tx.query<DueRecord>(
    `SELECT c.id, c.person_id AS "personId", c.case_id AS "caseId", c.discloser_unit_id AS "unitId",
            ${dayOf('p.ended_at')} AS since,
            ${heldFor('c.region_id', 'c.person_id')} AS "isHeld"
     FROM consent c
     JOIN process p ON p.region_id = c.region_id AND p.subject_type = 'consent' AND p.subject_id = c.id
     WHERE c.region_id = $1 AND p.ended_at < ${startOf('$2')}
       AND (c.exclusions_sealed IS NOT NULL OR c.circumstances_sealed IS NOT NULL
            OR EXISTS (SELECT 1 FROM consent_evidence e WHERE e.region_id = c.region_id AND e.consent_id = c.id))
     ORDER BY c.id`,
    [tx.regionId, before],
  );
}

/** Takes the contents of declarations away; the rows keep what disclosures refer to. */
export async function emptyConsents(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(`DELETE FROM consent_evidence WHERE region_id = $1 AND consent_id = ANY($2::uuid[])`, [
    tx.regionId,
    ids,
  ]);
  await tx.query(
    `UPDATE consent SET exclusions_sealed = NULL, circumstances_sealed = NULL, place_sealed = NULL
     WHERE region_id = $1 AND id = ANY($2::uuid[])`,
    [tx.regionId, ids],
  );
}

/** Requests that were ended before a day and still carry contents. */
export async function dueRequests(tx: Tx, before: string): Promise<DueRecord[]> {
  return tx.query<DueRecord>(
    `SELECT r.id, r.person_id AS "personId", r.case_id AS "caseId", r.controller_unit_id AS "unitId",
            ${dayOf('p.ended_at')} AS since,
            ${heldFor('r.region_id', 'r.person_id')} AS "isHeld"
     FROM data_subject_request r
     JOIN process p ON p.region_id = r.region_id AND p.subject_type = 'data-subject-request' AND p.subject_id = r.id
     WHERE r.region_id = $1 AND p.ended_at < ${startOf('$2')}
       AND num_nonnulls(r.words_sealed, r.extension_sealed, r.answer_sealed, r.report_sealed) > 0
     ORDER BY r.id`,
    [tx.regionId, before],
  );
}

/** Takes words, answers and reports of requests away. */
export async function emptyRequests(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE data_subject_request SET words_sealed = NULL, extension_sealed = NULL, answer_sealed = NULL,
       report_sealed = NULL WHERE region_id = $1 AND id = ANY($2::uuid[])`,
    [tx.regionId, ids],
  );
}

/** Every region of the installation. */
export const REGIONS = prepared(
  'retention_regions',
  `SELECT region_id AS "regionId" FROM region ORDER BY region_id`,
);
