import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision, ConferenceWork } from '#test/builders/conference-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { TaskBook } from '../../../src/cases/index.js';
import {
  AnswerDecision,
  RecordReader,
  RequestReview,
  type AddBescheidCommand,
  type AnswerDecisionCommand,
} from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../../src/platform/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
  // The head of the Jobcenter may commit it, its caseworker may not.
  await test.database.asOwner(`UPDATE staff_role SET mandate = (role = 'UNIT_LEAD') WHERE unit_id = $1`, [
    unit('jobcenter'),
  ]);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

async function held(more: Parameters<ConferenceWork['schedule']>[1] = {}) {
  const conference = await work.identified();
  await work.schedule(conference.id, more);
  await work.open(conference.id);
  valueOf(await work.record(conference.id, { decisions: [aDecision()] }));
  const [decision] = await test.rows<{ id: string; status: string }>(
    `SELECT id, status FROM conference_decision WHERE conference_id = $1`,
    [conference.id],
  );
  return { ...conference, decisionId: decision?.id ?? '', status: decision?.status };
}

async function answer(
  decisionId: string,
  by: Principal | StaffKey,
  more: Partial<AnswerDecisionCommand> = {},
) {
  const actor = typeof by === 'string' ? await test.staff(by) : by;
  const input = { idempotencyKey: key(), decisionId, outcome: 'CONFIRMED', ...more } as const;
  return test.get(AnswerDecision).answer(actor, input);
}

async function bescheid(decisionId: string, by: StaffKey, more: Partial<AddBescheidCommand> = {}) {
  const input = {
    idempotencyKey: key(),
    decisionId,
    reference: 'BG 4711',
    issuedOn: '2026-05-20',
    notifiedOn: '2026-05-20',
    remedy: 'WIDERSPRUCH_SGG',
    ...more,
  };
  return test.get(AnswerDecision).addBescheid(await test.staff(by), input);
}

describe('a decision of a body', () => {
  it('is taken when somebody with mandate was there for it, else still to be confirmed', async () => {
    const attendees = [{ unitId: unit('jobcenter'), staffId: staffId('jobcenterHead') }];
    expect((await held({ attendees })).status).toBe('TAKEN');
    await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
    test.clock.setDay(FIRST_DAY);
    expect((await held()).status).toBe('TO_BE_CONFIRMED');
  });

  it('is confirmed, or not, by that body with mandate alone, once, and not confirming has a reason', async () => {
    const { id, decisionId, person } = await held();
    for (const who of ['jobcenter', 'lead', 'moderation', 'sozialamt', person] as const) {
      expect(await outcomeOf(answer(decisionId, who))).toBe('AccessDenied');
    }
    expect(codeOf(await bescheid(decisionId, 'jobcenterHead'))).toBe('BESCHEID_NOT_POSSIBLE');
    const refusal = { outcome: 'NOT_CONFIRMED' } as const;
    expect(codeOf(await answer(decisionId, 'jobcenterHead', refusal))).toBe('DECISION_REASON_MISSING');
    valueOf(await answer(decisionId, 'jobcenterHead', { ...refusal, reason: 'LEGAL_BASIS_MISSING' }));
    expect(codeOf(await answer(decisionId, 'jobcenterHead'))).toBe('DECISION_NOT_OPEN');
    const shown = await work.readAs('lead', (tx, reader) => reader.decisions(tx, id));
    expect(shown.map(({ standing }) => standing)).toEqual(['NOT_CONFIRMED']);
  });

  it('has a Bescheid as a reference with its remedy, never from anybody else', async () => {
    const { id, decisionId, person } = await held();
    valueOf(await answer(decisionId, 'jobcenterHead'));
    expect(await outcomeOf(bescheid(decisionId, 'lead'))).toBe('AccessDenied');
    for (const [code, more] of [
      ['BESCHEID_DATES_WRONG', { notifiedOn: '2026-05-19' }],
      ['BESCHEID_DATES_WRONG', { issuedOn: '2026-05-21', notifiedOn: null }],
      ['REMEDY_UNKNOWN', { remedy: 'GNADE' }],
      ['RECORD_TEXT_EMPTY', { reference: '  ' }],
    ] as const) {
      expect(codeOf(await bescheid(decisionId, 'jobcenterHead', more))).toBe(code);
    }
    valueOf(await bescheid(decisionId, 'jobcenterHead'));
    const read = async (by: Principal) =>
      test.get(UnitOfWork).run(by, (tx) => test.get(RecordReader).bescheide(tx, id, decisionId));
    expect(await read(person)).toMatchObject([{ reference: 'BG 4711', remedyUntil: '2026-06-22' }]);
    expect(await read(await test.staff('sozialamt'))).toEqual([]);
    const rows = await test.rows(`SELECT reference FROM conference_decision_reference`);
    expect(rows).toEqual([{ reference: null }]);
  });
});

describe('a task of a conference', () => {
  const taskOf = async (decisionId: string) => {
    const [task] = await test.rows<{ id: string }>(`SELECT id FROM task WHERE origin_id = $1`, [decisionId]);
    return task?.id ?? '';
  };

  async function accept(taskId: string, by: Principal) {
    const { id: processId, revision } = await work.processOf('task', taskId);
    const input = { idempotencyKey: key(), processId, type: 'TASK_ACCEPTED', payload: {} };
    valueOf(await test.get(SendProcessEvent).execute(by, { ...input, expectedRevision: revision }));
  }

  const findings = async () =>
    (
      await test.database.asOwner<Record<string, unknown>>(
        `SELECT kind, life_area, origin_kind, origin_id, origin_unit_id, author_id, body_types::text FROM finding`,
      )
    ).map((row) => ({ ...row }));

  it('left lying is reminded of, goes to the head, and after twenty working days is an anonymous finding', async () => {
    const { decisionId } = await held();
    const taskId = await taskOf(decisionId);
    await accept(taskId, await test.staff('jobcenter'));
    const states: string[] = [];
    for (const day of ['2026-06-08', '2026-06-17', '2026-07-01']) {
      test.clock.setDay(day);
      await test.fireDeadlines();
      states.push((await work.processOf('task', taskId)).activeStates.join(' '));
    }
    expect(states.map((state) => /due\.(\w+)/.exec(state)?.[1])).toEqual([
      'reminded',
      'escalated',
      'flagged',
    ]);
    expect(await findings()).toEqual([
      {
        kind: 'WAITING',
        life_area: null,
        origin_kind: 'FREE',
        origin_id: null,
        origin_unit_id: unit('beratung'),
        author_id: null,
        body_types: '{JOBCENTER}',
      },
    ]);
  });

  it('of the person is an offer: nobody is reminded, nothing escalates, nothing is found', async () => {
    const before = await findings();
    const { id, person } = await work.identified();
    await work.hold(id, { decisions: [aDecision(null, true)] });
    const [task] = await test.rows<{ id: string }>(
      `SELECT t.id FROM task t JOIN conference_decision d ON d.id = t.origin_id WHERE d.conference_id = $1`,
      [id],
    );
    const taskId = task?.id ?? '';
    await accept(taskId, person);
    for (const day of ['2026-06-08', '2026-06-17', '2026-07-15']) {
      test.clock.setDay(day);
      await test.fireDeadlines();
    }
    expect((await work.processOf('task', taskId)).activeStates).toContain('task.active.due.past');
    expect(await findings()).toEqual(before);
  });
});

describe('the review conference', () => {
  const review = async (conferenceId: ConferenceId, by: Principal | StaffKey = 'lead') => {
    const { revision } = await work.processOf('conference', conferenceId);
    const actor = typeof by === 'string' ? await test.staff(by) : by;
    return test
      .get(RequestReview)
      .execute(actor, { idempotencyKey: key(), conferenceId, expectedRevision: revision });
  };

  it('is requested in one step when the day has come: same bodies and question, open tasks first', async () => {
    const { id, caseId, decisionId } = await held();
    await work.approve(id);
    expect(codeOf(await review(id))).toBe('EVENT_NOT_POSSIBLE_NOW');
    test.clock.setDay('2026-07-16');
    await test.fireDeadlines();
    expect(await work.statesOf(id)).toBe('reviewDue');
    for (const who of ['jobcenter', 'moderation', 'protokoll', 'abh'] as const) {
      expect(await outcomeOf(review(id, who))).toBe('AccessDenied');
    }
    const { conferenceId: next } = valueOf(await review(id));
    expect(await work.statesOf(id)).toBe('underReview');
    expect(codeOf(await review(id))).toBe('REVIEW_ALREADY_REQUESTED');
    const view = await work.readAs('lead', (tx, reader) => reader.get(tx, next));
    expect(view).toMatchObject({
      kind: 'REVIEW',
      mode: 'IDENTIFIED',
      caseId,
      guidingQuestion: 'Wie gelingt der Wechsel ohne Lücke?',
    });
    const open = async (by: StaffKey) =>
      test.get(UnitOfWork).run(await test.staff(by), (tx) => test.get(RequestReview).openTasks(tx, next));
    const [task] = await test
      .get(UnitOfWork)
      .run(await test.staff('lead'), (tx) =>
        test.get(TaskBook).listByOrigin(tx, 'conferenceDecision', [decisionId]),
      );
    expect((await open('lead')).map((one) => one.id)).toEqual([task?.id]);
    expect((await open('jobcenter')).map((one) => one.id)).toEqual([task?.id]);
    expect(await open('sozialamt')).toEqual([]);
  });
});
