import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised, ConferenceWork, aDecision } from '#test/builders/conference-work.js';
import { REGION, staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { DecisionInput } from '../../../src/conferences/index.js';
import type { Principal } from '../../../src/platform/index.js';

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

/** A decision whose task has this title. */
function aTitled(title: string): DecisionInput {
  return { ...aDecision(), tasks: [{ title, unitId: unit('jobcenter'), dueOn: '2026-06-01' }] };
}

describe('the record', () => {
  it('S4.18 is not accepted without the person’s view and their resources, and the sitting stays open', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    await work.open(id);
    for (const lacking of [{ personsView: '  ' }, { resourcesNamed: '' }]) {
      expect(codeOf(await work.record(id, lacking))).toBe('GUARD_REFUSED');
    }
    expect(await work.statesOf(id)).toBe('inSession');
    expect(await test.rows(`SELECT id FROM conference_record WHERE conference_id = $1`, [id])).toEqual([]);
    expect(codeOf(await work.record(id))).toBe('OK');
  });

  it.each([
    ['ABSENCE_UNEXPLAINED', { personPresent: false }],
    ['ABSENCE_UNEXPLAINED', { personPresent: false, personAbsentReason: ' ' }],
    ['REVIEW_DATE_NOT_POSSIBLE', { reviewOn: '2026-05-20' }],
    ['REVIEW_DATE_NOT_POSSIBLE', { reviewOn: '2026-11-21' }],
    ['DECISION_BODY_MISSING', { decisions: [{ ...aDecision(), unitId: null }] }],
    ['DECISION_BODY_MISSING', { decisions: [{ ...aDecision(), unitId: unit('abh') }] }],
    ['TASK_HOLDER_NOT_INVOLVED', { decisions: [aDecision(unit('abh'))] }],
    ['TEXT_NOT_ANONYMOUS', { decisions: [aTitled('Anrufen unter 05231 62-0000')] }],
    ['ATTENDEE_NOT_OF_UNIT', { attendedUnitIds: [unit('abh')] }],
  ] as const)('is refused with %s', async (code, more) => {
    const { id } = await work.identified();
    await work.schedule(id);
    await work.open(id);
    expect(codeOf(await work.record(id, more))).toBe(code);
  });

  it('is written by the recorder only, in an open sitting, once', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    expect(codeOf(await work.record(id))).toBe('EVENT_NOT_POSSIBLE_NOW');
    await work.open(id);
    for (const who of ['moderation', 'lead', 'protokoll2', 'jobcenter'] as const) {
      expect(await outcomeOf(work.record(id, {}, who))).toBe('AccessDenied');
    }
    const twins = await Promise.all([1, 2].map(() => outcomeOf(work.record(id, { expectedRevision: 4 }))));
    expect(twins.toSorted()).toEqual(['OK', 'PROCESS_REVISION_CONFLICT']);
    expect(await outcomeOf(work.record(id, { result: 'Etwas anderes' }))).toBe('EVENT_NOT_POSSIBLE_NOW');
    const record = await work.readAs('lead', (tx, reader) => reader.record(tx, id));
    expect(record?.result).toBe('Der Antrag wird vor Monatsende gestellt.');
  });

  it('is approved by the chair only, and by nobody before it is there', async () => {
    const { id, person } = await work.identified();
    await work.schedule(id);
    await work.open(id);
    expect(await outcomeOf(work.step('approve', id, await test.staff('moderation')))).toBe(
      'EVENT_NOT_POSSIBLE_NOW',
    );
    valueOf(await work.record(id));
    await work.agreed(id);
    for (const who of ['protokoll', 'lead', 'moderation2', 'jobcenter'] as const) {
      expect(await outcomeOf(work.step('approve', id, await test.staff(who)))).toBe('AccessDenied');
    }
    expect(await outcomeOf(work.step('approve', id, person))).toBe('AccessDenied');
    expect(codeOf(await work.step('approve', id, await test.staff('moderation')))).toBe('OK');
    expect(await work.statesOf(id)).toBe('recordApproved');
  });

  it('S1.35 of an anonymised conference carries no identifier in any of its texts', async () => {
    const id = await work.request(anAnonymised(await work.caseForConference()));
    await work.schedule(id);
    await work.open(id);
    const date = 'Seit dem 3. April wartet sie.';
    const decisions = [{ ...aDecision(), text: date }];
    for (const more of [{ result: date }, { personsView: date }, { dissent: date }, { decisions }]) {
      expect(codeOf(await work.record(id, more))).toBe('TEXT_NOT_ANONYMOUS');
    }
    expect(codeOf(await work.record(id))).toBe('OK');
  });

  it('tells a body its decisions only once it is submitted, so that it can correct them', async () => {
    const { id } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    const texts = async () =>
      (await work.readAs('jobcenter', (tx, reader) => reader.decisions(tx, id))).map(({ text }) => text);
    expect(await texts()).toEqual([]);
    await work.approve(id);
    expect(await texts()).toHaveLength(1);
  });

  it('belongs to a conference of which the database lets the application change only date, heads, attendance and a circle that narrows', async () => {
    for (const sql of [
      `UPDATE case_conference SET guiding_question = 'anders'`,
      `UPDATE case_conference SET mode = 'ANONYMISED'`,
      `UPDATE case_conference SET case_id = NULL`,
      `UPDATE case_conference SET convener_unit_id = id`,
      `UPDATE conference_participation SET needed_categories = needed_categories || '{HEALTH}'`,
      `UPDATE conference_participation SET unit_id = conference_id`,
      `UPDATE conference_booking SET during = 'empty'`,
    ]) {
      await expect(test.rows(sql)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('cannot be changed once written: the database refuses the application’s role every column but the approval', async () => {
    const { id } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    await work.approve(id);
    for (const sql of [
      `UPDATE conference_record SET result = 'anders'`,
      `UPDATE conference_record SET persons_view = 'anders'`,
      `UPDATE conference_decision SET text = 'anders'`,
      `DELETE FROM conference_record`,
      `DELETE FROM conference_decision`,
    ]) {
      await expect(test.rows(sql)).rejects.toMatchObject({ code: '42501' });
    }
    const late = `INSERT INTO conference_decision (region_id, id, conference_id, kind, text, position)
                  VALUES ($1, gen_random_uuid(), $2, 'AGREEMENT', 'Nachgeschoben', 9)`;
    await expect(test.rows(late, [REGION, id])).rejects.toMatchObject({ code: '23001' });
    // Approved once: the one thing the role may write cannot be written again.
    const again = `UPDATE conference_record SET approved_at = now() WHERE conference_id = $1`;
    await expect(test.rows(again, [id])).rejects.toMatchObject({ code: '23001' });
  });

  it('reaches other bodies only approved, as extract without what the person said', async () => {
    const { id, person } = await work.identified();
    const absence = { personPresent: false, personAbsentReason: 'Im Krankenhaus', dissent: 'Einwand' };
    await work.hold(id, absence);
    const read = (who: Principal | StaffKey) => work.readAs(who, (tx, reader) => reader.record(tx, id));
    expect(await read('jobcenter')).toBeNull();
    expect(await read(person)).toMatchObject(absence);
    await work.approve(id);
    const extract = await read('jobcenter');
    expect(extract).toMatchObject({ result: 'Der Antrag wird vor Monatsende gestellt.', personsView: null });
    expect(extract).toMatchObject({ resourcesNamed: null, dissent: null, personAbsentReason: null });
    for (const who of ['lead', 'moderation', 'protokoll'] as const)
      expect(await read(who)).toMatchObject(absence);
  });

  it('is closed to a body that lost its basis; of the decisions it keeps its own', async () => {
    const { id, consentId } = await work.identified();
    const common = { kind: 'AGREEMENT', text: 'Alle melden sich bis Freitag.', tasks: [] } as const;
    await work.hold(id, { decisions: [aDecision(), common] });
    await work.approve(id);
    await work.revoke(consentId);
    const seen = await work.readAs('jobcenter', async (tx, reader) => ({
      record: await reader.record(tx, id),
      decisions: (await reader.decisions(tx, id)).map((decision) => decision.kind),
    }));
    expect(seen).toEqual({ record: null, decisions: ['DECISION_OF_BODY'] });
    expect(await work.readAs('sozialamt', (tx, reader) => reader.record(tx, id))).not.toBeNull();
  });

  it('and the conference are nothing to project lead, officer and administrator of the convening unit', async () => {
    const { id } = await work.identified();
    for (const who of ['projektleitungAhorn', 'datenschutz', 'administration', 'moderation2'] as const) {
      const read = work
        .readAs(who, (tx, reader) => reader.get(tx, id))
        .then(() => ({ ok: true, value: 0 }) as const);
      expect(await outcomeOf(read)).toBe('AccessDenied');
      const listed = await work.readAs(who, (tx, reader) => reader.listOwn(tx, 100, undefined));
      expect(listed.map((view) => view.id)).not.toContain(id);
    }
  });
});

describe('chair, recorder and convener', () => {
  it('see only the invitation while the conference is blocked, if they chair or record', async () => {
    const { id, consentId } = await work.identified();
    await work.schedule(id);
    const seenBy = async (who: StaffKey) =>
      work.readAs(who, async (tx, reader) => ({
        question: (await reader.get(tx, id)).guidingQuestion,
        needs: (await reader.participants(tx, id)).flatMap((body) => body.neededCategories),
        record: (await reader.record(tx, id))?.personsView ?? null,
      }));
    const nothing = { question: null, needs: [], record: null };
    const heads = ['moderation', 'protokoll'] as const;
    for (const who of heads) expect(await seenBy(who)).toMatchObject({ needs: ['MASTER'] });
    await work.revoke(consentId);
    for (const who of heads) expect(await seenBy(who)).toEqual(nothing);
    expect((await seenBy('lead')).question).not.toBeNull();
  });

  it('see the record until the conference has ended, if they chair or record', async () => {
    const next = await work.identified();
    await work.hold(next.id);
    await work.approve(next.id);
    const record = async () => work.readAs('moderation', (tx, reader) => reader.record(tx, next.id));
    expect((await record())?.personsView).toMatch(/fragen kann/);
    valueOf(await work.step('close', next.id, await test.staff('lead')));
    expect(await record()).toBeNull();
  });

  it.each([
    ['moderation', 'MODERATOR'],
    ['protokoll', 'RECORDER'],
    ['lead', 'CASE_MANAGER'],
  ] as const)('see nothing any more once the role of %s has ended', async (who, role) => {
    const { id } = await work.identified();
    await work.hold(id);
    const see = async () =>
      outcomeOf(
        work.readAs(who, (tx, reader) => reader.get(tx, id)).then(() => ({ ok: true, value: id }) as const),
      );
    expect(await see()).toBe('OK');
    const end = `UPDATE staff_role SET valid_until = $3 WHERE staff_id = $1 AND role = $2`;
    await test.rows(end, [staffId(who), role, '2026-05-19']);
    expect(await see()).toBe('AccessDenied');
    await test.rows(end, [staffId(who), role, null]);
  });
});
