export * from './application/directory-reader.js';
export * from './application/directory-writer.js';
export * from './application/login-accounts.js';
export * from './directory.module.js';
export * from './domain/directory.errors.js';
export * from './domain/organisation-types.js';
export {
  OrganisationRegimeEnum,
  OrganisationUnit,
  StaffMember,
  OrganisationTypeCode,
} from './graphql/directory.type.js';
export * from './graphql/unit.loader.js';
export { unitHoldsOwner } from './persistence/owner-codes.sql.js';
