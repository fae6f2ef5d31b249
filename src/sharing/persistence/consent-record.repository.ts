import type { ConsentId, StaffId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { MediationLevel } from '../domain/consent-record.js';

/** Rest of the record of a declaration, which only a copy shows. */
export interface ConsentRecordRest {
  readonly explainedBy: StaffId | null;
  readonly teachBack: boolean | null;
  readonly mediationLevel: MediationLevel | null;
  readonly copyHandedOver: boolean | null;
  readonly confirmedAt: Date | null;
}

/** The rest of the record; before the answer most of it is `null`. @throws {Error} there is no such declaration. */
export async function getRecordRest(tx: Tx, id: ConsentId): Promise<ConsentRecordRest> {
  const [row] = await tx.query<ConsentRecordRest>(
    `SELECT explained_by AS "explainedBy", teach_back AS "teachBack", mediation_level AS "mediationLevel",
            copy_handed_over AS "copyHandedOver", confirmed_at AS "confirmedAt"
     FROM consent WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id],
  );
  if (!row) throw new Error('Declaration vanished inside a transaction');
  return row;
}
