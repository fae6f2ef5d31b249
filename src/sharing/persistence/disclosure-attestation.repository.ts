import type { DisclosureId } from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';

/** A deed of the register that attests lines of the register of disclosures. */
export interface AttestingDeed {
  readonly id: string;
  /** See `attestationOf`. */
  readonly lines: readonly string[];
}

const DEEDS = prepared(
  'deeds_attesting_disclosures',
  `SELECT e.id, e.details->'lines' AS lines FROM audit_event e
   WHERE e.region_id = $1 AND e.object_type = 'disclosure' AND e.id > $2::uuid AND e.details ? 'lines'
   ORDER BY e.id LIMIT $3`,
);

const IDS = prepared(
  'disclosure_ids',
  `SELECT id FROM disclosure WHERE region_id = $1 AND id > $2::uuid ORDER BY id LIMIT $3`,
);

/** All regions of the installation. */
export const ATTESTED_REGIONS = prepared(
  'attested_regions',
  `SELECT region_id AS "regionId" FROM region ORDER BY region_id`,
);

/** Deeds behind one, by id. */
export async function attestingDeeds(tx: Tx, after: string, limit: number): Promise<AttestingDeed[]> {
  return tx.query<AttestingDeed>(DEEDS, [tx.regionId, after, limit]);
}

/** Ids of lines behind one. */
export async function disclosureIds(tx: Tx, after: string, limit: number): Promise<DisclosureId[]> {
  const rows = await tx.query<{ readonly id: DisclosureId }>(IDS, [tx.regionId, after, limit]);
  return rows.map(({ id }) => id);
}
