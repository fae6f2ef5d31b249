import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { staffId, unit } from '#test/builders/region.js';
import { anIdentified } from '#test/builders/conference-work.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { valueOf } from '#test/support/results.js';
import { calendarReply } from './calendar-reply.js';
import { addressOf, InvitationWork } from './invitation-work.js';
import type { ReceivedMail } from './mailbox.js';

const SECRET = 'a-secret-of-the-mail-server';
const ATTENDEE = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];

let own: InvitationWork;
let id: string;
let personAddress: string;
let count = 0;

beforeAll(async () => {
  own = await InvitationWork.start({ MAIL_REPLY_SECRET: SECRET });
});

afterAll(async () => own?.stop());

beforeEach(async () => {
  own.test.clock.setDay(FIRST_DAY);
  await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  // What earlier tests left.
  await own.sendAll();
  own.mailbox.mails.length = 0;
});

/** An identified conference whose people have been invited. */
async function invited(): Promise<void> {
  const caseId = await own.work.caseForConference();
  const [row] = await own.test.rows<{ personId: string }>(
    `SELECT person_id AS "personId" FROM case_file WHERE id = $1`,
    [caseId],
  );
  count += 1;
  personAddress = `person${count}@example.org`;
  await own.address({ kind: 'PERSON', id: row?.personId ?? '' }, personAddress);
  await own.work.consentToBoth(caseId);
  const conferenceId = await own.work.request(anIdentified(caseId));
  await own.work.schedule(conferenceId, { attendees: ATTENDEE });
  await own.sendAll();
  id = conferenceId;
}

function lastTo(address: string): ReceivedMail {
  const mail = own.mailbox.to(address).at(-1);
  if (!mail) throw new Error(`No mail to ${address}`);
  return mail;
}

function linkIn(mail: ReceivedMail): string {
  return /https?:\/\/\S+conference-answers\/\S+/.exec(mail.read.text ?? '')?.[0] ?? '';
}

async function post(link: string, answer: string) {
  return fetch(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ answer }),
  });
}

/** Answers of all who are invited, those who gave one. */
async function answers(): Promise<readonly string[]> {
  const rows = await own.test.rows<{ said: string }>(
    `SELECT holder_kind || ' ' || answer || ' ' || answered_through AS said FROM conference_invitee
     WHERE conference_id = $1 AND answer IS NOT NULL ORDER BY 1`,
    [id],
  );
  return rows.map(({ said }) => said);
}

function origin(): string {
  return new URL(linkIn(lastTo(addressOf('jobcenter')))).origin;
}

async function handOver(mail: string, secret: string | undefined = SECRET) {
  return fetch(`${origin()}/mail-replies`, {
    method: 'POST',
    headers: {
      'content-type': 'message/rfc822',
      ...(secret === undefined ? {} : { 'x-mail-secret': secret }),
    },
    body: mail,
  });
}

/** A reply to the last invitation of the Jobcenter. */
function reply(more: Readonly<Record<string, string>> = {}, from = addressOf('jobcenter')): string {
  return calendarReply(lastTo(addressOf('jobcenter')).calendar, addressOf('jobcenter'), more, from);
}

async function codeOf(response: Response): Promise<string> {
  if (response.status < 300) return 'OK';
  const text = await response.text();
  return /[A-Z]+(?:_[A-Z]+)+/.exec(text)?.[0] ?? text;
}

describe('the invitation of the person', () => {
  it('is in plain German and their language, says their rights, and names nobody', async () => {
    await invited();
    const { read } = lastTo(personAddress);
    expect(read.text).toContain('Sie müssen nicht kommen.');
    expect(read.text).toContain('Sie dürfen eine Person mitbringen');
    expect(read.text).toContain('----------');
    const [person] = await own.test.rows<{ language: string }>(
      `SELECT l.language FROM person_language l JOIN case_conference c
         ON c.region_id = l.region_id AND c.person_id = l.person_id WHERE c.id = $1`,
      [id],
    );
    expect(person?.language).not.toBe('de');
    expect(read.text).not.toMatch(/Jobcenter|Sozialamt/);
  });

  it('is not sent where nobody is named', async () => {
    await invited();
    const kinds = await own.test.rows<{ kind: string }>(
      `SELECT DISTINCT i.holder_kind AS kind FROM conference_invitee i JOIN case_conference c
         ON c.region_id = i.region_id AND c.id = i.conference_id WHERE c.mode = 'ANONYMISED'`,
    );
    expect(kinds.map(({ kind }) => kind)).not.toContain('PERSON');
  });
});

describe('a link for answering', () => {
  it('shows a page that changes nothing, and keeps the answer that is posted, the last one', async () => {
    await invited();
    const link = linkIn(lastTo(personAddress));
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).toContain('Ich komme');
    expect(await answers()).toEqual([]);
    expect((await post(link, 'ACCEPTED')).status).toBe(200);
    expect(await (await post(link, 'DECLINED')).text()).toContain('Ihre Antwort ist angekommen');
    expect(await answers()).toEqual(['PERSON DECLINED LINK']);
  });

  it('tells nothing about anybody', async () => {
    await invited();
    const token = linkIn(lastTo(personAddress)).split('/').at(-1) ?? '';
    const payload = Buffer.from(token.split('.')[0] ?? '', 'base64url');
    expect(payload.toString('hex')).not.toContain(id.replaceAll('-', ''));
    expect(payload.toString()).not.toContain(personAddress);
  });

  it('means nothing when a sign of it was changed, or it was signed for something else', async () => {
    await invited();
    const link = linkIn(lastTo(personAddress));
    const [start, signature] = [link.slice(0, -22), link.slice(-22)];
    const turned = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    for (const wrong of [
      `${start}${turned}`,
      `${link}A`,
      `${origin()}/conference-answers/abc`,
      link.slice(0, -1),
    ])
      expect(await codeOf(await post(wrong, 'ACCEPTED'))).toBe('ANSWER_LINK_INVALID');
    expect(await answers()).toEqual([]);
  });

  it('ends when the sitting begins, with a new date, and with the cancellation', async () => {
    await invited();
    const link = linkIn(lastTo(personAddress));
    const lead = await own.test.staff('lead');
    valueOf(await own.work.step('postpone', id as never, lead));
    expect(await codeOf(await post(link, 'ACCEPTED'))).toBe('INVITATION_OUTDATED');
    await own.work.schedule(id as never, { attendees: ATTENDEE });
    expect(await codeOf(await post(link, 'ACCEPTED'))).toBe('INVITATION_OUTDATED');
    await own.sendAll();
    own.test.clock.setDay('2026-05-20', '10:00');
    const fresh = linkIn(lastTo(personAddress));
    expect(await codeOf(await post(fresh, 'ACCEPTED'))).toBe('ANSWER_LINK_EXPIRED');
    expect(await answers()).toEqual([]);
  });

  it('takes no other answers and no large forms', async () => {
    await invited();
    const link = linkIn(lastTo(personAddress));
    expect((await post(link, 'DELEGATED')).status).toBe(400);
    expect((await post(link, 'x'.repeat(5_000))).status).toBe(413);
    expect(await answers()).toEqual([]);
  });

  it('opens the answer again when the date changes', async () => {
    await invited();
    await post(linkIn(lastTo(personAddress)), 'ACCEPTED');
    valueOf(await own.work.step('postpone', id as never, await own.test.staff('lead')));
    await own.work.schedule(id as never, { attendees: ATTENDEE });
    expect(await answers()).toEqual([]);
  });
});

describe('a reply of a calendar program', () => {
  it('is kept for the address that was invited', async () => {
    await invited();
    expect((await handOver(reply())).status).toBe(204);
    expect(await answers()).toEqual(['STAFF ACCEPTED MAIL']);
  });

  it('that was made earlier does not replace a later one', async () => {
    await invited();
    await handOver(reply());
    const earlier = reply({
      stamp: 'DTSTAMP:20260504T110000Z',
      attendee: `ATTENDEE;PARTSTAT=DECLINED:mailto:${addressOf('jobcenter')}`,
    });
    expect(await codeOf(await handOver(earlier))).toBe('INVITATION_OUTDATED');
    expect(await answers()).toEqual(['STAFF ACCEPTED MAIL']);
  });

  it('to an earlier date is not taken', async () => {
    await invited();
    const old = reply();
    valueOf(await own.work.step('postpone', id as never, await own.test.staff('lead')));
    await own.work.schedule(id as never, { attendees: ATTENDEE });
    expect(await codeOf(await handOver(old))).toBe('INVITATION_OUTDATED');
    expect(await answers()).toEqual([]);
  });

  it.each([
    ['of a foreign UID', { uid: 'UID:12345@calendar.example' }, 'REPLY_UNKNOWN'],
    [
      'of a UID that was never given out',
      { uid: 'UID:00000000-0000-4000-8000-000000000000.ahorntal@fallwerk.invalid' },
      'REPLY_UNKNOWN',
    ],
    [
      'of another region',
      { uid: 'UID:00000000-0000-4000-8000-000000000000.nirgendwo@fallwerk.invalid' },
      'REPLY_UNKNOWN',
    ],
    ['that raises the sequence', { sequence: 'SEQUENCE:7' }, 'REPLY_UNKNOWN'],
    [
      'for somebody else',
      { attendee: `ATTENDEE;PARTSTAT=DECLINED:mailto:lead@example.org` },
      'REPLY_UNKNOWN',
    ],
    ['that is an invitation', { method: 'METHOD:REQUEST' }, 'REPLY_METHOD_WRONG'],
    ['that calls off', { method: 'METHOD:CANCEL' }, 'REPLY_METHOD_WRONG'],
    ['to a series', { further: 'RRULE:FREQ=SECONDLY' }, 'REPLY_RECURRING'],
    ['to one of a series', { further: 'RECURRENCE-ID:20260520T080000Z' }, 'REPLY_RECURRING'],
    [
      'that hands on',
      { attendee: `ATTENDEE;PARTSTAT=DELEGATED:mailto:jobcenter@example.org` },
      'REPLY_NOT_READABLE',
    ],
    ['of nobody', { attendee: 'COMMENT:niemand' }, 'REPLY_NOT_READABLE'],
    ['without a time', { stamp: 'DTSTAMP:gestern' }, 'REPLY_NOT_READABLE'],
    ['with a broken line', { further: 'x\r\n;;;===' }, 'REPLY_NOT_READABLE'],
    ['with two events', { further: 'END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x' }, 'REPLY_NOT_READABLE'],
    [
      'with thousands of components',
      { further: 'BEGIN:VALARM\r\nEND:VALARM\r\n'.repeat(2_000) },
      'REPLY_TOO_LARGE',
    ],
    ['that is long', { further: `COMMENT:${'x'.repeat(80_000)}` }, 'REPLY_TOO_LARGE'],
  ])('%s is refused and changes nothing', async (_what, more, code) => {
    await invited();
    expect(await codeOf(await handOver(reply(more)))).toBe(code);
    expect(await answers()).toEqual([]);
  });

  it('is refused from another sender, without a calendar, beyond all size, and without the secret', async () => {
    await invited();
    expect(await codeOf(await handOver(reply({}, 'fremd@example.org')))).toBe('REPLY_UNKNOWN');
    expect(await codeOf(await handOver('Subject: nichts\r\n\r\nText'))).toBe('REPLY_NOT_READABLE');
    expect(await codeOf(await handOver('x'.repeat(300_000)))).toBe('BODY_TOO_LARGE');
    for (const secret of [undefined, '', 'falsch'])
      expect(await codeOf(await handOver(reply(), secret ?? ''))).toBe('NOT_FOUND_OR_NOT_PERMITTED');
    expect(await answers()).toEqual([]);
  });
});
