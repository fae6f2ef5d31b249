import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDate, anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { OTHER_ROOM, REGION, ROOM, staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  ConductConference,
  ScheduleConference,
  type ScheduleConferenceCommand,
} from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { newId } from '../../../src/platform/index.js';

const HEADS = {
  chairId: staffId('moderation2'),
  recorderId: staffId('protokoll2'),
  roomId: OTHER_ROOM,
};

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start(16);
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  // Everything is free again.
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

async function conference(): Promise<ConferenceId> {
  return work.request(anAnonymised(await work.caseForConference([])));
}

async function openBookings(id: ConferenceId): Promise<number> {
  const rows = await test.rows(
    `SELECT id FROM conference_booking WHERE conference_id = $1 AND released_at IS NULL`,
    [id],
  );
  return rows.length;
}

describe('who heads a conference', () => {
  it.each([
    ['somebody without the role', { chairId: staffId('colleague') }, 'CHAIR_NOT_POSSIBLE'],
    ['a recorder as chair', { chairId: staffId('protokoll') }, 'CHAIR_NOT_POSSIBLE'],
    ['nobody there is as chair', { chairId: newId() }, 'CHAIR_NOT_POSSIBLE'],
    ['a chair as recorder', { recorderId: staffId('moderation2') }, 'RECORDER_NOT_POSSIBLE'],
    [
      'the same as both',
      { chairId: staffId('allrounder'), recorderId: staffId('allrounder') },
      'RECORDER_NOT_POSSIBLE',
    ],
    [
      'an attendee of another unit',
      { attendees: [{ unitId: unit('jobcenter'), staffId: staffId('sozialamt') }] },
      'ATTENDEE_NOT_OF_UNIT',
    ],
    [
      'an attendee of a unit that does not take part',
      { attendees: [{ unitId: unit('abh'), staffId: staffId('abh') }] },
      'ATTENDEE_NOT_OF_UNIT',
    ],
    ['a room that is not there', { roomId: newId() }, 'ROOM_UNKNOWN'],
    ['yesterday', { startsAt: '2026-05-03T08:00:00Z', endsAt: '2026-05-03T09:00:00Z' }, 'SLOT_NOT_POSSIBLE'],
    ['a slot that ends first', { endsAt: '2026-05-20T07:00:00Z' }, 'SLOT_NOT_POSSIBLE'],
    ['fourteen minutes', { endsAt: '2026-05-20T08:14:00Z' }, 'SLOT_NOT_POSSIBLE'],
    ['more than four hours', { endsAt: '2026-05-20T12:01:00Z' }, 'SLOT_NOT_POSSIBLE'],
  ] as const)('is not %s', async (_what, more, code) => {
    const id = await conference();
    expect(codeOf(await work.trySchedule(id, more as Partial<ScheduleConferenceCommand>))).toBe(code);
    expect(await openBookings(id)).toBe(0);
  });

  it.each([
    ['chair', 'CHAIR_NOT_POSSIBLE', 'chairId'],
    ['recorder', 'RECORDER_NOT_POSSIBLE', 'recorderId'],
  ] as const)('comes for no body at once: %s', async (_what, code, head) => {
    const participants = [unit('ki'), unit('sozialamt')].map((unitId) => ({ unitId, neededCategories: [] }));
    const id = await work.request(anAnonymised(await work.caseForConference([]), { participants }));
    const allrounder = staffId('allrounder');
    const attendees = [{ unitId: unit('ki'), staffId: allrounder }];
    expect(codeOf(await work.trySchedule(id, { [head]: allrounder, attendees }))).toBe(code);
    // Nor when they were named for an earlier date.
    await work.schedule(id, { attendees });
    valueOf(await work.step('postpone', id, await test.staff('lead')));
    expect(codeOf(await work.trySchedule(id, { [head]: allrounder }))).toBe(code);
  });

  it('is never the one who leads the case, whatever their roles', async () => {
    const caseId = await work.openCase({ by: 'leadAndModerator' });
    const own = await work.request(anAnonymised(caseId), 'leadAndModerator');
    const chairId = staffId('leadAndModerator');
    expect(codeOf(await work.trySchedule(own, { chairId }, 'leadAndModerator'))).toBe('CHAIR_NOT_POSSIBLE');
    expect(codeOf(await work.trySchedule(await conference(), { chairId }))).toBe('OK');
  });

  it.each(['colleague', 'jobcenter', 'moderation', 'projektleitungAhorn', 'otherLead'] as const)(
    'is not decided by %s, who does not convene',
    async (who) => {
      expect(await outcomeOf(work.trySchedule(await conference(), {}, who))).toBe('AccessDenied');
    },
  );

  it('is refused at a revision that is past', async () => {
    const id = await conference();
    const input = aDate(id, { expectedRevision: 1 });
    const refused = await test.get(ScheduleConference).execute(await test.staff('lead'), input);
    expect(codeOf(refused)).toBe('PROCESS_REVISION_CONFLICT');
    expect(await openBookings(id)).toBe(0);
  });
});

describe('double booking', () => {
  it.each([
    ['the room', { ...HEADS, roomId: ROOM }, 'ROOM', ROOM],
    ['the chair', { ...HEADS, chairId: staffId('moderation') }, 'STAFF', staffId('moderation')],
    ['the recorder', { ...HEADS, recorderId: staffId('protokoll') }, 'STAFF', staffId('protokoll')],
    [
      'an attendee',
      { ...HEADS, attendees: [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }] },
      'STAFF',
      staffId('jobcenter'),
    ],
  ] as const)(
    'of %s is refused and says what is taken, not by what',
    async (_what, more, resourceKind, resourceId) => {
      const attendees = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];
      await work.schedule(await conference(), { attendees });
      const id = await conference();
      const refused = await work.trySchedule(id, {
        ...more,
        startsAt: '2026-05-20T08:59:00Z',
        endsAt: '2026-05-20T10:00:00Z',
      });
      expect(refused).toMatchObject({
        ok: false,
        error: { code: 'DOUBLE_BOOKED', resourceKind, resourceId },
      });
      expect(JSON.stringify(refused)).not.toMatch(/K-/);
      expect(await openBookings(id)).toBe(0);
      expect(await work.statesOf(id)).toBe('consentCheck');
    },
  );

  it('is none when one sitting begins as the other ends', async () => {
    await work.schedule(await conference());
    const next = { startsAt: '2026-05-20T09:00:00Z', endsAt: '2026-05-20T10:00:00Z' };
    expect(codeOf(await work.trySchedule(await conference(), next))).toBe('OK');
  });

  it('is none for the same conference on another date, and its old date is free', async () => {
    const id = await conference();
    await work.schedule(id);
    valueOf(await work.step('postpone', id, await test.staff('lead')));
    await work.schedule(id, { startsAt: '2026-05-21T08:00:00Z', endsAt: '2026-05-21T09:00:00Z' });
    expect(codeOf(await work.trySchedule(await conference()))).toBe('OK');
  });

  it.each([
    ['room', 32, () => ({ roomId: ROOM })],
    ['chair', 32, () => ({ chairId: staffId('moderation') })],
  ] as const)('of one %s by %d at the same moment: exactly one gets it', async (_what, count, shared) => {
    const ids = await Promise.all(Array.from({ length: count }, conference));
    const outcomes = await Promise.all(
      ids.map(async (id, index) => {
        // Each its own heads as far as there are any: room or chair is what they share.
        const heads =
          index % 2 === 0 ? HEADS : { chairId: staffId('allrounder'), recorderId: staffId('protokoll') };
        return outcomeOf(work.trySchedule(id, { ...heads, ...shared() }));
      }),
    );
    const winners = outcomes.filter((outcome) => outcome === 'OK');
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'DOUBLE_BOOKED')).toHaveLength(count - 1);
  });

  it('of the same conference by 16 convenors’ clicks at once books it once', async () => {
    const id = await conference();
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => outcomeOf(work.trySchedule(id))));
    expect(outcomes.filter((outcome) => outcome === 'OK')).toHaveLength(1);
    expect(await openBookings(id)).toBe(3);
  });

  it('is refused by the database itself, also to hand-written SQL of the application’s role', async () => {
    const id = await conference();
    await work.schedule(id);
    const insert = test.rows(
      `INSERT INTO conference_booking (region_id, id, conference_id, resource_kind, resource_id, during)
       VALUES ($1, gen_random_uuid(), $2, 'ROOM', $3, '[2026-05-20T08:30:00Z,2026-05-20T08:31:00Z)')`,
      [REGION, id, ROOM],
    );
    await expect(insert).rejects.toMatchObject({ code: '23P01' });
  });
});

describe('a conference that does not take place', () => {
  it.each(['postpone', 'cancel'] as const)('frees people and room: %s', async (what) => {
    const id = await conference();
    await work.schedule(id);
    valueOf(await work.step(what, id, await test.staff('lead')));
    expect(await openBookings(id)).toBe(0);
    expect(codeOf(await work.trySchedule(await conference()))).toBe('OK');
  });

  it('shows no date while it is postponed', async () => {
    const id = await conference();
    await work.schedule(id);
    valueOf(await work.step('postpone', id, await test.staff('lead')));
    expect(await work.readAs('lead', (tx, reader) => reader.get(tx, id))).toMatchObject({
      startsAt: null,
      endsAt: null,
    });
  });

  it('is ended for good when it was cancelled', async () => {
    const id = await conference();
    valueOf(await work.step('cancel', id, await test.staff('lead')));
    expect(codeOf(await work.trySchedule(id))).toBe('PROCESS_FINISHED');
  });

  it.each(['colleague', 'jobcenter', 'moderation', 'otherLead'] as StaffKey[])(
    'is neither postponed nor cancelled by %s',
    async (who) => {
      const id = await conference();
      await work.schedule(id);
      const actor = await test.staff(who);
      expect(await outcomeOf(work.step('postpone', id, actor))).toBe('AccessDenied');
      expect(await outcomeOf(work.step('cancel', id, actor))).toBe('AccessDenied');
      expect(await openBookings(id)).toBe(3);
    },
  );

  it('keeps its bookings when the step is refused', async () => {
    const id = await conference();
    await work.schedule(id);
    const input = { idempotencyKey: key(), conferenceId: id, expectedRevision: 1 };
    const refused = await test.get(ConductConference).postpone(await test.staff('lead'), input);
    expect(codeOf(refused)).toBe('PROCESS_REVISION_CONFLICT');
    expect(await openBookings(id)).toBe(3);
  });
});
