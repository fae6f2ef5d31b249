import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { REGION, staffId, unit, type StaffKey } from '#test/builders/region.js';
import { beside } from '#test/support/beside.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  DateProposals,
  FixDate,
  ProposeDates,
  VoteOnDates,
  type ProposeDatesCommand,
} from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { newId, UnitOfWork, type Principal } from '../../../src/platform/index.js';

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await test.rows(
    `UPDATE date_proposal SET closed_at = now(), outcome = 'WITHDRAWN' WHERE closed_at IS NULL`,
  );
});

afterAll(async () => test?.stop());

const date = (day: string, more: object = {}) => ({
  startsAt: `${day}T08:00:00Z`,
  endsAt: `${day}T09:00:00Z`,
  attendees: [
    { unitId: unit('jobcenter'), staffId: staffId('jobcenter') },
    { unitId: unit('sozialamt'), staffId: staffId('sozialamt') },
  ],
  ...more,
});

async function propose(
  conferenceId: ConferenceId,
  more: Partial<ProposeDatesCommand> = {},
  by: StaffKey = 'lead',
) {
  return test.get(ProposeDates).execute(await test.staff(by), {
    idempotencyKey: key(),
    conferenceId,
    chairId: staffId('moderation'),
    recorderId: staffId('protokoll'),
    dates: [date('2026-05-20'), date('2026-05-21')],
    ...more,
  });
}

async function anonymous(): Promise<ConferenceId> {
  return work.request(anAnonymised(await work.caseForConference([])));
}

async function proposed(id: ConferenceId): Promise<readonly string[]> {
  valueOf(await propose(id));
  const found = await seenByConvener(id);
  return [...(found?.slots ?? [])]
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
    .map((slot) => slot.id);
}

async function seenByConvener(id: ConferenceId, by: StaffKey = 'lead') {
  const actor = await test.staff(by);
  return test.get(UnitOfWork).run(actor, (tx) => test.get(DateProposals).ofConference(tx, id));
}

async function mine(by: Principal) {
  return test.get(UnitOfWork).run(by, (tx) => test.get(DateProposals).mine(tx, by));
}

async function vote(by: Principal, slotId: string, answer: 'YES' | 'IF_NEEDED' | 'NO') {
  const input = { idempotencyKey: key(), votes: [{ slotId, answer }] };
  return test.get(VoteOnDates).execute(by, input);
}

async function conflict(id: ConferenceId, who: 'jobcenter' | 'sozialamt'): Promise<void> {
  await test.rows(
    `INSERT INTO conference_conflict (region_id, id, conference_id, unit_id, staff_id, declared_as,
       declared_by_account, declared_at)
     VALUES ($1, $2, $3, $4, $5, 'PERSON', $2, now())`,
    [REGION, newId(), id, unit(who), staffId(who)],
  );
}

async function fix(id: ConferenceId, slotId: string, by: StaffKey = 'lead') {
  const { revision } = await work.processOf('conference', id);
  const input = { idempotencyKey: key(), slotId, expectedRevision: revision };
  return test.get(FixDate).execute(await test.staff(by), input);
}

describe('a vote on dates', () => {
  it('is taken by those who would come, chair and record, and the convener sees which date suits most', async () => {
    const id = await anonymous();
    const [first = '', second = ''] = await proposed(id);
    for (const who of ['jobcenter', 'sozialamt', 'moderation', 'protokoll'] as const) {
      const actor = await test.staff(who);
      expect(codeOf(await vote(actor, first, who === 'protokoll' ? 'NO' : 'YES'))).toBe('OK');
      expect(codeOf(await vote(actor, second, 'IF_NEEDED'))).toBe('OK');
    }
    const seen = await seenByConvener(id);
    expect(seen?.slots.map((slot) => slot.id)).toEqual([second, first]);
    expect(seen?.slots[1]?.votes.map(({ answer }) => answer).sort()).toEqual(['NO', 'YES', 'YES', 'YES']);
    expect(codeOf(await fix(id, second))).toBe('OK');
    expect(await work.statesOf(id)).toBe('scheduled');
  });

  it('can be changed until it ends, the last word counts', async () => {
    const id = await anonymous();
    const [first = ''] = await proposed(id);
    const actor = await test.staff('jobcenter');
    valueOf(await vote(actor, first, 'NO'));
    valueOf(await vote(actor, first, 'YES'));
    const seen = await seenByConvener(id);
    expect(seen?.slots.flatMap(({ votes }) => votes).map(({ answer }) => answer)).toEqual(['YES']);
  });

  it('shows everybody their own dates and their own word alone', async () => {
    const id = await anonymous();
    const [first = ''] = await proposed(id);
    valueOf(await vote(await test.staff('sozialamt'), first, 'NO'));
    const own = await mine(await test.staff('jobcenter'));
    expect(own.map(({ conferenceId }) => conferenceId)).toEqual([id]);
    expect(own[0]?.slots).toHaveLength(2);
    expect(own[0]?.slots.flatMap(({ votes }) => votes)).toEqual([]);
    expect(await mine(await test.staff('otherLead'))).toEqual([]);
    expect(await mine(await test.staff('jobcenterHead'))).toEqual([]);
  });

  it.each(['otherLead', 'jobcenterHead', 'projektleitung', 'moderation2', 'lead'] as const)(
    'is not for %s, who is not asked',
    async (who) => {
      const [first = ''] = await proposed(await anonymous());
      expect(await outcomeOf(vote(await test.staff(who), first, 'YES'))).toBe('AccessDenied');
    },
  );

  it('is over at the moment in which a date is fixed: no word comes after the decision', async () => {
    const id = await anonymous();
    const [slotId = ''] = await proposed(id);
    const voter = await test.staff('jobcenter');
    const { first, second, overtook } = await beside(
      test,
      'DATE_BOOKED',
      () => fix(id, slotId),
      () => vote(voter, slotId, 'NO'),
    );
    expect([codeOf(first), codeOf(second), overtook]).toEqual(['OK', 'PROPOSAL_NOT_OPEN', false]);
  });

  it('is over for a body that left the circle, and for who has a conflict of interest', async () => {
    const id = await anonymous();
    const [first = ''] = await proposed(id);
    await test.rows(
      `UPDATE conference_participation SET excluded_at = now() WHERE conference_id = $1 AND unit_id = $2`,
      [id, unit('jobcenter')],
    );
    await conflict(id, 'sozialamt');
    for (const who of ['jobcenter', 'sozialamt'] as const) {
      const actor = await test.staff(who);
      expect(await mine(actor)).toEqual([]);
      expect(await outcomeOf(vote(actor, first, 'YES'))).toBe('AccessDenied');
    }
    expect(await mine(await test.staff('moderation'))).toHaveLength(1);
  });

  it('is over when its time is, and then no date of it can be fixed', async () => {
    const id = await anonymous();
    const [first = ''] = await proposed(id);
    test.clock.setDay('2026-05-08', '10:00');
    expect(codeOf(await vote(await test.staff('jobcenter'), first, 'YES'))).toBe('PROPOSAL_NOT_OPEN');
    expect(codeOf(await fix(id, first))).toBe('PROPOSAL_NOT_OPEN');
    expect(await seenByConvener(id)).toMatchObject({ outcome: 'EXPIRED' });
  });

  it('is led by the convener alone', async () => {
    const id = await anonymous();
    const [first = ''] = await proposed(id);
    for (const who of ['colleague', 'jobcenter', 'moderation', 'otherLead'] as const) {
      expect(await outcomeOf(propose(id, {}, who))).toBe('AccessDenied');
      expect(await outcomeOf(fix(id, first, who))).toBe('AccessDenied');
      await expect(seenByConvener(id, who)).rejects.toThrow();
    }
    expect(await outcomeOf(fix(id, newId()))).toBe('AccessDenied');
  });
});

describe('the person in a vote on dates', () => {
  it('is asked when the conference names them, and their no stands', async () => {
    const { id, person } = await work.identified();
    const [first = '', second = ''] = await proposed(id);
    expect((await mine(person)).map(({ conferenceId }) => conferenceId)).toEqual([id]);
    valueOf(await vote(person, first, 'NO'));
    expect(codeOf(await fix(id, first))).toBe('PERSON_CANNOT_COME');
    expect(codeOf(await fix(id, second))).toBe('OK');
  });

  it('learns nothing of dates of a conference without names', async () => {
    const caseId = await work.caseForConference();
    const person = await work.linkPerson(caseId);
    const [first = ''] = await proposed(await work.request(anAnonymised(caseId)));
    expect(await mine(person)).toEqual([]);
    expect(await outcomeOf(vote(person, first, 'YES'))).toBe('AccessDenied');
  });
});

describe('dates that cannot be proposed', () => {
  it.each([
    ['in the past', { dates: [{ ...date('2026-05-03') }] }, 'SLOT_NOT_POSSIBLE'],
    [
      'of no length',
      { dates: [date('2026-05-20', { endsAt: '2026-05-20T08:00:00Z' })] },
      'SLOT_NOT_POSSIBLE',
    ],
    [
      'of negative length',
      { dates: [date('2026-05-20', { endsAt: '2026-05-20T07:00:00Z' })] },
      'SLOT_NOT_POSSIBLE',
    ],
    ['that overlap', { dates: [date('2026-05-20'), date('2026-05-20')] }, 'PROPOSAL_DATES_NOT_POSSIBLE'],
    ['none', { dates: [] }, 'PROPOSAL_DATES_NOT_POSSIBLE'],
    [
      'seven',
      { dates: Array.from({ length: 7 }, (_, day) => date(`2026-06-0${day + 1}`)) },
      'PROPOSAL_DATES_NOT_POSSIBLE',
    ],
    ['held for a month', { expiresAt: '2026-06-04T08:00:00Z' }, 'PROPOSAL_EXPIRY_NOT_POSSIBLE'],
    ['held until yesterday', { expiresAt: '2026-05-03T08:00:00Z' }, 'PROPOSAL_EXPIRY_NOT_POSSIBLE'],
    [
      'held beyond the first of them',
      { dates: [date('2026-05-06')], expiresAt: '2026-05-07T08:00:00Z' },
      'PROPOSAL_EXPIRY_NOT_POSSIBLE',
    ],
    ['in a room that is not there', { dates: [date('2026-05-20', { roomId: newId() })] }, 'ROOM_UNKNOWN'],
    [
      'with an interpreter who is not there',
      { dates: [date('2026-05-20', { interpreterId: newId() })] },
      'INTERPRETER_UNKNOWN',
    ],
    [
      'with somebody of another body',
      {
        dates: [date('2026-05-20', { attendees: [{ unitId: unit('jobcenter'), staffId: staffId('abh') }] })],
      },
      'ATTENDEE_NOT_OF_UNIT',
    ],
    ['chaired by nobody who may', { chairId: staffId('colleague') }, 'CHAIR_NOT_POSSIBLE'],
  ] as const)('%s: refused with a code, nothing is held', async (_what, more, code) => {
    const id = await anonymous();
    expect(codeOf(await propose(id, more as Partial<ProposeDatesCommand>))).toBe(code);
    expect(await test.rows(`SELECT id FROM conference_booking WHERE conference_id = $1`, [id])).toEqual([]);
    expect(await test.rows(`SELECT id FROM date_proposal WHERE conference_id = $1`, [id])).toEqual([]);
  });

  it('to somebody with a conflict of interest are refused, and not by that name', async () => {
    const id = await anonymous();
    await conflict(id, 'jobcenter');
    expect(codeOf(await propose(id))).toBe('ATTENDEE_NOT_OF_UNIT');
  });

  it('of a conference that may not be held are not even asked about', async () => {
    const { id, consentId } = await work.identified();
    await work.revoke(consentId);
    expect(codeOf(await propose(id))).toBe('CONFERENCE_BLOCKED');
    expect(await test.rows(`SELECT id FROM date_proposal WHERE conference_id = $1`, [id])).toEqual([]);
  });
});
