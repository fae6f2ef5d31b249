import type { UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  unitsOf,
  type Principal,
  type RoleGrant,
  type StaffPrincipal,
  type StaffRole,
} from '../../platform/index.js';
import type { ProcessActor } from '../../workflow/index.js';

/** Roles that work on the structure level. Who runs the system or supervises it is not among them. */
export const STRUCTURE_ROLES: readonly StaffRole[] = [
  'CASEWORKER',
  'CASE_MANAGER',
  'UNIT_LEAD',
  'PROJECT_LEAD',
  'MODERATOR',
  'RECORDER',
  'WORKING_GROUP_MEMBER',
  'STEERING_MEMBER',
];

/** What a theme or measure hangs on, as far as it decides who may do what. */
export interface StructureRelation {
  readonly programmeLeadUnitId?: UnitId | null;
  /** Unit that leads the working group concerned. */
  readonly groupLeadUnitId?: UnitId | null;
  /** Unit responsible for the measure. */
  readonly ownerUnitId?: UnitId | null;
}

/** Codes of process definitions on the structure level. */
export type StructureCode = 'COORDINATION' | 'STEERING' | 'GROUP_LEAD' | 'MEASURE_OWNER';

const CODES: readonly StructureCode[] = ['COORDINATION', 'STEERING', 'GROUP_LEAD', 'MEASURE_OWNER'];

function holds(grant: RoleGrant, code: StructureCode, relation: StructureRelation): boolean {
  switch (code) {
    case 'COORDINATION':
      return isCoordinator(grant, relation.programmeLeadUnitId);
    case 'STEERING':
      return grant.role === 'STEERING_MEMBER';
    case 'GROUP_LEAD':
      return grant.unitId === relation.groupLeadUnitId && isGroupRole(grant.role);
    case 'MEASURE_OWNER':
      return grant.unitId === relation.ownerUnitId && STRUCTURE_ROLES.includes(grant.role);
  }
}

function isCoordinator(grant: RoleGrant, programmeLeadUnitId: UnitId | null | undefined): boolean {
  return (
    grant.role === 'PROJECT_LEAD' &&
    (grant.unitType === 'KIM_COORDINATION' || grant.unitId === programmeLeadUnitId)
  );
}

function isGroupRole(role: StaffRole): boolean {
  return role === 'UNIT_LEAD' || role === 'WORKING_GROUP_MEMBER';
}

/** Whether the principal may read what is anonymous: themes, groups, measures, figures. */
export function isStructureStaff(principal: Principal): boolean {
  return unitsOf(principal, ...STRUCTURE_ROLES).length > 0;
}

/** @throws {AccessDenied} no staff member who works on the structure level, in the given unit or in any. */
export function structureStaff(principal: Principal, unitId?: UnitId): StaffPrincipal {
  const units = unitsOf(principal, ...STRUCTURE_ROLES);
  const isOne = unitId === undefined ? units.length > 0 : units.includes(unitId);
  if (principal.kind !== 'staff' || !isOne) throw new AccessDenied();
  return principal;
}

/** Codes the principal holds for a theme or measure. */
export function structureCodes(principal: Principal, relation: StructureRelation): readonly StructureCode[] {
  if (principal.kind !== 'staff') return [];
  return CODES.filter((code) => principal.grants.some((grant) => holds(grant, code, relation)));
}

/** Whether the principal is the coordination: the project lead of the programme or of the region's coordination. */
export function isCoordination(principal: Principal, programmeLeadUnitId?: UnitId | null): boolean {
  return structureCodes(principal, { programmeLeadUnitId: programmeLeadUnitId ?? null }).includes(
    'COORDINATION',
  );
}

/**
 * The principal as sender of events about a theme or measure.
 *
 * @param by Codes one of which is needed; the unit is the one through which the first of them is held.
 * @throws {AccessDenied} none of them is held.
 */
export function structureActor(
  principal: Principal,
  relation: StructureRelation,
  by: readonly StructureCode[] = CODES,
): ProcessActor {
  const staff = structureStaff(principal);
  const codes = structureCodes(staff, relation);
  const admitted = codes.find((code) => by.includes(code));
  if (admitted === undefined) throw new AccessDenied();
  const grant = staff.grants.find((candidate) => holds(candidate, admitted, relation));
  return { kind: 'staff', id: staff.accountId, unitId: grant?.unitId ?? null, codes };
}
