import { sha256Hex, type ProcessId } from '../../kernel/index.js';
import type { JsonObject, JsonValue, ProcessDefinition } from './definition.js';
import { MESSAGE_CODE, type ProcessActor, type ProcessSubject } from './process.js';

/** `pending`: waits for its receiver. The others are final: nothing is sent again. */
export type MessageStatus = 'pending' | 'delivered' | 'undeliverable' | 'refused' | 'expired';

/** Where a message goes; `null`: there is nobody, for the reason named. */
export type Receiver =
  | { readonly kind: 'process'; readonly processId: string }
  | { readonly kind: 'correlated'; readonly definitionKey: string; readonly correlation: string }
  | { readonly kind: 'nobody'; readonly reason: MessageReason };

/** Why a message was not delivered, beside the codes of the engine's refusals. */
export type MessageReason =
  | 'RECEIVER_MISSING'
  | 'RECEIVER_ENDED'
  | 'RECEIVER_BUSY'
  | 'CORRELATION_EMPTY'
  | 'CHILD_MISSING'
  | 'PARENT_MISSING'
  | 'EXPIRED';

/** A message on its way from one process to another. */
export interface ProcessMessage {
  readonly id: string;
  readonly senderProcessId: ProcessId;
  /** Log entry of the sender that caused it. */
  readonly senderSeq: number;
  readonly receiver: Receiver;
  readonly eventType: string;
  readonly payload: JsonObject;
  /** Event that tells the sender that it could not be delivered. */
  readonly onUndeliverable: string | null;
  /** How many messages caused each other before it. */
  readonly hops: number;
  readonly attempts: number;
  /** Instants, ISO 8601 in UTC. */
  readonly sentAt: string;
  readonly expiresAt: string;
}

/** How many messages may cause each other without a person, body or deadline between them. */
export const MAX_HOPS = 50;

/** Days for which a message waits, unless its definition says otherwise. */
export const MESSAGE_DAYS = 90;

const LONGEST_WAIT_MS = 3_600_000;

/** Wait before the next attempt: 0.25 s, 1 s, 4 s … at most an hour. A receiver that moves does not wait for it. */
export function retryDelayMs(attempts: number): number {
  return Math.min(250 * 4 ** Math.min(attempts, 10), LONGEST_WAIT_MS);
}

/** Text under which messages and receivers meet; empty when there is nobody. */
export function addressOf(receiver: Receiver): string {
  if (receiver.kind === 'process') return `process:${receiver.processId}`;
  return receiver.kind === 'correlated' ? `${receiver.definitionKey}:${receiver.correlation}` : '';
}

/** All addresses under which a process receives; empty when its definition takes no messages. */
export function addressesOf(process: {
  readonly id: string;
  readonly definitionKey: string;
  readonly correlation: string | null;
}): readonly string[] {
  const { id, definitionKey, correlation } = process;
  if (correlation === null) return [];
  const own = addressOf({ kind: 'process', processId: id });
  return correlation === '' ? [own] : [own, addressOf({ kind: 'correlated', definitionKey, correlation })];
}

/** Longest correlation that is kept as it is; a longer one is known by its hash. */
const LONGEST_CORRELATION = 200;

/** A value as correlation, the same for sender and receiver; empty for what is none. */
export function correlationText(value: JsonValue | undefined): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  const text = String(value);
  return text.length > LONGEST_CORRELATION ? sha256Hex(text) : text;
}

/** Whether a definition has an event that a message can bring. */
export function takesMessages(definition: ProcessDefinition): boolean {
  return Object.values(definition.events).some(({ by }) => by.includes(MESSAGE_CODE));
}

/**
 * By what messages find a process: the declared field of its context, else the id of its subject.
 *
 * @returns `null` when its definition takes no messages; empty while the field is.
 */
export function correlationOf(
  definition: ProcessDefinition,
  process: { readonly subject: ProcessSubject; readonly context: JsonObject },
): string | null {
  if (!takesMessages(definition)) return null;
  const { correlation } = definition;
  if (correlation === undefined) return process.subject.id;
  return correlationText(process.context[correlation.slice('context.'.length)]);
}

/** The message itself as sender: it may only send what admits `MSG`. */
export function messageActor(systemAccountId: string): ProcessActor {
  return { kind: 'system', id: systemAccountId, codes: [MESSAGE_CODE] };
}

/** Refusals that no later state of the receiver can change. */
const FINAL_REFUSALS: readonly string[] = [
  'EVENT_UNKNOWN',
  'EVENT_RESERVED',
  'EVENT_NOT_PERMITTED',
  'PAYLOAD_INVALID',
  'PAYLOAD_TOO_LARGE',
  'CONTEXT_INVALID',
  'CONTEXT_TOO_LARGE',
  'EFFECTS_TOO_DEEP',
];

/** What a refusal of the receiver makes of a message; everything not known for good is tried again. */
export function afterRefusal(code: string): MessageStatus {
  return FINAL_REFUSALS.includes(code) ? 'refused' : 'pending';
}
