import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { ConferenceWork, type IdentifiedConference } from '#test/builders/conference-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { TaskBook } from '../../../src/cases/index.js';
import { systemActor } from '../../../src/workflow/index.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';

let test: TestApp;
let work: ConferenceWork;
let conference: IdentifiedConference;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
  test.clock.setDay(FIRST_DAY);
  conference = await work.identified();
  await work.schedule(conference.id);
});

afterAll(async () => test?.stop());

async function processId(type: string, id: string): Promise<string> {
  const [row] = await test.rows<{ id: string }>(
    `SELECT id FROM process WHERE subject_type = $1 AND subject_id = $2`,
    [type, id],
  );
  return row?.id ?? '';
}

/** The process as the API shows it to a member of staff. */
async function shownTo(who: StaffKey, id: string) {
  const { data } = await test.ask(who, `query ($id: ID!) { process(id: $id) { id caseId } }`, { id });
  return data?.['process'];
}

describe('S4.20 the case a process belongs to', () => {
  it('is named to those who may read it, and not to the moderation of its conference', async () => {
    const id = await processId('conference', conference.id);
    for (const who of ['lead', 'jobcenter'] as const) {
      expect(await shownTo(who, id)).toEqual({ id, caseId: conference.caseId });
    }
    expect(await shownTo('moderation', id)).toEqual({ id, caseId: null });
  });

  it('is not named to a body that was only given a task', async () => {
    const task = {
      caseId: conference.caseId,
      title: 'Bescheinigung ausstellen',
      unitId: unit('abh'),
      dueOn: '2026-06-01',
      originType: 'process',
      originId: conference.caseId,
      createdByUnitId: unit('beratung'),
    };
    const taskId = valueOf(await test.tx((tx) => test.get(TaskBook).offer(tx, task, systemActor)));
    const id = await processId('task', taskId);
    expect(await shownTo('abh', id)).toEqual({ id, caseId: null });
    expect(await shownTo('lead', id)).toEqual({ id, caseId: conference.caseId });
  });

  it('is named with its own processes and with consents to those who take part in it', async () => {
    const input = { idempotencyKey: key(), caseId: conference.caseId, definitionKey: 'rechtskreiswechsel' };
    const started = valueOf(await test.get(StartProcess).execute(await test.staff('lead'), input));
    expect(await shownTo('jobcenter', started.processId)).toMatchObject({ caseId: conference.caseId });
    const id = await processId('consent', conference.consentId);
    expect(await shownTo('jobcenter', id)).toEqual({ id, caseId: conference.caseId });
  });
});
