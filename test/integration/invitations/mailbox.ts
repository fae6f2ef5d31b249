import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived, raw and read. */
export interface ReceivedMail {
  readonly to: string;
  readonly raw: string;
  readonly read: Email;
  /** Text of the calendar part; empty without one. */
  readonly calendar: string;
}

/** A real mail server on this machine that keeps what it gets. */
export class Mailbox {
  readonly mails: ReceivedMail[] = [];
  /** Answers to the next mails, instead of taking them, e.g. 550; used up one by one. */
  readonly refusals: number[] = [];

  private constructor(private readonly server: SMTPServer) {}

  /** Starts it on a free port. */
  static async start(): Promise<Mailbox> {
    const server: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData: (stream, session, done) => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join();
        void mailbox.answer(stream, to, done);
      },
    });
    const mailbox = new Mailbox(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return mailbox;
  }

  /** Address for SMTP_URL. */
  get url(): string {
    const { port } = this.server.server.address() as AddressInfo;
    return `smtp://127.0.0.1:${port}`;
  }

  /** Mails to one address, in order of arrival. */
  to(address: string): readonly ReceivedMail[] {
    return this.mails.filter((mail) => mail.to === address);
  }

  /** Ends it. */
  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  private async answer(stream: Readable, to: string, done: (problem?: Error) => void): Promise<void> {
    done(await this.take(stream, to));
  }

  /** @returns Why it was not taken. */
  private async take(stream: Readable, to: string): Promise<Error | undefined> {
    const raw = await buffer(stream);
    const responseCode = this.refusals.shift();
    if (responseCode !== undefined)
      return Object.assign(new Error('nobody@example.org is not known'), { responseCode });
    const read = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
    const part = read.attachments.find(({ mimeType }) => mimeType.startsWith('text/calendar'));
    const calendar = typeof part?.content === 'string' ? part.content : '';
    this.mails.push({ to, raw: raw.toString(), read, calendar });
    return undefined;
  }
}
