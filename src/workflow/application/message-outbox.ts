import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { err, ok, rejected, type Result } from '../../kernel/index.js';
import { newId, type Tx } from '../../platform/index.js';
import { AuditLog } from '../../audit/index.js';
import type { JsonObject } from '../domain/definition.js';
import { MAX_HOPS, MESSAGE_DAYS, type Receiver } from '../domain/message.js';
import type { ProcessView } from '../domain/process.js';
import { workflowErrors, type EngineRefusal } from '../domain/workflow.errors.js';
import { MessageStore } from '../persistence/message.store.js';

/** What is to be sent. */
export interface OutgoingMessage {
  readonly receiver: Receiver;
  /** Type of the event in the definition of the receiver. */
  readonly event: string;
  readonly payload: JsonObject;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  readonly expireAfterDays?: number | undefined;
  /** Event that tells the sender that it could not be delivered. */
  readonly onUndeliverable?: string | undefined;
}

/** Takes messages between processes in the transaction of the event that sends them; delivery follows the commit. */
@Injectable()
export class MessageOutbox {
  /** Hops of the message that a transaction is delivering. */
  private readonly hops = new WeakMap<Tx, number>();

  constructor(
    private readonly messages: MessageStore,
    private readonly auditLog: AuditLog,
  ) {}

  /** Lets what is sent in this transaction count as caused by a message. */
  deliverIn(tx: Tx, hops: number): void {
    this.hops.set(tx, hops);
  }

  /**
   * Keeps a message until its receiver takes it. One without a receiver is noted as undeliverable, and the sender told.
   *
   * @param sender As it is after the event that sends.
   * @returns Id of the message; refused with `EFFECTS_TOO_DEEP` when messages cause each other without end.
   */
  send(tx: Tx, sender: ProcessView, message: OutgoingMessage): Result<string, EngineRefusal> {
    const hops = (this.hops.get(tx) ?? 0) + 1;
    if (hops > MAX_HOPS) return err(rejected(workflowErrors, 'EFFECTS_TOO_DEEP'));
    const id = newId<string>();
    const { receiver, event, payload, at, expireAfterDays = MESSAGE_DAYS, onUndeliverable = null } = message;
    const expiresAt = Temporal.Instant.from(at).add({ hours: expireAfterDays * 24 });
    this.messages.post(tx, {
      id,
      senderProcessId: sender.id,
      senderSeq: sender.revision,
      receiver,
      eventType: event,
      payload,
      onUndeliverable,
      hops,
      attempts: 0,
      sentAt: at,
      expiresAt: expiresAt.toString(),
    });
    if (receiver.kind !== 'nobody') return ok(id);
    this.report(tx, sender, { messageId: id, event, status: 'undeliverable', reason: receiver.reason });
    if (onUndeliverable !== null) this.tellSender(tx, sender, onUndeliverable, receiver.reason, at);
    return ok(id);
  }

  /** Tells the sender of a message that it could not be delivered, as a message of its own to itself. */
  tellSender(tx: Tx, sender: ProcessView, event: string, reason: string, at: string): void {
    this.send(tx, sender, {
      receiver: { kind: 'process', processId: sender.id },
      event,
      payload: { reason },
      at,
    });
  }

  /** Notes in the register that a message will not arrive. */
  report(tx: Tx, sender: ProcessView, details: Readonly<Record<string, string>>): void {
    this.auditLog.post(tx, {
      action: 'MESSAGE_NOT_DELIVERED',
      objectType: 'process',
      objectId: sender.id,
      ...(sender.caseId === null ? {} : { caseId: sender.caseId }),
      details,
    });
  }
}
