import type { StaffId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { RetentionOverride } from '../domain/retention.js';

/** Everything decided in the region about how long units keep records, oldest decision first. */
export async function listOverrides(tx: Tx): Promise<RetentionOverride[]> {
  return tx.query<RetentionOverride>(
    `SELECT id, unit_id AS "unitId", record_kind AS "recordKind", months, reason, decided_at AS "decidedAt",
            valid_from::text AS "validFrom"
     FROM retention_rule_override WHERE region_id = $1 ORDER BY decided_at, id`,
    [tx.regionId],
  );
}

/** Writes a decision. */
export async function insertOverride(
  tx: Tx,
  row: Omit<RetentionOverride, 'decidedAt'> & { readonly by: StaffId; readonly at: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO retention_rule_override (region_id, id, unit_id, record_kind, months, reason, decided_by, decided_at,
                                          valid_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.regionId, row.id, row.unitId, row.recordKind, row.months, row.reason, row.by, row.at, row.validFrom],
  );
}
