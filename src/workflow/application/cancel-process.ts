import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ProcessId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import type { CancelReason, ProcessView } from '../domain/process.js';
import { revisionConflict, workflowErrors, type EngineRefusal } from '../domain/workflow.errors.js';
import { ProcessStore } from '../persistence/process.store.js';
import { DefinitionStore } from './definition-store.js';
import { admittedCode } from './event-record.js';
import { actorOf, CASE_SUBJECT } from './process-actor.js';
import { ProcessFollowUps } from './process-follow-ups.js';
import { isoOf } from './process-state.js';
import { mayKnow } from './process-visibility.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** What a client sends. */
export interface CancelProcessCommand {
  readonly idempotencyKey: string;
  readonly processId: ProcessId;
  readonly expectedRevision: number;
  readonly reason: CancelReason;
}

/** Cancels a running process whose definition provides for it. */
@Injectable()
export class CancelProcess {
  constructor(
    private readonly commands: CommandRunner,
    private readonly processes: ProcessStore,
    private readonly definitions: DefinitionStore,
    private readonly registry: WorkflowRegistry,
    private readonly followUps: ProcessFollowUps,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns Id of the process. Errors: PROCESS_NOT_CANCELLABLE, CANCELLATION_NOT_PERMITTED, PROCESS_FINISHED,
   *   PROCESS_QUARANTINED, PROCESS_REVISION_CONFLICT, DEFINITION_NOT_SERVED, SUBJECT_NEEDS_COMMAND.
   * @throws {AccessDenied} no such process, or the actor may not see it.
   */
  async execute(principal: Principal, input: CancelProcessCommand) {
    return this.commands.run({ name: 'cancelProcess', principal, input }, async (tx) => {
      const process = await this.processes.lock(tx, input.processId);
      if (!process) throw new AccessDenied();
      const access = await this.registry.accessTo(tx, principal, process);
      const compiled = await this.definitions.compiled(tx, process.definitionHash);
      if (!mayKnow(access, compiled)) throw new AccessDenied();
      const by = compiled?.definition.cancellableBy;
      const refusal = await this.refusalOf(tx, process, input, { by, codes: access.codes });
      if (refusal) return err(refusal);
      const actor = actorOf(principal, access.codes, by);
      const at = isoOf(this.clock.now());
      const actorCode = admittedCode(actor, by);
      await this.followUps.cancel(tx, process, { reason: input.reason, actor, actorCode, at });
      return ok({ processId: process.id });
    });
  }

  private async refusalOf(
    tx: Tx,
    process: ProcessView,
    input: CancelProcessCommand,
    { by, codes }: { readonly by: readonly string[] | undefined; readonly codes: readonly string[] },
  ): Promise<EngineRefusal | undefined> {
    const { type } = process.subject;
    if (type !== CASE_SUBJECT && !this.registry.isOpenToEvents(type))
      return rejected(workflowErrors, 'SUBJECT_NEEDS_COMMAND');
    if (input.expectedRevision !== process.revision) return revisionConflict(process.revision);
    if (process.status === 'quarantined') return rejected(workflowErrors, 'PROCESS_QUARANTINED');
    if (process.status !== 'active') return rejected(workflowErrors, 'PROCESS_FINISHED');
    if (!(await this.definitions.compiled(tx, process.definitionHash)))
      return rejected(workflowErrors, 'DEFINITION_NOT_SERVED');
    if (!by) return rejected(workflowErrors, 'PROCESS_NOT_CANCELLABLE');
    return codes.some((code) => by.includes(code))
      ? undefined
      : rejected(workflowErrors, 'CANCELLATION_NOT_PERMITTED');
  }
}
