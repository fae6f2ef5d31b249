import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision, anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  BestConferenceSlots,
  DateProposals,
  FixDate,
  ProposeDates,
  VoteOnDates,
} from '../../../src/conferences/calendar-planning/index.js';
import { ChangeCircle } from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

/** The day before the tenth working day after the first: Ascension Day lies between. */
const SHORT = { startsAt: '2026-05-18T08:00:00Z', endsAt: '2026-05-18T09:00:00Z' };
const LONG = { startsAt: '2026-05-19T08:00:00Z', endsAt: '2026-05-19T09:00:00Z' };

async function conference(): Promise<ConferenceId> {
  return work.request(anAnonymised(await work.caseForConference([])));
}

async function groundOf(id: ConferenceId) {
  return (await work.readAs('lead', (tx, reader) => reader.get(tx, id))).shortNoticeGround;
}

describe('the lead time of an invitation', () => {
  it('refuses a date below it without a ground, and takes nobody’s time', async () => {
    const id = await conference();
    for (const shortNoticeGround of [null, 'ALL_AGREED'] as const)
      expect(codeOf(await work.trySchedule(id, { ...SHORT, shortNoticeGround }))).toBe(
        'INVITATION_TOO_SHORT',
      );
    expect(await test.rows(`SELECT id FROM conference_booking WHERE conference_id = $1`, [id])).toEqual([]);
    expect(codeOf(await work.trySchedule(id, { ...LONG, shortNoticeGround: null }))).toBe('OK');
    expect(await groundOf(id)).toBeNull();
  });

  it('gives way to a ground, which everybody reads with the date', async () => {
    const id = await conference();
    valueOf(await work.trySchedule(id, { ...SHORT, shortNoticeGround: 'DEADLINE' }));
    expect(await groundOf(id)).toBe('DEADLINE');
  });

  it('is the one that the search of dates keeps', async () => {
    const id = await conference();
    const found = await test
      .get(UnitOfWork)
      .run(await test.staff('lead'), (tx) =>
        test.get(BestConferenceSlots).find(tx, { conferenceId: id, count: 3 }),
      );
    const days = valueOf(found).slots.map(({ startsAt }) => startsAt.toISOString().slice(0, 10));
    expect(days.length).toBeGreaterThan(0);
    expect(days.every((day) => day >= '2026-05-19')).toBe(true);
  });

  it('gives way when everybody who would be invited said yes to the date', async () => {
    const id = await conference();
    const attendees = (['jobcenter', 'sozialamt'] as const).map((body) => ({
      unitId: unit(body),
      staffId: staffId(body),
    }));
    const heads = { chairId: staffId('moderation'), recorderId: staffId('protokoll') };
    const lead = await test.staff('lead');
    const dates = [{ ...SHORT, attendees }];
    valueOf(
      await test
        .get(ProposeDates)
        .execute(lead, { idempotencyKey: key(), conferenceId: id, ...heads, dates }),
    );
    const proposal = await test
      .get(UnitOfWork)
      .run(lead, (tx) => test.get(DateProposals).ofConference(tx, id));
    const slotId = proposal?.slots[0]?.id ?? '';
    const vote = async (who: StaffKey, answer: 'YES' | 'IF_NEEDED') =>
      valueOf(
        await test.get(VoteOnDates).execute(await test.staff(who), {
          idempotencyKey: key(),
          votes: [{ slotId, answer }],
        }),
      );
    const fix = async () => {
      const { revision: expectedRevision } = await work.processOf('conference', id);
      return test.get(FixDate).execute(lead, { idempotencyKey: key(), slotId, expectedRevision });
    };
    for (const who of ['moderation', 'protokoll', 'jobcenter'] as const) await vote(who, 'YES');
    expect(codeOf(await fix())).toBe('INVITATION_TOO_SHORT');
    await vote('sozialamt', 'IF_NEEDED');
    expect(codeOf(await fix())).toBe('OK');
    expect(await groundOf(id)).toBe('ALL_AGREED');
  });
});

describe('a consultation without quorum', () => {
  it('decides nothing and gives no task, only advice', async () => {
    const id = await conference();
    await work.schedule(id);
    const set = { idempotencyKey: key(), conferenceId: id, isConsultation: true };
    valueOf(await test.get(ChangeCircle).holdAsConsultation(await test.staff('lead'), set));
    await work.open(id);
    const advice = { kind: 'RECOMMENDATION', text: 'Den Antrag früher stellen.', tasks: [] } as const;
    const { tasks } = aDecision();
    for (const decision of [
      aDecision(),
      { ...aDecision(), tasks: [] },
      { ...advice, kind: 'AGREEMENT' } as const,
      { ...advice, tasks },
    ])
      expect(codeOf(await work.record(id, { decisions: [decision] }))).toBe('CONSULTATION_DECIDES_NOTHING');
    expect(codeOf(await work.record(id, { decisions: [advice] }))).toBe('OK');
  });
});
