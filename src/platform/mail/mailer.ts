import { ok, rejected, err, type RequestRejected, type Result } from '../../kernel/index.js';
import { mailErrors } from './mail.errors.js';

/** A mail as it leaves. Subject, text and file name carry no personal data. */
export interface OutgoingMail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Part of the same content for calendars; `method` also stands in its content type (RFC 6047). */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string };
}

/** What a mail server made of a mail. `REFUSED`: for good, with its code alone, since its words repeat the address. */
export type MailDelivery = { readonly kind: 'SENT' } | { readonly kind: 'REFUSED'; readonly problem: string };

/** Hands mails to a mail server. */
export abstract class Mailer {
  /** Whether there is a mail server at all; without one nothing may be sent. */
  abstract readonly isConfigured: boolean;

  /** Address that mails come from and answers go to; empty without a mail server. */
  abstract readonly from: string;

  /**
   * @param mail      Checked by {@link checkMail}.
   * @param messageId Stays the same when the mail is sent again, so that a mailbox shows it once.
   * @throws {Error} nobody answered, or not now: to be tried again.
   */
  abstract send(mail: OutgoingMail, messageId: string): Promise<MailDelivery>;
}

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const ADDRESS =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;
const MAX_ADDRESS = 254;

/** Whether a text is one mail address and nothing else. */
export function isMailAddress(text: string): boolean {
  // Some servers decode such a word inside an address and write to somebody else (RFC 2047, 5).
  return text.length <= MAX_ADDRESS && ADDRESS.test(text) && !text.includes('=?');
}

/**
 * Refuses a mail whose head could be made to say something else.
 *
 * @returns The mail. Errors: MAIL_HEADER_NOT_POSSIBLE (line breaks or control characters), MAIL_ADDRESS_NOT_POSSIBLE.
 */
export function checkMail(
  mail: OutgoingMail,
): Result<OutgoingMail, RequestRejected<keyof typeof mailErrors>> {
  if (CONTROL.test(mail.subject) || CONTROL.test(mail.to))
    return err(rejected(mailErrors, 'MAIL_HEADER_NOT_POSSIBLE'));
  if (!isMailAddress(mail.to)) return err(rejected(mailErrors, 'MAIL_ADDRESS_NOT_POSSIBLE'));
  return ok(mail);
}
