import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MailAddresses, MailOutbox, type Tx } from '../../../platform/index.js';
import {
  PersonRecordSources,
  RetentionSources,
  type PersonRecordGroup,
  type PersonRecordQuestion,
} from '../../../sharing/index.js';
import { timeInWords } from '../domain/mail-words.js';
import type { InvitationAnswer } from '../domain/read-reply.js';
import { countReplies, deleteReplies } from '../persistence/invitation-reply.repository.js';
import { listInvitationsOfPerson, needsAddress } from '../persistence/person-invitations.repository.js';

const ANSWERS: Readonly<Record<InvitationAnswer, string>> = {
  ACCEPTED: 'zugesagt',
  DECLINED: 'abgesagt',
  TENTATIVE: 'vielleicht',
};

/** Tells reports about persons and the retention rules what is kept around mails: address, invitations, references. */
@Injectable()
export class MailRecords implements OnModuleInit {
  constructor(
    private readonly persons: PersonRecordSources,
    private readonly retention: RetentionSources,
    private readonly addresses: MailAddresses,
    private readonly outbox: MailOutbox,
  ) {}

  onModuleInit(): void {
    // A controller owes its report also when it left the case (Art. 15 DSGVO); every query names its unit.
    this.persons.register((tx, question) => tx.exOfficio(() => this.collect(tx, question)));
    this.retention.registerCounted('mailMessage', {
      count: async (tx, before) =>
        (await this.outbox.countEnded(tx, before)) + (await countReplies(tx, before)),
      remove: async (tx, before) =>
        (await this.outbox.removeEnded(tx, before)) + (await deleteReplies(tx, before)),
    });
  }

  private async collect(tx: Tx, question: PersonRecordQuestion): Promise<readonly PersonRecordGroup[]> {
    return [await this.address(tx, question), await this.invitations(tx, question)];
  }

  /** Who led the case or invited the person writes to the address; the person gave it. */
  private async address(tx: Tx, question: PersonRecordQuestion): Promise<PersonRecordGroup> {
    const address = (await needsAddress(tx, question))
      ? await this.addresses.find(tx, { kind: 'PERSON', id: question.personId })
      : undefined;
    const records = address === undefined ? [] : [{ label: 'E-Mail', value: address, byPerson: true }];
    return { key: 'mailAddress', title: 'Ihre Adresse für Einladungen', records };
  }

  private async invitations(tx: Tx, question: PersonRecordQuestion): Promise<PersonRecordGroup> {
    const rows = await listInvitationsOfPerson(tx, question);
    const records = rows.flatMap(({ number, topic, startsAt, endsAt, cancelled, answer }) => {
      const label = `Fallkonferenz ${number}`;
      const when = timeInWords(startsAt, endsAt, 'de');
      return [
        { label, value: `${topic}; ${when}${cancelled ? '; aufgehoben' : ''}` },
        ...(answer === null ? [] : [{ label, value: `Ihre Antwort: ${ANSWERS[answer]}`, byPerson: true }]),
      ];
    });
    return { key: 'invitations', title: 'Einladungen an Sie und Ihre Antworten', records };
  }
}
