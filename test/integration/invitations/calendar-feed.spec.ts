import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ical from 'node-ical';
import { key } from '#test/builders/case-work.js';
import { anAnonymised } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { addressOf, InvitationWork } from './invitation-work.js';

const CREATE = `mutation($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) {
  __typename ... on CalendarFeedPayload { feedId url } ... on UserFacingError { code } } }`;
const REVOKE = `mutation($input: RevokeCalendarFeedInput!) { revokeCalendarFeed(input: $input) {
  __typename ... on RevokedFeedPayload { feedId } ... on UserFacingError { code } } }`;
const ADDRESS = `mutation($input: SetMailAddressInput!) { setMailAddress(input: $input) {
  kind: __typename ... on MailAddressPayload { isSet } ... on UserFacingError { code } } }`;
const INVITEES = `query($id: ID!) { conference(id: $id) { invitees { kind holderId answer mail } } }`;

let own: InvitationWork;
let conferenceId: ConferenceId;

beforeAll(async () => {
  own = await InvitationWork.start();
  conferenceId = await own.work.request(anAnonymised(await own.work.caseForConference([])));
  await own.work.schedule(conferenceId, {
    attendees: [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }],
  });
});

beforeEach(() => own.test.clock.setDay(FIRST_DAY));

afterAll(async () => own?.stop());

async function feed(subject: string, idempotencyKey = key()) {
  const { data } = await own.test.ask(subject, CREATE, { input: { idempotencyKey } });
  return data?.['createCalendarFeed'] as {
    readonly feedId: string;
    readonly url: string;
    readonly code?: string;
  };
}

function dates(text: string): readonly string[] {
  return Object.values(ical.sync.parseICS(text)).flatMap((part) =>
    part?.type === 'VEVENT'
      ? [`${part.start.toISOString()} ${JSON.stringify(part.summary)} ${part.status}`]
      : [],
  );
}

describe('a calendar feed', () => {
  it('shows number and topic of the conferences somebody is invited to, and no more', async () => {
    const { url } = await feed('jobcenter');
    const response = await fetch(url);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/calendar');
    expect(response.headers.get('cache-control')).toContain('private');
    expect(dates(text)).toEqual([
      expect.stringMatching(
        /^2026-05-20T08:00:00.000Z "Fallkonferenz K-\S+: Wechsel des Rechtskreises" CONFIRMED$/,
      ),
    ]);
    expect(text).not.toContain(conferenceId);
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER|DESCRIPTION/);
  });

  it('is empty for whom nobody invited', async () => {
    expect(dates(await (await fetch((await feed('agentur')).url)).text())).toEqual([]);
  });

  it('answers that nothing changed, until something does', async () => {
    const { url } = await feed('moderation');
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const other = await own.work.request(anAnonymised(await own.work.caseForConference([])));
    await own.work.schedule(other, { startsAt: '2026-05-21T08:00:00Z', endsAt: '2026-05-21T09:00:00Z' });
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200);
    valueOf(await own.work.step('cancel', other, await own.test.staff('lead')));
    expect(dates(await (await fetch(url)).text()).at(-1)).toMatch(/CANCELLED$/);
  });

  it('gives the same link for a repeated command, and keeps only a hash of it', async () => {
    const idempotencyKey = key();
    const first = await feed('sozialamt', idempotencyKey);
    expect(await feed('sozialamt', idempotencyKey)).toEqual(first);
    const token = /calendar\/[^.]+\.(.*)\.ics/.exec(first.url)?.[1] ?? '';
    const rows = await own.test.database.asOwner(
      `SELECT to_jsonb(f) AS feed, (SELECT jsonb_agg(to_jsonb(r)) FROM idempotency_record r) AS kept FROM calendar_feed f`,
    );
    expect(token).toHaveLength(43);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('ends when it is revoked, by its owner alone, and when the owner works nowhere any more', async () => {
    const { feedId, url } = await feed('abh');
    const input = { idempotencyKey: key(), feedId };
    expect((await own.test.ask('jobcenter', REVOKE, { input })).codes).toEqual([
      'NOT_FOUND_OR_NOT_PERMITTED',
    ]);
    expect((await fetch(url)).status).toBe(200);
    await own.test.ask('abh', REVOKE, { input });
    expect((await fetch(url)).status).toBe(404);
    const { url: second } = await feed('abh');
    await own.test.database.asOwner(`UPDATE staff_role SET valid_until = '2026-05-03' WHERE staff_id = $1`, [
      staffId('abh'),
    ]);
    expect((await fetch(second)).status).toBe(404);
  });

  it('is not to be had for persons, not more than five times, and not by guessing', async () => {
    const made = [];
    for (let count = 0; count < 6; count += 1) made.push((await feed('protokoll')).code ?? 'OK');
    expect(made).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'CALENDAR_FEEDS_TOO_MANY']);
    const { url } = await feed('lead');
    for (const wrong of [
      url.slice(0, -5) + (url.at(-5) === 'A' ? 'B.ics' : 'A.ics'),
      url.replace('ahorntal', 'buchental'),
      url.replace('.ics', ''),
    ])
      expect((await fetch(wrong)).status).toBe(404);
  });
});

describe('who is invited', () => {
  it('is seen with the answers by those who convene, chair or record', async () => {
    await own.sendAll();
    for (const subject of ['lead', 'moderation', 'protokoll']) {
      const { data } = await own.test.ask(subject, INVITEES, { id: conferenceId });
      const { invitees } = (data?.['conference'] ?? { invitees: [] }) as {
        readonly invitees: readonly object[];
      };
      expect(invitees).toHaveLength(5);
      expect(invitees).toContainEqual({
        kind: 'STAFF',
        holderId: staffId('jobcenter'),
        answer: null,
        mail: 'SENT',
      });
    }
    const { data } = await own.test.ask('jobcenter', INVITEES, { id: conferenceId });
    expect(data?.['conference']).toEqual({ invitees: [] });
  });
});

describe('an address for mails', () => {
  it.each([
    ['of one’s own', 'agentur', {}, 'MailAddressPayload'],
    ['of a unit by its head', 'jobcenterHead', { unitId: unit('jobcenter') }, 'MailAddressPayload'],
    [
      'with a second line',
      'agentur',
      { address: 'a@example.org\nBcc: b@example.org' },
      'MAIL_ADDRESS_NOT_POSSIBLE',
    ],
    ['that are two', 'agentur', { address: 'a@example.org,b@example.org' }, 'MAIL_ADDRESS_NOT_POSSIBLE'],
    ['with a name', 'agentur', { address: 'A <a@example.org>' }, 'MAIL_ADDRESS_NOT_POSSIBLE'],
  ])('%s', async (_what, subject, more, outcome) => {
    const input = { idempotencyKey: key(), address: 'servicestelle@example.org', ...more };
    const { data, codes } = await own.test.ask(subject, ADDRESS, { input });
    const set = data?.['setMailAddress'] as { readonly kind: string; readonly code?: string } | undefined;
    expect(set?.code ?? set?.kind ?? codes).toBe(outcome);
  });

  it('of a unit is not set by others', async () => {
    const input = { idempotencyKey: key(), address: addressOf('jobcenter'), unitId: unit('jobcenter') };
    expect((await own.test.ask('jobcenter', ADDRESS, { input })).codes).toEqual([
      'NOT_FOUND_OR_NOT_PERMITTED',
    ]);
  });
});
