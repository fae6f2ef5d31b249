import type { ImapFlow, ImapFlowOptions } from 'imapflow';

/** What was made of a mail: `TAKEN` ones count as read; `LEFT` ones stay unread for whoever looks into the mailbox. */
export type MailFate = 'TAKEN' | 'LEFT';

/**
 * Takes one mail.
 *
 * @param mail Raw message; `undefined` when it is larger than was asked for. It may come again: a node that dies after
 *   taking and before marking leaves it unmarked.
 */
export type TakeMail = (mail: Buffer | undefined) => Promise<MailFate>;

/** How many mails a look into the mailbox found, by what was made of them. */
export interface MailboxReport {
  readonly taken: number;
  readonly left: number;
  /** Why taking failed, one of each mail that comes again. */
  readonly failures: readonly unknown[];
}

/** The mailbox could not be read or marked; `code` is of the protocol, words of the server are left behind. */
export class MailboxUnreachable extends Error {
  override readonly name = 'MailboxUnreachable';

  constructor(readonly code: string) {
    super(`The mailbox cannot be read now (${code})`);
  }
}

/** Keyword on mails that were looked at, so that a mail left unread is not looked at again. */
const LOOKED_AT = 'FallwerkRead';
/** Mails of one look; the others wait for the next. */
const MAX_MAILS = 200;
const TIMEOUT_MS = 20_000;
/** What a server may send at once beside a mail itself; the numbers of unread mails are the most of it. */
const MAX_LINE = 1_048_576;
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const DEFAULT_FOLDER = 'INBOX';

/** Reads mails from a mailbox elsewhere (IMAP4rev1). Marks them, never deletes or moves one. */
export class ImapMailbox {
  /** Whether there is a mailbox at all. */
  readonly isConfigured: boolean;

  /** @param url e.g. `imaps://user:secret@mail.example.org/INBOX`; `undefined`: none. */
  constructor(private readonly url: string | undefined) {
    this.isConfigured = url !== undefined;
  }

  /**
   * Shows each unread mail that was not looked at yet, oldest first, one after the other, and marks it.
   *
   * @param maxBytes Largest mail that is read. @param stopping Ends between two mails.
   * @throws {MailboxUnreachable} also when a mark was refused; mails seen until then stay taken.
   */
  async read(maxBytes: number, take: TakeMail, stopping?: AbortSignal): Promise<MailboxReport> {
    if (this.url === undefined) return { taken: 0, left: 0, failures: [] };
    // Loaded by the few nodes that have a mailbox: it takes 30 MB of memory.
    const imap = await import('imapflow');
    const client = new imap.ImapFlow(optionsOf(new URL(this.url), maxBytes));
    // Errors after the end of a connection would otherwise end the process.
    client.on('error', () => undefined);
    const count = { TAKEN: 0, LEFT: 0 };
    const failures: unknown[] = [];
    try {
      await attempt(client.connect());
      const { uids, mayKeyword } = await attempt(open(client, folderOf(this.url)));
      for (const uid of uids) {
        if (stopping?.aborted) break;
        const mail = await attempt(fetchMail(client, uid, maxBytes));
        if (mail === 'GONE') continue;
        const fate = await take(mail).catch((error: unknown) => void failures.push(error));
        if (!fate) continue;
        count[fate] += 1;
        await attempt(mark(client, uid, fate, mayKeyword));
      }
    } finally {
      await client.logout().catch(() => client.close());
    }
    return { taken: count.TAKEN, left: count.LEFT, failures };
  }
}

function optionsOf(url: URL, maxBytes: number): ImapFlowOptions {
  const secure = url.protocol === 'imaps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 993 : 143)),
    secure,
    // Nothing goes over a network in the clear, whatever a server offers.
    doSTARTTLS: !secure && !LOOPBACK.includes(url.hostname),
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    maxLineLength: MAX_LINE,
    maxLiteralSize: maxBytes + 1,
    maxResponseSize: maxBytes + MAX_LINE,
  };
}

function folderOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || DEFAULT_FOLDER;
}

async function open(
  client: ImapFlow,
  folder: string,
): Promise<{ readonly uids: readonly number[]; readonly mayKeyword: boolean }> {
  const { permanentFlags } = await client.mailboxOpen(folder);
  const mayKeyword = permanentFlags?.has('\\*') === true || permanentFlags?.has(LOOKED_AT) === true;
  const found = await client.search(
    { seen: false, deleted: false, ...(mayKeyword ? { unKeyword: LOOKED_AT } : {}) },
    { uid: true },
  );
  if (!found) throw new MailboxUnreachable('SEARCH_REFUSED');
  return { uids: found.toSorted((a, b) => a - b).slice(0, MAX_MAILS), mayKeyword };
}

/** The mail; one byte more than allowed is enough to know that it is too large. Reading does not mark it. */
async function fetchMail(
  client: ImapFlow,
  uid: number,
  maxBytes: number,
): Promise<Buffer | undefined | 'GONE'> {
  const source = { start: 0, maxLength: maxBytes + 1 };
  const found = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
  if (!found || !found.source) return 'GONE';
  return found.source.length > maxBytes ? undefined : found.source;
}

async function mark(client: ImapFlow, uid: number, fate: MailFate, mayKeyword: boolean): Promise<void> {
  // A server that keeps no keywords would show a mail that was left again and again.
  const seen = fate === 'TAKEN' || !mayKeyword ? ['\\Seen'] : [];
  const flags = mayKeyword ? [LOOKED_AT, ...seen] : seen;
  const done = await client.messageFlagsAdd(String(uid), flags, { uid: true });
  if (!done) throw new MailboxUnreachable('MARK_REFUSED');
}

/** Words of a server may repeat addresses and what stands in mails; only a code goes further. */
async function attempt<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof MailboxUnreachable) throw error;
    throw new MailboxUnreachable(codeOf(error));
  }
}

function codeOf(error: unknown): string {
  const { authenticationFailed, code } = error as {
    readonly authenticationFailed?: boolean;
    readonly code?: unknown;
  };
  if (authenticationFailed === true) return 'LOGIN_REFUSED';
  return typeof code === 'string' && /^\w{3,40}$/.test(code) ? code : 'UNKNOWN';
}
