import type { CaseId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';

/** How the actor of a transaction stands to a case. */
export interface CaseRelation {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly leadUnitId: UnitId;
  readonly leadStaffId: StaffId;
  /** The actor is the person of the case. */
  readonly isClient: boolean;
  /** The actor is the staff member who leads the case. */
  readonly isLead: boolean;
  /** Units through which the actor takes part in the case now; empty for the person. */
  readonly unitIds: readonly UnitId[];
}

/** Tells who stands how to a case. Declared here, implemented by the capability that knows cases. */
export abstract class CaseRelations {
  /** @returns `undefined` when the case is not there or the actor has nothing to do with it: the same answer. */
  abstract find(tx: Tx, caseId: CaseId): Promise<CaseRelation | undefined>;

  /** @throws {AccessDenied} under the same condition. */
  abstract get(tx: Tx, caseId: CaseId): Promise<CaseRelation>;

  /** Units that take part in a case now, the leading one included. Empty when there is no such case. */
  abstract participatingUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]>;

  /** Unit that leads a case; `undefined` when there is no such case. */
  abstract leadUnit(tx: Tx, caseId: CaseId): Promise<UnitId | undefined>;
}
