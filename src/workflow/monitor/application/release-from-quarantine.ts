import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type ProcessId } from '../../../kernel/index.js';
import { AccessDenied, CommandRunner, hasRole, type Principal } from '../../../platform/index.js';
import { DefinitionStore } from '../../application/definition-store.js';
import { fitsDefinition } from '../../application/process-state.js';
import { workflowErrors } from '../../domain/workflow.errors.js';
import { ProcessStore } from '../../persistence/process.store.js';
import { StuckProcessStore } from '../persistence/stuck-process.store.js';

/** Why a held process may run again. */
export const QUARANTINE_RELEASE_REASONS = ['STATE_CORRECTED', 'RELEASE_CHANGED', 'CHECKED_FINE'] as const;

/** A held process to release. */
export interface ReleaseFromQuarantineCommand {
  readonly idempotencyKey: string;
  readonly processId: ProcessId;
  readonly reason: (typeof QUARANTINE_RELEASE_REASONS)[number];
}

/** Lets a held process run again, once its stored state fits its definition. Changes nothing of its content. */
@Injectable()
export class ReleaseFromQuarantine {
  constructor(
    private readonly commands: CommandRunner,
    private readonly processes: ProcessStore,
    private readonly definitions: DefinitionStore,
    private readonly store: StuckProcessStore,
    private readonly auditLog: AuditLog,
  ) {}

  /**
   * @returns Id of the process. Errors: PROCESS_NOT_QUARANTINED, DEFINITION_NOT_SERVED, STORED_STATE_INVALID.
   * @throws {AccessDenied} the actor does not run the system, or the region has no such process.
   */
  async execute(principal: Principal, input: ReleaseFromQuarantineCommand) {
    return this.commands.run({ name: 'releaseFromQuarantine', principal, input }, async (tx) => {
      if (!hasRole(principal, ['SYSTEM_ADMIN'])) throw new AccessDenied();
      const process = await this.processes.lock(tx, input.processId);
      if (!process) throw new AccessDenied();
      if (process.status !== 'quarantined') return err(rejected(workflowErrors, 'PROCESS_NOT_QUARANTINED'));
      const compiled = await this.definitions.compiled(tx, process.definitionHash);
      if (!compiled) return err(rejected(workflowErrors, 'DEFINITION_NOT_SERVED'));
      if (!fitsDefinition(compiled, process)) return err(rejected(workflowErrors, 'STORED_STATE_INVALID'));
      await this.store.release(tx, process.id);
      await this.auditLog.record(tx, {
        action: 'PROCESS_RELEASED_FROM_QUARANTINE',
        objectType: 'process',
        objectId: process.id,
        details: { reason: input.reason, heldFor: process.quarantineReason },
      });
      return ok({ processId: process.id });
    });
  }
}
