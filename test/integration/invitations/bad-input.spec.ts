import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { AnswerInvitation } from '../../../src/conferences/invitations/application/answer-invitation.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { routesOf } from '../matrix/routes.js';
import { calendarReply } from './calendar-reply.js';
import { addressOf, InvitationWork } from './invitation-work.js';

const SECRET = 'a-secret-of-the-mail-server';
const ATTENDEE = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];
const JOBCENTER = addressOf('jobcenter');
const RLO = String.fromCodePoint(0x202e);
const TEN_MB = 10 * 1_048_576;
/** Longer than any of it may take, shorter than it would without bounds. */
const PATIENCE_MS = 5_000;

let own: InvitationWork;
let id: ConferenceId;

beforeAll(async () => {
  own = await InvitationWork.start({ MAIL_REPLY_SECRET: SECRET });
});

afterAll(async () => own?.stop());

beforeEach(async () => {
  own.test.clock.setDay(FIRST_DAY);
  await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await own.sendAll();
  own.mailbox.mails.length = 0;
});

async function invited(topic?: string): Promise<void> {
  id = await own.work.request(anAnonymised(await own.work.caseForConference()));
  if (topic !== undefined)
    await own.test.database.asOwner(`UPDATE case_conference SET topic = $2 WHERE id = $1`, [id, topic]);
  await own.work.schedule(id, { attendees: ATTENDEE });
  await own.sendAll();
}

function reply(more: Readonly<Record<string, string>> = {}, from = JOBCENTER): string {
  return calendarReply(own.mailbox.to(JOBCENTER).at(-1)?.calendar ?? '', JOBCENTER, more, from);
}

async function receive(mail: string): Promise<string> {
  const taken = await own.test.get(AnswerInvitation).receive(Buffer.from(mail));
  return taken.ok ? taken.value : taken.error.code;
}

async function answers(): Promise<readonly string[]> {
  const rows = await own.test.rows<{ answer: string }>(
    `SELECT answer FROM conference_invitee WHERE conference_id = $1 AND answer IS NOT NULL`,
    [id],
  );
  return rows.map(({ answer }) => answer);
}

describe('the head of a reply', () => {
  it.each([
    ['an encoded sender in front of the real one', `=?utf-8?q?jobcenter=40example.org?= <fremd@example.org>`],
    ['the invited one as name', `"${JOBCENTER}" <fremd@example.org>`],
    ['two senders', `${JOBCENTER}, fremd@example.org`],
    ['two senders the other way round', `fremd@example.org, ${JOBCENTER}`],
    ['two lines', `${JOBCENTER}\r\nFrom: fremd@example.org`],
    ['two lines the other way round', `fremd@example.org\r\nFrom: ${JOBCENTER}`],
    ['a group', `Amt: ${JOBCENTER}, fremd@example.org;`],
    ['a turned direction', `${RLO}${JOBCENTER}`],
    ['a zero byte', `${JOBCENTER}\0`],
    ['a comment', `fremd@example.org (${JOBCENTER})`],
    ['nobody', ''],
    ['10,000 senders', Array.from({ length: 10_000 }, (_, index) => `a${index}@example.org`).join(', ')],
    ['quotes without end', '"'.repeat(60_000)],
    ['encoded words without end', '=?utf-8?q?a?= '.repeat(4_000)],
  ])('with %s changes nothing', async (_what, from) => {
    await invited();
    const begun = Date.now();
    expect(await receive(reply({}, from))).toMatch(/^REPLY_(UNKNOWN|NOT_READABLE)$/);
    expect(Date.now() - begun).toBeLessThan(PATIENCE_MS);
    expect(await answers()).toEqual([]);
  });

  it('with parts inside one another, or without end, changes nothing', async () => {
    await invited();
    const nested = Array.from(
      { length: 1_000 },
      (_, level) => `Content-Type: multipart/mixed; boundary=t${level}\r\n\r\n--t${level}\r\n`,
    ).join('');
    for (const mail of [
      `From: ${JOBCENTER}\r\n${nested}`,
      `From: ${JOBCENTER}\r\n${'X: y\r\n'.repeat(40_000)}`,
    ]) {
      const begun = Date.now();
      expect(await receive(mail)).toBe('REPLY_NOT_READABLE');
      expect(Date.now() - begun).toBeLessThan(PATIENCE_MS);
    }
  });

  it('with two calendars that say different things changes nothing', async () => {
    await invited();
    const [head, calendar] = reply().split('Content-Type: text/calendar; method=REPLY; charset=utf-8');
    const type = 'Content-Type: text/calendar; method=REPLY; charset=utf-8';
    const first = `${calendar?.replace('--teil--', '--teil')}`;
    const both = `${head}${type}${first}${type}${calendar?.replace('ACCEPTED', 'DECLINED')}`;
    expect(await receive(both)).toBe('REPLY_NOT_READABLE');
    expect(await answers()).toEqual([]);
  });
});

/** A zone whose rules the parser follows for ever. */
const ENDLESS_ZONE =
  'BEGIN:VTIMEZONE\r\nTZID:Nirgendwo\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n' +
  'TZOFFSETTO:+0200\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\nEND:STANDARD\r\nEND:VTIMEZONE';

describe('the calendar of a reply', () => {
  it.each([
    ['a time in the hour that does not exist', { stamp: 'DTSTAMP;TZID=Europe/Berlin:20260329T023000' }],
    ['a time of a zone nobody knows', { stamp: 'DTSTAMP;TZID=../../etc/passwd:20260504T120000' }],
    ['a time without zone', { stamp: 'DTSTAMP:20260504T120000' }],
    [
      'a time of a zone whose rules never end',
      { method: `METHOD:REPLY\r\n${ENDLESS_ZONE}`, stamp: 'DTSTAMP;TZID=Nirgendwo:20260504T120000' },
    ],
    [
      'an address of two lines',
      { attendee: `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${JOBCENTER}\\nfremd@example.org` },
    ],
    ['an encoded address', { attendee: `ATTENDEE;PARTSTAT=ACCEPTED:mailto:jobcenter%40example.org` }],
    ['a sequence without end', { sequence: `SEQUENCE:${'9'.repeat(400)}` }],
    ['a negative sequence', { sequence: 'SEQUENCE:-1' }],
  ])('with %s changes nothing', async (_what, more) => {
    await invited();
    const begun = Date.now();
    expect(await receive(reply(more))).toMatch(/^(REPLY_(UNKNOWN|NOT_READABLE)|INVITATION_OUTDATED)$/);
    expect(Date.now() - begun).toBeLessThan(PATIENCE_MS);
    expect(await answers()).toEqual([]);
  });

  it('with a zone nobody needs, entities, alarms and attachments is taken for its answer alone', async () => {
    await invited();
    const further =
      'ATTACH:file:///etc/passwd\r\nCOMMENT:&x;<!ENTITY x SYSTEM "file:///etc/passwd">\r\n' +
      'BEGIN:VALARM\r\nACTION:EMAIL\r\nATTENDEE:mailto:fremd@example.org\r\nTRIGGER:-PT1M\r\nEND:VALARM';
    expect(await receive(reply({ method: `METHOD:REPLY\r\n${ENDLESS_ZONE}`, further }))).toBe('ACCEPTED');
    expect(await answers()).toEqual(['ACCEPTED']);
  });

  it('from a clock that is years ahead keeps no later reply away', async () => {
    await invited();
    expect(await receive(reply({ stamp: 'DTSTAMP:29990101T000000Z' }))).toBe('ACCEPTED');
    own.test.clock.setDay('2026-05-05');
    const attendee = `ATTENDEE;PARTSTAT=DECLINED:mailto:${JOBCENTER}`;
    expect(await receive(reply({ stamp: 'DTSTAMP:20260505T060000Z', attendee }))).toBe('DECLINED');
    expect(await answers()).toEqual(['DECLINED']);
  });

  it('about a sitting that has begun changes nothing', async () => {
    await invited();
    own.test.clock.setDay('2026-05-20', '10:00');
    expect(await receive(reply())).toBe('INVITATION_OUTDATED');
    expect(await answers()).toEqual([]);
  });
});

describe('the words of an invitation', () => {
  it('stay what they are: encoded words and turned directions say nothing else', async () => {
    await invited(`Antrag =?utf-8?q?Bcc=3A_fremd=40example.org?= ${RLO}txt.exe`);
    const [mail] = own.mailbox.to(JOBCENTER);
    expect(mail?.read.subject).toMatch(/, Antrag = \?utf-8\?q\?Bcc=3A_fremd=40example\.org\?= txt\.exe$/);
    expect(mail?.read.bcc).toBeUndefined();
    expect(`${mail?.read.subject} ${mail?.read.text} ${mail?.calendar}`).not.toContain(RLO);
  });

  it('that look like lines of a calendar stay words', async () => {
    await invited('Thema\\nATTENDEE:mailto:fremd@example.org;X=1,END:VEVENT');
    const calendar = own.mailbox.to(JOBCENTER)[0]?.calendar.replaceAll(/\r?\n /g, '') ?? '';
    expect(calendar.match(/^ATTENDEE/gm)).toHaveLength(1);
    expect(calendar.match(/^END:VEVENT/gm)).toHaveLength(1);
  });
});

/** Sends 10 MB; the server may answer and hang up long before all of it has left. */
async function flood(method: string, path: string, type: string) {
  const { port } = new URL(await own.test.app.getUrl());
  return new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
    const headers = { 'content-type': type, 'content-length': TEN_MB, 'x-mail-secret': SECRET };
    let isAnswered = false;
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      isAnswered = true;
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('close', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', (error) => (isAnswered ? undefined : reject(error)));
    sent.end(Buffer.alloc(TEN_MB, 'x'));
  });
}

describe('10 MB', () => {
  it('are refused with a code at every route that takes a body', async () => {
    const types = ['application/json', 'application/x-www-form-urlencoded', 'message/rfc822'];
    const paths = routesOf(own.test.app).map((path) => path.replaceAll(/:\w+/g, 'x').replace('*', 'x'));
    expect(paths).toEqual(expect.arrayContaining(['/mail-replies', '/conference-answers/x']));
    for (const path of new Set(paths))
      for (const type of types) {
        const { status, body } = await flood('POST', path, type);
        expect([path, type, status < 400 || status >= 500 ? status : 'refused']).toEqual([
          path,
          type,
          'refused',
        ]);
        expect(body).not.toContain('xxxxx');
      }
  });

  it('are too much, by name, where replies and answers are taken', async () => {
    for (const [path, type] of [
      ['/mail-replies', 'message/rfc822'],
      ['/conference-answers/x', 'application/x-www-form-urlencoded'],
    ] as const) {
      const { status, body } = await flood('POST', path, type);
      expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([413, 'BODY_TOO_LARGE']);
    }
  });
});
