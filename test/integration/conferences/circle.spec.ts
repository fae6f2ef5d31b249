import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { staffId, unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ChangeCircle, ConferenceRules } from '../../../src/conferences/index.js';
import { ok, type CaseId, type ConferenceId } from '../../../src/kernel/index.js';
import type { Principal } from '../../../src/platform/index.js';
import type { SharingCategory } from '../../../src/sharing/index.js';

let test: TestApp;
let work: ConferenceWork;
let caseId: CaseId;
let person: Principal;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.caseForConference();
  person = await work.linkPerson(caseId);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await test.rows(`DELETE FROM conference_rule`).catch(() => undefined);
});

afterAll(async () => test?.stop());

const actorOf = async (by: Principal | StaffKey) => (typeof by === 'string' ? test.staff(by) : by);
const bodies = (...units: readonly UnitKey[]) =>
  units.map((each) => ({ unitId: unit(each), neededCategories: [] as SharingCategory[] }));

async function about(id: ConferenceId, each: UnitKey) {
  return { idempotencyKey: key(), conferenceId: id, unitId: unit(each) };
}

async function drop(id: ConferenceId, each: UnitKey, by: Principal | StaffKey = 'lead') {
  return test.get(ChangeCircle).dropBody(await actorOf(by), await about(id, each));
}

async function leave(id: ConferenceId, each: UnitKey, by: Principal | StaffKey) {
  return test.get(ChangeCircle).declineParticipation(await actorOf(by), await about(id, each));
}

const codesFor = async (id: ConferenceId, by: Principal | StaffKey = 'lead') =>
  (await work.readAs(by, (tx, reader) => reader.blocks(tx, id))).map(({ code }) => code);

const sees = (id: ConferenceId, by: StaffKey) =>
  outcomeOf(work.readAs(by, (tx, reader) => reader.get(tx, id)).then(ok));

/** An anonymised conference of three bodies with a date. */
async function scheduled(): Promise<ConferenceId> {
  const id = await work.request(
    anAnonymised(caseId, { participants: bodies('jobcenter', 'sozialamt', 'agentur') }),
  );
  await work.schedule(id, {
    attendees: [
      { unitId: unit('jobcenter'), staffId: staffId('jobcenter') },
      { unitId: unit('sozialamt'), staffId: staffId('sozialamt') },
    ],
  });
  return id;
}

describe('leaving a body out', () => {
  it('frees a conference that lacked its consent, in the same transaction', async () => {
    await work.consentToBoth(caseId);
    const id = await work.request(
      anIdentified(caseId, { participants: bodies('jobcenter', 'sozialamt', 'abh') }),
    );
    expect(await work.statesOf(id)).toBe('blocked');
    expect(codeOf(await drop(id, 'abh'))).toBe('OK');
    expect(await work.statesOf(id)).toBe('consentCheck');
    expect(await sees(id, 'abh')).toBe('AccessDenied');
    expect(await codesFor(id)).toEqual([]);
  });

  it('takes the date back from whoever was to come, and gives them their time', async () => {
    const id = await scheduled();
    expect(codeOf(await drop(id, 'jobcenter'))).toBe('OK');
    const rows = await test.rows<{ removed: boolean }>(
      `SELECT removed FROM conference_invitee WHERE conference_id = $1 AND holder_id = $2`,
      [id, staffId('jobcenter')],
    );
    expect(rows).toEqual([{ removed: true }]);
    const mails = await test.rows<{ method: string; to: string }>(
      `SELECT method, recipient_id AS "to" FROM mail_message
       WHERE subject_id = $1 AND recipient_id = ANY($2) ORDER BY recipient_id = $3, version`,
      [id, [staffId('jobcenter'), staffId('sozialamt')], staffId('sozialamt')],
    );
    // The other one was invited once, and hears nothing of it.
    expect(mails).toEqual([
      { method: 'REQUEST', to: staffId('jobcenter') },
      { method: 'CANCEL', to: staffId('jobcenter') },
      { method: 'REQUEST', to: staffId('sozialamt') },
    ]);
    const booked = await test.rows(
      `SELECT id FROM conference_booking WHERE conference_id = $1 AND resource_id = $2 AND released_at IS NULL`,
      [id, staffId('jobcenter')],
    );
    expect(booked).toEqual([]);
  });

  it('is for the convener, and only for a body that takes part', async () => {
    const id = await scheduled();
    for (const who of ['jobcenter', 'moderation', 'otherLead', person] as const)
      expect(await outcomeOf(drop(id, 'sozialamt', who))).toBe('AccessDenied');
    expect(codeOf(await drop(id, 'abh'))).toBe('BODY_NOT_IN_CIRCLE');
    valueOf(await drop(id, 'agentur'));
    expect(codeOf(await drop(id, 'agentur'))).toBe('BODY_NOT_IN_CIRCLE');
    valueOf(await work.step('cancel', id, await test.staff('lead')));
    expect(codeOf(await drop(id, 'sozialamt'))).toBe('CIRCLE_FIXED');
  });
});

describe('what a body learns', () => {
  const reduce = async (id: ConferenceId, neededCategories: SharingCategory[], by: StaffKey = 'lead') =>
    test.get(ChangeCircle).reduceNeeds(await test.staff(by), {
      ...(await about(id, 'jobcenter')),
      neededCategories,
    });

  it('can become less, which frees the conference, and never more', async () => {
    await work.consentToBoth(caseId);
    const participants = [
      { unitId: unit('jobcenter'), neededCategories: ['MASTER', 'HEALTH'] as SharingCategory[] },
      ...bodies('sozialamt'),
    ];
    const id = await work.request(anIdentified(caseId, { participants }));
    expect(await codesFor(id)).toEqual(['CONSENT_MISSING']);
    expect(codeOf(await reduce(id, ['MASTER']))).toBe('OK');
    expect(await work.statesOf(id)).toBe('consentCheck');
    expect(codeOf(await reduce(id, ['MASTER', 'HEALTH']))).toBe('BODY_NOT_IN_CIRCLE');
    expect(await outcomeOf(reduce(id, [], 'jobcenter'))).toBe('AccessDenied');
  });
});

describe('a body', () => {
  it('S0.6 does not take part, on principle and without a word why; nobody is told a reason', async () => {
    const id = await scheduled();
    for (const who of ['lead', 'sozialamt', 'moderation', person] as const)
      expect(await outcomeOf(leave(id, 'jobcenter', who))).toBe('AccessDenied');
    expect(codeOf(await leave(id, 'jobcenter', 'jobcenter'))).toBe('OK');
    const circle = await work.readAs('lead', (tx, reader) => reader.participants(tx, id));
    expect(circle.map(({ unitId }) => unitId)).not.toContain(unit('jobcenter'));
    expect(await sees(id, 'jobcenter')).toBe('AccessDenied');
  });

  it('says of its mandate what counts for the quorum', async () => {
    const id = await scheduled();
    const say = async (each: 'jobcenter' | 'sozialamt' | 'agentur', mandate: boolean) =>
      test.get(ChangeCircle).stateMandate(await test.staff(each), { ...(await about(id, each)), mandate });
    // Whoever comes for the other two has one by their role.
    expect(await codesFor(id)).toEqual(['MANDATE_MISSING']);
    expect(await codesFor(id, 'agentur')).toEqual(['MANDATE_MISSING']);
    expect(await codesFor(id, 'jobcenter')).toEqual([]);
    for (const each of ['jobcenter', 'sozialamt'] as const) expect(codeOf(await say(each, false))).toBe('OK');
    expect(await codesFor(id)).toContain('QUORUM');
    test.clock.setDay('2026-05-20', '10:00');
    expect(codeOf(await work.step('openSession', id, await test.staff('moderation')))).toBe(
      'CONFERENCE_BLOCKED',
    );
    expect(codeOf(await say('sozialamt', true))).toBe('OK');
    expect(await codesFor(id)).not.toContain('QUORUM');
    expect(codeOf(await work.step('openSession', id, await test.staff('moderation')))).toBe('OK');
  });
});

describe('the quorum', () => {
  const consult = async (id: ConferenceId, isConsultation: boolean, by: StaffKey) =>
    test
      .get(ChangeCircle)
      .holdAsConsultation(await test.staff(by), { idempotencyKey: key(), conferenceId: id, isConsultation });
  const rule = async (bodiesNeeded: number, validFrom: string, by: StaffKey = 'projektleitung') =>
    test.get(ConferenceRules).setQuorum(await test.staff(by), {
      idempotencyKey: key(),
      bodies: bodiesNeeded,
      mandatePercent: 0,
      basis: 'Beschluss der Lenkungsgruppe',
      validFrom,
    });

  it('is not met by two that left, and not needed to consult without decisions', async () => {
    const id = await scheduled();
    valueOf(await drop(id, 'jobcenter'));
    expect(await codesFor(id)).not.toContain('QUORUM');
    valueOf(await drop(id, 'agentur'));
    expect(await codesFor(id)).toContain('QUORUM');
    for (const who of ['sozialamt', 'otherLead'] as const)
      expect(await outcomeOf(consult(id, true, who))).toBe('AccessDenied');
    expect(codeOf(await consult(id, true, 'moderation'))).toBe('OK');
    expect(await codesFor(id)).not.toContain('QUORUM');
    expect(codeOf(await consult(id, false, 'lead'))).toBe('OK');
    expect(await codesFor(id)).toContain('QUORUM');
  });

  it('is set for the region by its project lead, from a day on that is not past', async () => {
    const id = await scheduled();
    expect(codeOf(await rule(4, '2026-05-03'))).toBe('QUORUM_DAY_PAST');
    for (const who of ['lead', 'jobcenter', 'datenschutz'] as const)
      expect(await outcomeOf(rule(4, FIRST_DAY, who))).toBe('AccessDenied');
    expect(codeOf(await rule(4, '2026-05-06'))).toBe('OK');
    expect(await codesFor(id)).not.toContain('QUORUM');
    test.clock.setDay('2026-05-06');
    expect(await codesFor(id)).toContain('QUORUM');
    expect(codeOf(await rule(2, '2026-05-06'))).toBe('OK');
    expect(await codesFor(id)).not.toContain('QUORUM');
  });
});
