import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CaseWork, key } from '#test/builders/case-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import type { CaseId, ProcessId } from '../../../src/kernel/index.js';
import { login } from '../../../src/platform/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { CHANGED, listen, until } from '../workflow/subscription-node.js';

const CEASED = { reason: 'titleIssued', monthEnd: '2026-05-31', claimFrom: '2026-06-01' };

let test: TestApp;
let caseId: CaseId;
let processId: ProcessId;
const clients: Client[] = [];

beforeAll(async () => {
  test = await TestApp.start();
  caseId = await new CaseWork(test).openCase({ units: ['jobcenter', 'asylblg'] });
  const start = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
  ({ processId } = valueOf(await test.get(StartProcess).execute(await test.staff('lead'), start)));
});

afterAll(async () => {
  for (const client of clients) await client.dispose();
  await test?.stop();
});

async function follow(who: StaffKey) {
  const origin = (await test.app.getUrl()).replace(/\/$/, '');
  const client = createClient({
    url: `${origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: `Bearer ${await login(origin, who)}` }),
  });
  clients.push(client);
  return listen(client, CHANGED, { id: processId });
}

describe('a unit that follows a process of a case', () => {
  it('hears of it until it no longer takes part; then its subscription ends within a second', async () => {
    const [jobcenter, lead] = [await follow('jobcenter'), await follow('lead')];
    await until(() => jobcenter.revisions.length === 1 && lead.revisions.length === 1);
    const event = { type: 'ENTITLEMENT_CEASED', payload: CEASED, expectedRevision: 1 };
    const input = { ...event, processId, idempotencyKey: key() };
    valueOf(await test.get(SendProcessEvent).execute(await test.staff('asylblg'), input));
    await until(() => jobcenter.revisions.length === 2 && lead.revisions.length === 2);

    const end = { idempotencyKey: key(), caseId, unitId: unit('jobcenter') };
    valueOf(await test.get(EndCaseParticipation).execute(await test.staff('lead'), end));
    const endedAt = Date.now();
    await jobcenter.ended;
    expect(Date.now() - endedAt).toBeLessThan(1_000);
    expect(jobcenter.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect([jobcenter.revisions, lead.revisions, lead.codes]).toEqual([[1, 2], [1, 2], []]);
  });

  it('is refused from the beginning to a unit that does not take part', async () => {
    const stranger = await follow('sozialamt');
    await stranger.ended;
    expect([stranger.revisions, stranger.codes]).toEqual([[], ['NOT_FOUND_OR_NOT_PERMITTED']]);
  });
});
