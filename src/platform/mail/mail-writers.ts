import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/unit-of-work.js';
import type { MailReference } from './mail-outbox.js';
import type { OutgoingMail } from './mailer.js';

/**
 * Words a mail when it leaves, from what is true at that moment.
 *
 * @param address Of the recipient.
 * @returns `undefined` when there is nothing to say any more.
 */
export type MailWriter = (tx: Tx, mail: MailReference, address: string) => Promise<OutgoingMail | undefined>;

/** Who words mails about what; capabilities register theirs while the application starts. */
@Injectable()
export class MailWriters {
  private readonly writers = new Map<string, MailWriter>();

  /** @throws {Error} when the subject has a writer already – a programming error. */
  register(subjectKind: string, writer: MailWriter): void {
    if (this.writers.has(subjectKind)) throw new Error(`Mails are worded twice: ${subjectKind}`);
    this.writers.set(subjectKind, writer);
  }

  /** Words a mail. @throws {Error} nobody words mails about that. */
  async write(tx: Tx, mail: MailReference, address: string): Promise<OutgoingMail | undefined> {
    const writer = this.writers.get(mail.subjectKind);
    if (!writer) throw new Error(`Nobody words mails about: ${mail.subjectKind}`);
    return writer(tx, mail, address);
  }
}
