import type { AccessLog } from '../../audit/index.js';
import { unitsOf, type Tx } from '../../platform/index.js';
import type { CaseRelation } from './case-relations.js';

/** How the actor stands to a case, as far as the register asks. */
export type ReadingRelation = Pick<CaseRelation, 'caseId' | 'personId' | 'unitIds' | 'leadUnitId'>;

/**
 * Writes into the access log that the actor reads something of a case; nothing for the person themself.
 *
 * @param objectType What is read, camelCase.
 * @param isContent  Content: read by another than the leading unit, or in an emergency, the line commits with the
 *   reading or nothing is read.
 */
export function noteReading(
  accessLog: AccessLog,
  tx: Tx,
  { caseId, personId, unitIds, leadUnitId }: ReadingRelation,
  objectType: string,
  isContent: boolean,
): void {
  // Emergency access lends the leading unit's view, not its membership.
  const own = unitsOf(tx.principal);
  const leads = unitIds.includes(leadUnitId) && own.includes(leadUnitId);
  const unitId = leads ? leadUnitId : (own.find((id) => unitIds.includes(id)) ?? own[0]);
  const entry = { objectType, objectId: caseId, caseId, personId, unitId };
  accessLog.read(tx, entry, isContent && !leads);
}
