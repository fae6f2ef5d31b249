import { createTransport } from 'nodemailer';
import { Mailer, type MailDelivery, type OutgoingMail } from './mailer.js';

const TIMEOUT_MS = 20_000;
/** Somebody has to correct the configuration; the mail is as good as before. */
const WRONG_LOGIN = 535;
/** File name of the calendar part: the same for everybody, so it tells nothing. */
const CALENDAR_FILE = 'termin.ics';

/** Speaks SMTP. Every mail has its own connection: they are few. */
export class SmtpMailer extends Mailer {
  readonly isConfigured = true;
  private readonly transport: ReturnType<typeof createTransport>;

  /** @param url e.g. `smtps://user:secret@mail.example.org`. @param from Address or `Name <address>`. */
  constructor(
    url: string,
    readonly from: string,
  ) {
    super();
    this.transport = createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ to, subject, text, calendar }: OutgoingMail, messageId: string): Promise<MailDelivery> {
    const sent = this.transport.sendMail({
      from: this.from,
      to: { name: '', address: to },
      subject: literally(subject),
      text,
      messageId,
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(calendar ? { icalEvent: { ...calendar, filename: CALENDAR_FILE } } : {}),
    });
    const failure = await sent.then(() => undefined, codeOf);
    if (failure === undefined) return { kind: 'SENT' };
    if (failure >= 500 && failure !== WRONG_LOGIN) return { kind: 'REFUSED', problem: `SMTP_${failure}` };
    throw new Error(`The mail server does not take the mail now (${failure})`);
  }
}

/** Words of ours that look encoded (RFC 2047) would be decoded by the reader and say something else. */
function literally(subject: string): string {
  return subject.replaceAll('=?', '= ?');
}

/** Code of what the server said, 0 when it said nothing. Its words are left behind: they repeat the address. */
function codeOf(error: unknown): number {
  return (error as { readonly responseCode?: number }).responseCode ?? 0;
}

/** Stands in where no mail server is configured: nothing is ever handed to it. */
export class NoMailer extends Mailer {
  readonly isConfigured = false;
  readonly from = '';

  send(): Promise<MailDelivery> {
    return Promise.reject(new Error('No mail server is configured'));
  }
}
