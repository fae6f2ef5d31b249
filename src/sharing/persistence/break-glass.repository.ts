import type { StaffId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { BreakGlassView } from '../domain/break-glass.js';

/** Position in a list ordered by instant and id. */
export interface BreakGlassPosition {
  readonly sortKey: string | number;
  readonly id: string;
}

// The time limit counts, not the timer: past it nothing is open.
const BREAK_GLASS = `
  SELECT b.id, b.case_id AS "caseId", b.controlling_unit_id AS "controllingUnitId", b.requested_by AS "requestedBy",
         b.reason, b.reference_sealed AS "referenceSealed", b.requested_at AS "requestedAt", b.decided_by AS "decidedBy",
         b.decided_at AS "decidedAt", b.ends_at AS "endsAt", b.ended_at AS "endedAt", p.context ->> 'verdict' AS verdict,
         CASE p.active_states[1]
           WHEN 'break-glass.requested' THEN 'REQUESTED' WHEN 'break-glass.unanswered' THEN 'UNANSWERED'
           WHEN 'break-glass.open' THEN CASE WHEN b.ends_at > $2 THEN 'OPEN' ELSE 'IN_REVIEW' END
           WHEN 'break-glass.inReview' THEN 'IN_REVIEW' WHEN 'break-glass.reviewed' THEN 'REVIEWED'
           WHEN 'break-glass.refused' THEN 'REFUSED' ELSE 'WITHDRAWN' END AS state
  FROM break_glass b
  JOIN process p ON p.region_id = b.region_id AND p.subject_type = 'break-glass' AND p.subject_id = b.id`;

/** Inserts a request; its process is started by the caller in the same transaction. */
export async function insertBreakGlass(
  tx: Tx,
  row: Pick<
    BreakGlassView,
    'id' | 'caseId' | 'controllingUnitId' | 'requestedBy' | 'reason' | 'referenceSealed'
  > & {
    readonly requestedAt: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO break_glass (region_id, id, case_id, controlling_unit_id, requested_by, reason,
       reference_sealed, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      tx.regionId,
      row.id,
      row.caseId,
      row.controllingUnitId,
      row.requestedBy,
      row.reason,
      row.referenceSealed,
      row.requestedAt,
    ],
  );
}

/** One access, whoever asks: the caller checks. @param now ISO 8601. */
export async function findBreakGlass(tx: Tx, id: string, now: string): Promise<BreakGlassView | undefined> {
  const [row] = await tx.query<BreakGlassView>(`${BREAK_GLASS} WHERE b.region_id = $1 AND b.id = $3`, [
    tx.regionId,
    now,
    id,
  ]);
  return row;
}

/**
 * Whether a unit has a data protection officer who could review an access afterwards: anybody but who asked for it.
 *
 * @param on Calendar date.
 */
export async function hasReviewer(
  tx: Tx,
  unitId: UnitId,
  requestedBy: StaffId,
  on: string,
): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM staff_role WHERE region_id = $1 AND unit_id = $2 AND role = 'DATA_PROTECTION_OFFICER'
       AND staff_id <> $3 AND valid_from <= $4 AND (valid_until IS NULL OR valid_until >= $4) LIMIT 1`,
    [tx.regionId, unitId, requestedBy, on],
  );
  return rows.length > 0;
}

/** Accesses that a staff member asked for or that are up to one of the units; newest first. */
export async function listBreakGlass(
  tx: Tx,
  options: {
    readonly now: string;
    readonly staffId: StaffId;
    readonly unitIds: readonly UnitId[];
    readonly limit: number;
    readonly after: BreakGlassPosition | undefined;
  },
): Promise<BreakGlassView[]> {
  const { now, staffId, unitIds, limit, after } = options;
  return tx.query<BreakGlassView>(
    `${BREAK_GLASS} WHERE b.region_id = $1 AND (b.requested_by = $3 OR b.controlling_unit_id = ANY ($4::uuid[]))
       AND ($5::timestamptz IS NULL OR (b.requested_at, b.id) < ($5::timestamptz, $6::uuid))
     ORDER BY b.requested_at DESC, b.id DESC LIMIT $7`,
    [
      tx.regionId,
      now,
      staffId,
      unitIds,
      after === undefined ? null : String(after.sortKey),
      after?.id ?? null,
      limit,
    ],
  );
}

/** Keeps who decided. @param endsAt ISO 8601; absent: refused. */
export async function decideBreakGlass(
  tx: Tx,
  id: string,
  decision: { readonly by: StaffId; readonly at: string; readonly endsAt?: string },
): Promise<void> {
  await tx.query(
    `UPDATE break_glass SET decided_by = $3, decided_at = $4, ends_at = $5 WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id, decision.by, decision.at, decision.endsAt ?? null],
  );
}

/** Keeps when it ended. */
export async function endBreakGlass(tx: Tx, id: string, at: string): Promise<void> {
  await tx.query(
    `UPDATE break_glass SET ended_at = $3 WHERE region_id = $1 AND id = $2 AND ended_at IS NULL`,
    [tx.regionId, id, at],
  );
}

/** Keeps who reviewed. */
export async function reviewBreakGlass(tx: Tx, id: string, by: StaffId): Promise<void> {
  await tx.query(`UPDATE break_glass SET reviewed_by = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    id,
    by,
  ]);
}
