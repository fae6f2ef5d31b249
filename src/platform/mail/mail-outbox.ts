import { Injectable } from '@nestjs/common';
import { Clock, LEGAL_TIME_ZONE } from '../clock/clock.js';
import { newId } from '../clock/ids.js';
import type { Tx } from '../database/unit-of-work.js';
import { enqueue } from '../jobs/enqueue.js';
import type { MailRecipient } from './mail-addresses.js';

/** Name of the job that sends one mail. */
export const SEND_MAIL = 'mail.send';

/** A mail by reference. */
export interface MailReference {
  /** What it is about, e.g. `conference`; names who words it. */
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly recipient: MailRecipient;
  readonly method: 'REQUEST' | 'CANCEL';
  /** Rises with every further mail about the same subject; the same again is not sent again. */
  readonly version: number;
}

/** A mail that this node has taken on. */
export interface ClaimedMail extends MailReference {
  readonly id: string;
  readonly attempts: number;
}

/** How a mail ended, or why it waits. */
export type MailStatus = 'WAITING' | 'SENT' | 'NO_SERVER' | 'NO_ADDRESS' | 'OVERTAKEN' | 'FAILED';

/** After this time a node that took a mail and said nothing further counts as dead. */
const CLAIM_MINUTES = 5;

const ENDED = `FROM mail_message WHERE region_id = $1 AND status IN ('SENT', 'NO_ADDRESS', 'OVERTAKEN', 'FAILED')
  AND queued_at < $2::date::timestamp AT TIME ZONE '${LEGAL_TIME_ZONE}'`;

/** Mails to be sent; they exist exactly when the deed that causes them is committed. */
@Injectable()
export class MailOutbox {
  constructor(private readonly clock: Clock) {}

  /** Puts mails out, once per recipient and version, whatever the actor may see of the recipients. */
  async post(tx: Tx, mails: readonly MailReference[]): Promise<void> {
    const now = this.clock.now();
    await tx.exOfficio(async () => {
      for (const { subjectKind, subjectId, recipient, method, version } of mails) {
        const id = newId(now);
        const posted = await tx.query(
          `INSERT INTO mail_message (region_id, id, subject_kind, subject_id, recipient_kind, recipient_id, method,
             version, queued_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           ON CONFLICT ON CONSTRAINT mail_message_once DO NOTHING RETURNING id`,
          [
            tx.regionId,
            id,
            subjectKind,
            subjectId,
            recipient.kind,
            recipient.id,
            method,
            version,
            now.toString(),
          ],
        );
        if (posted.length > 0) await this.enqueue(tx, id);
      }
    });
  }

  /** Takes a waiting mail for this node; `undefined` when it is settled, another's, or not there. */
  async claim(tx: Tx, id: string): Promise<ClaimedMail | undefined> {
    const [row] = await tx.query<
      Omit<ClaimedMail, 'recipient'> & { recipientKind: MailRecipient['kind']; recipientId: string }
    >(
      `UPDATE mail_message SET status = 'SENDING', attempts = attempts + 1, claimed_at = $3
       WHERE region_id = $1 AND id = $2
         AND (status IN ('WAITING', 'NO_SERVER')
              OR (status = 'SENDING' AND claimed_at < $3::timestamptz - interval '${CLAIM_MINUTES} minutes'))
       RETURNING id, subject_kind AS "subjectKind", subject_id AS "subjectId", recipient_kind AS "recipientKind",
         recipient_id AS "recipientId", method, version, attempts`,
      [tx.regionId, id, this.clock.now().toString()],
    );
    if (!row) return undefined;
    const { recipientKind, recipientId, ...mail } = row;
    return { ...mail, recipient: { kind: recipientKind, id: recipientId } };
  }

  /** Whether a newer mail about the same was put out for the same recipient. */
  async isOvertaken(tx: Tx, mail: MailReference): Promise<boolean> {
    const newer = await tx.query(
      `SELECT id FROM mail_message WHERE region_id = $1 AND subject_kind = $2 AND subject_id = $3
         AND recipient_kind = $4 AND recipient_id = $5 AND version > $6 LIMIT 1`,
      [tx.regionId, mail.subjectKind, mail.subjectId, mail.recipient.kind, mail.recipient.id, mail.version],
    );
    return newer.length > 0;
  }

  /** Whether an earlier mail about the same left for the same recipient. */
  async hasReached(tx: Tx, mail: MailReference): Promise<boolean> {
    const earlier = await tx.query(
      `SELECT id FROM mail_message WHERE region_id = $1 AND subject_kind = $2 AND subject_id = $3
         AND recipient_kind = $4 AND recipient_id = $5 AND version < $6 AND status = 'SENT' LIMIT 1`,
      [tx.regionId, mail.subjectKind, mail.subjectId, mail.recipient.kind, mail.recipient.id, mail.version],
    );
    return earlier.length > 0;
  }

  /** Notes how it ended. @param problem Code, never words of a server. */
  async settle(tx: Tx, id: string, status: MailStatus, problem?: string): Promise<void> {
    await tx.query(
      `UPDATE mail_message SET status = $3, problem = $4, claimed_at = NULL,
         sent_at = CASE WHEN $3 = 'SENT' THEN $5::timestamptz END
       WHERE region_id = $1 AND id = $2`,
      [tx.regionId, id, status, problem ?? null, this.clock.now().toString()],
    );
  }

  /**
   * Has everything sent that waits for a mail server or was left by a node that died.
   *
   * @returns How many.
   */
  async resume(tx: Tx): Promise<number> {
    const waiting = await tx.query<{ id: string }>(
      `SELECT id FROM mail_message WHERE region_id = $1 AND (status = 'NO_SERVER'
         OR (status IN ('WAITING', 'SENDING')
             AND coalesce(claimed_at, queued_at) < $2::timestamptz - interval '${CLAIM_MINUTES} minutes'))
       ORDER BY queued_at LIMIT 1000`,
      [tx.regionId, this.clock.now().toString()],
    );
    for (const { id } of waiting) await this.enqueue(tx, id);
    return waiting.length;
  }

  /** How many mails were put out before a day (calendar date, Germany) and have ended, however they did. */
  async countEnded(tx: Tx, before: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count ${ENDED}`, [
      tx.regionId,
      before,
    ]);
    return row?.count ?? 0;
  }

  /** Deletes them; what still waits stays. @returns How many. */
  async removeEnded(tx: Tx, before: string): Promise<number> {
    return (await tx.query(`DELETE ${ENDED} RETURNING id`, [tx.regionId, before])).length;
  }

  private async enqueue(tx: Tx, id: string): Promise<void> {
    await enqueue(tx, SEND_MAIL, { regionId: tx.regionId, id }, { jobKey: `${SEND_MAIL}:${id}` });
  }
}
