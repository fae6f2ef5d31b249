import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CaseWork, key } from '#test/builders/case-work.js';
import type { StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { CaseId, ProcessId } from '../../../src/kernel/index.js';
import { AccessDenied } from '../../../src/platform/index.js';
import { ProcessQueries } from '../../../src/workflow/index.js';
import { CancelProcess } from '../../../src/workflow/application/cancel-process.js';
import { ReopenProcess } from '../../../src/workflow/application/reopen-process.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';

let test: TestApp;
let work: CaseWork;
let caseId: CaseId;
let processId: ProcessId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'asylblg', 'sozialamt', 'agentur'] });
  const input = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
  ({ processId } = valueOf(await test.get(StartProcess).execute(await test.staff('lead'), input)));
  const ceased = { reason: 'titleIssued', monthEnd: '2026-05-31', claimFrom: '2026-06-01' };
  const event = { processId, type: 'ENTITLEMENT_CEASED', payload: ceased, expectedRevision: 1 };
  valueOf(
    await test
      .get(SendProcessEvent)
      .execute(await test.staff('asylblg'), { ...event, idempotencyKey: key() }),
  );
});

afterAll(async () => test?.stop());

async function statesSeenBy(who: StaffKey): Promise<readonly string[]> {
  const { activeStates } = await test.get(ProcessQueries).get(await test.staff(who), processId);
  return activeStates.map((state) => state.path);
}

describe('S4.20 a process of several bodies', () => {
  it('shows the whole of it to the unit that leads the case', async () => {
    expect(await statesSeenBy('lead')).toContain('switching.steps.title.decisionKnown');
  });

  it('shows a body only what is its own to do: nothing of the residence title to the Jobcenter', async () => {
    const seen = await statesSeenBy('jobcenter');
    expect(seen).toContain('switching.steps.newBenefit.notApplied');
    expect(seen.filter((path) => path.includes('.title.') || path.includes('gapMonitor'))).toEqual([]);
  });

  it('tells a body nothing of what another one reported', async () => {
    const queries = test.get(ProcessQueries);
    const page = { afterSeq: 0, limit: 100 };
    const jobcenter = await test.staff('jobcenter');
    expect(await queries.events(jobcenter, processId, page)).toEqual([]);
    const own = await queries.events(await test.staff('asylblg'), processId, page);
    expect(own.map((event) => event.type)).toEqual(['ENTITLEMENT_CEASED']);
    expect(own[0]?.toStates.filter((state) => state.includes('.health.'))).toEqual([]);
  });

  it('offers a body only the events it may send, and shows only deadlines of its own states', async () => {
    const queries = test.get(ProcessQueries);
    const jobcenter = await test.staff('jobcenter');
    const events = await queries.availableEvents(jobcenter, processId);
    expect(events.map((event) => event.by.includes('JC'))).toEqual(events.map(() => true));
    const deadlines = await queries.deadlines(jobcenter, processId);
    expect(deadlines.map((deadline) => deadline.key)).not.toContain('ASYLBLG_END');
  });

  it('is not there for a body that never acts in it', async () => {
    const agency = await test.staff('agentur');
    await expect(test.get(ProcessQueries).get(agency, processId)).rejects.toBeInstanceOf(AccessDenied);
    expect(await test.get(ProcessQueries).listBySubject(agency, 'case', caseId)).toEqual([]);
  });

  it.each<[string, string]>([
    ['an event', 'event'],
    ['a cancellation', 'cancel'],
    ['a reopening', 'reopen'],
  ])(
    'answers %s of a body that never acts in it like one to a process that is not there',
    async (_name, kind) => {
      const agency = await test.staff('agentur');
      const command = { idempotencyKey: key(), processId, expectedRevision: 99 };
      const sent = {
        event: () => test.get(SendProcessEvent).execute(agency, { ...command, type: 'NOPE' }),
        cancel: () => test.get(CancelProcess).execute(agency, { ...command, reason: 'DUPLICATE' }),
        reopen: () => test.get(ReopenProcess).execute(agency, command),
      }[kind];
      await expect(sent?.()).rejects.toBeInstanceOf(AccessDenied);
    },
  );
});
