import type { CaseId, DataItemId, PersonId, UnitId } from '../../../kernel/index.js';
import { LEGAL_TIME_ZONE, type Tx } from '../../../platform/index.js';
import type { DisclosureChannel } from '../../domain/disclosure.js';
import type { ItemCategory, SharingPurpose } from '../../domain/sharing-codes.js';

/** A disclosure from or to a unit. */
export interface ExchangeRow {
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
  readonly recipientFunction: string;
  readonly category: ItemCategory;
  readonly purpose: SharingPurpose;
  readonly channel: DisclosureChannel;
  readonly disclosedAt: Date;
  readonly basis: readonly string[];
  readonly isOver: boolean;
  /** Nothing permitted it. */
  readonly isWithoutBasis: boolean;
}

/** Everything a unit gave or received of a person in a case, oldest first. */
export async function exchangesOf(tx: Tx, caseId: CaseId, unitId: UnitId): Promise<ExchangeRow[]> {
  return tx.query<ExchangeRow>(
    `SELECT d.from_unit_id AS "fromUnitId", d.to_unit_id AS "toUnitId",
            d.recipient_function AS "recipientFunction", d.category, d.purpose, d.channel,
            d.disclosed_at AS "disclosedAt", d.basis, d.basis_ended_at IS NOT NULL AS "isOver",
            d.effect = 'NEVER' AS "isWithoutBasis"
     FROM disclosure d WHERE d.region_id = $1 AND d.case_id = $2 AND (d.from_unit_id = $3 OR d.to_unit_id = $3)
     ORDER BY d.disclosed_at, d.id`,
    [tx.regionId, caseId, unitId],
  );
}

/** Items that were disclosed on a consent, of those a unit controls in a case. */
export async function consentedItemIds(
  tx: Tx,
  caseId: CaseId,
  unitId: UnitId,
): Promise<ReadonlySet<DataItemId>> {
  const rows = await tx.query<{ readonly itemId: DataItemId }>(
    `SELECT DISTINCT d.item_id AS "itemId" FROM disclosure d
     WHERE d.region_id = $1 AND d.case_id = $2 AND d.from_unit_id = $3 AND d.item_id IS NOT NULL
       AND d.consent_id IS NOT NULL`,
    [tx.regionId, caseId, unitId],
  );
  return new Set(rows.map(({ itemId }) => itemId));
}

/** How often staff of a unit looked into a case or at its person, by day and kind, oldest first. */
export async function lookupsBy(
  tx: Tx,
  { caseId, personId, unitId }: { caseId: CaseId; personId: PersonId; unitId: UnitId },
): Promise<readonly { readonly on: string; readonly kind: string; readonly times: number }[]> {
  return tx.exOfficio(() =>
    tx.query(
      `SELECT (at AT TIME ZONE '${LEGAL_TIME_ZONE}')::date::text AS on, kind, count(*)::int AS times FROM access_log
     WHERE region_id = $1 AND unit_id = $4 AND (case_id = $2 OR person_id = $3)
     GROUP BY 1, 2 ORDER BY 1, 2`,
      [tx.regionId, caseId, personId, unitId],
    ),
  );
}
