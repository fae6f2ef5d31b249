import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import type { MailRecipient, Tx } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import type { InvitationAnswer } from '../domain/read-reply.js';
import { findInvitation, listInvitees } from '../persistence/invitation.repository.js';
import { CONFERENCE_MAIL } from './invitations.js';

/** One who is invited to the present date of a conference. */
export interface InviteeView {
  readonly id: string;
  readonly kind: MailRecipient['kind'];
  readonly holderId: string;
  readonly answer: InvitationAnswer | null;
  readonly answeredAt: Date | null;
  /** How the last mail ended, e.g. `SENT`, or why it has not left. */
  readonly mail: string | null;
}

/** Reads who is invited and what they answered. */
@Injectable()
export class InvitationReader {
  constructor(private readonly access: ConferenceAccess) {}

  /** For those who convene, chair or record, else empty; so is it while the date is called off. */
  async invitees(tx: Tx, id: ConferenceId): Promise<readonly InviteeView[]> {
    const standing = await this.access.find(tx, id, tx.principal);
    if (!standing?.isConvener && !standing?.isChair && !standing?.isRecorder) return [];
    const invitation = await findInvitation(tx, id);
    if (!invitation || invitation.cancelled) return [];
    const invitees = await listInvitees(tx, id);
    // The outbox is the platform's; of it only how the mails to these ended is told.
    const mails = await tx.exOfficio(() =>
      tx.query<{ kind: string; id: string; status: string }>(
        `SELECT recipient_kind AS kind, recipient_id AS id, status FROM mail_message
         WHERE region_id = $1 AND subject_kind = $2 AND subject_id = $3 AND version = $4`,
        [tx.regionId, CONFERENCE_MAIL, id, invitation.sequence],
      ),
    );
    return invitees.map(({ id: inviteeId, holder, answer, answeredAt }) => ({
      id: inviteeId,
      kind: holder.kind,
      holderId: holder.id,
      answer,
      answeredAt,
      mail: mails.find((mail) => mail.kind === holder.kind && mail.id === holder.id)?.status ?? null,
    }));
  }
}
