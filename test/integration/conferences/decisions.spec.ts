import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork, aDecision } from '#test/builders/conference-work.js';
import { staffId } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { TaskBook, type TaskView } from '../../../src/cases/index.js';
import type { CaseId, ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../../src/platform/index.js';
import { ProcessQueries } from '../../../src/workflow/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';

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

async function tasksOf(id: ConferenceId): Promise<readonly TaskView[]> {
  const decisions = await work.readAs('protokoll', (tx, reader) => reader.decisions(tx, id));
  return test.tx((tx) =>
    test.get(TaskBook).listByOrigin(
      tx,
      'conferenceDecision',
      decisions.map((decision) => decision.id),
    ),
  );
}

async function sendToTask(task: TaskView, type: string, by: Principal, payload = {}): Promise<string> {
  const { id: processId, revision } = await work.processOf('task', task.id);
  const input = { idempotencyKey: key(), processId, type, payload, expectedRevision: revision };
  return outcomeOf(test.get(SendProcessEvent).execute(by, input));
}

async function taskState(task: TaskView): Promise<string | undefined> {
  return (await work.processOf('task', task.id)).activeStates[0];
}

describe('decisions', () => {
  it('become tasks that are offered, and accepted by the holder only', async () => {
    const { id, person } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    const [task] = await tasksOf(id);
    if (!task) throw new Error('No task');
    expect(await taskState(task)).toBe('task.offered');
    const others = [await test.staff('sozialamt'), await test.staff('lead'), await test.staff('abh'), person];
    const outcomes = await Promise.all(others.map((by) => sendToTask(task, 'TASK_ACCEPTED', by)));
    expect(outcomes).toEqual(['AccessDenied', 'EVENT_NOT_PERMITTED', 'AccessDenied', 'EVENT_NOT_PERMITTED']);
    expect(await sendToTask(task, 'TASK_ACCEPTED', await test.staff('jobcenter'))).toBe('OK');
  });

  it('that nobody answers stay unanswered: silence is not acceptance', async () => {
    const { id } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    const [task] = await tasksOf(id);
    if (!task) throw new Error('No task');
    test.clock.setDay('2026-06-30');
    await test.fireDeadlines();
    expect(await taskState(task)).toBe('task.unanswered');
    expect(await sendToTask(task, 'TASK_DONE', await test.staff('jobcenter'))).toBe('EVENT_NOT_POSSIBLE_NOW');
  });

  it('S0.12 may be an offer to the person, who alone answers it', async () => {
    const { id, person } = await work.identified();
    await work.hold(id, { decisions: [aDecision(null, true)] });
    const [task] = await tasksOf(id);
    if (!task) throw new Error('No task');
    expect(await sendToTask(task, 'TASK_ACCEPTED', await test.staff('lead'))).toBe('EVENT_NOT_PERMITTED');
    expect(await sendToTask(task, 'TASK_ACCEPTED', person)).toBe('OK');
    const own = await test
      .get(UnitOfWork)
      .run(person, (tx) => test.get(TaskBook).listOwn(tx, { limit: 10, onlyOpen: true }));
    expect(own.map((entry) => entry.id)).toEqual([task.id]);
  });

  it('leave the conference open until all their tasks have ended', async () => {
    const { id } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    await work.approve(id);
    const lead = await test.staff('lead');
    expect(codeOf(await work.step('close', id, lead))).toBe('GUARD_REFUSED');
    const [task] = await tasksOf(id);
    if (!task) throw new Error('No task');
    const jobcenter = await test.staff('jobcenter');
    await sendToTask(task, 'TASK_ACCEPTED', jobcenter);
    expect(codeOf(await work.step('close', id, lead))).toBe('GUARD_REFUSED');
    await sendToTask(task, 'TASK_DONE', jobcenter);
    expect(await outcomeOf(work.step('close', id, jobcenter))).toBe('AccessDenied');
    expect(codeOf(await work.step('close', id, lead))).toBe('OK');
    expect(await work.statesOf(id)).toBe('closed');
  });
});

describe('an anonymised conference', () => {
  async function held(): Promise<{ readonly caseId: CaseId; readonly id: ConferenceId }> {
    const caseId = await work.caseForConference();
    const id = await work.request(anAnonymised(caseId));
    await work.hold(id, { decisions: [aDecision()] });
    return { caseId, id };
  }

  it('leads no participant to the case, though they take part in it', async () => {
    const { caseId, id } = await held();
    for (const who of ['jobcenter', 'sozialamt', 'moderation', 'protokoll'] as const) {
      expect((await work.readAs(who, (tx, reader) => reader.get(tx, id))).caseId).toBeNull();
    }
    expect(await work.readAs('jobcenter', (tx, reader) => reader.listOfCase(tx, caseId))).toEqual([]);
    expect((await work.processOf('conference', id)).caseId).toBeNull();
    const lines = await test.rows(`SELECT id FROM audit_event WHERE case_id = $1 AND object_id = $2`, [
      caseId,
      id,
    ]);
    expect(lines).toEqual([]);
  });

  it('gives tasks that carry no case, and none to the person', async () => {
    const { id } = await held();
    const [task] = await tasksOf(id);
    expect(task?.caseId).toBeNull();
    const rows = await test.rows(
      `SELECT case_id FROM process WHERE subject_id = $1 AND case_id IS NOT NULL`,
      [task?.id],
    );
    expect(rows).toEqual([]);
    const next = await work.request(anAnonymised(await work.caseForConference()));
    await work.schedule(next, { startsAt: '2026-05-20T12:00:00Z', endsAt: '2026-05-20T13:00:00Z' });
    await work.open(next);
    expect(codeOf(await work.record(next, { decisions: [aDecision(null, true)] }))).toBe(
      'TASK_HOLDER_NOT_INVOLVED',
    );
  });

  it('shows the convening unit how its tasks stand, so that it can close', async () => {
    const { id } = await held();
    const [task] = await tasksOf(id);
    const queries = test.get(ProcessQueries);
    const seen = await queries.listBySubject(await test.staff('lead'), 'task', task?.id ?? '');
    expect(seen.map(({ process }) => process.activeStates)).toEqual([['task.offered']]);
    expect(await queries.listBySubject(await test.staff('sozialamt'), 'task', task?.id ?? '')).toEqual([]);
  });

  it('needs no consent and takes place although nobody agreed to anything', async () => {
    const { id } = await held();
    await work.approve(id);
    expect(await work.statesOf(id)).toBe('recordApproved');
  });

  it('ends with the person’s objection like any other', async () => {
    const caseId = await work.caseForConference();
    const person = await work.linkPerson(caseId);
    const id = await work.request(anAnonymised(caseId));
    await work.schedule(id, { chairId: staffId('moderation2') });
    valueOf(await work.step('object', id, person));
    expect(await work.statesOf(id)).toBe('blocked');
    const refused = await work.step('openSession', id, await test.staff('moderation2'));
    expect(refused).toMatchObject({ error: { blocks: [{ code: 'PERSON_OBJECTS', severity: 'HARD' }] } });
  });
});
