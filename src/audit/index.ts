import { AuditEvent } from './persistence/audit-event.entity.js';

export { AuditModule } from './audit.module.js';
export { AuditLog, type AuditEntry } from './application/audit-log.js';

/** Tables of this capability. */
export const auditEntities = [AuditEvent];
