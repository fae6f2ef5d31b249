import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseWork, key } from '#test/builders/case-work.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { AccessDenied } from '../../../src/platform/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { waitingTimes } from '../../../src/workflow/domain/waiting-time.js';
import { WorkflowEngine } from '../../../src/workflow/index.js';
import { ReadWaitingTimes } from '../../../src/workflow/monitor/application/read-waiting-times.js';

const KEY = 'rechtskreiswechsel';
const MAY = { definitionKey: KEY, from: '2026-05-10', to: '2026-05-20' };

let test: TestApp;
let work: CaseWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

afterAll(async () => test?.stop());

/** A change of benefits that waits for the Jobcenter from the second Monday to the Friday of that week. */
async function change(): Promise<ProcessId> {
  test.clock.setDay(FIRST_DAY);
  const caseId = await work.openCase({ units: ['jobcenter', 'asylblg'] });
  const input = { idempotencyKey: key(), caseId, definitionKey: KEY };
  const { processId } = valueOf(await test.get(StartProcess).execute(await test.staff('lead'), input));
  const send = async (who: 'asylblg' | 'lead' | 'jobcenter', type: string, payload: object) => {
    const { revision } = await work.process(processId);
    const event = {
      idempotencyKey: key(),
      processId,
      type,
      payload: { ...payload },
      expectedRevision: revision,
    };
    valueOf(await test.get(SendProcessEvent).execute(await test.staff(who), event));
  };
  await send('asylblg', 'ENTITLEMENT_CEASED', {
    reason: 'titleIssued',
    monthEnd: '2026-05-31',
    claimFrom: '2026-06-01',
  });
  test.clock.setDay('2026-05-11');
  await send('lead', 'APPLIED_JC', { receivedOn: '2026-05-11', receivedBy: 'JC' });
  test.clock.setDay('2026-05-15');
  await send('jobcenter', 'GRANTED_JC', { paysFrom: '2026-06-01' });
  return processId;
}

async function owners(who: Parameters<TestApp['staff']>[0] = 'projektleitung', question = MAY) {
  return test.get(ReadWaitingTimes).byOwner(await test.staff(who), question);
}

describe('waiting time', () => {
  it('is booked on the owner from the log, the same for one process and over all of them', async () => {
    const ids: ProcessId[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await change());
    const log = await test.tx((tx) => test.get(WorkflowEngine).history(tx, ids[0] as ProcessId));
    const one = waitingTimes(log, { now: test.clock.now().toString() });
    const jobcenter = one.owners.find((owner) => owner.key === 'JC');
    // Monday to Friday, with Ascension Day in between.
    expect(jobcenter).toEqual({ key: 'JC', workingDays: 3, hours: 96, isOpen: false });
    const { from, to, owners: all } = await owners();
    expect([from, to]).toEqual(['2026-05-01', '2026-05-31']);
    expect(all.find(({ owner }) => owner === 'JC')).toEqual({
      owner: 'JC',
      processes: 5,
      medianWorkingDays: 3,
      meanWorkingDays: 3,
      meanHours: 96,
    });
    const client = one.owners.find((owner) => owner.key === 'CLIENT');
    expect(all.find(({ owner }) => owner === 'CLIENT')?.meanWorkingDays).toBe(client?.workingDays);
    expect((await owners('projektleitung', { ...MAY, from: '2026-04-01', to: '2026-04-30' })).owners).toEqual(
      [],
    );
  });

  it('is shown only over five cases or more, and only to leads', async () => {
    const { owners: all } = await owners('jobcenterHead');
    expect(all.map(({ processes }) => processes >= 5)).toEqual(all.map(() => true));
    const caseId = await work.openCase();
    const input = { idempotencyKey: key(), caseId, definitionKey: 'beschaeftigungserlaubnis' };
    valueOf(await test.get(StartProcess).execute(await test.staff('lead'), input));
    test.clock.setDay('2026-05-20');
    expect((await owners('projektleitung', { ...MAY, definitionKey: input.definitionKey })).owners).toEqual(
      [],
    );
    await expect(owners('lead')).rejects.toThrow(AccessDenied);
    await expect(owners('administration')).rejects.toThrow(AccessDenied);
  });

  it('is counted up to the present month, however far the question reaches', async () => {
    test.clock.setDay('2026-05-20');
    const asked = await owners('projektleitung', { ...MAY, to: '9999-12-31' });
    expect(asked).toEqual(await owners());
  });

  it('is answered over the API with the words for the body', async () => {
    const query = `query ($key: String!) { waitingTimesByOwner(definitionKey: $key, from: "2026-05-01", to: "2026-05-31") {
      from to owners { owner ownerLabel processes medianWorkingDays meanHours } } }`;
    const { data, codes } = await test.ask('projektleitung', query, { key: KEY });
    expect(codes).toEqual([]);
    expect(data?.['waitingTimesByOwner']).toMatchObject({
      owners: expect.arrayContaining([expect.objectContaining({ ownerLabel: 'Jobcenter', processes: 5 })]),
    });
  });
});
