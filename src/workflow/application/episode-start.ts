import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { err, ok, rejected, type Result } from '../../kernel/index.js';
import { newId, type Tx } from '../../platform/index.js';
import { AuditLog } from '../../audit/index.js';
import { carriedContext, mayFollow } from '../domain/reopening.js';
import { REOPENED_ENTRY, type ProcessActor, type ProcessView } from '../domain/process.js';
import { workflowErrors, type EngineRefusal } from '../domain/workflow.errors.js';
import { ProcessLinkStore } from '../persistence/process-link.store.js';
import { ProcessStore } from '../persistence/process.store.js';
import { DefinitionStore } from './definition-store.js';
import { admittedCode, NOTHING_DECIDED, recordEvent } from './event-record.js';
import { isoOf } from './process-state.js';
import { WorkflowEngine } from './workflow-engine.js';

/**
 * Takes an ended process up again as a new one, its next episode, by the rule of the version active today.
 *
 * The old process and its log stay untouched. The log of the new one says in its chain which process it follows, and
 * with which hash that one ended.
 */
@Injectable()
export class EpisodeStart {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly processes: ProcessStore,
    private readonly links: ProcessLinkStore,
    private readonly definitions: DefinitionStore,
    private readonly auditLog: AuditLog,
  ) {}

  /**
   * @param ended As locked in this transaction, so that it gets one next episode at most.
   * @returns     The next episode; refused with PROCESS_NOT_ENDED, PROCESS_NOT_REOPENABLE, REOPENING_NOT_PERMITTED,
   *              PROCESS_ALREADY_REOPENED and what a start refuses.
   */
  async begin(
    tx: Tx,
    ended: ProcessView,
    actor: ProcessActor,
    at: Temporal.Instant,
  ): Promise<Result<ProcessView, EngineRefusal>> {
    if (ended.status === 'active' || ended.status === 'quarantined')
      return err(rejected(workflowErrors, 'PROCESS_NOT_ENDED'));
    const active = await this.definitions.active(tx, ended.definitionKey);
    const definition = active && (await this.definitions.compiled(tx, active.hash))?.definition;
    const rule = definition?.reopen;
    if (!definition || !rule || !mayFollow(rule, ended))
      return err(rejected(workflowErrors, 'PROCESS_NOT_REOPENABLE'));
    if (!rule.by.some((code) => actor.codes.includes(code)))
      return err(rejected(workflowErrors, 'REOPENING_NOT_PERMITTED'));
    if (await this.links.nextEpisodeOf(tx, ended.id))
      return err(rejected(workflowErrors, 'PROCESS_ALREADY_REOPENED'));
    const started = await this.engine.start(tx, {
      key: ended.definitionKey,
      subject: ended.subject,
      caseId: ended.caseId,
      context: carriedContext(definition, rule, ended.context),
      at,
      actor,
      previous: ended,
    });
    if (!started.ok) return started;
    return ok(
      this.note(tx, ended, started.value, { actor, code: admittedCode(actor, rule.by), at: isoOf(at) }),
    );
  }

  private note(
    tx: Tx,
    ended: ProcessView,
    next: ProcessView,
    { actor, code, at }: { readonly actor: ProcessActor; readonly code: string; readonly at: string },
  ): ProcessView {
    const { episode } = next;
    const record = recordEvent({
      regionId: tx.regionId,
      process: next,
      id: newId(),
      event: {
        type: REOPENED_ENTRY,
        payload: { previousProcessId: ended.id, previousChainHead: ended.chainHead, episode },
      },
      actor,
      actorCode: code,
      at,
      accepted: NOTHING_DECIDED,
      toStates: next.activeStates,
      waitingFor: next.waitingFor,
    });
    const written = { ...next, revision: record.seq, chainHead: record.hash };
    this.processes.note(tx, written, record);
    this.auditLog.post(tx, {
      action: 'PROCESS_REOPENED',
      objectType: 'process',
      objectId: next.id,
      ...(next.caseId === null ? {} : { caseId: next.caseId }),
      details: { previousProcessId: ended.id, episode, definitionKey: next.definitionKey, actorCode: code },
    });
    return written;
  }
}
