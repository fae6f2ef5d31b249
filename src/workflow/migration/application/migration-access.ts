import { AccessDenied, hasRole, type Principal } from '../../../platform/index.js';

/**
 * Lets those pass who may look at and order migrations: project leads, who sign definitions off, and administrators.
 *
 * @throws {AccessDenied} everybody else.
 */
export function requireMigrator(principal: Principal): void {
  if (!hasRole(principal, ['SYSTEM_ADMIN', 'PROJECT_LEAD'])) throw new AccessDenied();
}
