import { Global, Module } from '@nestjs/common';
import { RefusalObserver } from '../platform/index.js';
import { AccessLog } from './application/access-log.js';
import { AccessLogRetention } from './application/access-log-retention.js';
import { AnchorAudit } from './application/anchor-audit.js';
import { AuditHeads } from './application/audit-heads.js';
import { AuditLog } from './application/audit-log.js';
import { AuditSealer } from './application/audit-sealer.js';
import { SealAudit } from './application/seal-audit.js';

/** Register of what was done. */
@Global()
@Module({
  providers: [
    AccessLog,
    { provide: RefusalObserver, useExisting: AccessLog },
    AccessLogRetention,
    AnchorAudit,
    AuditHeads,
    AuditLog,
    AuditSealer,
    SealAudit,
  ],
  exports: [AccessLog, RefusalObserver, AccessLogRetention, AnchorAudit, AuditLog, SealAudit],
})
export class AuditModule {}
