import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  ConductConference,
  DeclineConference,
  ProposeConference,
  type DeclineConferenceCommand,
  type ProposeConferenceCommand,
} from '../../../src/conferences/index.js';
import { ok, type CaseId, type ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../../src/platform/index.js';

const REASONS = 'Alle Unterlagen liegen vor; die Frage lässt sich mit einem Brief klären.';

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
});

afterAll(async () => test?.stop());

const actorOf = async (by: Principal | StaffKey) => (typeof by === 'string' ? test.staff(by) : by);

async function propose(more: Partial<ProposeConferenceCommand> = {}, by: Principal | StaffKey = 'jobcenter') {
  const { convenerUnitId: _convener, ...asked } = anIdentified(caseId);
  const input = { ...asked, caseId, proposingUnitId: unit('jobcenter'), ...more };
  return test.get(ProposeConference).execute(await actorOf(by), input);
}

async function step(what: 'accept' | 'withdraw' | 'cancel', id: ConferenceId, by: Principal | StaffKey) {
  const { revision } = await work.processOf('conference', id);
  const input = { idempotencyKey: key(), conferenceId: id, expectedRevision: revision };
  const actor = await actorOf(by);
  if (what === 'accept') return test.get(ProposeConference).accept(actor, input);
  const conduct = test.get(ConductConference);
  return what === 'withdraw'
    ? conduct.withdraw(actor, input)
    : conduct.cancel(actor, { ...input, reason: 'OTHER' });
}

async function decline(
  id: ConferenceId,
  more: Partial<DeclineConferenceCommand> = {},
  by: Principal | StaffKey = 'lead',
) {
  const { revision } = await work.processOf('conference', id);
  const input = {
    idempotencyKey: key(),
    conferenceId: id,
    expectedRevision: revision,
    ground: 'CLARIFIABLE_IN_WRITING',
    reasons: REASONS,
    personHeardOn: FIRST_DAY,
    ...more,
  } as const;
  return test.get(DeclineConference).execute(await actorOf(by), input);
}

async function reasonsFor(id: ConferenceId, by: Principal | StaffKey) {
  const actor = await actorOf(by);
  return test.get(UnitOfWork).run(actor, (tx) => test.get(DeclineConference).find(tx, id));
}

describe('a body that does not convene', () => {
  it('proposes to the unit that leads the case, which takes over: then consents are checked', async () => {
    await work.consentToBoth(caseId);
    const { conferenceId: id } = valueOf(await propose());
    expect(await work.statesOf(id)).toBe('proposed');
    const view = await work.readAs('lead', (tx, reader) => reader.get(tx, id));
    expect(view).toMatchObject({ convenerUnitId: unit('beratung'), caseId });
    expect(codeOf(await work.trySchedule(id))).toBe('EVENT_NOT_POSSIBLE_NOW');
    for (const who of ['jobcenter', 'sozialamt'] as const)
      expect(await outcomeOf(step('accept', id, who))).toBe('AccessDenied');
    // Whom it would invite hears of it only when the convener wants it.
    const look = () => outcomeOf(work.readAs('sozialamt', (tx, reader) => reader.get(tx, id)).then(ok));
    expect(await look()).toBe('AccessDenied');
    expect(codeOf(await step('accept', id, 'lead'))).toBe('OK');
    expect(await look()).toBe('OK');
    expect(await work.statesOf(id)).toBe('consentCheck');
    expect(codeOf(await work.trySchedule(id))).toBe('OK');
  });

  it('is in the circle of what it proposed, named or not', async () => {
    const bodies = [unit('sozialamt'), unit('agentur')];
    const participants = bodies.map((unitId) => ({ unitId, neededCategories: [] }));
    const { conferenceId: id } = valueOf(await propose({ participants }));
    const circle = await work.readAs('lead', (tx, reader) => reader.participants(tx, id));
    expect(circle.map(({ unitId }) => unitId).sort()).toEqual([...bodies, unit('jobcenter')].sort());
  });

  it.each(['lead', 'abh', 'otherLead', 'projektleitung', 'sozialamt'] as const)(
    'cannot be spoken for by %s',
    async (who) => {
      expect(await outcomeOf(propose({}, who))).toBe('AccessDenied');
    },
  );

  it('takes its proposal back without saying why; nobody else can', async () => {
    const { conferenceId: id } = valueOf(await propose());
    for (const who of ['lead', 'sozialamt', person])
      expect(await outcomeOf(step('withdraw', id, who as StaffKey))).toBe('AccessDenied');
    expect(codeOf(await step('withdraw', id, 'jobcenter'))).toBe('OK');
    expect(await work.statesOf(id)).toBe('cancelled');
  });

  it('gets the ground and the reasons when it is declined, others do not', async () => {
    const { conferenceId: id } = valueOf(await propose());
    expect(codeOf(await decline(id, { personHeardOn: null }))).toBe('OK');
    expect(await work.statesOf(id)).toBe('declined');
    for (const who of ['lead', 'jobcenter', person] as const)
      expect(await reasonsFor(id, who)).toMatchObject({
        ground: 'CLARIFIABLE_IN_WRITING',
        norm: expect.stringContaining('§ 20'),
        reasons: REASONS,
      });
    await expect(reasonsFor(id, 'sozialamt')).rejects.toThrow();
  });

  it('reads no name in the reasons', async () => {
    const { conferenceId: id } = valueOf(await propose());
    const reasons = 'Mit Selam haben wir das schon am Telefon besprochen.';
    expect(codeOf(await decline(id, { reasons, personHeardOn: null }))).toBe('TEXT_NOT_ANONYMOUS');
    expect(await work.statesOf(id)).toBe('proposed');
  });
});

describe('declining', () => {
  const requested = () => work.request(anIdentified(caseId, { convenerUnitId: null }), person);

  it('what the person asked for needs that they were heard, between their wish and today', async () => {
    const id = await requested();
    for (const personHeardOn of [null, '2026-05-03', '2026-05-05'])
      expect(codeOf(await decline(id, { personHeardOn }))).toBe('DECLINE_NEEDS_HEARING');
    expect(codeOf(await decline(id))).toBe('OK');
    expect(await reasonsFor(id, person)).toMatchObject({ reasons: REASONS, personHeardOn: FIRST_DAY });
    const [row] = await test.rows<{ plain: string | null }>(
      `SELECT reasons AS plain FROM conference_decline WHERE conference_id = $1`,
      [id],
    );
    expect(row).toEqual({ plain: null });
  });

  it('S0.6 for want of consent is possible only while one is missing: never on principle', async () => {
    const id = await requested();
    await work.consentToBoth(caseId);
    expect(codeOf(await decline(id, { ground: 'CONSENT_MISSING' }))).toBe('DECLINE_GROUND_NOT_GIVEN');
    const blocked = await work.request(
      anIdentified(caseId, {
        convenerUnitId: null,
        participants: [unit('jobcenter'), unit('agentur')].map((unitId) => ({
          unitId,
          neededCategories: [],
        })),
      }),
      person,
    );
    expect(codeOf(await decline(blocked, { ground: 'CONSENT_MISSING' }))).toBe('OK');
  });

  it('cannot be avoided by cancelling, before and after there is a date', async () => {
    await work.consentToBoth(caseId);
    const id = await requested();
    expect(codeOf(await step('cancel', id, 'lead'))).toBe('DECLINE_INSTEAD');
    await work.schedule(id);
    expect(codeOf(await step('cancel', id, 'lead'))).toBe('DECLINE_INSTEAD');
    expect(codeOf(await decline(id))).toBe('OK');
    const [booked] = await test.rows<{ open: number }>(
      `SELECT count(*)::int AS open FROM conference_booking WHERE conference_id = $1 AND released_at IS NULL`,
      [id],
    );
    expect(booked).toEqual({ open: 0 });
    const [invitation] = await test.rows<{ cancelled: boolean }>(
      `SELECT cancelled FROM conference_invitation WHERE conference_id = $1`,
      [id],
    );
    expect(invitation).toEqual({ cancelled: true });
  });

  it('is left to the person who asked: they take their wish back', async () => {
    const id = await requested();
    expect(codeOf(await step('withdraw', id, person))).toBe('OK');
    expect(await work.statesOf(id)).toBe('cancelled');
  });

  it('is for what others asked, by whoever convenes', async () => {
    const own = await work.request(anIdentified(caseId));
    expect(codeOf(await decline(own))).toBe('NOTHING_TO_DECLINE');
    const id = await requested();
    for (const who of ['jobcenter', 'colleague', 'otherLead', person] as const)
      expect(await outcomeOf(decline(id, {}, who))).toBe('AccessDenied');
  });
});
