import type { ConferenceId } from '../../../kernel/index.js';
import { newId, type MailRecipient, type Tx } from '../../../platform/index.js';
import type { InvitationAnswer } from '../domain/read-reply.js';

/** A date as it was last sent to calendars. */
export interface InvitationRow {
  readonly conferenceId: ConferenceId;
  readonly uid: string;
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly roomId: string | null;
  readonly roomName: string | null;
  readonly changedAt: Date;
  /** Number and topic: all that invitations say of a conference. */
  readonly number: string;
  readonly topic: string;
}

/** Who is invited, and their answer to the present date. */
export interface InviteeRow {
  readonly id: string;
  readonly conferenceId: ConferenceId;
  readonly holder: MailRecipient;
  readonly answer: InvitationAnswer | null;
  readonly answeredAt: Date | null;
  readonly replyStamp: Date | null;
}

const INVITATION = `
  SELECT v.conference_id AS "conferenceId", v.uid, v.sequence, v.cancelled, v.starts_at AS "startsAt",
         v.ends_at AS "endsAt", v.room_id AS "roomId", r.name AS "roomName", v.changed_at AS "changedAt",
         c.number, c.topic
  FROM conference_invitation v
  JOIN case_conference c ON c.region_id = v.region_id AND c.id = v.conference_id
  LEFT JOIN room r ON r.region_id = v.region_id AND r.id = v.room_id`;

const INVITEE = `
  SELECT i.id, json_build_object('kind', i.holder_kind, 'id', i.holder_id) AS holder, i.answer,
         i.answered_at AS "answeredAt", i.reply_stamp AS "replyStamp", i.conference_id AS "conferenceId"
  FROM conference_invitee i`;

/**
 * Writes a date that goes out now.
 *
 * @param uid Taken for the first date; later ones keep the first.
 * @returns The sequence: 0 for the first date, then one more each time.
 */
export async function writeInvitation(
  tx: Tx,
  invitation: Pick<InvitationRow, 'conferenceId' | 'uid' | 'startsAt' | 'endsAt' | 'roomId'>,
  at: string,
): Promise<number> {
  const [row] = await tx.query<{ sequence: number }>(
    `INSERT INTO conference_invitation
       (region_id, conference_id, uid, sequence, cancelled, starts_at, ends_at, room_id, changed_at)
     VALUES ($1, $2, $3, 0, false, $4, $5, $6, $7)
     ON CONFLICT ON CONSTRAINT conference_invitation_pk DO UPDATE
       SET sequence = conference_invitation.sequence + 1, cancelled = false, starts_at = excluded.starts_at,
           ends_at = excluded.ends_at, room_id = excluded.room_id, changed_at = excluded.changed_at
     RETURNING sequence`,
    [
      tx.regionId,
      invitation.conferenceId,
      invitation.uid,
      invitation.startsAt,
      invitation.endsAt,
      invitation.roomId,
      at,
    ],
  );
  return row?.sequence ?? 0;
}

/** Calls the date off. @returns The new sequence; `undefined` when nobody was invited, or it was called off already. */
export async function cancelInvitation(tx: Tx, id: ConferenceId, at: string): Promise<number | undefined> {
  const [row] = await tx.query<{ sequence: number }>(
    `UPDATE conference_invitation SET cancelled = true, sequence = sequence + 1, changed_at = $3
     WHERE region_id = $1 AND conference_id = $2 AND NOT cancelled RETURNING sequence`,
    [tx.regionId, id, at],
  );
  return row?.sequence;
}

/**
 * Sets who is invited. All answers are open again: they were about another date.
 *
 * @returns Those who were invited before and are no longer.
 */
export async function writeInvitees(
  tx: Tx,
  id: ConferenceId,
  holders: readonly MailRecipient[],
): Promise<readonly MailRecipient[]> {
  const removed = await removeOthers(tx, id, holders);
  for (const holder of holders) {
    await tx.query(
      `INSERT INTO conference_invitee (region_id, id, conference_id, holder_kind, holder_id)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ON CONSTRAINT conference_invitee_once DO UPDATE
         SET removed = false, answer = NULL, answered_at = NULL, answered_through = NULL, reply_stamp = NULL`,
      [tx.regionId, newId(), id, holder.kind, holder.id],
    );
  }
  return removed;
}

async function removeOthers(
  tx: Tx,
  id: ConferenceId,
  holders: readonly MailRecipient[],
): Promise<MailRecipient[]> {
  return tx.query<MailRecipient>(
    `UPDATE conference_invitee SET removed = true
     WHERE region_id = $1 AND conference_id = $2 AND NOT removed
       AND NOT (holder_kind || ':' || holder_id = ANY ($3::text[]))
     RETURNING holder_kind AS kind, holder_id AS id`,
    [tx.regionId, id, holders.map((holder) => `${holder.kind}:${holder.id}`)],
  );
}

/** Sets who is invited to the same date: who stays keeps their answer. @returns Who left, and who is new. */
export async function changeInvitees(
  tx: Tx,
  id: ConferenceId,
  holders: readonly MailRecipient[],
): Promise<{ readonly gone: readonly MailRecipient[]; readonly added: readonly MailRecipient[] }> {
  const gone = await removeOthers(tx, id, holders);
  const added: MailRecipient[] = [];
  for (const holder of holders) {
    const invited = await tx.query(
      `INSERT INTO conference_invitee (region_id, id, conference_id, holder_kind, holder_id)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ON CONSTRAINT conference_invitee_once DO UPDATE
         SET removed = false, answer = NULL, answered_at = NULL, answered_through = NULL, reply_stamp = NULL
         WHERE conference_invitee.removed
       RETURNING id`,
      [tx.regionId, newId(), id, holder.kind, holder.id],
    );
    if (invited.length > 0) added.push(holder);
  }
  return { gone, added };
}

/** The date of a conference; `undefined` while nobody was invited. */
export async function findInvitation(tx: Tx, id: ConferenceId): Promise<InvitationRow | undefined> {
  const [row] = await tx.query<InvitationRow>(
    `${INVITATION} WHERE v.region_id = $1 AND v.conference_id = $2`,
    [tx.regionId, id],
  );
  return row;
}

/** The date with this UID. */
export async function findInvitationByUid(tx: Tx, uid: string): Promise<InvitationRow | undefined> {
  const [row] = await tx.query<InvitationRow>(`${INVITATION} WHERE v.region_id = $1 AND v.uid = $2`, [
    tx.regionId,
    uid,
  ]);
  return row;
}

/** Who is invited now. */
export async function listInvitees(tx: Tx, id: ConferenceId): Promise<InviteeRow[]> {
  return tx.query<InviteeRow>(
    `${INVITEE} WHERE i.region_id = $1 AND i.conference_id = $2 AND NOT i.removed
     ORDER BY i.holder_kind, i.holder_id`,
    [tx.regionId, id],
  );
}

/** One who is invited now, with the date. */
export async function findInvitee(
  tx: Tx,
  inviteeId: string,
): Promise<{ readonly invitee: InviteeRow; readonly invitation: InvitationRow } | undefined> {
  const [row] = await tx.query<InviteeRow>(
    `${INVITEE} WHERE i.region_id = $1 AND i.id = $2 AND NOT i.removed`,
    [tx.regionId, inviteeId],
  );
  const invitation = row && (await findInvitation(tx, row.conferenceId));
  return row && invitation ? { invitee: row, invitation } : undefined;
}

/**
 * Keeps an answer, unless the date changed meanwhile or a later reply is there.
 *
 * @param sequence Date that was answered. @param stamp When a calendar program made the reply; `null` for a link.
 * @returns Whether it was kept.
 */
export async function writeAnswer(
  tx: Tx,
  given: {
    readonly inviteeId: string;
    readonly conferenceId: ConferenceId;
    readonly sequence: number;
    readonly answer: InvitationAnswer;
    readonly through: 'LINK' | 'MAIL';
    readonly stamp: Date | null;
    readonly at: string;
  },
): Promise<boolean> {
  const current = await tx.query(
    `SELECT uid FROM conference_invitation
     WHERE region_id = $1 AND conference_id = $2 AND sequence = $3 AND NOT cancelled FOR SHARE`,
    [tx.regionId, given.conferenceId, given.sequence],
  );
  if (current.length === 0) return false;
  const kept = await tx.query(
    `UPDATE conference_invitee SET answer = $3, answered_through = $4, answered_at = $5,
       reply_stamp = coalesce($6, reply_stamp)
     WHERE region_id = $1 AND id = $2 AND NOT removed
       AND ($6::timestamptz IS NULL OR reply_stamp IS NULL OR reply_stamp <= $6) RETURNING id`,
    [tx.regionId, given.inviteeId, given.answer, given.through, given.at, given.stamp],
  );
  return kept.length > 0;
}

/** Language of a person in which invitations are written, best first; empty when none is noted. */
export async function languagesOf(tx: Tx, personId: string): Promise<readonly string[]> {
  const rows = await tx.query<{ language: string }>(
    `SELECT language FROM person_language WHERE region_id = $1 AND person_id = $2
     ORDER BY array_position(ARRAY['NATIVE', 'FLUENT', 'BASIC'], level), language`,
    [tx.regionId, personId],
  );
  return rows.map(({ language }) => language);
}

/** Dates that a staff member is invited to and that end after an instant, by begin; at most 500. */
export async function listInvitationsOf(tx: Tx, staffId: string, since: string): Promise<InvitationRow[]> {
  return tx.query<InvitationRow>(
    `${INVITATION} WHERE v.region_id = $1 AND v.ends_at > $3 AND EXISTS (
       SELECT FROM conference_invitee i WHERE i.region_id = v.region_id AND i.conference_id = v.conference_id
         AND i.holder_kind = 'STAFF' AND i.holder_id = $2 AND NOT i.removed)
     ORDER BY v.starts_at, v.conference_id LIMIT 500`,
    [tx.regionId, staffId, since],
  );
}
