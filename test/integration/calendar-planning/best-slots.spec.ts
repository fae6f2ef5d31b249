import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { OTHER_ROOM, REGION, ROOM, staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  BestConferenceSlots,
  FixDate,
  KeepAvailability,
  KeepNeeds,
  KeepPool,
  ProposeDates,
  type BestSlotsQuestion,
  type SetConferencePlanningCommand,
} from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { newId, UnitOfWork } from '../../../src/platform/index.js';

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  for (const table of ['weekly_hours', 'absence', 'caldav_account']) await test.rows(`DELETE FROM ${table}`);
  await test.rows(`UPDATE room SET place_id = NULL`);
});

afterAll(async () => test?.stop());

async function conference(): Promise<ConferenceId> {
  return work.request(anAnonymised(await work.caseForConference([])));
}

async function search(id: ConferenceId, more: Partial<BestSlotsQuestion> = {}, by: StaffKey = 'lead') {
  const actor = await test.staff(by);
  return test
    .get(UnitOfWork)
    .run(actor, (tx) => test.get(BestConferenceSlots).find(tx, { conferenceId: id, count: 5, ...more }));
}

const found = async (id: ConferenceId, more: Partial<BestSlotsQuestion> = {}) =>
  valueOf(await search(id, more));

function needs(
  conferenceId: ConferenceId,
  more: Partial<SetConferencePlanningCommand> = {},
): SetConferencePlanningCommand {
  return {
    idempotencyKey: key(),
    conferenceId,
    durationMinutes: 60,
    format: 'IN_PERSON',
    needsStepFree: false,
    needsHearingLoop: false,
    needsVideo: false,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    interpreterLevel: null,
    earliestOn: null,
    latestOn: null,
    seats: [],
    ...more,
  };
}

async function setNeeds(id: ConferenceId, more: Partial<SetConferencePlanningCommand> = {}): Promise<void> {
  valueOf(await test.get(KeepNeeds).set(await test.staff('lead'), needs(id, more)));
}

async function away(who: StaffKey, from: string, until: string): Promise<void> {
  const input = { idempotencyKey: key(), staffId: staffId(who), from, until };
  valueOf(await test.get(KeepAvailability).addAbsence(await test.staff(who), input));
}

const seat = (key_: 'jobcenter' | 'sozialamt', staff: readonly StaffKey[], more: object = {}) => ({
  unitId: unit(key_),
  seats: 1,
  isRequired: true,
  needsMandate: false,
  staffIds: staff.map(staffId),
  ...more,
});

const times = (slots: readonly { readonly startsAt: Date }[]): readonly string[] =>
  slots.map(({ startsAt }) => startsAt.toISOString().slice(0, 16));

describe('best dates of one conference', () => {
  it('come ranked with reasons, after the invitation period, in working hours and not at lunch', async () => {
    const id = await conference();
    const { slots, relaxations, earliestOn } = await found(id, { count: 20 });
    // Ten working days after 4 May 2026, without Ascension Day.
    expect(earliestOn).toBe('2026-05-19');
    expect(relaxations).toEqual([]);
    expect(slots.length).toBe(20);
    expect(slots.every(({ startsAt }) => startsAt >= new Date('2026-05-19T06:00:00Z'))).toBe(true);
    const lunch = slots.filter(({ startsAt, endsAt }) => {
      const [from, until] = [startsAt, endsAt].map((at) => at.getUTCHours() + at.getUTCMinutes() / 60);
      return (from ?? 0) < 11 && (until ?? 0) > 10;
    });
    expect(lunch).toEqual([]);
    const [best] = slots;
    expect(best?.chairId).not.toBe(best?.recorderId);
    expect(best?.attendees.map(({ unitId }) => unitId).sort()).toEqual(
      [unit('jobcenter'), unit('sozialamt')].sort(),
    );
    expect(best?.reasons.map(({ sentence }) => sentence)).toContain(
      'Alle, die gebraucht werden, haben Zeit.',
    );
  });

  it('can be proposed and fixed as they are', async () => {
    const id = await conference();
    await setNeeds(id);
    const { slots } = await found(id, { count: 3 });
    const [best] = slots;
    const proposed = await test.get(ProposeDates).execute(await test.staff('lead'), {
      idempotencyKey: key(),
      conferenceId: id,
      chairId: best?.chairId ?? staffId('moderation'),
      recorderId: best?.recorderId ?? staffId('protokoll'),
      dates: slots.slice(0, 1).map((slot) => ({
        ...slot,
        startsAt: slot.startsAt.toISOString(),
        endsAt: slot.endsAt.toISOString(),
      })),
    });
    expect(codeOf(proposed)).toBe('OK');
    const [row] = await test.rows<{ id: string }>(
      `SELECT id FROM date_proposal_slot WHERE conference_id = $1`,
      [id],
    );
    const { revision } = await work.processOf('conference', id);
    const fixed = await test.get(FixDate).execute(await test.staff('lead'), {
      idempotencyKey: key(),
      slotId: row?.id ?? '',
      expectedRevision: revision,
    });
    expect(codeOf(fixed)).toBe('OK');
    // Asked again, its own date stands in nobody's way.
    expect(times((await found(id)).slots)).toContain(best?.startsAt.toISOString().slice(0, 16));
  });

  it('keep clear of absences, foreign calendars, other conferences and holidays, and never say which', async () => {
    const other = await conference();
    const attendees = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];
    await work.schedule(other, {
      startsAt: '2026-05-19T06:00:00Z',
      endsAt: '2026-05-19T09:00:00Z',
      attendees,
    });
    await away('jobcenter', '2026-05-20T00:00', '2026-05-21T00:00');
    await test.rows(
      `INSERT INTO caldav_account (region_id, staff_id, server_url, credentials_sealed) VALUES ($1, $2, 'x', '\\x00')`,
      [REGION, staffId('jobcenter')],
    );
    await test.rows(
      `INSERT INTO staff_busy_time (region_id, id, staff_id, starts_at, ends_at)
       VALUES ($1, $2, $3, '2026-05-21T00:00:00Z', '2026-05-23T00:00:00Z')`,
      [REGION, newId(), staffId('jobcenter')],
    );
    const id = await conference();
    await setNeeds(id, { seats: [seat('jobcenter', ['jobcenter'])] });
    const answer = await found(id, { untilOn: '2026-05-26', count: 20 });
    // 19 May is taken until eleven, then away until the 22nd; the 25th is Whit Monday.
    const days = new Set(times(answer.slots).map((time) => time.slice(0, 10)));
    expect([...days].sort()).toEqual(['2026-05-19', '2026-05-26']);
    expect(answer.slots.every(({ startsAt }) => startsAt >= new Date('2026-05-19T09:00:00Z'))).toBe(true);
    const text = JSON.stringify(answer);
    expect(text).not.toContain(other);
    expect(text).not.toMatch(/K-|other-/);
  });

  it('respect own working hours in place of the usual ones', async () => {
    const input = {
      idempotencyKey: key(),
      staffId: staffId('jobcenter'),
      validFrom: '2026-05-04',
      hours: [{ weekday: 3, kind: 'WORK' as const, from: '13:00', until: '15:00' }],
    };
    valueOf(await test.get(KeepAvailability).setHours(await test.staff('jobcenterHead'), input));
    const id = await conference();
    await setNeeds(id, { seats: [seat('jobcenter', ['jobcenter'])] });
    const { slots } = await found(id, { untilOn: '2026-06-05', count: 20 });
    // Wednesdays, two hours each: 20 and 27 May, 3 June.
    expect(times(slots).toSorted()).toEqual([
      '2026-05-20T11:00',
      '2026-05-20T12:00',
      '2026-05-27T11:00',
      '2026-05-27T12:00',
      '2026-06-03T11:00',
      '2026-06-03T12:00',
    ]);
  });

  it('take a substitute only when the regular one cannot, and say so', async () => {
    const id = await conference();
    await setNeeds(id, { seats: [seat('jobcenter', ['jobcenter', 'jobcenterHead'])] });
    await away('jobcenter', '2026-05-19T00:00', '2026-05-20T00:00');
    const { slots } = await found(id, { untilOn: '2026-05-20', count: 20 });
    const who = (day: string) =>
      new Set(
        slots
          .filter(({ startsAt }) => startsAt.toISOString().startsWith(day))
          .flatMap(({ attendees }) => attendees)
          .filter(({ unitId }) => unitId === unit('jobcenter'))
          .map((one) => one.staffId),
      );
    expect(who('2026-05-19')).toEqual(new Set([staffId('jobcenterHead')]));
    expect(who('2026-05-20')).toEqual(new Set([staffId('jobcenter')]));
    const substituted = slots.filter(({ reasons }) =>
      reasons.some(
        ({ code, speaksFor, staffIds }) =>
          code === 'SUBSTITUTE' && !speaksFor && staffIds.includes(staffId('jobcenterHead')),
      ),
    );
    expect(new Set(times(substituted).map((time) => time.slice(0, 10)))).toEqual(new Set(['2026-05-19']));
  });

  it('leave time for the way from another sitting', async () => {
    const keeper = await test.staff('projektleitung');
    const pool = test.get(KeepPool);
    const place = async (name: string) =>
      valueOf(await pool.keepPlace(keeper, { idempotencyKey: key(), name: `${name} ${newId()}` })).placeId;
    const [near, far] = [await place('Ahorn'), await place('Buche')];
    for (const [roomId, placeId] of [
      [ROOM, near],
      [OTHER_ROOM, far],
    ] as const)
      await test.rows(`UPDATE room SET place_id = $2 WHERE id = $1`, [roomId, placeId]);
    const way = { idempotencyKey: key(), fromPlaceId: near, toPlaceId: far, minutes: 60 };
    valueOf(await pool.setTravelTime(keeper, way));
    const attendees = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];
    const other = { startsAt: '2026-05-19T06:00:00Z', endsAt: '2026-05-19T08:00:00Z', attendees };
    await work.schedule(await conference(), { ...other, roomId: ROOM });
    const id = await conference();
    await setNeeds(id, { seats: [seat('jobcenter', ['jobcenter'])] });
    const { slots } = await found(id, { untilOn: '2026-05-19', count: 20 });
    const inFar = slots.filter(({ roomId }) => roomId === OTHER_ROOM);
    // Next door a break is enough; elsewhere the way has to fit.
    const [next] = times(slots.filter(({ roomId }) => roomId === ROOM)).toSorted();
    expect(next).toBe('2026-05-19T08:15');
    expect(inFar.every(({ startsAt }) => startsAt >= new Date('2026-05-19T09:00:00Z'))).toBe(true);
  });
});

describe('what has to give way when no date fits', () => {
  it('is told with prices, cheapest first, and without a word why somebody cannot', async () => {
    await away('jobcenter', '2026-05-04T00:00', '2026-06-01T00:00');
    const id = await conference();
    await setNeeds(id, { seats: [seat('jobcenter', ['jobcenter'])], latestOn: '2026-05-20' });
    const answer = await found(id, { untilOn: '2026-06-03' });
    expect(answer.slots).toEqual([]);
    expect(answer.latestOn).toBe('2026-05-20');
    const told = answer.relaxations.map(({ price, conditions }) => [
      price,
      ...conditions.map(({ kind, staffId: who }) => `${kind} ${who ?? ''}`.trim()),
    ]);
    expect(told).toContainEqual([25, `withoutRequired ${staffId('jobcenter')}`]);
    expect(told.some(([, first]) => first === 'laterDate')).toBe(true);
    const prices = answer.relaxations.map(({ price }) => price);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    const without = answer.relaxations.find(({ conditions }) => conditions[0]?.kind === 'withoutRequired');
    expect(without?.attendees.map(({ staffId: who }) => who)).not.toContain(staffId('jobcenter'));
  });

  it('names a deadline that cannot be kept, because people have to be invited first', async () => {
    const id = await conference();
    await setNeeds(id, { latestOn: '2026-05-08' });
    expect(await found(id)).toMatchObject({ latestOn: null, missedOn: '2026-05-08' });
  });
});

describe('a search that cannot be', () => {
  it.each([
    ['in the past', { fromOn: '2026-05-01', untilOn: '2026-05-03' }, 'HORIZON_NOT_POSSIBLE'],
    ['reversed', { fromOn: '2026-06-05', untilOn: '2026-06-01' }, 'HORIZON_NOT_POSSIBLE'],
    ['over a year', { fromOn: '2026-05-05', untilOn: '2027-05-05' }, 'HORIZON_NOT_POSSIBLE'],
    ['on a holiday alone', { fromOn: '2026-05-25', untilOn: '2026-05-25' }, 'PLAN_EMPTY'],
  ] as const)('%s is refused with a code', async (_what, more, code) => {
    expect(codeOf(await search(await conference(), more))).toBe(code);
  });

  it.each(['colleague', 'jobcenter', 'moderation', 'projektleitung', 'otherLead'] as const)(
    'is not for %s, who does not convene',
    async (who) => {
      const id = await conference();
      await expect(search(id, {}, who)).rejects.toThrow();
    },
  );
});
