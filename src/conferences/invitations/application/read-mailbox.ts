import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ImapMailbox, JobRegistry, type MailboxReport, type MailFate } from '../../../platform/index.js';
import { AnswerInvitation, MAX_REPLY_MAIL_BYTES } from './answer-invitation.js';

const READ_MAILBOX = 'conferences.read-mailbox';

/** Takes the replies of calendar programs out of the mailbox they are sent to, where one is configured. */
@Injectable()
export class ReadMailbox implements OnModuleInit {
  private readonly logger = new Logger(ReadMailbox.name);

  constructor(
    private readonly jobs: JobRegistry,
    private readonly mailbox: ImapMailbox,
    private readonly answers: AnswerInvitation,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring(
      { task: READ_MAILBOX, cron: '*/2 * * * *' },
      async (_payload, stopping) => void (await this.run(stopping)),
    );
  }

  /**
   * Looks once. A reply that was kept counts as read; everything else stays unread for people, and is not looked at again.
   *
   * @throws {MailboxUnreachable} the queue tries again.
   * @throws {Error} a mail could not be dealt with; it comes again, the others are done.
   */
  async run(stopping?: AbortSignal): Promise<MailboxReport> {
    const report = await this.mailbox.read(MAX_REPLY_MAIL_BYTES, (mail) => this.take(mail), stopping);
    const { taken, left, failures } = report;
    if (taken + left > 0)
      this.logger.log({ message: 'The mailbox was read', event: 'MAILBOX_READ', taken, left });
    if (failures.length > 0)
      throw new Error(`Mails that could not be dealt with: ${failures.length}`, { cause: failures[0] });
    return report;
  }

  private async take(mail: Buffer | undefined): Promise<MailFate> {
    if (!mail) return 'LEFT';
    const taken = await this.answers.receive(mail);
    return taken.ok ? 'TAKEN' : 'LEFT';
  }
}
