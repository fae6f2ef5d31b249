import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseWork, key } from '#test/builders/case-work.js';
import type { StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { WorkflowEngine } from '../../../src/workflow/index.js';
import { ProcessMonitor } from '../../../src/workflow/monitor/application/process-monitor.js';

const STUCK = `{ stuckProcesses(first: 50) { edges { node { processId definitionKey cause sentence action } } } }`;
const RELEASE = `mutation ($input: ReleaseFromQuarantineInput!) { releaseFromQuarantine(input: $input) { __typename
  ... on ReleaseFromQuarantinePayload { processId } ... on UserFacingError { code } } }`;

let test: TestApp;
let processId: ProcessId;
let value: string;

beforeAll(async () => {
  test = await TestApp.start();
  const caseId = await new CaseWork(test).openCase();
  const input = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
  ({ processId } = valueOf(await test.get(StartProcess).execute(await test.staff('lead'), input)));
  const rows = await test.rows<{ value: string }>(
    `SELECT state_value::text AS value FROM process WHERE id = $1`,
    [processId],
  );
  value = rows[0]?.value ?? '';
  await store('"nowhere"');
  await test.tx((tx) => test.get(WorkflowEngine).quarantine(tx, processId, 'STORED_STATE_INVALID'));
  await test.get(ProcessMonitor).run();
});

afterAll(async () => test?.stop());

async function store(state: string): Promise<void> {
  await test.rows(`UPDATE process SET state_value = $2 WHERE id = $1`, [processId, state]);
}

async function release(who: StaffKey, id: string = processId): Promise<unknown> {
  const input = { idempotencyKey: key(), processId: id, reason: 'STATE_CORRECTED' };
  const { data, codes } = await test.ask(who, RELEASE, { input });
  return data?.['releaseFromQuarantine'] ?? codes[0];
}

describe('processes that cannot move, over the API', () => {
  it('are shown with a sentence and what to do, to project leads and those who run the system', async () => {
    for (const who of ['projektleitung', 'administration'] as const) {
      const { data, codes } = await test.ask(who, STUCK);
      expect(codes).toEqual([]);
      expect(data?.['stuckProcesses']).toEqual({
        edges: [
          {
            node: {
              processId,
              definitionKey: 'rechtskreiswechsel',
              cause: 'QUARANTINED',
              sentence: expect.stringContaining('angehalten'),
              action: expect.stringContaining('Systemverwaltung'),
            },
          },
        ],
      });
    }
  });

  it('are shown to nobody else, and released by nobody but who runs the system', async () => {
    for (const who of ['lead', 'jobcenterHead', 'datenschutz'] as const) {
      expect((await test.ask(who, STUCK)).codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    }
    for (const who of ['lead', 'projektleitung'] as const)
      expect(await release(who)).toBe('NOT_FOUND_OR_NOT_PERMITTED');
    expect(await release('administration', key())).toBe('NOT_FOUND_OR_NOT_PERMITTED');
  });

  it('are released from quarantine only when their stored state fits, with a line in the register', async () => {
    expect(await release('administration')).toMatchObject({ code: 'STORED_STATE_INVALID' });
    await store(value);
    expect(await release('administration')).toEqual({
      __typename: 'ReleaseFromQuarantinePayload',
      processId,
    });
    expect(await release('administration')).toMatchObject({ code: 'PROCESS_NOT_QUARANTINED' });
    const lines = await test.rows(
      `SELECT details->>'reason' AS reason FROM audit_event
       WHERE object_id = $1 AND action = 'PROCESS_RELEASED_FROM_QUARANTINE'`,
      [processId],
    );
    expect(lines).toEqual([{ reason: 'STATE_CORRECTED' }]);
  });
});
