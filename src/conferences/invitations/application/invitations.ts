import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import { Clock, MailOutbox, type MailRecipient, type Tx } from '../../../platform/index.js';
import { namedFor, type ConferenceRow } from '../../domain/conference.js';
import { findConference, listParticipants } from '../../persistence/conference.repository.js';
import { listConflicts } from '../../persistence/request.repository.js';
import {
  cancelInvitation,
  changeInvitees,
  findInvitation,
  listInvitees,
  writeInvitation,
  writeInvitees,
} from '../persistence/invitation.repository.js';

/** What mails about conferences are called in the outbox. */
export const CONFERENCE_MAIL = 'conference';

/** States in which nobody is to come, whatever led there. */
const NOT_HELD: readonly string[] = [
  'blocked',
  'postponed',
  'cancelled',
  'declined',
  'convertedToAnonymised',
].map((state) => `case-conference.${state}`);

/** Host part of every UID: a name of nobody, so that it says nothing and stays when the server moves. */
const UID_HOST = 'fallwerk.invalid';

/** Region in which a UID was made; `undefined` when it was not made by this platform. */
export function regionOfUid(uid: string): string | undefined {
  return new RegExp(`^[0-9a-f-]{36}\\.([a-z][a-z0-9-]{1,30})@${UID_HOST}$`).exec(uid)?.[1];
}

/**
 * Keeps invitations in step with the date of a conference. Whom they go to and about what is written in the transaction
 * of the deed; the words are made when a mail leaves.
 */
@Injectable()
export class Invitations {
  constructor(
    private readonly clock: Clock,
    private readonly outbox: MailOutbox,
  ) {}

  /**
   * Follows a step of a conference: a date that is booked invites or changes; where the conference is blocked or not held,
   * its date is called off. After a block only a new booking invites again.
   *
   * @param states States that are active after the step.
   */
  async follow(tx: Tx, id: ConferenceId, step: string, states: readonly string[]): Promise<void> {
    if (states.some((state) => NOT_HELD.includes(state))) await this.cancel(tx, id);
    else if (step === 'DATE_BOOKED') await this.request(tx, id);
  }

  /**
   * Invites everybody to the date that the conference has now: chair, recorder, convener, who was named for each body (or the
   * body itself while it named nobody), and the person where they are named. Who was invited before and is not any more gets
   * a cancellation. Without a date nothing happens.
   */
  async request(tx: Tx, conferenceId: ConferenceId): Promise<void> {
    await tx.exOfficio(async () => {
      const conference = await findConference(tx, conferenceId);
      if (!conference?.startsAt || !conference.endsAt) return;
      const { startsAt, endsAt, roomId } = conference;
      const at = this.clock.now().toString();
      const uid = `${randomUUID()}.${tx.regionId}@${UID_HOST}`;
      const version = await writeInvitation(tx, { conferenceId, uid, startsAt, endsAt, roomId }, at);
      const invited = await this.recipients(tx, conference);
      const gone = await writeInvitees(tx, conferenceId, invited);
      await this.post(tx, conferenceId, 'REQUEST', version, invited);
      await this.post(tx, conferenceId, 'CANCEL', version, gone);
    });
  }

  /**
   * Follows a change of the circle while the date stands: who left is called off, who comes instead is invited; the
   * others hear nothing, and their answers stand. Without an invitation nothing happens.
   */
  async followCircle(tx: Tx, conferenceId: ConferenceId): Promise<void> {
    await tx.exOfficio(async () => {
      const conference = await findConference(tx, conferenceId);
      const invitation = await findInvitation(tx, conferenceId);
      if (!conference || !invitation || invitation.cancelled) return;
      const invited = await this.recipients(tx, conference);
      const { gone, added } = await changeInvitees(tx, conferenceId, invited);
      await this.post(tx, conferenceId, 'REQUEST', invitation.sequence, added);
      // Later than what they have; the date of the others keeps its number, and their answers stand.
      await this.post(tx, conferenceId, 'CANCEL', invitation.sequence + 1, gone);
    });
  }

  /** Whom a date goes to; not to somebody who is in conflict. */
  private async recipients(tx: Tx, conference: ConferenceRow): Promise<readonly MailRecipient[]> {
    const { id, chairId, deputyId, recorderId, convenerStaffId, mode, personId } = conference;
    const conflicts = await listConflicts(tx, id);
    const isOut = (staffId: string): boolean => conflicts.some((conflict) => conflict.staffId === staffId);
    const heads = [chairId, deputyId, recorderId].filter((staffId) => staffId !== null && !isOut(staffId));
    const bodies = (await listParticipants(tx, id)).flatMap((body): readonly MailRecipient[] =>
      body.staffId === null
        ? [{ kind: 'UNIT', id: body.unitId }]
        : namedFor(body).map((staffId) => ({ kind: 'STAFF', id: staffId })),
    );
    const person = mode === 'IDENTIFIED' ? personId : null;
    return distinct([
      ...[...heads, convenerStaffId].flatMap((staffId): MailRecipient[] =>
        staffId === null ? [] : [{ kind: 'STAFF', id: staffId }],
      ),
      ...bodies,
      ...(person === null ? [] : [{ kind: 'PERSON', id: person } as const]),
    ]);
  }

  /** Calls the date off for everybody who is invited; without an invitation nothing happens. */
  async cancel(tx: Tx, conferenceId: ConferenceId): Promise<void> {
    await tx.exOfficio(async () => {
      if (!(await findInvitation(tx, conferenceId))) return;
      const version = await cancelInvitation(tx, conferenceId, this.clock.now().toString());
      if (version === undefined) return;
      const invited = await listInvitees(tx, conferenceId);
      await this.post(
        tx,
        conferenceId,
        'CANCEL',
        version,
        invited.map(({ holder }) => holder),
      );
    });
  }

  private async post(
    tx: Tx,
    subjectId: ConferenceId,
    method: 'REQUEST' | 'CANCEL',
    version: number,
    recipients: readonly MailRecipient[],
  ): Promise<void> {
    await this.outbox.post(
      tx,
      recipients.map((recipient) => ({
        subjectKind: CONFERENCE_MAIL,
        subjectId,
        recipient,
        method,
        version,
      })),
    );
  }
}

function distinct(recipients: readonly MailRecipient[]): readonly MailRecipient[] {
  return [
    ...new Map(recipients.map((recipient) => [`${recipient.kind}:${recipient.id}`, recipient])).values(),
  ];
}
