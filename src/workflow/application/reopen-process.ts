import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ProcessId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../platform/index.js';
import { workflowErrors } from '../domain/workflow.errors.js';
import { ProcessStore } from '../persistence/process.store.js';
import { DefinitionStore } from './definition-store.js';
import { EpisodeStart } from './episode-start.js';
import { actorOf, CASE_SUBJECT } from './process-actor.js';
import { mayKnow } from './process-visibility.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** What a client sends. */
export interface ReopenProcessCommand {
  readonly idempotencyKey: string;
  /** The ended process. */
  readonly processId: ProcessId;
}

/** Takes an ended process up again as a new one. */
@Injectable()
export class ReopenProcess {
  constructor(
    private readonly commands: CommandRunner,
    private readonly processes: ProcessStore,
    private readonly definitions: DefinitionStore,
    private readonly registry: WorkflowRegistry,
    private readonly episodes: EpisodeStart,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns Id of the new process. Errors: SUBJECT_NEEDS_COMMAND and what {@link EpisodeStart.begin} refuses.
   * @throws {AccessDenied} no such process, or the actor may not see it.
   */
  async execute(principal: Principal, input: ReopenProcessCommand) {
    return this.commands.run({ name: 'reopenProcess', principal, input }, async (tx) => {
      const ended = await this.processes.lock(tx, input.processId);
      if (!ended) throw new AccessDenied();
      const access = await this.registry.accessTo(tx, principal, ended);
      if (!mayKnow(access, await this.definitions.compiled(tx, ended.definitionHash)))
        throw new AccessDenied();
      const { type } = ended.subject;
      if (type !== CASE_SUBJECT && !this.registry.isOpenToEvents(type))
        return err(rejected(workflowErrors, 'SUBJECT_NEEDS_COMMAND'));
      const active = await this.definitions.active(tx, ended.definitionKey);
      const compiled = active && (await this.definitions.compiled(tx, active.hash));
      const actor = actorOf(principal, access.codes, compiled?.definition.reopen?.by);
      const next = await this.episodes.begin(tx, ended, actor, this.clock.now());
      return next.ok ? ok({ processId: next.value.id }) : next;
    });
  }
}
