import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { staffId, unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ProtectCase } from '../../../src/cases/application/protect-case.js';
import { ChangeCircle, ConferenceRules } from '../../../src/conferences/index.js';
import { ConferenceFacts } from '../../../src/conferences/application/conference-facts.js';
import { ok, type CaseId, type ConferenceId, type StaffId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../../src/platform/index.js';
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

async function conflict(
  id: ConferenceId,
  each: UnitKey,
  by: Principal | StaffKey,
  staff: StaffId | null = null,
) {
  const input = { ...(await about(id, each)), staffId: staff };
  return test.get(ChangeCircle).declareConflict(await actorOf(by), input);
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

describe('a conflict', () => {
  it.each([
    ['the person', () => person],
    ['the convener', () => 'lead' as const],
    ['the chair', () => 'moderation' as const],
    ['the body itself', () => 'jobcenter' as const],
    ['the data protection officer of the convening unit', () => 'datenschutz' as const],
  ])('declared by %s puts a body out at once, which learns neither that nor why', async (_who, by) => {
    const id = await scheduled();
    expect(codeOf(await conflict(id, 'jobcenter', by()))).toBe('OK');
    expect(await sees(id, 'jobcenter')).toBe('AccessDenied');
    expect(await codesFor(id)).toContain('CONFLICT');
    for (const who of ['sozialamt', 'agentur'] as const)
      expect(await codesFor(id, who)).not.toContain('CONFLICT');
    // As good as empty for the role of the application, whoever asks.
    const rows = await test
      .get(UnitOfWork)
      .run(await test.staff('lead'), (tx) => tx.query(`SELECT id FROM conference_conflict`));
    expect(rows).toEqual([]);
  });

  it('of one staff member leaves their body in, which sends somebody else', async () => {
    const id = await scheduled();
    expect(codeOf(await conflict(id, 'jobcenter', person, staffId('jobcenter')))).toBe('OK');
    expect(await sees(id, 'jobcenter')).toBe('AccessDenied');
    expect(await sees(id, 'jobcenterHead')).toBe('OK');
    valueOf(await work.step('postpone', id, await test.staff('lead')));
    const attendees = (who: StaffKey) => [{ unitId: unit('jobcenter'), staffId: staffId(who) }];
    expect(codeOf(await work.trySchedule(id, { attendees: attendees('jobcenter') }))).toBe(
      'PARTICIPANT_IN_CONFLICT',
    );
    expect(codeOf(await work.trySchedule(id, { attendees: attendees('jobcenterHead') }))).toBe('OK');
  });

  it('of the chair leaves the sitting without one', async () => {
    const id = await scheduled();
    expect(codeOf(await conflict(id, 'ki', person, staffId('moderation')))).toBe('OK');
    expect(await sees(id, 'moderation')).toBe('AccessDenied');
    expect(await codesFor(id)).toContain('ROLE_MISSING');
  });

  it('of the convening unit blocks the conference: another has to convene', async () => {
    const id = await scheduled();
    expect(codeOf(await conflict(id, 'beratung', person))).toBe('OK');
    expect(await work.statesOf(id)).toBe('blocked');
    expect((await work.processOf('conference', id)).context).toMatchObject({ blockedBy: 'CONFLICT' });
  });

  it('is not declared by or about strangers', async () => {
    const id = await scheduled();
    for (const who of ['sozialamt', 'otherLead', 'projektleitung'] as const)
      expect(await outcomeOf(conflict(id, 'jobcenter', who))).toBe('AccessDenied');
    // The officer may keep somebody out, and reads nothing of it.
    expect(await sees(id, 'datenschutz')).toBe('AccessDenied');
    expect(codeOf(await conflict(id, 'abh', 'lead'))).toBe('BODY_NOT_IN_CIRCLE');
    expect(codeOf(await conflict(id, 'jobcenter', 'lead', staffId('sozialamt')))).toBe(
      'ATTENDEE_NOT_OF_UNIT',
    );
  });
});

describe('the blocks', () => {
  const SITTING = 'PERSON_NOT_INVITED';

  it('hear each fact from one provider only', () => {
    const facts = test.get(ConferenceFacts);
    expect(() => facts.register('interpreter', async () => ({ needed: true, bookedLevel: null }))).toThrow(
      /two providers/,
    );
  });

  it('say to the person in plain words what they say to the convener', async () => {
    const id = await work.request(anIdentified(caseId));
    const of = (by: Principal | StaffKey) => work.readAs(by, (tx, reader) => reader.blocks(tx, id));
    const [toConvener] = await of('lead');
    const [toPerson] = await of(person);
    expect(toConvener?.sentence).toContain('Einwilligung');
    expect(toPerson?.sentence).toBe(toPerson?.plain);
    expect(toPerson?.plain).toMatch(/Nur Sie können das erlauben/);
  });

  it('do not let a sitting begin to which the person was not invited', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    expect(await codesFor(id)).not.toContain(SITTING);
    await test.rows(
      `UPDATE conference_invitee SET removed = true WHERE conference_id = $1 AND holder_kind = 'PERSON'`,
      [id],
    );
    expect(await codesFor(id)).toContain(SITTING);
    test.clock.setDay('2026-05-20', '10:00');
    expect(codeOf(await work.step('openSession', id, await test.staff('moderation')))).toBe(
      'CONFERENCE_BLOCKED',
    );
    expect(await work.statesOf(id)).toBe('scheduled');
  });

  it('name the risk for the stay when a case is protected behind a public body in the circle', async () => {
    caseId = await work.openCase();
    await work.consentToBoth(caseId);
    const id = await work.request(anIdentified(caseId));
    const protect = { idempotencyKey: key(), caseId, compartment: 'UNIT' } as const;
    valueOf(await test.get(ProtectCase).protect(await test.staff('lead'), protect));
    expect(await codesFor(id)).toContain('STATUS_RISK');
    expect(await work.statesOf(id)).toBe('blocked');
    expect((await work.processOf('conference', id)).context).toMatchObject({ blockedBy: 'STATUS_RISK' });
  });

  it('are served with ways out over GraphQL', async () => {
    const id = await work.request(anIdentified(caseId));
    const { data, codes } = await test.ask(
      'lead',
      `{ conference(id: "${id}") { blocks { code severity scope prevents category plain waysOut { code label } unit { id } } } }`,
    );
    expect(codes).toEqual([]);
    expect(data).toMatchObject({
      conference: {
        blocks: expect.arrayContaining([
          expect.objectContaining({
            code: 'CONSENT_MISSING',
            severity: 'HARD',
            scope: 'CONFERENCE',
            prevents: 'SCHEDULING',
            unit: { id: unit('jobcenter') },
            waysOut: expect.arrayContaining([expect.objectContaining({ code: 'OBTAIN_CONSENT' })]),
          }),
        ]),
      },
    });
  });
});

describe('a conference of other law', () => {
  it('is only linked, by the leading unit, and read by it and the person alone', async () => {
    const rules = test.get(ConferenceRules);
    const link = async (by: StaffKey) =>
      rules.linkStatutory(await test.staff(by), {
        idempotencyKey: key(),
        caseId,
        statute: 'HILFEPLAN',
        authorityUnitId: unit('sozialamt'),
        plannedOn: '2026-06-01',
      });
    expect(await outcomeOf(link('jobcenter'))).toBe('AccessDenied');
    expect(await outcomeOf(link('otherLead'))).toBe('AccessDenied');
    expect(codeOf(await link('lead'))).toBe('OK');
    const list = async (by: Principal | StaffKey) =>
      test.get(UnitOfWork).run(await actorOf(by), (tx) => rules.listStatutory(tx, caseId));
    for (const who of ['lead', person] as const)
      expect(await list(who)).toMatchObject([{ statute: 'HILFEPLAN', norm: '§ 36 SGB VIII' }]);
    expect(await list('jobcenter')).toEqual([]);
  });
});
