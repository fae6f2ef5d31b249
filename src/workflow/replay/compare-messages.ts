import type { JsonObject } from '../domain/definition.js';
import { addressOf, MAX_HOPS, type MessageStatus } from '../domain/message.js';
import type { ChainedEvent } from '../domain/process.js';
import type { StoredLink } from './compare-children.js';
import type { SentMessage } from './outgoing.js';
import { hidden, sameJson, shown, type ReplayDifference } from './replay-difference.js';

/** A message as stored, with what others say about it. */
export interface StoredMessage {
  readonly id: string;
  readonly senderProcessId: string;
  readonly senderSeq: number;
  readonly eventType: string;
  readonly onUndeliverable: string | null;
  /** Address that the columns of the receiver amount to; empty: nobody. */
  readonly receiver: string;
  /** Address under which it waits. */
  readonly address: string;
  readonly receiverProcessId: string | null;
  /** Empty once it was delivered. */
  readonly payload: JsonObject;
  readonly hops: number;
  readonly status: MessageStatus;
  /** Instants, ISO 8601 in UTC with milliseconds. */
  readonly sentAt: string;
  readonly expiresAt: string;
  /** The log entry that took it. */
  readonly entry: { readonly processId: string; readonly type: string } | null;
  /** Whether the audit register says that it will not arrive. */
  readonly isReported: boolean;
}

type Seen = Pick<ReplayDifference, 'seq' | 'field' | 'expected' | 'found'>;

const FIELDS = [
  'eventType',
  'onUndeliverable',
  'receiver',
  'address',
  'payload',
  'sentAt',
  'expiresAt',
] as const;

/** Columns that may say something about a person. */
const PERSONAL: readonly string[] = ['receiver', 'address', 'payload'];

/**
 * The first message of a sender that is not what its log makes of it: each that was sent is there, with the right
 * receiver and, until it was delivered, its payload; a sender that asked for it was told; there are no others.
 *
 * A message that 50 others caused is refused; whoever should have heard of it did not, and that is named as well.
 *
 * @param sent      By the log.
 * @param children  Sub-processes of the sender.
 */
export function messageDifference(
  sent: readonly SentMessage[],
  rows: readonly StoredMessage[],
  children: readonly StoredLink[],
): ReplayDifference | undefined {
  const bySeq = new Map<number, StoredMessage[]>();
  for (const row of rows) bySeq.set(row.senderSeq, [...(bySeq.get(row.senderSeq) ?? []), row]);
  for (const message of sent) {
    const left = bySeq.get(message.seq) ?? [];
    const fits = (row: StoredMessage) => differingField(message, row, children) === undefined;
    const index = left.findIndex(fits);
    if (index < 0) return placed(missing(message, left, children));
    left.splice(index, 1);
  }
  const fate = rows.map(fateDifference).find((seen) => seen !== undefined);
  return placed(fate ?? reportDifference(rows, [...bySeq.values()].flat()));
}

/** An entry that a message is said to have brought, compared with that message. */
export function receivedDifference(
  processId: string,
  { seq, type }: Pick<ChainedEvent, 'seq' | 'type'>,
  message: Pick<StoredMessage, 'status' | 'receiverProcessId' | 'eventType'> | undefined,
): ReplayDifference | undefined {
  const isIt = message?.receiverProcessId === processId && message.eventType === type;
  if (isIt && message.status === 'delivered') return undefined;
  const found = isIt ? message.status : (message?.eventType ?? '–');
  return placed({ seq, field: `received (${type})`, expected: isIt ? 'delivered' : type, found });
}

function missing(
  message: SentMessage,
  left: readonly StoredMessage[],
  children: readonly StoredLink[],
): Seen {
  const { seq, eventType } = message;
  const other = left.find((row) => row.eventType === eventType) ?? left[0];
  const field = other && differingField(message, other, children);
  if (!field) return { seq, field: 'row', expected: eventType, found: '–' };
  const words = PERSONAL.includes(field) ? hidden : shown;
  const expected = wanted(message, other, children)[field];
  return {
    seq,
    field: `${field} (${eventType})`,
    expected: words(expected),
    found: words(other[field]),
  };
}

function differingField(
  message: SentMessage,
  row: StoredMessage,
  children: readonly StoredLink[],
): (typeof FIELDS)[number] | undefined {
  const expected = wanted(message, row, children);
  return FIELDS.find((name) => !sameJson(expected[name], row[name]));
}

/** The columns of a row as they should be. */
function wanted(message: SentMessage, row: StoredMessage, children: readonly StoredLink[]) {
  const receivers = addresses(message, children);
  const receiver = receivers.includes(row.receiver) ? row.receiver : (receivers[0] ?? '');
  return { ...message, receiver, address: receiver, ...(row.status === 'delivered' ? { payload: {} } : {}) };
}

function addresses({ receivers }: SentMessage, children: readonly StoredLink[]): readonly string[] {
  if (!('child' in receivers)) return receivers;
  const named = children.filter(({ key }) => key === receivers.child);
  return [...named.map(({ processId }) => addressOf({ kind: 'process', processId })), ''];
}

/** What became of a message, as others know it. */
function fateDifference(row: StoredMessage): Seen | undefined {
  const { senderSeq: seq, eventType, status, entry, receiverProcessId, isReported } = row;
  const isTaken = entry !== null && entry.processId === receiverProcessId && entry.type === eventType;
  if (status === 'delivered' && isTaken) return undefined;
  const field = `status (${eventType})`;
  if (status === 'delivered') return { seq, field, expected: 'an entry of the receiver', found: status };
  if (entry !== null) return { seq, field, expected: 'delivered', found: status };
  if (isReported === hasFailed(row)) return undefined;
  return { seq, field, expected: isReported ? 'not delivered' : 'pending', found: status };
}

/** Whoever asked for it hears that a message will not arrive; nothing else was sent without an entry that says so. */
function reportDifference(rows: readonly StoredMessage[], left: readonly StoredMessage[]): Seen | undefined {
  const unexplained = new Set(left);
  for (const { senderProcessId, senderSeq: seq, onUndeliverable, hops } of rows.filter(hasFailed)) {
    if (onUndeliverable === null) continue;
    const self = addressOf({ kind: 'process', processId: senderProcessId });
    const report = [...unexplained].find(
      (row) => row.eventType === onUndeliverable && row.receiver === self && row.address === self,
    );
    if (report) unexplained.delete(report);
    else if (hops < MAX_HOPS) return { seq, field: 'row', expected: onUndeliverable, found: '–' };
  }
  const [other] = unexplained;
  return other && { seq: other.senderSeq, field: 'row', expected: '–', found: other.eventType };
}

function hasFailed({ status }: StoredMessage): boolean {
  return status !== 'pending' && status !== 'delivered';
}

function placed(seen: Seen | undefined): ReplayDifference | undefined {
  return seen && { place: 'message', ...seen, isChainWhole: true };
}
