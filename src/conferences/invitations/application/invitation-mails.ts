import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type ConferenceId } from '../../../kernel/index.js';
import {
  AppConfig,
  Clock,
  Mailer,
  MailOutbox,
  MailWriters,
  type MailReference,
  type OutgoingMail,
  type Tx,
} from '../../../platform/index.js';
import { personText, staffText, subjectOf, type InvitationFacts } from '../domain/mail-words.js';
import { writeMessage } from '../domain/write-calendar.js';
import {
  findInvitation,
  languagesOf,
  listInvitees,
  type InvitationRow,
} from '../persistence/invitation.repository.js';
import { germanInvitationText, translatedInvitation } from '../texts/index.js';
import { AnswerTickets } from './answer-tickets.js';
import { CONFERENCE_MAIL } from './invitations.js';

/** Path under which invitations are answered. */
export const ANSWER_PATH = '/conference-answers';

const MAILTO = /<([^<>]+)>\s*$/;

/** Words invitations, changes and cancellations when they leave. */
@Injectable()
export class InvitationMails implements OnModuleInit {
  constructor(
    private readonly writers: MailWriters,
    private readonly mailer: Mailer,
    private readonly outbox: MailOutbox,
    private readonly tickets: AnswerTickets,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.writers.register(CONFERENCE_MAIL, (tx, mail, address) => this.write(tx, mail, address));
  }

  private async write(tx: Tx, mail: MailReference, address: string): Promise<OutgoingMail | undefined> {
    const conferenceId = asId<ConferenceId>(mail.subjectId);
    const invitation = await findInvitation(tx, conferenceId);
    // Nobody is invited to, or kept from, what is over.
    if (!invitation || invitation.startsAt.getTime() <= this.clock.now().epochMilliseconds) return undefined;
    const { method, version: sequence, recipient } = mail;
    const answerUrl = method === 'CANCEL' ? null : await this.answerUrl(tx, conferenceId, mail, invitation);
    if (answerUrl === undefined) return undefined;
    const place = invitation.roomName;
    const isChange = await this.outbox.hasReached(tx, mail);
    const facts: InvitationFacts = { ...invitation, place, method, isChange, answerUrl };
    const calendar = writeMessage(
      {
        ...invitation,
        sequence,
        status: method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
        summary: `Fallkonferenz ${invitation.number}: ${invitation.topic}`,
        location: place,
      },
      {
        method,
        organizer: MAILTO.exec(this.mailer.from)?.[1] ?? this.mailer.from,
        attendee: address,
        stamp: new Date(this.clock.now().epochMilliseconds),
      },
    );
    const text =
      recipient.kind === 'PERSON' ? await this.forPerson(tx, recipient.id, facts) : staffText(facts);
    return { to: address, subject: subjectOf(facts), text, calendar: { method, content: calendar } };
  }

  private async forPerson(tx: Tx, personId: string, facts: InvitationFacts): Promise<string> {
    const languages = await languagesOf(tx, personId);
    const [translated] = languages.flatMap((language) => translatedInvitation(language) ?? []);
    return personText(facts, germanInvitationText, translated);
  }

  /** Link for the answer of one; `undefined` when they are no longer invited. It means nothing once the sitting began. */
  private async answerUrl(
    tx: Tx,
    conferenceId: ConferenceId,
    { recipient, version }: MailReference,
    { startsAt }: InvitationRow,
  ): Promise<string | undefined> {
    const invitees = await listInvitees(tx, conferenceId);
    const invitee = invitees.find(
      ({ holder }) => holder.kind === recipient.kind && holder.id === recipient.id,
    );
    if (!invitee) return undefined;
    const expiresAt = Math.floor(startsAt.getTime() / 1_000);
    const ticket = { regionId: tx.regionId, inviteeId: invitee.id, sequence: version, expiresAt };
    return `${this.config.http.publicUrl}${ANSWER_PATH}/${this.tickets.write(ticket)}`;
  }
}
