import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ImapFlow } from 'imapflow';
import { freePort } from './radicale.js';

const USER = 'fallwerk';
const PASSWORD = 'ein/Passwort@dafür';

/** A mail as it lies in the mailbox. */
export interface KeptMail {
  readonly uid: number;
  readonly isSeen: boolean;
  readonly flags: readonly string[];
}

/** A real IMAP server with one mailbox, installed and started by the project's script. */
export class Dovecot {
  private constructor(
    private readonly server: ChildProcess,
    private readonly port: number,
    private readonly tlsPort: number,
    /** Its certificate, signed by nobody that anybody trusts. */
    readonly certificate: string,
  ) {}

  /** @throws {Error} with the sentence of the script when the server cannot be had. */
  static async start(): Promise<Dovecot> {
    const [port, tlsPort] = [await freePort(), await freePort()];
    const args = ['--port', String(port), '--tls-port', String(tlsPort), '--user', `${USER}:${PASSWORD}`];
    const server = spawn(process.execPath, ['scripts/dovecot.mjs', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    for await (const line of createInterface({ input: server.stdout }))
      if (line.startsWith('ready '))
        return new Dovecot(server, port, tlsPort, readFileSync(line.slice('ready '.length), 'utf8'));
    throw new Error(`The test of the mailbox needs Dovecot: ${said}`);
  }

  /** Address for IMAP_URL. @param scheme `imaps` is TLS from the start. */
  url(scheme: 'imap' | 'imaps' = 'imap', password = PASSWORD): string {
    const port = scheme === 'imap' ? this.port : this.tlsPort;
    return `${scheme}://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/INBOX`;
  }

  /** Puts a mail in, unread, as another server delivers it. */
  async deliver(mail: string | Buffer): Promise<void> {
    await this.with((client) => client.append('INBOX', mail));
  }

  /** All mails. */
  async mails(): Promise<readonly KeptMail[]> {
    return this.with(async (client) => {
      const mails: KeptMail[] = [];
      for await (const { uid, flags } of client.fetch('1:*', { uid: true, flags: true })) {
        const kept = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort();
        mails.push({ uid, flags: kept, isSeen: kept.includes('\\Seen') });
      }
      return mails;
    });
  }

  /** Takes all marks away, as if nobody had come to setting them. */
  async unmark(): Promise<void> {
    await this.with((client) => client.messageFlagsRemove('1:*', ['\\Seen', 'FallwerkRead']));
  }

  /** Empties the mailbox. */
  async empty(): Promise<void> {
    await this.with((client) => client.messageDelete('1:*'));
  }

  /** Ends it. */
  async stop(): Promise<void> {
    const exited = once(this.server, 'exit');
    this.server.kill();
    await exited;
  }

  private async with<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const auth = { user: USER, pass: PASSWORD };
    const where = { host: '127.0.0.1', port: this.port, secure: false, doSTARTTLS: false };
    const client = new ImapFlow({ ...where, auth, logger: false });
    await client.connect();
    try {
      await client.mailboxOpen('INBOX');
      return await work(client);
    } finally {
      await client.logout();
    }
  }
}
