import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ical from 'node-ical';
import { key } from '#test/builders/case-work.js';
import { anIdentified, type IdentifiedConference } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { ConvertConference } from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { addressOf, InvitationWork } from './invitation-work.js';

const ATTENDEE = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];
const PERSON = 'abeba.person@example.org';

let own: InvitationWork;
let conference: IdentifiedConference;

beforeAll(async () => {
  own = await InvitationWork.start();
});

afterAll(async () => own?.stop());

beforeEach(async () => {
  own.test.clock.setDay(FIRST_DAY);
  await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await own.sendAll();
  conference = await own.work.identified();
  await own.address({ kind: 'PERSON', id: conference.person.personId }, PERSON);
  await own.work.schedule(conference.id, { attendees: ATTENDEE });
  await arrived();
});

/** What arrives now, as a program that is not ours reads it. */
async function arrived(): Promise<readonly (readonly [string, string, number, string])[]> {
  own.mailbox.mails.length = 0;
  await own.sendAll();
  return own.mailbox.mails.map(({ to, calendar }) => {
    const parts = Object.values(ical.sync.parseICS(calendar));
    const event = parts.find((part) => part?.type === 'VEVENT');
    if (event?.type !== 'VEVENT') throw new Error('no event');
    return [to, String(event.method), Number(event.sequence), event.uid] as const;
  });
}

function said(mails: Awaited<ReturnType<typeof arrived>>): readonly string[] {
  return mails.map(([to, method, sequence]) => `${to} ${method} ${sequence}`).sort();
}

const EVERYBODY = [
  PERSON,
  addressOf('jobcenter'),
  addressOf('lead'),
  addressOf('moderation'),
  addressOf('protokoll'),
  'sozialamt.stelle@example.org',
].sort();

function all(what: string): readonly string[] {
  return EVERYBODY.map((address) => `${address} ${what}`);
}

async function convert(id: ConferenceId): Promise<ConferenceId> {
  const { revision } = await own.work.processOf('conference', id);
  const input = {
    idempotencyKey: key(),
    conferenceId: id,
    expectedRevision: revision,
    kind: 'LEARNING_ANONYMISED' as const,
    guidingQuestion: 'Was lernen wir daraus?',
    topic: 'Übergang',
  };
  const lead = await own.test.staff('lead');
  return valueOf(await own.test.get(ConvertConference).execute(lead, input)).conferenceId;
}

describe('a conference that is not held', () => {
  it('is called off for everybody at once when a consent ends', async () => {
    await own.work.revoke(conference.consentId, conference.person);
    expect(await own.work.statesOf(conference.id)).toBe('blocked');
    expect(said(await arrived())).toEqual(all('CANCEL 1'));
  });

  it('is called off once when the person objects, and not again when the convener cancels', async () => {
    valueOf(await own.work.step('object', conference.id, conference.person));
    expect(said(await arrived())).toEqual(all('CANCEL 1'));
    valueOf(await own.work.step('cancel', conference.id, await own.test.staff('lead')));
    expect(await arrived()).toEqual([]);
  });

  it('takes no answers while it is blocked', async () => {
    const [mail] = own.mailbox.to(PERSON);
    const link = /https?:\/\/\S+conference-answers\/\S+/.exec(mail?.read.text ?? '')?.[0] ?? '';
    await own.work.revoke(conference.consentId, conference.person);
    const answered = await fetch(link, { method: 'POST', body: new URLSearchParams({ answer: 'ACCEPTED' }) });
    expect(answered.status).toBe(410);
    expect(await answered.text()).toContain('INVITATION_OUTDATED');
  });

  it('invites again only with a new date once it is set free: same UID, higher sequence', async () => {
    const [first] = await own.test.rows<{ uid: string }>(
      `SELECT uid FROM conference_invitation WHERE conference_id = $1`,
      [conference.id],
    );
    await own.work.revoke(conference.consentId, conference.person);
    await arrived();
    await own.work.consentToBoth(conference.caseId);
    expect(await own.work.statesOf(conference.id)).toBe('consentCheck');
    expect(await arrived()).toEqual([]);
    await own.work.schedule(conference.id, { attendees: ATTENDEE });
    const again = await arrived();
    expect(said(again)).toEqual(all('REQUEST 2'));
    expect(new Set(again.map(([, , , uid]) => uid))).toEqual(new Set([first?.uid]));
    expect(own.mailbox.to(PERSON)[0]?.read.subject).toMatch(/^Neuer Termin: /);
  });
});

describe('a conference that goes on without names', () => {
  it('is called off, and invites anew with nothing that leads to the first one or the person', async () => {
    const before = own.mailbox.mails.map(({ raw, calendar }) => `${raw} ${calendar}`).join();
    const [first] = await own.test.rows<{ uid: string; number: string; topic: string }>(
      `SELECT v.uid, c.number, c.topic FROM conference_invitation v JOIN case_conference c
         ON c.region_id = v.region_id AND c.id = v.conference_id WHERE v.conference_id = $1`,
      [conference.id],
    );
    expect(before).toContain(first?.number);
    valueOf(await own.work.step('postpone', conference.id, await own.test.staff('lead')));
    expect(said(await arrived())).toEqual(all('CANCEL 1'));
    const id = await convert(conference.id);
    expect(await arrived()).toEqual([]);
    await own.work.schedule(id, { attendees: ATTENDEE });
    const again = await arrived();
    expect(said(again)).toEqual(EVERYBODY.filter((one) => one !== PERSON).map((one) => `${one} REQUEST 0`));
    const text = own.mailbox.mails.map(({ raw, read, calendar }) => `${raw} ${read.text} ${calendar}`).join();
    for (const trace of [first?.uid, first?.number, first?.topic, conference.id, conference.caseId, PERSON])
      expect(text).not.toContain(trace);
    expect(text).not.toContain(conference.person.personId);
    expect(text).not.toMatch(/Neuer Termin|In-Reply-To|References/);
  });

  it('that was blocked before is called off once', async () => {
    await own.work.revoke(conference.consentId, conference.person);
    await convert(conference.id);
    expect(said(await arrived())).toEqual(all('CANCEL 1'));
    const other = await own.work.request(anIdentified(conference.caseId));
    expect(await own.work.statesOf(other)).toBe('blocked');
    expect(await arrived()).toEqual([]);
  });
});
