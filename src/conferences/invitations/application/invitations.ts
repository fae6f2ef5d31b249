import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import { Clock, MailOutbox, type MailRecipient, type Tx } from '../../../platform/index.js';
import { findConference, listParticipants } from '../../persistence/conference.repository.js';
import {
  cancelInvitation,
  findInvitation,
  listInvitees,
  writeInvitation,
  writeInvitees,
} from '../persistence/invitation.repository.js';

/** What mails about conferences are called in the outbox. */
export const CONFERENCE_MAIL = 'conference';

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

  /** Follows a step of a conference: a date invites or changes, its end calls off; other steps change nothing. */
  async follow(tx: Tx, id: ConferenceId, step: string): Promise<void> {
    if (step === 'DATE_BOOKED') await this.request(tx, id);
    if (step === 'POSTPONED' || step === 'CANCELLED') await this.cancel(tx, id);
  }

  /**
   * Invites everybody to the date that the conference has now: chair, recorder, convener, one of each body (or the body
   * itself while it named nobody), and the person where they are named. Who was invited before and is not any more gets
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
      const staff = [conference.chairId, conference.recorderId, conference.convenerStaffId];
      const bodies = (await listParticipants(tx, conferenceId)).map(({ staffId, unitId }): MailRecipient =>
        staffId === null ? { kind: 'UNIT', id: unitId } : { kind: 'STAFF', id: staffId },
      );
      const person = conference.mode === 'IDENTIFIED' ? conference.personId : null;
      const invited = distinct([
        ...staff.flatMap((id): MailRecipient[] => (id === null ? [] : [{ kind: 'STAFF', id }])),
        ...bodies,
        ...(person === null ? [] : [{ kind: 'PERSON', id: person } as const]),
      ]);
      const gone = await writeInvitees(tx, conferenceId, invited);
      await this.post(tx, conferenceId, 'REQUEST', version, invited);
      await this.post(tx, conferenceId, 'CANCEL', version, gone);
    });
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
