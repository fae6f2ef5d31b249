import type { AccountId, PersonId, RegionId, StaffId, UnitId } from '../../kernel/index.js';

/** Roles a staff member can hold in a unit; a right is always a role in a unit, never in the whole region. */
export type StaffRole =
  | 'CASEWORKER'
  | 'CASE_MANAGER'
  | 'UNIT_LEAD'
  | 'PROJECT_LEAD'
  | 'MODERATOR'
  | 'RECORDER'
  | 'WORKING_GROUP_MEMBER'
  | 'STEERING_MEMBER'
  | 'DATA_PROTECTION_OFFICER'
  | 'SYSTEM_ADMIN';

/** One role of a staff member in one unit, valid today. */
export interface RoleGrant {
  readonly unitId: UnitId;
  readonly unitType: string;
  /** Code by which process definitions name the owner of a state, e.g. `ABH`, `JC`, `WF`. */
  readonly ownerCode: string;
  readonly role: StaffRole;
  /** May commit the unit in a conference (Entscheidungsbefugnis). */
  readonly mandate: boolean;
}

export interface StaffPrincipal {
  readonly kind: 'staff';
  readonly regionId: RegionId;
  readonly accountId: AccountId;
  readonly staffId: StaffId;
  readonly grants: readonly RoleGrant[];
}

/** The immigrant person, logged in with their own account. */
export interface PersonPrincipal {
  readonly kind: 'person';
  readonly regionId: RegionId;
  readonly accountId: AccountId;
  readonly personId: PersonId;
}

/** The engine's clock, migrations and seeds; never the result of a login. */
export interface SystemPrincipal {
  readonly kind: 'system';
  readonly regionId: RegionId;
  readonly accountId: AccountId;
}

/** Who acts. Everything a use case authorises is derived from this and from the database. */
export type Principal = StaffPrincipal | PersonPrincipal | SystemPrincipal;

/** Finds the account behind a verified login. Implemented by the directory. */
export abstract class PrincipalResolver {
  /**
   * @param issuer  OIDC issuer, exactly as in the verified token.
   * @param subject OIDC subject.
   * @returns The principal with the roles valid today, or `undefined` when nobody is registered under it.
   */
  abstract find(issuer: string, subject: string): Promise<Principal | undefined>;
}

/** Units in which the principal holds one of the roles (any role when none is named). Empty for persons. */
export function unitsOf(principal: Principal, ...roles: readonly StaffRole[]): readonly UnitId[] {
  if (principal.kind !== 'staff') return [];
  const grants =
    roles.length === 0 ? principal.grants : principal.grants.filter((grant) => roles.includes(grant.role));
  return [...new Set(grants.map((grant) => grant.unitId))];
}

/** Whether somebody works in a unit today; a registered account whose roles have all ended does not. */
export function isOnDuty(principal: Principal): principal is StaffPrincipal {
  return principal.kind === 'staff' && principal.grants.length > 0;
}

/** Whether a staff member holds one of the roles, in the given unit or in any. */
export function hasRole(principal: Principal, roles: readonly StaffRole[], unitId?: UnitId): boolean {
  return (
    principal.kind === 'staff' &&
    principal.grants.some(
      (grant) => roles.includes(grant.role) && (unitId === undefined || grant.unitId === unitId),
    )
  );
}
