import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { StaffId } from '../../../kernel/index.js';
import {
  Clock,
  MailOutbox,
  MailWriters,
  type MailRecipient,
  type MailReference,
  type OutgoingMail,
  type Tx,
} from '../../../platform/index.js';
import {
  findInvitation,
  languagesOf,
  listInvitees,
} from '../../invitations/persistence/invitation.repository.js';
import { germanInvitationText, translatedInvitation } from '../../invitations/texts/index.js';
import { findConference } from '../../persistence/conference.repository.js';
import { isOpen, type Proposal } from '../domain/proposal.js';
import { voteSubject, voteTextForPerson, voteTextForStaff, type VoteFacts } from '../domain/vote-words.js';
import { conferencesAsking, proposalById, takeUntold } from '../persistence/proposal.repository.js';

/** What mails about proposed dates are called in the outbox. */
const DATES_MAIL = 'conference-dates';
/** The proposal itself, and its end. */
const ASKED = 0;
const OVER = 1;

/**
 * Tells those who are asked for dates that they are, and that a vote is over. Whom is written in the transaction of the
 * deed; the words are made when a mail leaves, and by then who is no longer asked gets none.
 */
@Injectable()
export class VoteMails implements OnModuleInit {
  constructor(
    private readonly writers: MailWriters,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.writers.register(DATES_MAIL, (tx, mail, address) => this.write(tx, mail, address));
  }

  /** Everybody who would come on one of the dates is asked, the person as well where the conference names them. */
  async asked(tx: Tx, proposalId: string): Promise<void> {
    await tx.exOfficio(() => this.post(tx, proposalId, 'REQUEST', ASKED));
  }

  /** Tells of votes that ended since, each once; one that a newer proposal followed at once is not told of. */
  async tellEnded(tx: Tx, at: string): Promise<void> {
    for (const id of await takeUntold(tx, at)) await this.post(tx, id, 'CANCEL', OVER);
  }

  private async post(
    tx: Tx,
    subjectId: string,
    method: MailReference['method'],
    version: number,
  ): Promise<void> {
    const proposal = await proposalById(tx, subjectId);
    const conference = proposal && (await findConference(tx, proposal.conferenceId));
    if (!proposal || !conference) return;
    const voters = new Set(proposal.slots.flatMap((slot) => slot.voters.map(({ staffId }) => staffId)));
    const { mode, personId } = conference;
    const recipients: readonly MailRecipient[] = [
      ...[...voters].map((id) => ({ kind: 'STAFF', id }) as const),
      ...(mode === 'IDENTIFIED' && personId !== null ? [{ kind: 'PERSON', id: personId } as const] : []),
    ];
    const mails = recipients.map((recipient) => ({
      subjectKind: DATES_MAIL,
      subjectId,
      recipient,
      method,
      version,
    }));
    await this.outbox.post(tx, mails);
  }

  private async write(tx: Tx, mail: MailReference, to: string): Promise<OutgoingMail | undefined> {
    const proposal = await proposalById(tx, mail.subjectId);
    if (!proposal) return undefined;
    const isOver = mail.method === 'CANCEL';
    const isSilent = isOver
      ? !(await this.missesTheEnd(tx, mail, proposal))
      : !isOpen(proposal, new Date(this.clock.now().epochMilliseconds));
    const asked = isSilent ? undefined : await this.askedOf(tx, mail.recipient, proposal);
    if (!asked) return undefined;
    const facts: VoteFacts = { ...asked, isOver, expiresAt: proposal.expiresAt };
    const text =
      mail.recipient.kind === 'PERSON'
        ? await personText(tx, mail.recipient.id, facts)
        : voteTextForStaff(facts);
    return { to, subject: voteSubject(facts), text };
  }

  /** Only who was asked hears of the end, and not who is invited to the date instead. */
  private async missesTheEnd(tx: Tx, mail: MailReference, { conferenceId }: Proposal): Promise<boolean> {
    if (!(await this.outbox.hasReached(tx, mail))) return false;
    const invitation = await findInvitation(tx, conferenceId);
    if (!invitation || invitation.cancelled) return true;
    const { kind, id } = mail.recipient;
    return !(await listInvitees(tx, conferenceId)).some(
      ({ holder }) => holder.kind === kind && holder.id === id,
    );
  }

  /** For what somebody is still asked; `undefined` for who left the circle, is in conflict, or is not named any more. */
  private async askedOf(
    tx: Tx,
    { kind, id }: MailRecipient,
    { conferenceId, slots }: Proposal,
  ): Promise<Pick<VoteFacts, 'number' | 'topic' | 'dates'> | undefined> {
    if (kind === 'PERSON') {
      const conference = await findConference(tx, conferenceId);
      const isNamed = conference?.mode === 'IDENTIFIED' && conference.personId === id;
      return isNamed ? { number: conference.number, topic: conference.topic, dates: slots } : undefined;
    }
    const staffId = id as StaffId;
    const today = this.clock.today().toString();
    const conference = (await conferencesAsking(tx, staffId, [conferenceId], today)).get(conferenceId);
    const dates = slots.filter(({ voters }) => voters.some((voter) => voter.staffId === staffId));
    return conference && dates.length > 0
      ? { number: conference.number, topic: conference.topic, dates }
      : undefined;
  }
}

async function personText(tx: Tx, personId: string, facts: VoteFacts): Promise<string> {
  const languages = await languagesOf(tx, personId);
  const texts = languages.flatMap((language) => translatedInvitation(language) ?? []);
  return voteTextForPerson(facts, germanInvitationText, texts);
}
