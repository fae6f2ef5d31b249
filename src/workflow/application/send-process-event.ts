import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ProcessId } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  systemPrincipal,
  UnitOfWork,
  violatedConstraint,
  type Principal,
} from '../../platform/index.js';
import type { JsonObject } from '../domain/definition.js';
import type { ProcessView } from '../domain/process.js';
import { workflowErrors } from '../domain/workflow.errors.js';
import type { CompiledDefinition } from '../kernel/kernel.js';
import { DefinitionStore } from './definition-store.js';
import { actorOf, CASE_SUBJECT } from './process-actor.js';
import { mayKnow } from './process-visibility.js';
import { WorkflowEngine } from './workflow-engine.js';
import { WorkflowRegistry, type SubjectAccess } from './workflow-registry.js';

/** What a client sends. */
export interface SendProcessEventCommand {
  readonly idempotencyKey: string;
  readonly processId: ProcessId;
  readonly type: string;
  readonly payload?: JsonObject | undefined;
  readonly expectedRevision: number;
}

/** A process right after an event, with all that is needed to show it to who sent the event. */
export interface MovedProcess {
  readonly process: ProcessView;
  /** Access of the sender, as decided for the event. */
  readonly access: SubjectAccess;
  readonly compiled: CompiledDefinition | undefined;
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
   * @returns Id of the process, and what is known of it right after the event; the latter is missing for a repeat.
   *   Errors: SUBJECT_NEEDS_COMMAND for processes that are moved by a command of their own, and what the engine refuses.
   * @throws {AccessDenied} no such process, or the actor may not see it.
   */
  async execute(principal: Principal, input: SendProcessEventCommand) {
    try {
      return await this.sent(principal, input);
    } catch (error) {
      // The log holds an entry that the process does not know of: somebody wrote past the engine.
      if (violatedConstraint(error) !== 'process_event_pk') throw error;
      await this.hold(principal, input.processId, 'LOG_AHEAD');
      return err(rejected(workflowErrors, 'PROCESS_QUARANTINED'));
    }
  }

  private async sent(principal: Principal, input: SendProcessEventCommand) {
    const { processId } = input;
    let moved: MovedProcess | undefined;
    const result = await this.commands.run(
      {
        name: 'sendProcessEvent',
        principal,
        input,
        answer: { processId },
        // Held before it is known who may: a refusal says nothing, and the lock ends with it.
        ahead: (tx) => this.engine.lock(tx, processId),
      },
      async (tx, process) => {
        const access = await this.registry.accessTo(tx, principal, process);
        const compiled = await this.definitions.compiled(tx, process.definitionHash);
        if (!mayKnow(access, compiled)) throw new AccessDenied();
        if (process.subject.type !== CASE_SUBJECT && !this.registry.isOpenToEvents(process.subject.type))
          return err(rejected(workflowErrors, 'SUBJECT_NEEDS_COMMAND'));
        const sent = await this.engine.sendTo(tx, process, {
          event: { type: input.type, payload: input.payload ?? {} },
          actor: actorOf(principal, access.codes, compiled?.definition.events[input.type]?.by),
          expectedRevision: input.expectedRevision,
          at: this.clock.now(),
        });
        if (!sent.ok) return sent;
        moved = { process: sent.value, access, compiled };
        return ok({ processId });
      },
    );
    if (!result.ok && result.error.code === 'STORED_STATE_INVALID')
      await this.hold(principal, processId, 'STORED_STATE_INVALID');
    return result.ok ? ok({ ...result.value, moved }) : result;
  }

  /** The refused command kept nothing, so the process is held in a transaction of its own. */
  private async hold(principal: Principal, processId: ProcessId, reason: string): Promise<void> {
    await this.unitOfWork.run(systemPrincipal(principal.regionId), async (tx) =>
      this.engine.quarantine(tx, processId, reason),
    );
  }
}
