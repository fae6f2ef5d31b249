import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ProcessId } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  systemPrincipal,
  UnitOfWork,
  type Principal,
} from '../../platform/index.js';
import type { JsonObject } from '../domain/definition.js';
import { workflowErrors } from '../domain/workflow.errors.js';
import { DefinitionStore } from './definition-store.js';
import { actorOf, CASE_SUBJECT } from './process-actor.js';
import { WorkflowEngine } from './workflow-engine.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** What a client sends. */
export interface SendProcessEventCommand {
  readonly idempotencyKey: string;
  readonly processId: ProcessId;
  readonly type: string;
  readonly payload?: JsonObject | undefined;
  readonly expectedRevision: number;
}

/** Sends an event to a process of a case. */
@Injectable()
export class SendProcessEvent {
  constructor(
    private readonly commands: CommandRunner,
    private readonly unitOfWork: UnitOfWork,
    private readonly engine: WorkflowEngine,
    private readonly definitions: DefinitionStore,
    private readonly registry: WorkflowRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns Id of the process. Errors: SUBJECT_NEEDS_COMMAND for processes that are moved by a command of their own, and what the
   *   engine refuses.
   * @throws {AccessDenied} no such process, or the actor may not see it.
   */
  async execute(principal: Principal, input: SendProcessEventCommand) {
    const result = await this.commands.run({ name: 'sendProcessEvent', principal, input }, async (tx) => {
      const process = await this.engine.get(tx, input.processId);
      const access = await this.registry.accessTo(tx, principal, process);
      if (!access.mayRead) throw new AccessDenied();
      if (process.subject.type !== CASE_SUBJECT && !this.registry.isOpenToEvents(process.subject.type))
        return err(rejected(workflowErrors, 'SUBJECT_NEEDS_COMMAND'));
      const compiled = await this.definitions.compiled(tx, process.definitionHash);
      const sent = await this.engine.send(tx, {
        processId: process.id,
        event: { type: input.type, payload: input.payload ?? {} },
        actor: actorOf(principal, access.codes, compiled?.definition.events[input.type]?.by),
        expectedRevision: input.expectedRevision,
        at: this.clock.now(),
      });
      return sent.ok ? ok({ processId: process.id }) : sent;
    });
    if (!result.ok && result.error.code === 'STORED_STATE_INVALID')
      await this.hold(principal, input.processId);
    return result;
  }

  /** The refused command kept nothing, so the process is held in a transaction of its own. */
  private async hold(principal: Principal, processId: ProcessId): Promise<void> {
    await this.unitOfWork.run(systemPrincipal(principal.regionId), async (tx) =>
      this.engine.quarantine(tx, processId, 'STORED_STATE_INVALID'),
    );
  }
}
