import { Global, Module } from '@nestjs/common';
import { AuditLog } from './application/audit-log.js';

/** Register of what was done. */
@Global()
@Module({ providers: [AuditLog], exports: [AuditLog] })
export class AuditModule {}
