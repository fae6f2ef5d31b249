import { Injectable, Logger } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { err, rejected, type CaseId, type ProcessId, type Result } from '../../kernel/index.js';
import { AccessDenied, newId, type Tx } from '../../platform/index.js';
import { AuditLog } from '../../audit/index.js';
import type { Accepted, AvailableEvent, Rejected } from '../domain/decision.js';
import type { JsonObject } from '../domain/definition.js';
import { messageActor, type ProcessMessage } from '../domain/message.js';
import {
  START_EVENT,
  type ChainedEvent,
  type DeadlineView,
  type ProcessActor,
  type ProcessView,
} from '../domain/process.js';
import {
  rejectionError,
  revisionConflict,
  validationFailed,
  workflowErrors,
  type EngineRefusal,
} from '../domain/workflow.errors.js';
import { available, decide, initial } from '../kernel/kernel.js';
import { DeadlineStore } from '../persistence/deadline.store.js';
import { ProcessStore } from '../persistence/process.store.js';
import { WorkItemWriter } from '../worklist/application/work-item-writer.js';
import { planDeadlines, statesMoved } from './deadline-plan.js';
import { DefinitionStore } from './definition-store.js';
import { EffectRunner } from './effect-runner.js';
import {
  lacksStartForGood,
  type ComputedStep,
  type SendEventInput,
  type StartProcessInput,
  type Step,
} from './engine-steps.js';
import { admittedCode, auditEntry, recordEvent, storageProblems } from './event-record.js';
import { ProcessFollowUps } from './process-follow-ups.js';
import { fitsDefinition, isoOf, newProcess, nextProcess, storedState } from './process-state.js';
import { systemActor } from './system-actor.js';
import { WorkflowRegistry } from './workflow-registry.js';

/**
 * Runs processes inside the caller's transaction: everything one event changes commits together or not at all.
 *
 * A refusal leaves the transaction usable and the process as it was. It never throws for what a sender did wrong;
 * `AccessDenied` is thrown when the region has no such process.
 */
@Injectable()
export class WorkflowEngine {
  private readonly logger = new Logger(WorkflowEngine.name);

  constructor(
    private readonly definitions: DefinitionStore,
    private readonly processes: ProcessStore,
    private readonly deadlineRows: DeadlineStore,
    private readonly registry: WorkflowRegistry,
    private readonly effects: EffectRunner,
    private readonly auditLog: AuditLog,
    private readonly workItems: WorkItemWriter,
    private readonly followUps: ProcessFollowUps,
  ) {}

  /**
   * Starts a process of the active definition.
   *
   * @returns The process after its first steps; refused with `DEFINITION_NOT_ACTIVE`, `DEFINITION_NOT_SERVED`,
   *   `CONTEXT_INVALID` and what its effects refuse.
   */
  async start(tx: Tx, input: StartProcessInput): Promise<Result<ProcessView, EngineRefusal>> {
    const active = await this.definitions.active(tx, input.key);
    if (!active) return err(rejected(workflowErrors, 'DEFINITION_NOT_ACTIVE'));
    const compiled = await this.definitions.compiled(tx, active.hash);
    if (!compiled) return err(rejected(workflowErrors, 'DEFINITION_NOT_SERVED'));
    const context = input.context ?? {};
    const problems = storageProblems(context);
    if (problems.length > 0) return err(validationFailed('CONTEXT_INVALID', problems));
    const process = newProcess(input, active.hash);
    const facts = await this.registry.factsFor(tx, { ...process, context });
    const decision = initial(compiled, { context, facts, at: process.startedAt });
    const event = { type: START_EVENT, payload: context };
    return this.carryOut(tx, {
      compiled,
      process,
      decision,
      event,
      actor: input.actor,
      at: process.startedAt,
    });
  }

  /**
   * Sends an event of a person or body.
   *
   * @returns The process after the event; refused with `TransitionRejected`, `RevisionConflict`, `ValidationFailed`,
   *   or a plain code (`PROCESS_QUARANTINED`, `DEFINITION_NOT_SERVED`, what an effect refuses).
   */
  async send(tx: Tx, input: SendEventInput): Promise<Result<ProcessView, EngineRefusal>> {
    return this.sendTo(tx, await this.lock(tx, input.processId), input);
  }

  /** Holds a process until the transaction ends. @throws {AccessDenied} the region has no such process. */
  async lock(tx: Tx, id: ProcessId): Promise<ProcessView> {
    const process = await this.processes.lock(tx, id);
    if (!process) throw new AccessDenied();
    return process;
  }

  /** Like {@link send}, for a process that this transaction holds already. */
  async sendTo(
    tx: Tx,
    process: ProcessView,
    input: Omit<SendEventInput, 'processId'>,
  ): Promise<Result<ProcessView, EngineRefusal>> {
    if (input.expectedRevision !== undefined && input.expectedRevision !== process.revision) {
      return err(revisionConflict(process.revision));
    }
    const payload = input.event.payload ?? {};
    const problems = storageProblems(payload);
    if (problems.length > 0) return err(validationFailed('PAYLOAD_INVALID', problems));
    const event = { type: input.event.type, payload };
    return this.decideAndCarryOut(tx, process, event, input.actor, isoOf(input.at), 'actor');
  }

  /**
   * Lets a deadline expire. Only the clock calls this; the caller holds the lock on the process.
   *
   * @param process As locked in this transaction.
   */
  async expire(
    tx: Tx,
    process: ProcessView,
    deadline: DeadlineView,
    actor: ProcessActor,
    at: Temporal.Instant,
  ): Promise<Result<ProcessView, EngineRefusal>> {
    return this.decideAndCarryOut(
      tx,
      process,
      { type: deadline.eventType, payload: {} },
      actor,
      isoOf(at),
      'clock',
    );
  }

  /**
   * Takes a message of another process. Only its delivery calls this; the caller holds the lock on the process.
   *
   * @param process As locked in this transaction.
   * @param message Its id becomes the id of the log entry, so it cannot arrive twice.
   */
  async receive(
    tx: Tx,
    process: ProcessView,
    message: Pick<ProcessMessage, 'id' | 'eventType' | 'payload'>,
    at: Temporal.Instant,
  ): Promise<Result<ProcessView, EngineRefusal>> {
    const event = { type: message.eventType, payload: message.payload };
    const actor = messageActor(systemActor.id);
    return this.decideAndCarryOut(tx, process, event, actor, isoOf(at), 'actor', message.id);
  }

  /** @throws {AccessDenied} the region has no such process. */
  async get(tx: Tx, id: ProcessId): Promise<ProcessView> {
    const process = await this.processes.find(tx, id);
    if (!process) throw new AccessDenied();
    return process;
  }

  /** Processes about one subject, oldest first. */
  async findBySubject(tx: Tx, type: string, id: string): Promise<readonly ProcessView[]> {
    return this.processes.findBySubject(tx, type, id);
  }

  /** Processes of a case, oldest first. */
  async listByCase(tx: Tx, caseId: CaseId): Promise<readonly ProcessView[]> {
    return this.processes.listByCase(tx, caseId);
  }

  /** Events some active state handles, with reasons why the actor may not send them; empty when nothing can move. */
  async availableEvents(
    tx: Tx,
    process: ProcessView,
    actor: Pick<ProcessActor, 'codes'>,
    at: Temporal.Instant,
  ): Promise<readonly AvailableEvent[]> {
    const compiled = await this.definitions.compiled(tx, process.definitionHash);
    if (!compiled || process.status !== 'active' || !fitsDefinition(compiled, process)) return [];
    const facts = await this.registry.factsFor(tx, process);
    return available(compiled, storedState(process), facts, actor.codes, isoOf(at));
  }

  /** Log entries after a sequence number, oldest first. */
  async history(tx: Tx, id: ProcessId, afterSeq = 0, limit = 1_000): Promise<readonly ChainedEvent[]> {
    return this.processes.events(tx, id, afterSeq, limit);
  }

  /** Deadlines of a process, open ones first, then by day. */
  async deadlines(tx: Tx, id: ProcessId): Promise<readonly DeadlineView[]> {
    return this.deadlineRows.ofProcess(tx, id);
  }

  /** Holds a process whose stored state does not fit its definition, until a person has looked (trap 6). */
  async quarantine(tx: Tx, id: ProcessId, reason: string): Promise<void> {
    await this.processes.quarantine(tx, id, reason);
    await this.auditLog.record(tx, {
      action: 'PROCESS_QUARANTINED',
      objectType: 'process',
      objectId: id,
      details: { reason },
    });
  }

  private async decideAndCarryOut(
    tx: Tx,
    process: ProcessView,
    event: { readonly type: string; readonly payload: JsonObject },
    actor: ProcessActor,
    at: string,
    source: 'actor' | 'clock',
    entryId?: string,
  ): Promise<Result<ProcessView, EngineRefusal>> {
    if (process.status === 'quarantined') return err(rejected(workflowErrors, 'PROCESS_QUARANTINED'));
    const compiled = await this.definitions.compiled(tx, process.definitionHash);
    if (!compiled) return err(rejected(workflowErrors, 'DEFINITION_NOT_SERVED'));
    const facts = await this.registry.factsFor(tx, process);
    const decision = decide(compiled, storedState(process), event, facts, {
      at,
      source,
      actorCodes: actor.codes,
    });
    return this.carryOut(tx, { compiled, process, decision, event, actor, at, entryId });
  }

  /** A guard that throws is a defect of the program: the sender hears a code, the log says what it was. */
  private reportBrokenGuard({ process }: Step, { problems, cause }: Rejected): void {
    const fields = { processId: process.id, definitionHash: process.definitionHash, reason: problems.join() };
    this.logger.error({ message: 'Guard broken', ...fields, error: cause });
  }

  private async carryOut(tx: Tx, step: Step): Promise<Result<ProcessView, EngineRefusal>> {
    const { decision } = step;
    if (decision.kind === 'rejected') {
      if (decision.code === 'GUARD_BROKEN') this.reportBrokenGuard(step, decision);
      return err(rejectionError(decision));
    }
    if (decision.intents.some(lacksStartForGood))
      return err(rejected(workflowErrors, 'DEADLINE_START_MISSING'));
    const hasEffects = decision.intents.some((intent) => intent.kind === 'effect');
    return hasEffects
      ? this.effects.undoable(tx, async () => this.write(tx, step, decision))
      : this.write(tx, step, decision);
  }

  private async write(tx: Tx, step: Step, accepted: Accepted): Promise<Result<ProcessView, EngineRefusal>> {
    const { compiled, actor, event, at } = step;
    const next = nextProcess(step, accepted);
    const record = recordEvent({
      regionId: tx.regionId,
      process: step.process,
      id: step.entryId ?? newId(),
      event,
      actor,
      actorCode: admittedCode(actor, compiled.definition.events[event.type]?.by),
      at,
      accepted,
      toStates: next.activeStates,
      waitingFor: next.waitingFor,
    });
    const written = { ...next, chainHead: record.hash };
    const plan = planDeadlines(accepted.intents, {
      processId: next.id,
      definition: compiled.definition,
      entries: next.stateEntries,
      at,
      newId,
    });
    return this.put(tx, { compiled, before: step.process, after: written, record, plan, accepted, actor });
  }

  /**
   * Writes a computed step with everything that follows from it; the migration of running processes comes in here.
   * A refusal of an effect leaves what was written: the caller undoes it.
   */
  async put(tx: Tx, step: ComputedStep): Promise<Result<ProcessView, EngineRefusal>> {
    const { compiled, before, after, record, plan, accepted, actor } = step;
    const { type: event, at } = record;
    if (record.seq === 1) this.processes.insert(tx, after, record);
    else this.processes.advance(tx, after, record, plan.cancelled);
    this.deadlineRows.open(tx, plan.opened, at);
    const movedDeadlines = statesMoved(plan);
    this.workItems.follow(tx, { before, after, chart: compiled.chart, movedDeadlines, event, at });
    this.auditLog.post(tx, auditEntry(after, record));
    await this.followUps.afterEvent(tx, { process: after, left: accepted.left, entryId: record.id, at });
    return this.effects.runAll(tx, { process: after, intents: accepted.intents, actor, at });
  }
}
