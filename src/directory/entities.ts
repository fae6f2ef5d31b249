import { Municipality, Organisation, OrganisationUnit } from './persistence/organisation.entity.js';
import { Account, StaffMember, StaffRoleEntry } from './persistence/staff.entity.js';

/** Tables of this capability. */
export const directoryEntities = [
  Municipality,
  Organisation,
  OrganisationUnit,
  Account,
  StaffMember,
  StaffRoleEntry,
];
