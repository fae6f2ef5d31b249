import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision } from '#test/builders/conference-work.js';
import { staffId, type StaffKey } from '#test/builders/region.js';
import { outcomeOf } from '#test/support/results.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { TaskBook, type TaskView } from '../../../src/cases/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { InvitationWork, addressOf, unitAddressOf } from '../invitations/invitation-work.js';

const TITLE = 'Antrag aufnehmen';

let own: InvitationWork;

beforeAll(async () => {
  own = await InvitationWork.start();
  await own.address({ kind: 'STAFF', id: staffId('jobcenterHead') }, addressOf('jobcenterHead'));
});

beforeEach(async () => {
  own.test.clock.setDay(FIRST_DAY);
  await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => own?.stop());

/** A task of the Jobcenter from a sitting on 20 May 2026, due on 1 June. */
async function aTask(): Promise<TaskView> {
  const { work, test } = own;
  const { id } = await work.identified();
  await work.hold(id, { decisions: [aDecision()] });
  const decisions = await work.readAs('protokoll', (tx, reader) => reader.decisions(tx, id));
  const ids = decisions.map((decision) => decision.id);
  const [task] = await test.tx((tx) => test.get(TaskBook).listByOrigin(tx, 'conferenceDecision', ids));
  if (!task) throw new Error('No task');
  await own.sendAll();
  return task;
}

async function send({ id }: TaskView, type: string, by: StaffKey): Promise<string> {
  const { id: processId, revision } = await own.work.processOf('task', id);
  const input = { idempotencyKey: key(), processId, type, payload: {}, expectedRevision: revision };
  return outcomeOf(own.test.get(SendProcessEvent).execute(await own.test.staff(by), input));
}

const numberOf = ({ id }: TaskView) => `AUF-${id.slice(-8).toUpperCase()}`;
const stateOf = async ({ id }: TaskView) => (await own.work.processOf('task', id)).activeStates.join(' ');

/** Mails about a task that leave on a day. */
async function mailsOn(task: TaskView, day: string) {
  own.test.clock.setDay(day, '10:00');
  own.mailbox.mails.length = 0;
  await own.test.fireDeadlines();
  await own.sendAll();
  const mails = own.mailbox.mails.filter(({ read }) => read.subject?.includes(numberOf(task)));
  for (const { raw, read } of mails) {
    for (const secret of [TITLE, 'Selam', 'Beispiel', 'Wechsel', task.id])
      expect(`${raw} ${read.subject ?? ''} ${read.text ?? ''}`).not.toContain(secret);
  }
  return mails.map(({ to, read }) => `${to}: ${read.subject ?? ''}`);
}

describe('a task that is left lying', () => {
  it('reminds who accepted it after three working days, its head after ten; each once, without title or case', async () => {
    const task = await aTask();
    const number = numberOf(task);
    expect(await send(task, 'TASK_ACCEPTED', 'jobcenter')).toBe('OK');
    expect(await mailsOn(task, '2026-06-03')).toEqual([]);
    const due = await mailsOn(task, '2026-06-08');
    expect(due).toEqual([`${addressOf('jobcenter')}: Aufgabe ${number}: überfällig`]);
    expect(await mailsOn(task, '2026-06-09')).toEqual([]);
    expect(await mailsOn(task, '2026-06-18')).toEqual([
      `${addressOf('jobcenterHead')}: Aufgabe ${number}: bei der Leitung der Stelle`,
    ]);
  });

  it('that nobody accepted stays an offer: the unit is asked, then its head, and nothing counts as a yes', async () => {
    const task = await aTask();
    const number = numberOf(task);
    expect(await mailsOn(task, '2026-05-30')).toEqual([
      `${unitAddressOf('jobcenter')}: Aufgabe ${number}: Antwort fehlt`,
    ]);
    expect(await mailsOn(task, '2026-06-08')).toEqual([
      `${unitAddressOf('jobcenter')}: Aufgabe ${number}: Antwort fehlt`,
    ]);
    const head = await mailsOn(task, '2026-06-18');
    expect(head).toEqual([`${addressOf('jobcenterHead')}: Aufgabe ${number}: bei der Leitung der Stelle`]);
    const [words] = own.mailbox.mails.flatMap(({ read }) =>
      read.subject?.includes(number) ? [read.text] : [],
    );
    expect(words).toContain('angeboten und nicht angenommen');
    expect(await stateOf(task)).toBe('task.unanswered');
    expect(await send(task, 'TASK_DONE', 'jobcenter')).toBe('EVENT_NOT_POSSIBLE_NOW');
  });

  it('sends no reminder that was overtaken: what is done when the mail leaves is not asked about', async () => {
    const task = await aTask();
    expect(await send(task, 'TASK_ACCEPTED', 'jobcenter')).toBe('OK');
    own.test.clock.setDay('2026-06-08', '10:00');
    await own.test.fireDeadlines();
    expect(await send(task, 'TASK_DONE', 'jobcenter')).toBe('OK');
    expect(await mailsOn(task, '2026-06-08')).toEqual([]);
    const rows = await own.test.rows(`SELECT status FROM mail_message WHERE subject_id = $1`, [task.id]);
    expect(rows).toEqual([{ status: 'OVERTAKEN' }]);
  });
});
