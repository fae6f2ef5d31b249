import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ical from 'node-ical';
import { anAnonymised } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { addressOf, InvitationWork, unitAddressOf } from './invitation-work.js';
import type { ReceivedMail } from './mailbox.js';

const ATTENDEE = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];

let own: InvitationWork;
let hour = 0;

beforeAll(async () => {
  own = await InvitationWork.start();
});

afterAll(async () => own?.stop());

/** An hour of its own on a day in May, so that nobody is taken twice. */
function slot(): { readonly startsAt: string; readonly endsAt: string } {
  hour += 1;
  const day = String(5 + Math.floor(hour / 8)).padStart(2, '0');
  const at = (minute: string): string =>
    `2026-05-${day}T${String(7 + (hour % 8)).padStart(2, '0')}:${minute}:00Z`;
  return { startsAt: at('00'), endsAt: at('45') };
}

async function conference(): Promise<ConferenceId> {
  return own.work.request(anAnonymised(await own.work.caseForConference([])));
}

async function scheduled(more: object = {}): Promise<ConferenceId> {
  const id = await conference();
  own.mailbox.mails.length = 0;
  await own.work.schedule(id, { ...slot(), attendees: ATTENDEE, ...more });
  return id;
}

/** The one event of a mail, read by a parser that is not ours. */
function eventOf(mail: ReceivedMail | undefined) {
  const parsed = Object.values(ical.sync.parseICS(mail?.calendar ?? ''));
  const [event, ...others] = parsed.flatMap((part) => (part?.type === 'VEVENT' ? [part] : []));
  expect(others).toEqual([]);
  if (!event) throw new Error('No event');
  return event;
}

describe('a date of a conference', () => {
  it('goes to everybody who has to come, each alone in their mail', async () => {
    const id = await scheduled();
    expect(await own.sendAll()).toEqual([]);
    expect(own.mailbox.mails.map(({ to }) => to).toSorted()).toEqual(
      [
        addressOf('jobcenter'),
        addressOf('lead'),
        addressOf('moderation'),
        addressOf('protokoll'),
        unitAddressOf('sozialamt'),
      ].toSorted(),
    );
    for (const mail of own.mailbox.mails) {
      expect(mail.raw.match(/ATTENDEE/g)?.length).toBeGreaterThan(0);
      expect(mail.calendar.match(/^ATTENDEE/gm)).toHaveLength(1);
      const others = own.mailbox.mails.filter(({ to }) => to !== mail.to).map(({ to }) => to);
      expect(others.filter((other) => mail.raw.includes(other) || mail.calendar.includes(other))).toEqual([]);
    }
    expect(new Set(await own.statuses(id))).toEqual(new Set(['REQUEST 0 SENT']));
  });

  it('is an invitation that a calendar understands: method in the content type, RSVP, organiser', async () => {
    await scheduled();
    await own.sendAll();
    const [mail] = own.mailbox.to(addressOf('moderation'));
    expect(mail?.raw).toMatch(/content-type: text\/calendar;[^\n]*method=REQUEST/i);
    const event = eventOf(mail);
    expect(event.method).toBe('REQUEST');
    expect(Number(event.sequence)).toBe(0);
    expect(event.status).toBe('CONFIRMED');
    expect(event.organizer).toMatchObject({ val: 'mailto:fallwerk@example.org' });
    expect(event.attendee).toMatchObject({
      val: `mailto:${addressOf('moderation')}`,
      params: { RSVP: true, PARTSTAT: 'NEEDS-ACTION' },
    });
  });

  it.each([
    ['winter', '2027-01-20T09:00:00Z', '20270120T100000'],
    ['summer', '2026-07-20T08:00:00Z', '20260720T100000'],
    ['the day after summer time ends', '2026-10-26T09:00:00Z', '20261026T100000'],
    ['the day on which summer time begins', '2027-03-28T08:00:00Z', '20270328T100000'],
  ])('keeps its hour in %s', async (_what, startsAt, local) => {
    const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
    await scheduled({ startsAt, endsAt });
    await own.sendAll();
    const [mail] = own.mailbox.to(addressOf('moderation'));
    expect(mail?.calendar).toContain(`DTSTART;TZID=Europe/Berlin:${local}`);
    const event = eventOf(mail);
    expect(event.start.toISOString()).toBe(new Date(startsAt).toISOString());
    expect(event.end?.toISOString()).toBe(endsAt);
    expect(mail?.read.text).toContain('10:00–11:00 (Europe/Berlin)');
  });

  it('that comes twice in the night when summer time ends is written in UTC', async () => {
    await scheduled({ startsAt: '2026-10-25T01:30:00Z', endsAt: '2026-10-25T02:30:00Z' });
    await own.sendAll();
    const [mail] = own.mailbox.to(addressOf('moderation'));
    expect(mail?.calendar).toContain('DTSTART:20261025T013000Z');
    expect(eventOf(mail).start.toISOString()).toBe('2026-10-25T01:30:00.000Z');
  });

  it('says number and topic and nothing of anybody', async () => {
    const id = await scheduled();
    await own.sendAll();
    const [row] = await own.test.rows<{ number: string; case_id: string; case_number: string }>(
      `SELECT c.number, c.case_id, f.number AS case_number FROM case_conference c
       JOIN case_file f ON f.region_id = c.region_id AND f.id = c.case_id WHERE c.id = $1`,
      [id],
    );
    const [mail] = own.mailbox.to(addressOf('moderation'));
    expect(mail?.read.subject).toBe(`Einladung: Fallkonferenz ${row?.number}, Wechsel des Rechtskreises`);
    const said = `${mail?.raw} ${mail?.read.text} ${mail?.calendar}`;
    expect(said).not.toContain(id);
    expect(said).not.toContain(row?.case_id);
    expect(said).not.toContain(row?.case_number);
    expect(said).not.toContain('Wie gelingt der Wechsel');
    expect(said).toContain('termin.ics');
  });
});

describe('a change of the date', () => {
  it('keeps the UID, raises the sequence, and calls off in between', async () => {
    const id = await scheduled();
    await own.sendAll();
    const first = eventOf(own.mailbox.to(addressOf('moderation'))[0]);
    valueOf(await own.work.step('postpone', id, await own.test.staff('lead')));
    await own.sendAll();
    await own.work.schedule(id, { ...slot(), attendees: ATTENDEE });
    await own.sendAll();
    const [, off, again] = own.mailbox.to(addressOf('moderation')).map((mail) => eventOf(mail));
    expect([off?.method, Number(off?.sequence), off?.status, off?.uid]).toEqual([
      'CANCEL',
      1,
      'CANCELLED',
      first.uid,
    ]);
    expect([again?.method, Number(again?.sequence), again?.uid]).toEqual(['REQUEST', 2, first.uid]);
    expect(own.mailbox.to(addressOf('moderation'))[2]?.read.subject).toMatch(/^Neuer Termin: /);
  });

  it('cancels for those who do not come any more', async () => {
    const id = await scheduled();
    await own.sendAll();
    valueOf(await own.work.step('postpone', id, await own.test.staff('lead')));
    await own.sendAll();
    own.mailbox.mails.length = 0;
    const attendees = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenterHead') }];
    await own.work.schedule(id, { ...slot(), attendees });
    await own.sendAll();
    expect(eventOf(own.mailbox.to(addressOf('jobcenter'))[0]).method).toBe('CANCEL');
    expect(own.mailbox.to(addressOf('lead'))[0]?.read.subject).toMatch(/^Neuer Termin: /);
    expect(await own.statuses(id)).toContain('REQUEST 2 NO_ADDRESS');
  });

  it('that comes before the first mail has left makes the first one needless', async () => {
    const id = await scheduled();
    valueOf(await own.work.step('cancel', id, await own.test.staff('lead')));
    await own.sendAll();
    const [mail, ...others] = own.mailbox.to(addressOf('moderation'));
    expect(others).toEqual([]);
    expect(eventOf(mail).method).toBe('CANCEL');
    expect((await own.statuses(id)).filter((status) => status.startsWith('REQUEST'))).toEqual(
      Array.from({ length: 5 }, () => 'REQUEST 0 OVERTAKEN'),
    );
  });

  it('that is refused invites nobody', async () => {
    const id = await conference();
    await own.work.trySchedule(id, { chairId: staffId('colleague') });
    expect(await own.statuses(id)).toEqual([]);
  });
});

describe('a mail', () => {
  it('is sent once, however often its job runs', async () => {
    const id = await scheduled();
    await Promise.all([own.sendAll(), own.sendAll()]);
    await own.test.rows(`UPDATE mail_message SET claimed_at = NULL WHERE subject_id = $1`, [id]);
    await own.sendAll();
    expect(own.mailbox.to(addressOf('moderation'))).toHaveLength(1);
  });

  it('that the server does not take now is tried again, one it refuses is given up with its code alone', async () => {
    const id = await scheduled();
    own.mailbox.refusals.push(451, 550);
    const failures = await own.sendAll();
    expect(failures.map(String).join()).not.toContain('example.org');
    expect(failures).toHaveLength(1);
    expect(await own.statuses(id)).toEqual(
      expect.arrayContaining(['REQUEST 0 WAITING NOT_REACHED', 'REQUEST 0 FAILED SMTP_550']),
    );
    await own.sendAll();
    expect((await own.statuses(id)).filter((status) => status.endsWith('SENT'))).toHaveLength(4);
  });

  it('whose head would say something else is not sent', async () => {
    const id = await scheduled();
    await own.test.database.asOwner(`UPDATE case_conference SET topic = $2 WHERE id = $1`, [
      id,
      'Thema\r\nBcc: fremd@example.org',
    ]);
    await own.sendAll();
    expect(own.mailbox.mails).toEqual([]);
    expect(new Set(await own.statuses(id))).toEqual(new Set(['REQUEST 0 FAILED MAIL_HEADER_NOT_POSSIBLE']));
  });

  it('keeps no words and no addresses in the database', async () => {
    const id = await scheduled();
    await own.sendAll();
    const rows = await own.test.database.asOwner(
      `SELECT to_jsonb(m) AS row FROM mail_message m WHERE subject_id = $1`,
      [id],
    );
    expect(JSON.stringify(rows)).not.toMatch(/@|Rechtskreis|K-/);
  });
});
