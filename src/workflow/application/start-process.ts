import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type CaseId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../platform/index.js';
import type { JsonObject } from '../domain/definition.js';
import { workflowErrors } from '../domain/workflow.errors.js';
import { actorOf, CASE_SUBJECT } from './process-actor.js';
import { WorkflowEngine } from './workflow-engine.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** What a client sends. */
export interface StartProcessCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly definitionKey: string;
  readonly context?: JsonObject | undefined;
}

/** Starts a process for a case. */
@Injectable()
export class StartProcess {
  constructor(
    private readonly commands: CommandRunner,
    private readonly engine: WorkflowEngine,
    private readonly registry: WorkflowRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns Id of the process. Errors: SUBJECT_NEEDS_COMMAND, DEFINITION_NOT_ACTIVE and what the engine refuses.
   * @throws {AccessDenied} the actor may not see the case, or holds no code that may start this process.
   */
  async execute(principal: Principal, input: StartProcessCommand) {
    return this.commands.run({ name: 'startProcess', principal, input }, async (tx) => {
      const { caseId, definitionKey, context = {} } = input;
      const subject = { type: CASE_SUBJECT, id: caseId };
      const access = await this.registry.accessTo(tx, principal, { definitionKey, subject, caseId, context });
      if (!access.mayRead) throw new AccessDenied();
      const rule = this.registry.caseProcess(definitionKey);
      if (!rule) return err(rejected(workflowErrors, 'SUBJECT_NEEDS_COMMAND'));
      const codes = access.codes.filter((code) => rule.startedBy.includes(code));
      if (codes.length === 0) throw new AccessDenied();
      const actor = actorOf(principal, access.codes, rule.startedBy);
      const at = this.clock.now();
      const started = await this.engine.start(tx, {
        key: definitionKey,
        subject,
        caseId,
        context,
        at,
        actor,
      });
      return started.ok ? ok({ processId: started.value.id }) : started;
    });
  }
}
