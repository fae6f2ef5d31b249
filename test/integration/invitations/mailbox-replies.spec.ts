import { createServer, type AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { ReadMailbox } from '../../../src/conferences/invitations/application/read-mailbox.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { ImapMailbox, loadConfig } from '../../../src/platform/index.js';
import { calendarReply } from './calendar-reply.js';
import { Dovecot } from './dovecot.js';
import { addressOf, InvitationWork } from './invitation-work.js';

const ATTENDEE = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];

let dovecot: Dovecot;
let own: InvitationWork;
let id: ConferenceId;
let count = 0;

beforeAll(async () => {
  dovecot = await Dovecot.start();
  own = await InvitationWork.start({ IMAP_URL: dovecot.url() });
}, 240_000);

afterAll(async () => {
  await own?.stop();
  await dovecot?.stop();
});

beforeEach(async () => {
  own.test.clock.setDay(FIRST_DAY);
  await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await dovecot.empty();
  own.mailbox.mails.length = 0;
  id = await own.work.request(anAnonymised(await own.work.caseForConference()));
  await own.work.schedule(id, { attendees: ATTENDEE });
  await own.sendAll();
});

/** A reply of the Jobcenter to its invitation, as a mail of its own. */
function reply(answer = 'ACCEPTED', from = addressOf('jobcenter')): string {
  const calendar = own.mailbox.to(addressOf('jobcenter')).at(-1)?.calendar ?? '';
  const attendee = `ATTENDEE;PARTSTAT=${answer}:mailto:${addressOf('jobcenter')}`;
  count += 1;
  return `Message-ID: <${count}@example.org>\r\n${calendarReply(calendar, addressOf('jobcenter'), { attendee }, from)}`;
}

async function read() {
  const { taken, left } = await own.test.get(ReadMailbox).run();
  return { taken, left };
}

async function answers(): Promise<readonly string[]> {
  const rows = await own.test.rows<{ said: string }>(
    `SELECT answer || ' ' || answered_through AS said FROM conference_invitee
     WHERE conference_id = $1 AND answer IS NOT NULL`,
    [id],
  );
  return rows.map(({ said }) => said);
}

async function answerByLink(answer: string): Promise<void> {
  const text = own.mailbox.to(addressOf('jobcenter')).at(-1)?.read.text ?? '';
  const link = /https?:\/\/\S+conference-answers\/\S+/.exec(text)?.[0] ?? '';
  await fetch(link, { method: 'POST', body: new URLSearchParams({ answer }) });
}

describe('the mailbox for replies', () => {
  it('is read: a reply is kept and counts as read, everything else stays unread and is looked at once', async () => {
    await dovecot.deliver(reply('DECLINED'));
    await dovecot.deliver('From: frau.muster@example.org\r\nSubject: Eine Frage\r\n\r\nWann genau?\r\n');
    await dovecot.deliver(reply('ACCEPTED', 'fremd@example.org'));
    expect(await read()).toEqual({ taken: 1, left: 2 });
    expect(await answers()).toEqual(['DECLINED MAIL']);
    const marks = (await dovecot.mails()).map(({ flags }) => flags);
    expect(marks).toEqual([['FallwerkRead', '\\Seen'].sort(), ['FallwerkRead'], ['FallwerkRead']]);
    expect(await read()).toEqual({ taken: 0, left: 0 });
  });

  it('takes nothing back from a later answer when a node died between taking a reply and marking it', async () => {
    await dovecot.deliver(reply('ACCEPTED'));
    await read();
    await answerByLink('DECLINED');
    await dovecot.unmark();
    expect(await read()).toEqual({ taken: 1, left: 0 });
    expect(await answers()).toEqual(['DECLINED LINK']);
    expect((await dovecot.mails()).map(({ isSeen }) => isSeen)).toEqual([true]);
    const [notes] = await own.test.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_event WHERE action = 'INVITATION_ANSWERED' AND object_id = $1`,
      [id],
    );
    expect(notes?.count).toBe(2);
  });

  it('is read by two nodes at once without counting a reply twice', async () => {
    await dovecot.deliver(reply('ACCEPTED'));
    await Promise.all([read(), read()]);
    expect(await answers()).toEqual(['ACCEPTED MAIL']);
    const notes = await own.test.rows(
      `SELECT FROM audit_event WHERE action = 'INVITATION_ANSWERED' AND object_id = $1`,
      [id],
    );
    expect(notes).toHaveLength(1);
  });

  it('leaves a mail of 10 MB where it is and reads those behind it', async () => {
    await dovecot.deliver(Buffer.concat([Buffer.from(reply()), Buffer.alloc(10 * 1_048_576, 'x')]));
    await dovecot.deliver(reply('TENTATIVE'));
    expect(await read()).toEqual({ taken: 1, left: 1 });
    expect(await answers()).toEqual(['TENTATIVE MAIL']);
    expect(await dovecot.mails()).toHaveLength(2);
  });

  it('ends between two mails when the node stops', async () => {
    await dovecot.deliver(reply());
    expect(await own.test.get(ReadMailbox).run(AbortSignal.abort())).toMatchObject({ taken: 0, left: 0 });
    expect((await dovecot.mails()).map(({ flags }) => flags)).toEqual([[]]);
  });

  it('shows a mail again that could not be dealt with, and goes on with the others', async () => {
    await dovecot.deliver('Subject: eins\r\n\r\n');
    await dovecot.deliver('Subject: zwei\r\n\r\n');
    const report = await new ImapMailbox(dovecot.url()).read(1_000, (mail) =>
      mail?.includes('eins') ? Promise.reject(new Error('database gone')) : Promise.resolve('LEFT'),
    );
    expect(report).toMatchObject({ taken: 0, left: 1, failures: [expect.any(Error)] });
    expect((await dovecot.mails()).map(({ flags }) => flags)).toEqual([[], ['FallwerkRead']]);
  });

  it('is not read with a wrong password; the words of the server stay behind', async () => {
    const wrong = new ImapMailbox(dovecot.url('imap', 'falsch'));
    const said = await wrong.read(1_000, () => Promise.resolve('LEFT')).catch((error: unknown) => error);
    expect(String(said)).toBe('MailboxUnreachable: The mailbox cannot be read now (LOGIN_REFUSED)');
    expect((said as Error).cause).toBeUndefined();
  });

  it('is read over TLS only from a server whose certificate is trusted', async () => {
    await dovecot.deliver(reply());
    const mailbox = new ImapMailbox(dovecot.url('imaps'));
    const take = () => Promise.resolve('LEFT' as const);
    await expect(mailbox.read(100_000, take)).rejects.toThrow(/SELF_SIGNED|UNKNOWN/);
    const trusted = getCACertificates();
    setDefaultCACertificates([...trusted, dovecot.certificate]);
    try {
      expect(await mailbox.read(100_000, take)).toMatchObject({ left: 1 });
    } finally {
      setDefaultCACertificates(trusted);
    }
  });

  it('needs user and password', () => {
    for (const url of ['imaps://mail.example.org', 'imaps://nur-name@mail.example.org', 'https://a:b@c.de'])
      expect(() => loadConfig({ FALLWERK_MODE: 'test', IMAP_URL: url })).toThrow(/IMAP_URL/);
  });

  it('gets no password in the clear over a network, also when a server offers no TLS', async () => {
    const heard: string[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined).write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hier\r\n');
      socket.on('data', (chunk: Buffer) => {
        heard.push(chunk.toString());
        socket.write(`${chunk.toString().split(' ')[0]} OK\r\n`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
    const { port } = server.address() as AddressInfo;
    // Not this machine by its name: what counts is what stands in the address.
    const mailbox = new ImapMailbox(`imap://name:geheim@127.0.0.2:${port}`);
    await expect(mailbox.read(1_000, () => Promise.resolve('LEFT'))).rejects.toThrow('cannot be read');
    await new Promise((resolve) => server.close(resolve));
    expect(heard.join('')).not.toMatch(/LOGIN|AUTHENTICATE|geheim/);
  });

  it('does nothing where none is configured', async () => {
    expect(await new ImapMailbox(undefined).read(1, () => Promise.reject(new Error()))).toEqual({
      taken: 0,
      left: 0,
      failures: [],
    });
  });

  it('keeps no address and no words of a mail', async () => {
    await dovecot.deliver(reply());
    await read();
    const rows = await own.test.database.asOwner(`SELECT to_jsonb(r) AS row FROM invitation_reply r`);
    expect(JSON.stringify(rows)).not.toMatch(/example|jobcenter/);
  });
});
