import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { idOf, staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  KeepAvailability,
  KeepNeeds,
  KeepPool,
  type AddAbsenceCommand,
  type SetConferencePlanningCommand,
  type SetWeeklyHoursCommand,
} from '../../../src/conferences/index.js';
import { newId, UnitOfWork } from '../../../src/platform/index.js';

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  for (const table of ['weekly_hours', 'absence']) await test.rows(`DELETE FROM ${table}`);
});

afterAll(async () => test?.stop());

const hours = (from: string, until: string, weekday = 1) => ({ weekday, kind: 'WORK' as const, from, until });

async function setHours(more: Partial<SetWeeklyHoursCommand> = {}, by: StaffKey = 'jobcenter') {
  return test.get(KeepAvailability).setHours(await test.staff(by), {
    idempotencyKey: key(),
    staffId: staffId('jobcenter'),
    validFrom: '2026-06-01',
    hours: [hours('08:00', '12:00')],
    ...more,
  });
}

async function addAbsence(more: Partial<AddAbsenceCommand> = {}, by: StaffKey = 'jobcenter') {
  return test.get(KeepAvailability).addAbsence(await test.staff(by), {
    idempotencyKey: key(),
    staffId: staffId('jobcenter'),
    from: '2026-06-01T08:00',
    until: '2026-06-05T16:00',
    ...more,
  });
}

async function read(by: StaffKey = 'jobcenter') {
  const actor = await test.staff(by);
  return test
    .get(UnitOfWork)
    .run(actor, (tx) => test.get(KeepAvailability).read(tx, actor, { staffId: staffId('jobcenter') }));
}

const periods = async () =>
  (await read()).hours.map(({ fromMinute, validFrom, validUntil }) => [fromMinute, validFrom, validUntil]);

describe('working hours', () => {
  it('hold in their time; a new week takes the place of the old one only within its own days', async () => {
    valueOf(await setHours());
    valueOf(
      await setHours({ validFrom: '2026-07-01', validUntil: '2026-07-31', hours: [hours('10:00', '14:00')] }),
    );
    expect(await periods()).toEqual([
      [480, '2026-06-01', '2026-06-30'],
      [600, '2026-07-01', '2026-07-31'],
      [480, '2026-08-01', null],
    ]);
    valueOf(await setHours({ validFrom: '2026-06-15', hours: [] }));
    expect(await periods()).toEqual([[480, '2026-06-01', '2026-06-14']]);
  });

  it.each([
    ['of no length', { hours: [hours('08:00', '08:00')] }, 'WORKING_HOURS_INVALID'],
    ['of negative length', { hours: [hours('12:00', '08:00')] }, 'WORKING_HOURS_INVALID'],
    ['at a time that does not exist', { hours: [hours('08:00', '25:00')] }, 'WORKING_HOURS_INVALID'],
    ['that overlap', { hours: [hours('08:00', '12:00'), hours('11:00', '13:00')] }, 'WORKING_HOURS_OVERLAP'],
    ['that end before they begin', { validUntil: '2026-05-31' }, 'WORKING_HOURS_INVALID'],
  ] as const)('%s are refused with a code, and nothing is changed', async (_what, more, code) => {
    valueOf(await setHours());
    const before = await periods();
    expect(codeOf(await setHours(more as Partial<SetWeeklyHoursCommand>))).toBe(code);
    expect(await periods()).toEqual(before);
  });

  it('never overlap, whatever is written by hand or at the same moment', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcomeOf(setHours())));
    expect(new Set(outcomes)).toEqual(new Set(['OK']));
    expect(await periods()).toEqual([[480, '2026-06-01', null]]);
    const twice = test.rows(
      `INSERT INTO weekly_hours (region_id, id, staff_id, kind, weekday, from_minute, until_minute, valid)
       SELECT region_id, $1, staff_id, kind, weekday, 500, 510, valid FROM weekly_hours`,
      [newId()],
    );
    await expect(twice).rejects.toMatchObject({ code: '23P01' });
  });

  it('are kept by oneself and by the head of the unit, and by nobody else', async () => {
    expect(codeOf(await setHours({}, 'jobcenterHead'))).toBe('OK');
    for (const who of ['sozialamt', 'lead', 'projektleitung', 'administration', 'datenschutz'] as const) {
      expect(await outcomeOf(setHours({}, who))).toBe('AccessDenied');
      await expect(read(who)).rejects.toThrow();
    }
    expect(await outcomeOf(setHours({ staffId: staffId('sozialamt') }, 'jobcenterHead'))).toBe(
      'AccessDenied',
    );
    expect(await outcomeOf(setHours({ staffId: newId() }, 'jobcenterHead'))).toBe('AccessDenied');
    expect(await outcomeOf(setHours({ interpreterId: newId() }))).toBe('AccessDenied');
  });
});

describe('absences', () => {
  it('are entered and taken away, with times and nothing else', async () => {
    const { absenceId } = valueOf(await addAbsence());
    expect((await read()).absences).toEqual([
      {
        id: absenceId,
        startsAt: new Date('2026-06-01T06:00:00Z'),
        endsAt: new Date('2026-06-05T14:00:00Z'),
      },
    ]);
    const remove = async (by: StaffKey) =>
      test.get(KeepAvailability).removeAbsence(await test.staff(by), { idempotencyKey: key(), absenceId });
    expect(await outcomeOf(remove('sozialamt'))).toBe('AccessDenied');
    expect(codeOf(await remove('jobcenterHead'))).toBe('OK');
    expect((await read()).absences).toEqual([]);
  });

  it.each([
    ['at a time the clocks skip', { from: '2027-03-28T02:30', until: '2027-03-28T12:00' }, 'TIME_NOT_REAL'],
    ['at a time that comes twice', { from: '2026-10-25T02:30', until: '2026-10-25T12:00' }, 'TIME_NOT_REAL'],
    ['in another zone', { from: '2026-06-01T08:00+09:00' }, 'TIME_NOT_REAL'],
    ['on a day that does not exist', { from: '2026-06-31T08:00' }, 'TIME_NOT_REAL'],
    ['of no length', { until: '2026-06-01T08:00' }, 'ABSENCE_NOT_POSSIBLE'],
    ['of negative length', { until: '2026-05-30T08:00' }, 'ABSENCE_NOT_POSSIBLE'],
    ['in the past', { from: '2026-05-01T08:00', until: '2026-05-02T08:00' }, 'ABSENCE_NOT_POSSIBLE'],
    ['of two years', { until: '2028-06-01T08:00' }, 'ABSENCE_NOT_POSSIBLE'],
  ] as const)('%s are refused with a code, and nothing is changed', async (_what, more, code) => {
    expect(codeOf(await addAbsence(more))).toBe(code);
    expect((await read()).absences).toEqual([]);
  });
});

describe('rooms, places and interpreters', () => {
  const room = (more: object = {}) => ({
    idempotencyKey: key(),
    organisationId: idOf<string>('organisation', 'ki'),
    name: 'Saal',
    capacity: 20,
    stepFree: true,
    hasVideo: true,
    hearingLoop: true,
    ...more,
  });

  it('are kept by project lead and administration, and by nobody else', async () => {
    const pool = test.get(KeepPool);
    const { roomId } = valueOf(await pool.keepRoom(await test.staff('administration'), room()));
    const renamed = room({ roomId, name: 'Großer Saal', hearingLoop: false });
    expect(valueOf(await pool.keepRoom(await test.staff('projektleitung'), renamed))).toEqual({ roomId });
    expect(await test.rows(`SELECT name, hearing_loop FROM room WHERE id = $1`, [roomId])).toEqual([
      { name: 'Großer Saal', hearing_loop: false },
    ]);
    for (const who of ['lead', 'jobcenterHead', 'moderation'] as const) {
      const actor = await test.staff(who);
      expect(await outcomeOf(pool.keepRoom(actor, room({ name: who })))).toBe('AccessDenied');
      expect(await outcomeOf(pool.keepPlace(actor, { idempotencyKey: key(), name: who }))).toBe(
        'AccessDenied',
      );
    }
  });

  it('are refused with a code when a name is taken or a place is not there', async () => {
    const pool = test.get(KeepPool);
    const keeper = await test.staff('administration');
    valueOf(await pool.keepRoom(keeper, room({ name: 'Zweimal' })));
    expect(codeOf(await pool.keepRoom(keeper, room({ name: 'Zweimal' })))).toBe('NAME_TAKEN');
    expect(codeOf(await pool.keepRoom(keeper, room({ name: 'Neu', placeId: newId() })))).toBe(
      'PLACE_UNKNOWN',
    );
    expect(await outcomeOf(pool.keepRoom(keeper, room({ organisationId: newId() })))).toBe('AccessDenied');
    const name = 'Ahornplatz';
    const { placeId } = valueOf(await pool.keepPlace(keeper, { idempotencyKey: key(), name }));
    expect(codeOf(await pool.keepPlace(keeper, { idempotencyKey: key(), name }))).toBe('NAME_TAKEN');
    const way = { idempotencyKey: key(), fromPlaceId: placeId, toPlaceId: placeId, minutes: 10 };
    expect(codeOf(await pool.setTravelTime(keeper, way))).toBe('PLACE_UNKNOWN');
  });

  it('know an interpreter by number, who keeps it when level and languages change', async () => {
    const pool = test.get(KeepPool);
    const keeper = await test.staff('projektleitung');
    const keep = async (level: 'LAY' | 'SWORN', ...languages: readonly string[]) =>
      valueOf(
        await pool.keepInterpreter(keeper, {
          idempotencyKey: key(),
          poolNumber: 'P-11',
          level,
          languages: languages.map((language) => ({ language, variety: '' })),
        }),
      ).interpreterId;
    const id = await keep('LAY', 'ar', 'ku');
    expect(await keep('SWORN', 'ar')).toBe(id);
    const rows = await test.rows(
      `SELECT i.level, l.language FROM interpreter i JOIN interpreter_language l ON l.interpreter_id = i.id
       WHERE i.id = $1`,
      [id],
    );
    expect(rows).toEqual([{ level: 'SWORN', language: 'ar' }]);
  });
});

describe('what a conference needs of its date', () => {
  async function set(more: Partial<SetConferencePlanningCommand>, by: StaffKey = 'lead') {
    const conferenceId = await work.request(anAnonymised(await work.caseForConference([])));
    const outcome = test.get(KeepNeeds).set(await test.staff(by), {
      idempotencyKey: key(),
      conferenceId,
      durationMinutes: 45,
      format: 'EITHER',
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
    });
    return { conferenceId, outcome };
  }
  const seats = (more: object = {}) => ({
    unitId: unit('jobcenter'),
    seats: 1,
    isRequired: true,
    needsMandate: false,
    staffIds: [staffId('jobcenter')],
    ...more,
  });

  it.each([
    [
      'the last day before the first',
      { earliestOn: '2026-06-02', latestOn: '2026-06-01' },
      'PLANNING_DATES_REVERSED',
    ],
    ['more seats than people', { seats: [seats({ seats: 2 })] }, 'SEATS_NOT_POSSIBLE'],
    ['a body that does not take part', { seats: [seats({ unitId: unit('abh') })] }, 'SEATS_NOT_POSSIBLE'],
    ['somebody of another body', { seats: [seats({ staffIds: [staffId('abh')] })] }, 'SEATS_NOT_POSSIBLE'],
    ['a body twice', { seats: [seats(), seats()] }, 'SEATS_NOT_POSSIBLE'],
  ] as const)('is refused with a code for %s, and nothing is kept', async (_what, more, code) => {
    const { conferenceId, outcome } = await set(more);
    expect(codeOf(await outcome)).toBe(code);
    for (const table of ['conference_planning', 'conference_unit_seat'])
      expect(await test.rows(`SELECT FROM ${table} WHERE conference_id = $1`, [conferenceId])).toEqual([]);
  });

  it('is refused with a code for a mandate that somebody does not have', async () => {
    const mandate = async (has: boolean) =>
      test.rows(`UPDATE staff_role SET mandate = $2 WHERE staff_id = $1`, [staffId('jobcenter'), has]);
    await mandate(false);
    const asked = { seats: [seats({ needsMandate: true })] };
    expect(codeOf(await (await set(asked)).outcome)).toBe('SEATS_NOT_POSSIBLE');
    await mandate(true);
    expect(codeOf(await (await set(asked)).outcome)).toBe('OK');
  });

  it('is for the convener alone', async () => {
    const { outcome } = await set({}, 'jobcenter');
    expect(await outcomeOf(outcome)).toBe('AccessDenied');
  });
});
