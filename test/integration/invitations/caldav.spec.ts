import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ical from 'node-ical';
import { key } from '#test/builders/case-work.js';
import { anAnonymised } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { CalendarAccounts } from '../../../src/conferences/invitations/application/calendar-accounts.js';
import { SyncCalendars } from '../../../src/conferences/invitations/application/sync-calendars.js';
import { InvitationWork } from './invitation-work.js';
import { Radicale } from './radicale.js';

const PASSWORD = 'ein-Passwort-nur-dafür';

let own: InvitationWork;
let radicale: Radicale;

beforeAll(async () => {
  radicale = await Radicale.start('jobcenter', PASSWORD);
  await radicale.makeCalendar();
  own = await InvitationWork.start({ CALDAV_SERVERS: radicale.url });
}, 240_000);

beforeEach(() => own.test.clock.setDay(FIRST_DAY));

afterAll(async () => {
  await own?.stop();
  await radicale?.stop();
});

async function connect(more: object = {}) {
  const input = {
    idempotencyKey: key(),
    serverUrl: radicale.url,
    username: 'jobcenter',
    password: PASSWORD,
    ...more,
  };
  return own.test.get(CalendarAccounts).connect(await own.test.staff('jobcenter'), input);
}

async function sync(): Promise<void> {
  await own.test.get(SyncCalendars).run();
}

async function busy(): Promise<readonly string[]> {
  const rows = await own.test.rows<{ startsAt: Date; endsAt: Date }>(
    `SELECT starts_at AS "startsAt", ends_at AS "endsAt" FROM staff_busy_time WHERE staff_id = $1 ORDER BY starts_at`,
    [staffId('jobcenter')],
  );
  return rows.map(({ startsAt, endsAt }) => `${startsAt.toISOString()} ${endsAt.toISOString()}`);
}

async function inCalendar(): Promise<readonly string[]> {
  const parsed = Object.values(ical.sync.parseICS(await radicale.read()));
  return parsed.flatMap((part) =>
    part?.type === 'VEVENT' && part.uid.endsWith('fallwerk.invalid')
      ? [`${part.start.toISOString()} ${JSON.stringify(part.summary)}`]
      : [],
  );
}

describe('a connected calendar', () => {
  it('gives busy times and nothing of what stands in it', async () => {
    await radicale.put('arzt', [
      'SUMMARY:Geheimer Termin',
      'LOCATION:Praxis',
      'DTSTART:20260511T080000Z',
      'DTEND:20260511T090000Z',
    ]);
    await radicale.put('daran', [
      'SUMMARY:Gleich danach',
      'DTSTART:20260511T090000Z',
      'DTEND:20260511T093000Z',
    ]);
    await radicale.put('ganzer-tag', [
      'SUMMARY:Urlaub',
      'DTSTART;VALUE=DATE:20260513',
      'DTEND;VALUE=DATE:20260514',
    ]);
    await radicale.put('frei', [
      'SUMMARY:Geburtstag',
      'TRANSP:TRANSPARENT',
      'DTSTART:20260512T080000Z',
      'DTEND:20260512T090000Z',
    ]);
    await radicale.put('serie', [
      'SUMMARY:Runde',
      'DTSTART:20260518T070000Z',
      'DTEND:20260518T073000Z',
      'RRULE:FREQ=WEEKLY;COUNT=2',
    ]);
    expect(codeOf(await connect())).toBe('OK');
    await sync();
    expect(await busy()).toEqual([
      '2026-05-11T08:00:00.000Z 2026-05-11T09:30:00.000Z',
      '2026-05-12T22:00:00.000Z 2026-05-13T22:00:00.000Z',
      '2026-05-18T07:00:00.000Z 2026-05-18T07:30:00.000Z',
      '2026-05-25T07:00:00.000Z 2026-05-25T07:30:00.000Z',
    ]);
    const everything = await own.test.database.asOwner(
      `SELECT to_jsonb(b) FROM staff_busy_time b UNION ALL SELECT to_jsonb(a) FROM caldav_account a
       UNION ALL SELECT to_jsonb(r) FROM idempotency_record r`,
    );
    expect(JSON.stringify(everything)).not.toMatch(/Geheim|Praxis|Urlaub|Runde|Passwort/);
  });

  it('gets the conferences of its owner, follows their dates, and they do not count as busy', async () => {
    const before = await busy();
    const id = await own.work.request(anAnonymised(await own.work.caseForConference([])));
    const attendees = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];
    await own.work.schedule(id, { attendees });
    await sync();
    const what = expect.stringMatching(
      /^2026-05-20T08:00:00.000Z "Fallkonferenz K-\S+: Wechsel des Rechtskreises"$/,
    );
    expect(await inCalendar()).toEqual([what]);
    await sync();
    expect(await inCalendar()).toEqual([what]);
    expect(await busy()).toEqual(before);
    const lead = await own.test.staff('lead');
    valueOf(await own.work.step('postpone', id, lead));
    await sync();
    expect(await inCalendar()).toEqual([]);
    await own.work.schedule(id, {
      attendees,
      startsAt: '2026-05-21T08:00:00Z',
      endsAt: '2026-05-21T09:00:00Z',
    });
    await sync();
    expect(await inCalendar()).toEqual([expect.stringMatching(/^2026-05-21T08:00:00.000Z /)]);
    expect(await radicale.read()).toContain('Geheimer Termin');
  });

  it('loses our dates, and is not read any more, once its owner works nowhere', async () => {
    const before = await busy();
    expect(await inCalendar()).toHaveLength(1);
    await own.test.rows(`UPDATE staff_role SET valid_until = '2026-05-03' WHERE staff_id = $1`, [
      staffId('jobcenter'),
    ]);
    await sync();
    expect([await inCalendar(), await busy()]).toEqual([[], []]);
    expect(await radicale.read()).toContain('Geheimer Termin');
    await own.test.rows(`UPDATE staff_role SET valid_until = NULL WHERE staff_id = $1`, [
      staffId('jobcenter'),
    ]);
    await sync();
    expect([(await inCalendar()).length, await busy()]).toEqual([1, before]);
  });

  it.each([
    ['a wrong password', { password: 'falsch' }, 'CALENDAR_NOT_READABLE'],
    ['a server nobody allowed', { serverUrl: 'http://127.0.0.1:1' }, 'CALENDAR_SERVER_NOT_POSSIBLE'],
    ['the machine of a cloud', { serverUrl: 'http://169.254.169.254/' }, 'CALENDAR_SERVER_NOT_POSSIBLE'],
    ['a file', { serverUrl: 'file:///etc/passwd' }, 'CALENDAR_SERVER_NOT_POSSIBLE'],
    ['no address', { serverUrl: 'kalender' }, 'CALENDAR_SERVER_NOT_POSSIBLE'],
  ])('is not one with %s', async (_what, more, code) => {
    expect(codeOf(await connect(more))).toBe(code);
  });

  it('that cannot be read keeps what was read before and says so', async () => {
    const before = await busy();
    const jobcenter = await own.test.staff('jobcenter');
    await own.test.database.asOwner(`UPDATE caldav_account SET server_url = 'http://127.0.0.1:1'`);
    await sync();
    expect((await own.test.get(CalendarAccounts).find(jobcenter))?.problem).toBe('SERVER_NOT_ALLOWED');
    expect(await busy()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });

  it('is forgotten with everything read from it', async () => {
    const jobcenter = await own.test.staff('jobcenter');
    valueOf(await own.test.get(CalendarAccounts).disconnect(jobcenter, { idempotencyKey: key() }));
    expect(await busy()).toEqual([]);
    expect(await own.test.get(CalendarAccounts).find(jobcenter)).toBeUndefined();
  });
});
