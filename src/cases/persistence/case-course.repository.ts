import type { CaseId, StaffId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type {
  CaseClosure,
  CaseLeadOffer,
  ClosureReason,
  LeadOfferDecision,
  OpenWork,
} from '../domain/case-course.js';
import type { Compartment } from '../domain/compartment.js';
import { existsInUnit } from './compartment.sql.js';

/** What decides about the course of a case. */
export interface HeldCase {
  readonly leadUnitId: UnitId;
  readonly leadStaffId: StaffId;
  readonly compartment: Compartment;
  readonly closedAt: Date | null;
}

/** A case, held until the transaction ends: nothing begins in it beside. */
export async function holdCase(tx: Tx, caseId: CaseId): Promise<HeldCase | undefined> {
  const [row] = await tx.exOfficio(() =>
    tx.query<HeldCase>(
      `SELECT lead_unit_id AS "leadUnitId", lead_staff_id AS "leadStaffId", compartment, closed_at AS "closedAt"
       FROM case_file WHERE region_id = $1 AND id = $2 FOR UPDATE`,
      [tx.regionId, caseId],
    ),
  );
  return row;
}

/** What runs on whatever becomes of the case: declarations end with it, requests of the person are their own. */
const NOT_OF_THE_CASE = `('consent', 'data-subject-request', 'break-glass', 'data-breach')`;

/** Processes of a case that have not ended, by definition, with the earliest period that runs. */
export async function openProcesses(tx: Tx, caseId: CaseId): Promise<OpenWork[]> {
  return tx.exOfficio(() =>
    tx.query<OpenWork>(
      `SELECT p.definition_key AS "definitionKey", max(w.document -> 'title' ->> 'de') AS title, count(*)::int AS count,
              min((SELECT min(d.ends_on) FROM deadline d WHERE d.region_id = p.region_id AND d.process_id = p.id
                   AND d.status = 'open'))::text AS "earliestDeadline"
       FROM process p JOIN workflow_definition w ON w.hash = p.definition_hash
       WHERE p.region_id = $1 AND p.case_id = $2 AND p.status IN ('active', 'quarantined')
         AND p.subject_type NOT IN ${NOT_OF_THE_CASE}
       GROUP BY p.definition_key ORDER BY p.definition_key`,
      [tx.regionId, caseId],
    ),
  );
}

/** Closes the case and ends every participation. The caller holds the case. */
export async function writeClosure(
  tx: Tx,
  row: {
    readonly id: string;
    readonly caseId: CaseId;
    readonly leadUnitId: UnitId;
    readonly reason: ClosureReason;
    readonly by: StaffId;
    readonly at: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO case_closure (region_id, id, case_id, episode, lead_unit_id, reason, closed_by, closed_at)
     SELECT $1, $2, $3, 1 + count(*), $4, $5, $6, $7 FROM case_closure WHERE region_id = $1 AND case_id = $3`,
    [tx.regionId, row.id, row.caseId, row.leadUnitId, row.reason, row.by, row.at],
  );
  await tx.query(
    `UPDATE case_participation SET ended_at = greatest(started_at, $3)
     WHERE region_id = $1 AND case_id = $2 AND ended_at IS NULL`,
    [tx.regionId, row.caseId, row.at],
  );
  await tx.query(`UPDATE case_file SET closed_at = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    row.caseId,
    row.at,
  ]);
}

/** Begins the next episode, led by who reopens it. The caller holds the case. */
export async function writeReopening(
  tx: Tx,
  row: {
    readonly participationId: string;
    readonly caseId: CaseId;
    readonly leadUnitId: UnitId;
    readonly by: StaffId;
    readonly at: string;
  },
): Promise<void> {
  await tx.query(
    `UPDATE case_closure SET reopened_by = $3, reopened_at = greatest(closed_at, $4)
     WHERE region_id = $1 AND case_id = $2 AND reopened_at IS NULL`,
    [tx.regionId, row.caseId, row.by, row.at],
  );
  await tx.query(
    `UPDATE case_file SET closed_at = NULL, lead_staff_id = $3 WHERE region_id = $1 AND id = $2`,
    [tx.regionId, row.caseId, row.by],
  );
  await insertLead(tx, { ...row, id: row.participationId, unitId: row.leadUnitId });
}

/** Makes another unit the leading one. The caller holds the case. */
export async function writeLead(
  tx: Tx,
  row: {
    readonly caseId: CaseId;
    readonly fromUnitId: UnitId;
    readonly toUnitId: UnitId;
    readonly by: StaffId;
    readonly at: string;
    readonly leadId: string;
    /** `null`: the former lead leaves. */
    readonly formerId: string | null;
  },
): Promise<void> {
  // First who leads: whoever takes over would lose sight of the case with their former participation.
  await tx.query(
    `UPDATE case_file SET lead_unit_id = $3, lead_staff_id = $4 WHERE region_id = $1 AND id = $2`,
    [tx.regionId, row.caseId, row.toUnitId, row.by],
  );
  await tx.query(
    `UPDATE case_participation SET ended_at = greatest(started_at, $4)
     WHERE region_id = $1 AND case_id = $2 AND unit_id = ANY($3::uuid[]) AND ended_at IS NULL`,
    [tx.regionId, row.caseId, [row.fromUnitId, row.toUnitId], row.at],
  );
  await insertLead(tx, { id: row.leadId, caseId: row.caseId, unitId: row.toUnitId, at: row.at });
  if (row.formerId === null) return;
  await tx.query(
    `INSERT INTO case_participation (region_id, id, case_id, unit_id, relation, started_at)
     VALUES ($1, $2, $3, $4, 'PARTICIPANT', $5)`,
    [tx.regionId, row.formerId, row.caseId, row.fromUnitId, row.at],
  );
}

async function insertLead(
  tx: Tx,
  row: { readonly id: string; readonly caseId: CaseId; readonly unitId: UnitId; readonly at: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO case_participation (region_id, id, case_id, unit_id, relation, started_at)
     VALUES ($1, $2, $3, $4, 'LEAD', $5)`,
    [tx.regionId, row.id, row.caseId, row.unitId, row.at],
  );
}

/** Closures of a case, oldest first. */
export async function closuresOf(tx: Tx, caseId: CaseId): Promise<CaseClosure[]> {
  return tx.query<CaseClosure>(
    `SELECT id, episode, lead_unit_id AS "leadUnitId", reason, closed_at AS "closedAt", reopened_at AS "reopenedAt"
     FROM case_closure WHERE region_id = $1 AND case_id = $2 ORDER BY episode`,
    [tx.regionId, caseId],
  );
}

/** Units that led a case, with the begin of each time, oldest first. */
export async function leadsOf(tx: Tx, caseId: CaseId): Promise<{ unitId: UnitId; startedAt: Date }[]> {
  return tx.query(
    `SELECT unit_id AS "unitId", started_at AS "startedAt" FROM case_participation
     WHERE region_id = $1 AND case_id = $2 AND relation = 'LEAD' ORDER BY started_at, ended_at NULLS LAST, id`,
    [tx.regionId, caseId],
  );
}

/** A closed case as its last leading unit finds it. */
export interface ClosedCaseRow {
  readonly id: CaseId;
  readonly number: string;
  readonly reason: ClosureReason;
  readonly closedOn: string;
}

/** Up to `limit` closed cases that units led last, latest first. */
export async function closedCases(
  tx: Tx,
  options: {
    readonly unitIds: readonly UnitId[];
    readonly staffId: StaffId | null;
    readonly limit: number;
    readonly after: { readonly sortKey: string | number; readonly id: string } | undefined;
  },
): Promise<ClosedCaseRow[]> {
  const { unitIds, staffId, limit, after } = options;
  return tx.query<ClosedCaseRow>(
    `SELECT c.id, c.number, k.reason, (k.closed_at AT TIME ZONE 'Europe/Berlin')::date::text AS "closedOn"
     FROM case_closure k JOIN case_file c ON c.region_id = k.region_id AND c.id = k.case_id
     WHERE k.region_id = $1 AND k.reopened_at IS NULL AND c.lead_unit_id = ANY($2::uuid[])
       AND ${existsInUnit('c', 'c.lead_unit_id', '$3')}
       AND ($4::date IS NULL OR ((k.closed_at AT TIME ZONE 'Europe/Berlin')::date, c.id) < ($4::date, $5::uuid))
     ORDER BY (k.closed_at AT TIME ZONE 'Europe/Berlin')::date DESC, c.id DESC LIMIT $6`,
    [
      tx.regionId,
      unitIds,
      staffId,
      after === undefined ? null : String(after.sortKey),
      after?.id ?? null,
      limit,
    ],
  );
}

const OFFER = `
  SELECT id, case_id AS "caseId", from_unit_id AS "fromUnitId", to_unit_id AS "toUnitId",
         former_lead_stays AS "formerLeadStays", offered_by AS "offeredBy", offered_at AS "offeredAt", decision,
         decided_at AS "decidedAt"
  FROM case_lead_offer`;

/** Writes an offer. @returns `false` when one waits already. */
export async function insertLeadOffer(
  tx: Tx,
  row: Omit<CaseLeadOffer, 'offeredAt' | 'decision' | 'decidedAt'> & { readonly offeredAt: string },
): Promise<boolean> {
  const written = await tx.query<{ id: string }>(
    `INSERT INTO case_lead_offer (region_id, id, case_id, from_unit_id, to_unit_id, former_lead_stays, offered_by,
                                  offered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (region_id, case_id) WHERE decision IS NULL DO NOTHING RETURNING id`,
    [
      tx.regionId,
      row.id,
      row.caseId,
      row.fromUnitId,
      row.toUnitId,
      row.formerLeadStays,
      row.offeredBy,
      row.offeredAt,
    ],
  );
  return written.length > 0;
}

/** An offer that the actor may know of. */
export async function findLeadOffer(tx: Tx, id: string): Promise<CaseLeadOffer | undefined> {
  const [row] = await tx.query<CaseLeadOffer>(`${OFFER} WHERE region_id = $1 AND id = $2`, [tx.regionId, id]);
  return row;
}

/** Offers of a case, oldest first. */
export async function leadOffersOf(tx: Tx, caseId: CaseId): Promise<CaseLeadOffer[]> {
  return tx.query<CaseLeadOffer>(`${OFFER} WHERE region_id = $1 AND case_id = $2 ORDER BY offered_at, id`, [
    tx.regionId,
    caseId,
  ]);
}

/** Writes what was decided about waiting offers of a case. @returns How many there were. */
export async function decideLeadOffers(
  tx: Tx,
  caseId: CaseId,
  row: { readonly decision: LeadOfferDecision; readonly by: StaffId; readonly at: string },
): Promise<number> {
  const decided = await tx.query(
    `UPDATE case_lead_offer SET decision = $3, decided_by = $4, decided_at = $5
     WHERE region_id = $1 AND case_id = $2 AND decision IS NULL RETURNING id`,
    [tx.regionId, caseId, row.decision, row.by, row.at],
  );
  return decided.length;
}

/** Whether the person of a case was erased; held until the transaction ends, so that no erasure slips in beside. */
export async function isAnonymised(tx: Tx, caseId: CaseId): Promise<boolean> {
  const rows = await tx.exOfficio(() =>
    tx.query<{ destroyed: boolean }>(
      `SELECT k.destroyed_at IS NOT NULL AS destroyed FROM person_key k
       WHERE k.region_id = $1 AND k.person_id = (SELECT person_id FROM case_file WHERE region_id = $1 AND id = $2)
       FOR SHARE`,
      [tx.regionId, caseId],
    ),
  );
  return rows.some(({ destroyed }) => destroyed);
}
