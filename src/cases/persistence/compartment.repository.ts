import type { CaseId, StaffId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { Compartment, CompartmentOpening, OpeningDecision } from '../domain/compartment.js';

/** Compartment of a case, held until the transaction ends. The caller has checked that it is there. */
export async function lockCompartment(tx: Tx, caseId: CaseId): Promise<Compartment> {
  const [row] = await tx.query<{ compartment: Compartment }>(
    `SELECT compartment FROM case_file WHERE region_id = $1 AND id = $2 FOR UPDATE`,
    [tx.regionId, caseId],
  );
  if (!row) throw new Error('Case vanished inside a transaction');
  return row.compartment;
}

/** Puts a case into a compartment. */
export async function setCompartment(tx: Tx, caseId: CaseId, compartment: Compartment): Promise<void> {
  await tx.query(`UPDATE case_file SET compartment = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    caseId,
    compartment,
  ]);
}

/** Names a counsellor; naming twice changes nothing. */
export async function insertCounsellor(
  tx: Tx,
  row: { readonly caseId: CaseId; readonly staffId: StaffId; readonly namedBy: StaffId; readonly at: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO case_counsellor (region_id, case_id, staff_id, named_by, named_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [tx.regionId, row.caseId, row.staffId, row.namedBy, row.at],
  );
}

const OPENING = `
  SELECT id, case_id AS "caseId", to_unit_id AS "toUnitId", consent_id AS "consentId",
         warning_version AS "warningVersion", requested_by AS "requestedBy", requested_at AS "requestedAt",
         decided_by AS "decidedBy", decided_at AS "decidedAt", decision
  FROM compartment_opening`;

/** Writes a request. @returns `false` when one for the same unit waits already. */
export async function insertOpening(
  tx: Tx,
  row: Omit<CompartmentOpening, 'requestedAt' | 'decidedBy' | 'decidedAt' | 'decision'> & {
    readonly requestedAt: string;
  },
): Promise<boolean> {
  const written = await tx.query<{ id: string }>(
    `INSERT INTO compartment_opening (region_id, id, case_id, to_unit_id, consent_id, warning_version, requested_by,
                                      requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (region_id, case_id, to_unit_id) WHERE decision IS NULL DO NOTHING RETURNING id`,
    [
      tx.regionId,
      row.id,
      row.caseId,
      row.toUnitId,
      row.consentId,
      row.warningVersion,
      row.requestedBy,
      row.requestedAt,
    ],
  );
  return written.length > 0;
}

/** A request, held until the transaction ends. */
export async function lockOpening(tx: Tx, id: string): Promise<CompartmentOpening | undefined> {
  const [row] = await tx.query<CompartmentOpening>(`${OPENING} WHERE region_id = $1 AND id = $2 FOR UPDATE`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Requests of a case, oldest first. */
export async function openingsOf(tx: Tx, caseId: CaseId): Promise<CompartmentOpening[]> {
  return tx.query<CompartmentOpening>(
    `${OPENING} WHERE region_id = $1 AND case_id = $2 ORDER BY requested_at, id`,
    [tx.regionId, caseId],
  );
}

/** Writes what the second person decided. */
export async function decideOpening(
  tx: Tx,
  id: string,
  row: { readonly decision: OpeningDecision; readonly by: StaffId; readonly at: string },
): Promise<void> {
  await tx.query(
    `UPDATE compartment_opening SET decision = $3, decided_by = $4, decided_at = $5
     WHERE region_id = $1 AND id = $2 AND decision IS NULL`,
    [tx.regionId, id, row.decision, row.by, row.at],
  );
}

/** Lets a unit take part. @returns `false` when it does already. */
export async function insertParticipation(
  tx: Tx,
  row: { readonly id: string; readonly caseId: CaseId; readonly unitId: UnitId; readonly at: string },
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO case_participation (region_id, id, case_id, unit_id, relation, started_at)
     VALUES ($1, $2, $3, $4, 'PARTICIPANT', $5)
     ON CONFLICT (region_id, case_id, unit_id) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
    [tx.regionId, row.id, row.caseId, row.unitId, row.at],
  );
  return rows.length > 0;
}

/** Counts a referral of which nothing is recorded. @param month First day of the month. */
export async function countReferral(tx: Tx, unitId: UnitId, month: string): Promise<void> {
  await tx.query(
    `INSERT INTO unrecorded_referral (region_id, unit_id, month, count) VALUES ($1, $2, $3, 1)
     ON CONFLICT (region_id, unit_id, month) DO UPDATE SET count = unrecorded_referral.count + 1`,
    [tx.regionId, unitId, month],
  );
}
