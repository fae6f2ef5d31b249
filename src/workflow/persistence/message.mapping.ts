import { asId } from '../../kernel/index.js';
import type { JsonObject } from '../domain/definition.js';
import type { MessageStatus, ProcessMessage, Receiver } from '../domain/message.js';

/** A row of `process_message` as the driver gives it. */
export interface MessageRecord {
  readonly id: string;
  readonly sender_process_id: string;
  readonly sender_seq: number;
  readonly receiver_process_id: string | null;
  readonly receiver_key: string | null;
  readonly correlation: string | null;
  readonly event_type: string;
  readonly payload: JsonObject;
  readonly on_undeliverable: string | null;
  readonly hops: number;
  readonly attempts: number;
  readonly sent_at: Date;
  readonly expires_at: Date;
}

/** Columns of {@link MessageRecord}. */
export const MESSAGE_COLUMNS = `id, sender_process_id, sender_seq, receiver_process_id, receiver_key, correlation,
  event_type, payload, on_undeliverable, hops, attempts, sent_at, expires_at`;

/** Row to message. */
export function toMessage(row: MessageRecord): ProcessMessage {
  return {
    id: row.id,
    senderProcessId: asId(row.sender_process_id),
    senderSeq: row.sender_seq,
    receiver: receiverOf(row),
    eventType: row.event_type,
    payload: row.payload,
    onUndeliverable: row.on_undeliverable,
    hops: row.hops,
    attempts: row.attempts,
    sentAt: row.sent_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}

function receiverOf(row: MessageRecord): Receiver {
  if (row.receiver_key !== null && row.correlation !== null)
    return { kind: 'correlated', definitionKey: row.receiver_key, correlation: row.correlation };
  if (row.receiver_process_id !== null) return { kind: 'process', processId: row.receiver_process_id };
  return { kind: 'nobody', reason: 'RECEIVER_MISSING' };
}

/** How one message went on, without its content. */
export interface MessageFate {
  readonly id: string;
  readonly senderProcessId: string;
  /** Named by the sender, or found when it was delivered. */
  readonly receiverProcessId: string | null;
  readonly receiverKey: string | null;
  readonly eventType: string;
  readonly status: MessageStatus;
  /** Why the last attempt failed. */
  readonly reason: string | null;
  readonly attempts: number;
  /** Instants, ISO 8601 in UTC. */
  readonly sentAt: string;
  readonly closedAt: string | null;
}
