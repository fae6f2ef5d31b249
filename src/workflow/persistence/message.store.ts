import { Injectable } from '@nestjs/common';
import { JOB_SCHEMA, prepared, type Tx } from '../../platform/index.js';
import { addressesOf, addressOf, type MessageStatus, type ProcessMessage } from '../domain/message.js';
import type { ProcessView } from '../domain/process.js';
import { MESSAGE_COLUMNS, toMessage, type MessageFate, type MessageRecord } from './message.mapping.js';

/** Task that delivers what is due in a region. */
export const DELIVER_MESSAGES = 'workflow.deliver-messages';

const ADD_JOB = `SELECT ${JOB_SCHEMA}.add_job('${DELIVER_MESSAGES}', json_build_object('regionId', $1::text))`;

const POST = prepared(
  'post_message',
  `INSERT INTO process_message (region_id, id, sender_process_id, sender_seq, receiver_process_id, receiver_key,
     correlation, address, event_type, payload, on_undeliverable, hops, status, reason_code, sent_at, next_attempt_at,
     expires_at, closed_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17)`,
);
const SCHEDULE = prepared('schedule_delivery', ADD_JOB);
const WAKE = prepared(
  'wake_messages',
  `WITH woken AS (
     UPDATE process_message SET next_attempt_at = $4
     WHERE region_id = $1 AND address = ANY ($2::text[]) AND status = 'pending' AND id <> $3
     RETURNING id
   ) ${ADD_JOB} FROM (SELECT FROM woken LIMIT 1) AS any_woken`,
);
const CLAIM = prepared(
  'claim_message',
  `SELECT ${MESSAGE_COLUMNS} FROM process_message
   WHERE region_id = $1 AND id = $2 AND status = 'pending' FOR UPDATE SKIP LOCKED`,
);
/** Messages of one sender to one address keep their order: a later one waits for the earlier. */
const DUE = prepared(
  'due_messages',
  `SELECT id FROM process_message AS due
   WHERE region_id = $1 AND status = 'pending' AND next_attempt_at <= $2 AND id <> ALL ($3::uuid[])
     AND NOT EXISTS (SELECT FROM process_message AS earlier
       WHERE earlier.region_id = due.region_id AND earlier.address = due.address AND earlier.status = 'pending'
         AND earlier.sender_process_id = due.sender_process_id AND earlier.number < due.number)
   ORDER BY next_attempt_at, number LIMIT $4`,
);
const CLOSE = prepared(
  'close_message',
  `UPDATE process_message SET status = $3, reason_code = $4, closed_at = $5, attempts = attempts + 1,
     receiver_process_id = coalesce($6, receiver_process_id),
     payload = CASE WHEN $3 = 'delivered' THEN '{}' ELSE payload END
   WHERE region_id = $1 AND id = $2`,
);
/** The next message of the same sender to the same address had to wait for this one. */
const RELEASE = prepared(
  'release_next_message',
  `UPDATE process_message AS next SET next_attempt_at = $3
   FROM (SELECT follower.id FROM process_message AS closed JOIN process_message AS follower
           ON follower.region_id = closed.region_id AND follower.address = closed.address
          AND follower.sender_process_id = closed.sender_process_id AND follower.number > closed.number
         WHERE closed.region_id = $1 AND closed.id = $2 AND follower.status = 'pending'
         ORDER BY follower.number LIMIT 1) AS found
   WHERE next.region_id = $1 AND next.id = found.id`,
);
const POSTPONE = prepared(
  'postpone_message',
  `UPDATE process_message SET attempts = attempts + 1, reason_code = $3, next_attempt_at = $4
   WHERE region_id = $1 AND id = $2 AND status = 'pending'`,
);

/** What came of an attempt. */
export interface MessageClosing {
  readonly status: Exclude<MessageStatus, 'pending'>;
  /** Absent when it was delivered. */
  readonly reason?: string;
  /** Process that took it. */
  readonly receiverProcessId?: string;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
}

/** Rows of messages between processes, by hand-written SQL. */
@Injectable()
export class MessageStore {
  /** Writes a message and asks for its delivery right after the commit; one without receiver is closed at once. */
  post(tx: Tx, message: ProcessMessage): void {
    const { receiver } = message;
    const isLost = receiver.kind === 'nobody';
    tx.post(POST, [
      tx.regionId,
      message.id,
      message.senderProcessId,
      message.senderSeq,
      receiver.kind === 'process' ? receiver.processId : null,
      receiver.kind === 'correlated' ? receiver.definitionKey : null,
      receiver.kind === 'correlated' ? receiver.correlation : null,
      addressOf(receiver),
      message.eventType,
      JSON.stringify(message.payload),
      message.onUndeliverable,
      message.hops,
      isLost ? 'undeliverable' : 'pending',
      isLost ? receiver.reason : null,
      message.sentAt,
      message.expiresAt,
      isLost ? message.sentAt : null,
    ]);
    if (!isLost) tx.post(SCHEDULE, [tx.regionId]);
  }

  /**
   * Lets messages that wait for this process be tried right after the commit: it may take them now, or never again.
   *
   * @param except The message that is being delivered.
   */
  wake(tx: Tx, process: ProcessView, at: string, except: string): void {
    const addresses = addressesOf(process);
    if (addresses.length > 0) tx.post(WAKE, [tx.regionId, addresses, except, at]);
  }

  /** Ids of messages whose turn it is, earliest first. */
  async due(tx: Tx, at: string, except: readonly string[], limit: number): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(DUE, [tx.regionId, at, except, limit]);
    return rows.map(({ id }) => id);
  }

  /** Reads a waiting message without locking it. */
  async findPending(tx: Tx, id: string): Promise<ProcessMessage | undefined> {
    const [row] = await tx.query<MessageRecord>(
      `SELECT ${MESSAGE_COLUMNS} FROM process_message WHERE region_id = $1 AND id = $2 AND status = 'pending'`,
      [tx.regionId, id],
    );
    return row && toMessage(row);
  }

  /** Locks a waiting message; `undefined` when somebody else has it, or has closed it. */
  async claim(tx: Tx, id: string): Promise<ProcessMessage | undefined> {
    const [row] = await tx.query<MessageRecord>(CLAIM, [tx.regionId, id]);
    return row && toMessage(row);
  }

  /** Ends a claimed message; the next of the same sender may follow. */
  close(tx: Tx, id: string, { status, reason, receiverProcessId, at }: MessageClosing): void {
    tx.post(CLOSE, [tx.regionId, id, status, reason ?? null, at, receiverProcessId ?? null]);
    tx.post(RELEASE, [tx.regionId, id, at]);
  }

  /** Keeps a waiting message for later. */
  postpone(tx: Tx, id: string, reason: string, nextAt: string): void {
    tx.post(POSTPONE, [tx.regionId, id, reason, nextAt]);
  }

  /** Regions with messages that are due, by id. */
  async regionsWithDue(tx: Tx, at: string): Promise<readonly string[]> {
    const rows = await tx.query<{ region_id: string }>(
      `SELECT region_id FROM region WHERE EXISTS (SELECT FROM process_message AS due
         WHERE due.region_id = region.region_id AND due.status = 'pending' AND due.next_attempt_at <= $1)
       ORDER BY region_id`,
      [at],
    );
    return rows.map((row) => row.region_id);
  }

  /** How the messages of a sender went on, in the order of sending. */
  async sentBy(tx: Tx, processId: string): Promise<readonly MessageFate[]> {
    return this.fates(tx, `sender_process_id = $2`, [processId]);
  }

  /**
   * Messages somebody should look at, in the order of sending: pending ones sent before an instant, and those that
   * could not be delivered since.
   */
  async troubled(tx: Tx, since: string): Promise<readonly MessageFate[]> {
    const lost = `status IN ('undeliverable', 'refused', 'expired') AND closed_at >= $2`;
    return this.fates(tx, `((status = 'pending' AND sent_at < $2) OR (${lost}))`, [since]);
  }

  private async fates(tx: Tx, where: string, parameters: readonly unknown[]): Promise<MessageFate[]> {
    const rows = await tx.query<MessageFate & { readonly sentAt: Date; readonly closedAt: Date | null }>(
      `SELECT id, sender_process_id AS "senderProcessId", receiver_process_id AS "receiverProcessId",
         receiver_key AS "receiverKey", event_type AS "eventType", status, reason_code AS reason, attempts,
         sent_at AS "sentAt", closed_at AS "closedAt"
       FROM process_message WHERE region_id = $1 AND ${where} ORDER BY number`,
      [tx.regionId, ...parameters],
    );
    return rows.map((row) => ({
      ...row,
      sentAt: row.sentAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
    }));
  }
}
