import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '../../platform/index.js';
import { AuditLog } from '../../audit/index.js';
import { cancelledProcess } from '../domain/cancellation.js';
import type { JsonObject, JsonValue } from '../domain/definition.js';
import {
  CANCELLED_ENTRY,
  type CancelReason,
  type ChainedEvent,
  type ProcessActor,
  type ProcessView,
} from '../domain/process.js';
import { statechartOf } from '../domain/statechart.js';
import { MessageStore } from '../persistence/message.store.js';
import { ProcessLinkStore } from '../persistence/process-link.store.js';
import { ProcessStore } from '../persistence/process.store.js';
import { WorkItemWriter } from '../worklist/application/work-item-writer.js';
import { NOTHING_DECIDED, recordEvent } from './event-record.js';
import { MessageOutbox } from './message-outbox.js';
import { systemActor } from './system-actor.js';

/** A process that has ended waits for nobody: its chart is not asked. */
const NO_CHART = statechartOf({ id: 'none', states: {} });

/** What just happened to a process. */
export interface Happened {
  /** After the event, as written. */
  readonly process: ProcessView;
  /** Ids of the states that were left. */
  readonly left: readonly string[];
  /** Id of the log entry. */
  readonly entryId: string;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
}

/** A cancellation that was authorised. */
export interface Cancellation {
  readonly reason: CancelReason;
  readonly actor: ProcessActor;
  /** Code under which the actor may cancel. */
  readonly actorCode: string;
  /** Instant, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
}

/**
 * What one process means for others, in the transaction of its event: waiting messages are tried again, sub-processes
 * end with the state or process they belong to, a parent is told about the end of its sub-process.
 *
 * Locks go from parent to sub-process only; in the other direction messages go.
 */
@Injectable()
export class ProcessFollowUps {
  constructor(
    private readonly processes: ProcessStore,
    private readonly messages: MessageStore,
    private readonly links: ProcessLinkStore,
    private readonly outbox: MessageOutbox,
    private readonly auditLog: AuditLog,
    private readonly workItems: WorkItemWriter,
  ) {}

  /** Follows an event. Costs nothing for a process that takes no messages and has no relatives. */
  async afterEvent(tx: Tx, { process, left, entryId, at }: Happened): Promise<void> {
    this.messages.wake(tx, process, at, entryId);
    if (process.hasChildren) await this.endChildren(tx, process, left, at);
    if (process.status === 'done') await this.tellParent(tx, process, at);
  }

  /**
   * Cancels a running process for good: log entry, deadlines closed, sub-processes by their rule, waiting messages
   * returned to their senders. Nothing is deleted.
   *
   * @param process Running, as locked in this transaction.
   */
  async cancel(tx: Tx, process: ProcessView, cancellation: Cancellation): Promise<ProcessView> {
    const { reason, at } = cancellation;
    const next = cancelledProcess(process, reason, at);
    const record = this.entryOf(tx, process, cancellation);
    const written = { ...next, chainHead: record.hash };
    this.processes.note(tx, written, record);
    const event = record.type;
    const moved = { before: process, after: written, chart: NO_CHART, movedDeadlines: [] };
    this.workItems.follow(tx, { ...moved, event, at });
    this.auditLog.post(tx, {
      action: 'PROCESS_CANCELLED',
      objectType: 'process',
      objectId: process.id,
      ...(process.caseId === null ? {} : { caseId: process.caseId }),
      details: { reason, seq: record.seq, definitionKey: process.definitionKey, actorCode: record.actorCode },
    });
    this.messages.wake(tx, written, at, record.id);
    if (process.hasChildren) await this.endChildren(tx, written, [], at);
    await this.tellParent(tx, written, at);
    return written;
  }

  /** Tells the parent that its sub-process has ended, when the parent asked for it. */
  async tellParent(tx: Tx, child: ProcessView, at: string): Promise<void> {
    if (child.parentProcessId === null || child.cancelReason === 'PARENT_ENDED') return;
    const link = await this.links.linkOf(tx, child.id);
    const event = child.status === 'done' ? link?.onDone : link?.onCancelled;
    if (!event) return;
    const payload = child.status === 'done' ? objectOf(child.output) : {};
    const receiver = { kind: 'process', processId: child.parentProcessId } as const;
    this.outbox.send(tx, child, { receiver, event, payload, at });
  }

  private async endChildren(tx: Tx, parent: ProcessView, left: readonly string[], at: string): Promise<void> {
    for (const link of await this.links.runningChildren(tx, parent.id)) {
      const isOver = parent.status !== 'active' || (link.stateId !== null && left.includes(link.stateId));
      if (!isOver || link.onParentEnd === 'keep') continue;
      const child = await this.processes.lock(tx, link.processId);
      if (child?.status !== 'active') continue;
      const [actorCode = ''] = systemActor.codes;
      await this.cancel(tx, child, { reason: 'PARENT_ENDED', actor: systemActor, actorCode, at });
    }
  }

  private entryOf(
    tx: Tx,
    process: ProcessView,
    { reason, actor, actorCode, at }: Cancellation,
  ): ChainedEvent {
    return recordEvent({
      regionId: tx.regionId,
      process,
      id: newId(),
      event: { type: CANCELLED_ENTRY, payload: { reason } },
      actor,
      actorCode,
      at,
      accepted: NOTHING_DECIDED,
      toStates: process.activeStates,
      waitingFor: [],
    });
  }
}

function objectOf(output: JsonValue): JsonObject {
  return typeof output === 'object' && output !== null && !Array.isArray(output)
    ? (output as JsonObject)
    : {};
}
