import { AccessLogLine } from './persistence/access-log.entity.js';
import { AuditAnchor } from './persistence/audit-anchor.entity.js';
import { AuditEvent } from './persistence/audit-event.entity.js';
import { AuditLink } from './persistence/audit-link.entity.js';

export { AuditModule } from './audit.module.js';
export {
  AccessLog,
  AccessLogBehind,
  type AccessEntry,
  type AccessPurpose,
} from './application/access-log.js';
export { AccessLogRetention, ACCESS_LOG_RETENTION } from './application/access-log-retention.js';
export { AnchorAudit } from './application/anchor-audit.js';
export { anchorsIn, exportAnchors, type AnchorFile } from './application/anchor-file.js';
export { AuditHeads, forgetHeads, keptHeads } from './application/audit-heads.js';
export { AuditLog, type AuditEntry } from './application/audit-log.js';
export { AuditKeyRing, AuditSigningKey } from './application/audit-signing-key.js';
export { SealAudit } from './application/seal-audit.js';
export { verifyAudit, type AuditVerification } from './application/verify-audit.js';
export type { SignedAnchor } from './domain/audit-anchor.js';
export type { AuditHead } from './domain/audit-head.js';
export { auditFindingTexts, type AuditFinding } from './domain/audit-finding.js';

/** Tables of this capability. */
export const auditEntities = [AccessLogLine, AuditEvent, AuditLink, AuditAnchor];
