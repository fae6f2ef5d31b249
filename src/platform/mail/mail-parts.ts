import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/unit-of-work.js';
import { MailAddresses } from './mail-addresses.js';
import { MailOutbox, type ClaimedMail } from './mail-outbox.js';
import { MailWriters } from './mail-writers.js';
import type { OutgoingMail } from './mailer.js';

/** Makes a mail out of its reference. */
@Injectable()
export class MailParts {
  constructor(
    private readonly outbox: MailOutbox,
    private readonly addresses: MailAddresses,
    private readonly writers: MailWriters,
  ) {}

  /** The mail, or why there is none: nobody to write to, or nothing to say any more. */
  async word(
    tx: Tx,
    mail: ClaimedMail,
  ): Promise<OutgoingMail | { readonly status: 'NO_ADDRESS' | 'OVERTAKEN' }> {
    if (await this.outbox.isOvertaken(tx, mail)) return { status: 'OVERTAKEN' };
    const address = await this.addresses.find(tx, mail.recipient);
    if (address === undefined) return { status: 'NO_ADDRESS' };
    return (await this.writers.write(tx, mail, address)) ?? { status: 'OVERTAKEN' };
  }
}
