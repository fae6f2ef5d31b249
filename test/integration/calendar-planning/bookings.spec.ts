import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { REGION, ROOM, staffId, unit } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  FixDate,
  KeepNeeds,
  KeepPool,
  ProposeDates,
  ReleaseHolds,
  type ProposeDatesCommand,
} from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { newId } from '../../../src/platform/index.js';

const COUNT = 64;

let test: TestApp;
let work: ConferenceWork;
let interpreterId: string;

beforeAll(async () => {
  test = await TestApp.start(24);
  work = new ConferenceWork(test);
  const kept = await test.get(KeepPool).keepInterpreter(await test.staff('projektleitung'), {
    idempotencyKey: key(),
    poolNumber: 'P-7',
    level: 'SWORN',
    gender: 'FEMALE',
    languages: [{ language: 'ti', variety: '' }],
  });
  interpreterId = valueOf(kept).interpreterId;
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  // Everything is free again.
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await test.rows(
    `UPDATE date_proposal SET closed_at = now(), outcome = 'WITHDRAWN' WHERE closed_at IS NULL`,
  );
});

afterAll(async () => test?.stop());

async function conference(): Promise<ConferenceId> {
  return work.request(anAnonymised(await work.caseForConference([])));
}

const attendees = [
  { unitId: unit('jobcenter'), staffId: staffId('jobcenter') },
  { unitId: unit('sozialamt'), staffId: staffId('sozialamt') },
];

function aProposal(conferenceId: ConferenceId, more: Partial<ProposeDatesCommand> = {}): ProposeDatesCommand {
  return {
    idempotencyKey: key(),
    conferenceId,
    chairId: staffId('moderation'),
    recorderId: staffId('protokoll'),
    dates: [
      {
        startsAt: '2026-05-20T08:00:00Z',
        endsAt: '2026-05-20T09:00:00Z',
        roomId: ROOM,
        interpreterId,
        attendees,
      },
      {
        startsAt: '2026-05-21T08:00:00Z',
        endsAt: '2026-05-21T09:00:00Z',
        roomId: ROOM,
        interpreterId,
        attendees,
      },
    ],
    ...more,
  };
}

async function propose(id: ConferenceId, more: Partial<ProposeDatesCommand> = {}) {
  return test.get(ProposeDates).execute(await test.staff('lead'), aProposal(id, more));
}

async function bookingsOf(id: ConferenceId): Promise<readonly { readonly held: boolean }[]> {
  return test.rows<{ held: boolean }>(
    `SELECT slot_id IS NOT NULL AS held FROM conference_booking WHERE conference_id = $1 AND released_at IS NULL`,
    [id],
  );
}

async function slotsOf(id: ConferenceId): Promise<readonly string[]> {
  const rows = await test.rows<{ id: string }>(
    `SELECT s.id FROM date_proposal_slot s JOIN date_proposal p ON p.id = s.proposal_id
     WHERE s.conference_id = $1 AND p.closed_at IS NULL ORDER BY s.starts_at`,
    [id],
  );
  return rows.map((row) => row.id);
}

describe('double booking of the same people, room and interpreter', () => {
  it(`by ${COUNT} at the same moment: exactly one gets them, all others a code`, async () => {
    const ids = await Promise.all(Array.from({ length: COUNT }, conference));
    const outcomes = await Promise.all(
      ids.map((id) => outcomeOf(work.trySchedule(id, { roomId: ROOM, interpreterId, attendees }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'OK')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'DOUBLE_BOOKED')).toHaveLength(COUNT - 1);
    const winner = ids[outcomes.indexOf('OK')] ?? ids[0];
    expect(await bookingsOf(winner as ConferenceId)).toHaveLength(6);
  });

  it(`by ${COUNT}, half of them proposals in another order of dates and people: nobody sees a deadlock`, async () => {
    const ids = await Promise.all(Array.from({ length: COUNT }, conference));
    const dates = aProposal(newId()).dates;
    const outcomes = await Promise.all(
      ids.map((id, index) =>
        outcomeOf(
          index % 2 === 0
            ? work.trySchedule(id, { roomId: ROOM, interpreterId, attendees: [...attendees].reverse() })
            : propose(id, { dates: index % 4 === 1 ? dates : [...dates].reverse() }),
        ),
      ),
    );
    expect(new Set(outcomes)).toEqual(new Set(['OK', 'DOUBLE_BOOKED']));
    expect(outcomes.filter((outcome) => outcome === 'OK')).toHaveLength(1);
  });

  it('is refused by the database itself, also for interpreters and against a hold', async () => {
    const id = await conference();
    valueOf(await propose(id));
    const insert = (kind: string, resource: string) =>
      test.rows(
        `INSERT INTO conference_booking (region_id, id, conference_id, resource_kind, resource_id, during)
         VALUES ($1, gen_random_uuid(), $2, $3, $4, '[2026-05-20T08:30:00Z,2026-05-20T08:31:00Z)')`,
        [REGION, id, kind, resource],
      );
    await expect(insert('INTERPRETER', interpreterId)).rejects.toMatchObject({ code: '23P01' });
    await expect(insert('ROOM', ROOM)).rejects.toMatchObject({ code: '23P01' });
    await expect(insert('PERSON', newId())).rejects.toMatchObject({ code: '23514' });
  });

  it('of an interpreter is refused and says what is taken, not by what', async () => {
    await work.schedule(await conference(), { interpreterId });
    const heads = { chairId: staffId('moderation2'), recorderId: staffId('protokoll2'), roomId: null };
    const refused = await work.trySchedule(await conference(), { ...heads, interpreterId });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'DOUBLE_BOOKED', resourceKind: 'INTERPRETER', resourceId: interpreterId },
    });
    expect(JSON.stringify(refused)).not.toMatch(/K-/);
  });

  it('is none for an interpreter who is not in the pool: that is refused by another code', async () => {
    expect(codeOf(await work.trySchedule(await conference(), { interpreterId: newId() }))).toBe(
      'INTERPRETER_UNKNOWN',
    );
  });
});

describe('buffers around a date', () => {
  it('are taken with it: who sits down right afterwards is double booked', async () => {
    const id = await conference();
    const planning = {
      idempotencyKey: key(),
      conferenceId: id,
      durationMinutes: 60,
      format: 'EITHER' as const,
      needsStepFree: false,
      needsHearingLoop: false,
      needsVideo: false,
      bufferBeforeMinutes: 15,
      bufferAfterMinutes: 30,
      interpreterLevel: null,
      earliestOn: null,
      latestOn: null,
      seats: [],
    };
    valueOf(await test.get(KeepNeeds).set(await test.staff('lead'), planning));
    await work.schedule(id);
    const after = (from: string, until: string) => ({
      startsAt: `2026-05-20T${from}:00Z`,
      endsAt: `2026-05-20T${until}:00Z`,
    });
    const other = await conference();
    expect(codeOf(await work.trySchedule(other, after('09:15', '10:00')))).toBe('DOUBLE_BOOKED');
    expect(codeOf(await work.trySchedule(other, after('07:00', '07:50')))).toBe('DOUBLE_BOOKED');
    expect(codeOf(await work.trySchedule(other, after('09:30', '10:00')))).toBe('OK');
  });
});

describe('dates that are held', () => {
  it('stand in the way of others until one of them is fixed, then the rest is free', async () => {
    const id = await conference();
    valueOf(await propose(id));
    expect(await bookingsOf(id)).toHaveLength(12);
    const other = await conference();
    expect(codeOf(await work.trySchedule(other))).toBe('DOUBLE_BOOKED');
    const [, second] = await slotsOf(id);
    const { revision } = await work.processOf('conference', id);
    const fixed = await test.get(FixDate).execute(await test.staff('lead'), {
      idempotencyKey: key(),
      slotId: second ?? '',
      expectedRevision: revision,
    });
    expect(codeOf(fixed)).toBe('OK');
    expect(await bookingsOf(id)).toEqual(Array.from({ length: 6 }, () => ({ held: false })));
    expect(await slotsOf(id)).toEqual([]);
    expect(codeOf(await work.trySchedule(other))).toBe('OK');
  });

  it('are in nobody’s way once their time is over, even before the job has freed them', async () => {
    const id = await conference();
    valueOf(await propose(id, { expiresAt: '2026-05-05T07:00:00Z' }));
    test.clock.setDay('2026-05-05', '09:30');
    expect(await bookingsOf(id)).toHaveLength(12);
    expect(codeOf(await work.trySchedule(await conference()))).toBe('OK');
  });

  it('of one conference, proposed by 8 clicks at once, are held once', async () => {
    const id = await conference();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcomeOf(propose(id))));
    expect(new Set(outcomes)).toEqual(new Set(['OK']));
    expect(await bookingsOf(id)).toHaveLength(12);
    expect(await slotsOf(id)).toHaveLength(2);
  });

  it('are freed by the job when their time is over, and not before', async () => {
    const id = await conference();
    valueOf(await propose(id, { expiresAt: '2026-05-05T07:00:00Z' }));
    await test.get(ReleaseHolds).run();
    expect(await bookingsOf(id)).toHaveLength(12);
    test.clock.setDay('2026-05-05', '09:30');
    await test.get(ReleaseHolds).run();
    expect(await bookingsOf(id)).toHaveLength(0);
    expect(await slotsOf(id)).toEqual([]);
    // A second run finds nothing more to do.
    await test.get(ReleaseHolds).run();
  });

  it('are free again when they are withdrawn, and when the conference is cancelled', async () => {
    const id = await conference();
    valueOf(await propose(id));
    const lead = await test.staff('lead');
    valueOf(await test.get(FixDate).withdraw(lead, { idempotencyKey: key(), conferenceId: id }));
    expect(await bookingsOf(id)).toHaveLength(0);
    valueOf(await propose(id));
    valueOf(await work.step('cancel', id, lead));
    expect(await bookingsOf(id)).toHaveLength(0);
    expect(await slotsOf(id)).toEqual([]);
  });

  it('replace those proposed before, and leave a fixed date alone', async () => {
    const id = await conference();
    await work.schedule(id, { startsAt: '2026-05-19T08:00:00Z', endsAt: '2026-05-19T09:00:00Z' });
    valueOf(await propose(id));
    valueOf(await propose(id));
    const bookings = await bookingsOf(id);
    expect(bookings.filter(({ held }) => held)).toHaveLength(12);
    expect(bookings.filter(({ held }) => !held)).toHaveLength(3);
  });
});
