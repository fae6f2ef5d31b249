import type { StaffId, UnitId } from '../../kernel/index.js';
import { AccessDenied, unitsOf, type Principal, type StaffRole } from '../../platform/index.js';
import type { CaseRelation } from './case-relations.js';

/** Roles that decide about data of cases. */
const DECIDING: readonly StaffRole[] = ['CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD'];

/**
 * The staff member who acts for a unit that takes part in a case.
 *
 * @throws {AccessDenied} the unit is not one of theirs in this case.
 */
export function staffActingFor(principal: Principal, relation: CaseRelation, unitId: UnitId): StaffId {
  if (principal.kind !== 'staff' || !relation.unitIds.includes(unitId)) throw new AccessDenied();
  return principal.staffId;
}

/** Units for which the actor decides about data, in any case. */
export function decidingUnits(principal: Principal): readonly UnitId[] {
  return unitsOf(principal, ...DECIDING);
}
