import type { ConsentId, DataItemId, DisclosureId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { SharingPurpose } from '../domain/sharing-codes.js';

/** A disclosure that waits to be approved again, because the person excluded something in words. */
export interface UnapprovedDisclosure {
  readonly id: DisclosureId;
  readonly itemId: DataItemId;
  readonly consentId: ConsentId | null;
  readonly releaseId: ConsentId | null;
}

/** Disclosures of items on one way that ended with words of the person, newest first. */
export async function endedByExclusions(
  tx: Tx,
  itemIds: readonly DataItemId[],
  way: { readonly toUnitId: UnitId; readonly purpose: SharingPurpose },
): Promise<UnapprovedDisclosure[]> {
  return tx.query<UnapprovedDisclosure>(
    `SELECT d.id, d.item_id AS "itemId", d.consent_id AS "consentId", d.release_id AS "releaseId"
     FROM disclosure d WHERE d.region_id = $1 AND d.item_id = ANY($2::uuid[]) AND d.to_unit_id = $3 AND d.purpose = $4
       AND d.basis_end_reason = 'EXCLUSIONS_ADDED'
     ORDER BY d.disclosed_at DESC, d.id DESC`,
    [tx.regionId, itemIds, way.toUnitId, way.purpose],
  );
}

/** What was approved again asks the recipient for no answer. */
export function forgiveAnswers(tx: Tx, ids: readonly DisclosureId[]): void {
  if (ids.length === 0) return;
  tx.post(
    `UPDATE disclosure SET answer_due_on = NULL, answer_reminder = NULL, reminded_at = NULL
     WHERE region_id = $1 AND id = ANY($2::uuid[]) AND answer IS NULL`,
    [tx.regionId, ids],
  );
}
