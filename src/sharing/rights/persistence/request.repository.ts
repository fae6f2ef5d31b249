import type { CaseId, DataItemId, PersonId, StaffId, UnitId } from '../../../kernel/index.js';
import { prepared, type Tx } from '../../../platform/index.js';
import type { Objections } from '../../domain/objection.js';
import type { DataSubjectRequestId, RequestOutcome, RequestRecord } from '../domain/request.js';

/** A request as it lies in its row: words still sealed. */
export interface RequestRow extends RequestRecord {
  readonly wordsSealed: Buffer | null;
  readonly extensionSealed: Buffer | null;
  readonly answerSealed: Buffer | null;
}

/** A request to be written. */
export type NewRequest = Omit<RequestRecord, 'state' | 'dueOn' | 'outcome' | 'refusalNorm' | 'answeredAt'> & {
  readonly wordsSealed: Buffer | null;
};

const MACHINE = 'data-subject-request';

function inState(...states: readonly string[]): string {
  return `p.active_states && ARRAY[${states.map((state) => `'${MACHINE}.${state}'`).join(', ')}]`;
}

const REQUEST = `
  SELECT r.id, r.submission_id AS "submissionId", r.case_id AS "caseId", r.person_id AS "personId",
         r.controller_unit_id AS "controllerUnitId", r.kind, r.item_id AS "itemId", r.channel,
         r.received_on::text AS "receivedOn", r.words_sealed AS "wordsSealed", r.recorded_by AS "recordedBy",
         r.recorded_at AS "recordedAt", r.extension_sealed AS "extensionSealed", r.outcome,
         r.answer_sealed AS "answerSealed", r.refusal_norm AS "refusalNorm", r.answered_at AS "answeredAt",
         CASE WHEN ${inState('answered')} THEN 'ANSWERED' WHEN ${inState('refused')} THEN 'REFUSED'
              WHEN p.status <> 'active' THEN 'WITHDRAWN' WHEN ${inState('extended')} THEN 'EXTENDED'
              WHEN ${inState('inTime.inWork')} THEN 'IN_WORK' WHEN ${inState('inTime.received')} THEN 'RECEIVED'
              ELSE 'OVERDUE' END AS state,
         (SELECT min(d.ends_on)::text FROM deadline d
          WHERE d.region_id = p.region_id AND d.process_id = p.id AND d.status = 'open') AS "dueOn"
  FROM data_subject_request r
  JOIN process p ON p.region_id = r.region_id AND p.subject_type = '${MACHINE}' AND p.subject_id = r.id`;

const OBJECTED = prepared(
  'objected_controllers',
  `SELECT r.controller_unit_id AS "unitId", coalesce(bool_or(r.outcome IN ('GRANTED', 'PARTLY')), false) AS "isGranted"
   FROM data_subject_request r
   JOIN process p ON p.region_id = r.region_id AND p.subject_type = '${MACHINE}' AND p.subject_id = r.id
   WHERE r.region_id = $1 AND r.case_id = $2 AND r.kind = 'OBJECTION'
     AND (p.status = 'active' OR r.outcome IN ('GRANTED', 'PARTLY'))
   GROUP BY r.controller_unit_id`,
);

/** Inserts a request; its process is started by the caller in the same transaction. */
export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  await tx.query(
    `INSERT INTO data_subject_request (region_id, id, submission_id, case_id, person_id, controller_unit_id, kind,
       item_id, channel, received_on, words_sealed, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      tx.regionId,
      request.id,
      request.submissionId,
      request.caseId,
      request.personId,
      request.controllerUnitId,
      request.kind,
      request.itemId,
      request.channel,
      request.receivedOn,
      request.wordsSealed,
      request.recordedBy,
      request.recordedAt,
    ],
  );
}

/** The request, whoever asks: the caller checks access. */
export async function findRequest(tx: Tx, id: DataSubjectRequestId): Promise<RequestRow | undefined> {
  const [row] = await tx.query<RequestRow>(`${REQUEST} WHERE r.region_id = $1 AND r.id = $2`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Whose requests are listed: those of a person, or to controllers. */
export interface RequestFilter {
  readonly personId: PersonId | null;
  readonly unitIds: readonly UnitId[];
  readonly limit: number;
  readonly after: { readonly sortKey: string | number; readonly id: string } | undefined;
}

/** Up to `limit` requests, newest first. */
export async function listRequests(tx: Tx, filter: RequestFilter): Promise<RequestRow[]> {
  return tx.query<RequestRow>(
    `${REQUEST} WHERE r.region_id = $1 AND (r.person_id = $2::uuid OR r.controller_unit_id = ANY($3::uuid[]))
       AND ($4::timestamptz IS NULL OR (r.recorded_at, r.id) < ($4, $5::uuid))
     ORDER BY r.recorded_at DESC, r.id DESC LIMIT $6`,
    [
      tx.regionId,
      filter.personId,
      filter.unitIds,
      filter.after === undefined ? null : String(filter.after.sortKey),
      filter.after?.id ?? null,
      filter.limit,
    ],
  );
}

/** Holds what is asked for in a case until the transaction ends, so that the same is not asked twice side by side. */
export function holdRequests(tx: Tx, caseId: CaseId): void {
  tx.post(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `data_subject_request:${tx.regionId}:${caseId}`,
  ]);
}

/** Whether the same is asked of a controller and nobody has ended it yet. */
export async function hasOpenTwin(
  tx: Tx,
  request: Pick<RequestRecord, 'caseId' | 'controllerUnitId' | 'kind' | 'itemId'>,
): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM data_subject_request r
     JOIN process p ON p.region_id = r.region_id AND p.subject_type = '${MACHINE}' AND p.subject_id = r.id
     WHERE r.region_id = $1 AND r.case_id = $2 AND r.controller_unit_id = $3 AND r.kind = $4
       AND r.item_id IS NOT DISTINCT FROM $5::uuid AND p.status = 'active' LIMIT 1`,
    [tx.regionId, request.caseId, request.controllerUnitId, request.kind, request.itemId],
  );
  return rows.length > 0;
}

/** Writes what a controller decided. */
export async function writeAnswer(
  tx: Tx,
  id: DataSubjectRequestId,
  answer: {
    readonly outcome: RequestOutcome;
    readonly answerSealed: Buffer | null;
    readonly refusalNorm: string | null;
    readonly reportSealed: Buffer | null;
    readonly by: StaffId;
    readonly at: string;
  },
): Promise<void> {
  await tx.query(
    `UPDATE data_subject_request SET outcome = $3, answer_sealed = $4, refusal_norm = $5, report_sealed = $6,
       answered_by = $7, answered_at = $8 WHERE region_id = $1 AND id = $2`,
    [
      tx.regionId,
      id,
      answer.outcome,
      answer.answerSealed,
      answer.refusalNorm,
      answer.reportSealed,
      answer.by,
      answer.at,
    ],
  );
}

/**
 * Puts a lost grant back, as long as its request is unanswered and whoever granted it is known here.
 *
 * @returns Whether anything changed.
 */
export async function grantAgain(
  tx: Tx,
  id: DataSubjectRequestId,
  grant: { readonly outcome: RequestOutcome; readonly by: StaffId; readonly at: string },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE data_subject_request SET outcome = $3, answered_by = $4, answered_at = $5
     WHERE region_id = $1 AND id = $2 AND outcome IS NULL
       AND EXISTS (SELECT FROM staff_member s WHERE s.region_id = $1 AND s.id = $4) RETURNING id`,
    [tx.regionId, id, grant.outcome, grant.by, grant.at],
  );
  return rows.length > 0;
}

/** Writes the reasons of an extension. */
export function writeExtension(tx: Tx, id: DataSubjectRequestId, sealed: Buffer): void {
  tx.post(`UPDATE data_subject_request SET extension_sealed = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    id,
    sealed,
  ]);
}

/** The report that was handed over, still sealed; `null` when there is none. */
export async function findReport(tx: Tx, id: DataSubjectRequestId): Promise<Buffer | null> {
  const [row] = await tx.query<{ readonly report: Buffer | null }>(
    `SELECT report_sealed AS report FROM data_subject_request WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id],
  );
  return row?.report ?? null;
}

/** Objections against statutory disclosures in a case, undecided or with success; a partial success is one. */
export async function loadObjections(tx: Tx, caseId: CaseId): Promise<Objections> {
  // To see no objection must not mean that there is none.
  const rows = await tx.exOfficio(() =>
    tx.query<{ readonly unitId: UnitId; readonly isGranted: boolean }>(OBJECTED, [tx.regionId, caseId]),
  );
  return new Map(rows.map(({ unitId, isGranted }) => [unitId, isGranted ? 'GRANTED' : 'UNDECIDED']));
}

/** Units that ever held or received something of the person in a case, or take part in it. */
export async function controllersOf(
  tx: Tx,
  caseId: CaseId,
  involved: readonly UnitId[],
): Promise<readonly UnitId[]> {
  const rows = await tx.exOfficio(() =>
    tx.query<{ readonly unitId: UnitId }>(
      `SELECT controller_unit_id AS "unitId" FROM data_item WHERE region_id = $1 AND case_id = $2
       UNION SELECT to_unit_id FROM disclosure WHERE region_id = $1 AND case_id = $2
       UNION SELECT unnest($3::uuid[]) ORDER BY 1`,
      [tx.regionId, caseId, involved],
    ),
  );
  return rows.map(({ unitId }) => unitId);
}

/** Items of a controller about the person in a case, erased ones left out, oldest first. */
export async function itemIdsOfController(
  tx: Tx,
  { caseId, controllerUnitId }: Pick<RequestRecord, 'caseId' | 'controllerUnitId'>,
): Promise<readonly DataItemId[]> {
  const rows = await tx.query<{ readonly id: DataItemId }>(
    `SELECT id FROM data_item WHERE region_id = $1 AND case_id = $2 AND controller_unit_id = $3
       AND erased_at IS NULL ORDER BY recorded_at, id`,
    [tx.regionId, caseId, controllerUnitId],
  );
  return rows.map(({ id }) => id);
}
