import { Global, Module } from '@nestjs/common';
import { AccessLog } from './application/access-log.js';
import { AccessLogRetention } from './application/access-log-retention.js';
import { AnchorAudit } from './application/anchor-audit.js';
import { AuditLog } from './application/audit-log.js';
import { AuditSealer } from './application/audit-sealer.js';
import { SealAudit } from './application/seal-audit.js';

/** Register of what was done. */
@Global()
@Module({
  providers: [AccessLog, AccessLogRetention, AnchorAudit, AuditLog, AuditSealer, SealAudit],
  exports: [AccessLog, AccessLogRetention, AnchorAudit, AuditLog, SealAudit],
})
export class AuditModule {}
