import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { ProcessId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import { afterRefusal, retryDelayMs, type MessageStatus, type ProcessMessage } from '../domain/message.js';
import { MessageStore } from '../persistence/message.store.js';
import { ProcessLinkStore } from '../persistence/process-link.store.js';
import { ProcessStore } from '../persistence/process.store.js';
import { MessageOutbox } from './message-outbox.js';
import { WorkflowEngine } from './workflow-engine.js';

/** `left`: somebody else has the message or its receiver in hand. */
export type DeliveryOutcome = MessageStatus | 'left';

/** What the possible receivers answered. */
interface Answer {
  readonly status: MessageStatus | 'left';
  readonly reason?: string;
  readonly receiverProcessId?: ProcessId;
}

/**
 * One attempt to deliver one message, in a transaction of its receiver.
 *
 * The event of the receiver and the end of the message commit together, and the message's id is the id of the log
 * entry: it takes effect at most once, however often it is tried. Several processes with the same correlation: the
 * oldest that can take it now does.
 */
@Injectable()
export class MessageDelivery {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly processes: ProcessStore,
    private readonly links: ProcessLinkStore,
    private readonly messages: MessageStore,
    private readonly outbox: MessageOutbox,
  ) {}

  /** @returns What became of the message; everything the attempt wrote stands or falls with the transaction. */
  async attempt(tx: Tx, id: string, at: Temporal.Instant): Promise<DeliveryOutcome> {
    const message = await this.messages.findPending(tx, id);
    if (!message) return 'left';
    this.outbox.deliverIn(tx, message.hops);
    const answer = await this.ask(tx, message, at);
    if (answer.status === 'left') return 'left';
    if (answer.status === 'pending') {
      const nextAt = at.add({ milliseconds: retryDelayMs(message.attempts) });
      this.messages.postpone(tx, id, answer.reason ?? '', nextAt.toString());
      return 'pending';
    }
    this.messages.close(tx, id, { ...answer, status: answer.status, at: at.toString() });
    if (answer.status !== 'delivered') await this.giveBack(tx, message, answer, at);
    return answer.status;
  }

  private async ask(tx: Tx, message: ProcessMessage, at: Temporal.Instant): Promise<Answer> {
    const { running, someEnded } = await this.links.receiversOf(tx, message.receiver);
    const isExpired = message.expiresAt <= at.toString();
    if (!isExpired && running.length > 0) return this.offer(tx, message, running, at);
    if (!(await this.messages.claim(tx, message.id))) return { status: 'left' };
    if (isExpired) return { status: 'expired', reason: 'EXPIRED' };
    if (someEnded) return { status: 'undeliverable', reason: 'RECEIVER_ENDED' };
    return { status: 'pending', reason: 'RECEIVER_MISSING' };
  }

  /** Locks a receiver before the message, as a receiver that moves does; a held row is left to its holder. */
  private async offer(
    tx: Tx,
    message: ProcessMessage,
    receivers: readonly ProcessId[],
    at: Temporal.Instant,
  ): Promise<Answer> {
    let answer: Answer = { status: 'refused' };
    for (const [index, receiverId] of receivers.entries()) {
      const process = await this.processes.tryLock(tx, receiverId);
      if (!process) return { status: 'left' };
      if (index === 0 && !(await this.messages.claim(tx, message.id))) return { status: 'left' };
      const received = await this.engine.receive(tx, process, message, at);
      if (received.ok) return { status: 'delivered', receiverProcessId: process.id };
      const { code } = received.error;
      if (code === 'STORED_STATE_INVALID') await this.engine.quarantine(tx, process.id, code);
      // One that may take it later outweighs those that never will.
      if (answer.status === 'refused') answer = { status: afterRefusal(code), reason: code };
    }
    return answer;
  }

  /** Notes that the message will not arrive and tells the sender, when its definition asked for that. */
  private async giveBack(
    tx: Tx,
    message: ProcessMessage,
    answer: Answer,
    at: Temporal.Instant,
  ): Promise<void> {
    const sender = await this.processes.find(tx, message.senderProcessId);
    if (!sender) return;
    const { id, eventType, onUndeliverable } = message;
    const { status, reason = status } = answer;
    this.outbox.report(tx, sender, { messageId: id, event: eventType, status, reason });
    if (onUndeliverable !== null) this.outbox.tellSender(tx, sender, onUndeliverable, reason, at.toString());
  }
}
