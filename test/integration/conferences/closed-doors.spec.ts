import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision, anAnonymised } from '#test/builders/conference-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { beside } from '#test/support/beside.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { AccessLog } from '../../../src/audit/index.js';
import { ChangeCircle } from '../../../src/conferences/application/change-circle.js';
import { ConvertConference } from '../../../src/conferences/application/convert-conference.js';
import { CorrectRecord, RequestReview } from '../../../src/conferences/index.js';
import { ok, type ConferenceId } from '../../../src/kernel/index.js';

let test: TestApp;
let work: SittingWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new SittingWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

describe('the access log', () => {
  /** Cases in the lines about a conference, by the unit whose officer reads them. */
  async function casesIn(id: ConferenceId): Promise<ReadonlyMap<string, readonly (string | null)[]>> {
    await test.get(AccessLog).flush();
    const rows = await test.rows<{ unit: string; cases: (string | null)[] }>(
      `SELECT unit_id AS unit, array_agg(DISTINCT case_id) AS cases FROM access_log
       WHERE object_id = $1 AND kind = 'READ' GROUP BY 1`,
      [id],
    );
    return new Map(rows.map(({ unit: by, cases }) => [by, cases]));
  }

  const look = async (id: ConferenceId, by: StaffKey) => {
    await work.readAs(by, async (tx, reader) => {
      await reader.get(tx, id);
      return reader.record(tx, id);
    });
    await work.see(id, by);
  };

  it('leads no officer of a body from a conference without names to its case', async () => {
    const caseId = await work.caseForConference();
    const id = await work.request(anAnonymised(caseId));
    await work.schedule(id);
    for (const who of ['lead', 'jobcenter', 'moderation'] as const) await look(id, who);
    const cases = await casesIn(id);
    expect([...cases.keys()].sort()).toEqual([unit('beratung'), unit('jobcenter'), unit('ki')].sort());
    expect(cases.get(unit('beratung'))).toEqual([caseId]);
    expect(cases.get(unit('jobcenter'))).toEqual([null]);
    expect(cases.get(unit('ki'))).toEqual([null]);
  });

  it('tells of a conference with names whose case was looked at', async () => {
    const { id, caseId } = await work.identified();
    await work.schedule(id);
    await look(id, 'jobcenter');
    expect((await casesIn(id)).get(unit('jobcenter'))).toEqual([caseId]);
  });
});

describe('an approval', () => {
  const report = async (id: ConferenceId, by: StaffKey) =>
    test.get(CorrectRecord).report(await test.staff(by), {
      idempotencyKey: key(),
      conferenceId: id,
      target: 'RESULT',
      wish: 'Es muss heißen: bis zum Ende der Woche.',
    });

  it('waits for a correction that is being reported, and is stopped by it', async () => {
    const { id } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    await work.agreed(id);
    const chair = await test.staff('moderation');
    const { first, second, overtook } = await beside(
      test,
      'RECORD_CORRECTION_REPORTED',
      () => report(id, 'jobcenter'),
      () => work.step('approve', id, chair),
    );
    expect([codeOf(first), codeOf(second), overtook]).toEqual(['OK', 'GUARD_REFUSED', false]);
  });

  it('closes what was said in the sitting as well, whoever holds the login of the application', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    for (const [body, who] of [
      [null, 'protokoll'],
      ['jobcenter', 'jobcenter'],
    ] as const)
      valueOf(await work.attends(id, body, who));
    await work.open(id);
    valueOf(await work.record(id));
    const change = `UPDATE sitting_attendance SET mandate = NOT mandate WHERE conference_id = $1`;
    await test.rows(change, [id]);
    await work.approve(id);
    await expect(test.rows(change, [id])).rejects.toThrow('approved record');
  });
});

describe('a declared conflict', () => {
  const sees = (id: ConferenceId, by: StaffKey) =>
    outcomeOf(work.readAs(by, (tx, reader) => reader.get(tx, id)).then(ok));

  const at = async (id: ConferenceId) => ({
    idempotencyKey: key(),
    conferenceId: id,
    expectedRevision: (await work.processOf('conference', id)).revision,
  });

  async function declared(id: ConferenceId): Promise<void> {
    const about = { unitId: unit('jobcenter'), staffId: staffId('jobcenter') };
    const input = { ...(await at(id)), ...about };
    valueOf(await test.get(ChangeCircle).declareConflict(await test.staff('lead'), input));
    expect(await sees(id, 'jobcenter')).toBe('AccessDenied');
  }

  /** What the one who is out sees of a conference, what their head sees, and whether a date may name them. */
  async function standsIn(next: ConferenceId): Promise<readonly string[]> {
    const attendees = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }];
    const slot = { startsAt: '2026-08-20T08:00:00Z', endsAt: '2026-08-20T09:00:00Z' };
    const named = codeOf(await work.trySchedule(next, { ...slot, attendees }));
    return [await sees(next, 'jobcenter'), await sees(next, 'jobcenterHead'), named];
  }

  const OUT = ['AccessDenied', 'OK', 'PARTICIPANT_IN_CONFLICT'];

  it('holds in the conference without names that goes on', async () => {
    const { id } = await work.identified();
    await declared(id);
    const converted = await test.get(ConvertConference).execute(await test.staff('lead'), {
      ...(await at(id)),
      kind: 'LEARNING_ANONYMISED',
      guidingQuestion: 'Wie gelingt ein Wechsel ohne Lücke?',
      topic: 'Übergänge',
    });
    expect(await standsIn(valueOf(converted).conferenceId)).toEqual(OUT);
  });

  it('holds in the review conference', async () => {
    const id = await work.request(anAnonymised(await work.caseForConference([])));
    await declared(id);
    await work.hold(id);
    await work.submit(id);
    await work.purge(id);
    test.clock.setDay('2026-06-10');
    valueOf(await work.step('approve', id, await test.staff('moderation')));
    test.clock.setDay('2026-07-16');
    await test.fireDeadlines();
    const reviewed = await test.get(RequestReview).execute(await test.staff('lead'), await at(id));
    expect(await standsIn(valueOf(reviewed).conferenceId)).toEqual(OUT);
  });
});

describe('the course of a conference', () => {
  const COURSE = `query ($id: ID!) { conference(id: $id) { process {
    activeStates { path } events(first: 50) { edges { node { type } } } availableEvents { type reasons } picture } } }`;

  interface Course {
    readonly activeStates: readonly { readonly path: string }[];
    readonly events: { readonly edges: readonly { readonly node: { readonly type: string } }[] };
    readonly availableEvents: readonly { readonly type: string; readonly reasons: readonly string[] }[];
    readonly picture: string | null;
  }

  async function courseFor(by: string, id: ConferenceId): Promise<Course> {
    const { data } = await test.ask(by, COURSE, { id });
    return (data as { conference: { process: Course } }).conference.process;
  }

  it('tells neither bodies nor chair and recorder that the person objected or took a consent back', async () => {
    const { id, person } = await work.identified();
    await work.schedule(id);
    valueOf(await work.step('object', id, person));
    for (const by of ['jobcenter', 'moderation', 'protokoll']) {
      const course = await courseFor(by, id);
      expect(course.activeStates.map(({ path }) => path)).toEqual(['blocked']);
      expect(JSON.stringify(course)).not.toMatch(/PERSON_|CONSENT_|BLOCK_/);
      expect(course.picture).toBeNull();
    }
    const course = await courseFor('lead', id);
    expect(course.events.edges.map(({ node }) => node.type)).toContain('PERSON_OBJECTED');
  });
});

describe('a mandate', () => {
  it('that a body said it has not is given to it by nobody else', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    const input = { idempotencyKey: key(), conferenceId: id, unitId: unit('jobcenter'), mandate: false };
    valueOf(await test.get(ChangeCircle).stateMandate(await test.staff('jobcenter'), input));
    valueOf(await work.attends(id, 'jobcenter', 'jobcenter', { mandate: true }));
    await work.open(id);
    valueOf(await work.record(id, { decisions: [aDecision()], attendedUnitIds: [unit('jobcenter')] }));
    const decisions = await work.readAs('lead', (tx, reader) => reader.decisions(tx, id));
    expect(decisions.map(({ standing }) => standing)).toEqual(['TO_BE_CONFIRMED']);
  });
});

describe('a change of the circle', () => {
  it('does not slip past a sitting that opens at the same moment', async () => {
    const id = await work.request(anAnonymised(await work.caseForConference([])));
    await work.schedule(id);
    const [lead, chair] = [await test.staff('lead'), await test.staff('moderation')];
    const about = { idempotencyKey: key(), conferenceId: id };
    const circle = test.get(ChangeCircle);
    valueOf(await circle.holdAsConsultation(lead, { ...about, isConsultation: true }));
    const left = { ...about, unitId: unit('jobcenter') };
    valueOf(await circle.declineParticipation(await test.staff('jobcenter'), left));
    test.clock.setDay('2026-05-20', '10:00');
    const { first, second } = await beside(
      test,
      'CONSULTATION_SET',
      () => circle.holdAsConsultation(lead, { ...about, idempotencyKey: key(), isConsultation: false }),
      () => work.step('openSession', id, chair),
    );
    expect([codeOf(first), codeOf(second)]).toEqual(['CIRCLE_FIXED', 'OK']);
  });
});
