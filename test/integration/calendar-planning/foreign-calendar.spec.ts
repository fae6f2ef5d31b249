import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { REGION, staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { FoundSlots } from '../../../src/conferences/calendar-planning/domain/found-slots.js';
import { BestConferenceSlots, KeepNeeds } from '../../../src/conferences/index.js';
import { busyTimesOf } from '../../../src/conferences/invitations/domain/read-busy.js';
import { writeBusyTimes } from '../../../src/conferences/invitations/persistence/caldav.repository.js';
import { UnitOfWork } from '../../../src/platform/index.js';

/** An entry of a foreign calendar: 19 May from six to ten o’clock in the evening, and one that takes no time. */
const ENTRIES = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Test//DE',
  'BEGIN:VEVENT',
  'UID:arzt@example.org',
  'DTSTAMP:20260501T000000Z',
  'SUMMARY:Geheimer Termin',
  'LOCATION:Praxis',
  'DTSTART:20260519T040000Z',
  'DTEND:20260519T200000Z',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:geburtstag@example.org',
  'DTSTAMP:20260501T000000Z',
  'SUMMARY:Geburtstag',
  'TRANSP:TRANSPARENT',
  'DTSTART:20260520T040000Z',
  'DTEND:20260520T200000Z',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');
const WINDOW = { startsAt: new Date('2026-05-04T00:00:00Z'), endsAt: new Date('2026-11-01T00:00:00Z') };

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
  test.clock.setDay(FIRST_DAY);
  await test.rows(
    `INSERT INTO caldav_account (region_id, staff_id, server_url, credentials_sealed) VALUES ($1, $2, 'x', '\\x00')`,
    [REGION, staffId('jobcenter')],
  );
  const times = busyTimesOf(
    [ENTRIES],
    WINDOW,
    () => false,
    (read) => read(),
  );
  await test.tx((tx) => writeBusyTimes(tx, staffId('jobcenter'), times, `${FIRST_DAY}T08:00:00Z`));
});

afterAll(async () => test?.stop());

async function search(isRequired: boolean, untilOn: string): Promise<FoundSlots> {
  const id = await work.request(anAnonymised(await work.caseForConference([])));
  const lead = await test.staff('lead');
  const seat = { unitId: unit('jobcenter'), seats: 1, isRequired, needsMandate: false };
  const needs = {
    idempotencyKey: key(),
    conferenceId: id,
    durationMinutes: 60,
    format: 'EITHER' as const,
    needsStepFree: false,
    needsHearingLoop: false,
    needsVideo: false,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    interpreterLevel: null,
    earliestOn: null,
    latestOn: null,
    seats: [{ ...seat, staffIds: [staffId('jobcenter')] }],
  };
  valueOf(await test.get(KeepNeeds).set(lead, needs));
  const question = { conferenceId: id, count: 10, fromOn: '2026-05-19', untilOn };
  const found = await test
    .get(UnitOfWork)
    .run(lead, (tx) => test.get(BestConferenceSlots).find(tx, question));
  return valueOf(found);
}

const SAYS_MORE = /Geheim|Praxis|Arzt|Kalender|Geburtstag|example\.org/i;

describe('a busy time from a foreign calendar', () => {
  it('excludes its hours for who is needed, and an entry that takes no time excludes none', async () => {
    const { slots } = await search(true, '2026-05-20');
    expect(slots.length).toBeGreaterThan(0);
    const days = slots.map(({ startsAt }) => startsAt.toISOString().slice(0, 10));
    expect(new Set(days)).toEqual(new Set(['2026-05-20']));
  });

  it('is told as «belegt» and nothing more where somebody is merely wished for', async () => {
    const found = await search(false, '2026-05-19');
    const told = found.slots.flatMap(({ reasons }) => reasons.filter(({ speaksFor }) => !speaksFor));
    expect(told).toContainEqual({
      code: 'OPTIONAL_BUSY',
      speaksFor: false,
      sentence: 'Jemand, der nur gewünscht ist, ist belegt.',
      staffIds: [staffId('jobcenter')],
    });
    expect(JSON.stringify(found)).not.toMatch(SAYS_MORE);
  });

  it('is told as «belegt» and nothing more where nothing else is left', async () => {
    const found = await search(true, '2026-05-19');
    expect(found.slots).toEqual([]);
    const sentences = found.relaxations.flatMap(({ conditions }) =>
      conditions.map(({ sentence }) => sentence),
    );
    expect(sentences).toContain(
      'Ohne jemanden, der gebraucht wird und belegt ist; die Stelle trägt dann schriftlich bei.',
    );
    expect(JSON.stringify(found)).not.toMatch(SAYS_MORE);
  });
});
