import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { ImapMailbox } from './imap-mailbox.js';
import { MailAddresses } from './mail-addresses.js';
import { Mailer } from './mailer.js';
import { MailOutbox } from './mail-outbox.js';
import { MailParts } from './mail-parts.js';
import { MailWriters } from './mail-writers.js';
import { SendMail } from './send-mail.js';
import { NoMailer, SmtpMailer } from './smtp-mailer.js';

/** Mails: outbox, addresses, and the mail server where one is configured. */
@Global()
@Module({
  providers: [
    {
      provide: Mailer,
      inject: [AppConfig],
      useFactory: ({ mail }: AppConfig): Mailer =>
        mail.smtpUrl === undefined || mail.from === undefined
          ? new NoMailer()
          : new SmtpMailer(mail.smtpUrl, mail.from),
    },
    {
      provide: ImapMailbox,
      inject: [AppConfig],
      useFactory: ({ mail }: AppConfig): ImapMailbox => new ImapMailbox(mail.mailboxUrl),
    },
    MailAddresses,
    MailOutbox,
    MailParts,
    MailWriters,
    SendMail,
  ],
  exports: [ImapMailbox, Mailer, MailAddresses, MailOutbox, MailWriters, SendMail],
})
export class MailModule {}
