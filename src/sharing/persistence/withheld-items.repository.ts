import type { CaseId, DataItemId, StaffId } from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';

const WITHHELD = prepared(
  'data_items_withheld_from_person',
  `WITH RECURSIVE withheld AS (
     SELECT i.id FROM data_item i WHERE i.region_id = $1 AND i.case_id = $2 AND i.entrusted_by <> 'PERSON'
       AND i.released_to_person_at IS NULL
     UNION
     SELECT copy.id FROM withheld
     JOIN data_item copy ON copy.region_id = $1 AND copy.origin_item_id = withheld.id)
   SELECT id FROM withheld`,
);

/**
 * Items of a case that others entrusted about the person and nobody released to them, and what was recorded from them;
 * whoever asks, whoever controls them.
 */
export async function withheldFromPerson(tx: Tx, caseId: CaseId): Promise<ReadonlySet<DataItemId>> {
  const rows = await tx.exOfficio(() => tx.query<{ id: DataItemId }>(WITHHELD, [tx.regionId, caseId]));
  return new Set(rows.map(({ id }) => id));
}

/** Writes that the person may read what somebody else entrusted. @returns `false` when they may already. */
export async function writeRelease(
  tx: Tx,
  id: DataItemId,
  release: { readonly by: StaffId; readonly at: string; readonly reasonSealed: Buffer },
): Promise<boolean> {
  const released = await tx.query(
    `UPDATE data_item SET released_to_person_at = $3, released_by = $4, release_reason_sealed = $5
     WHERE region_id = $1 AND id = $2 AND entrusted_by <> 'PERSON' AND released_to_person_at IS NULL
       AND erased_at IS NULL
     RETURNING id`,
    [tx.regionId, id, release.at, release.by, release.reasonSealed],
  );
  return released.length > 0;
}
