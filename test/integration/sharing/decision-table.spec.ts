import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit } from '#test/builders/region.js';
import { codeOf, outcomeOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import type { CaseId, DataItemId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import {
  decisionTable1,
  DecisionTables,
  tableHash,
  type SignOffDecisionTableCommand,
} from '../../../src/sharing/index.js';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;
let itemId: DataItemId;

beforeAll(async () => {
  test = await TestApp.start(8, { signOff: false });
  work = new DisclosureWork(test);
  caseId = await work.openCase({ units: ['jobcenter', 'agentur'] });
  itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
});

afterAll(async () => test?.stop());

async function signOff(
  more: Partial<SignOffDecisionTableCommand> = {},
  who: 'datenschutz' | 'lead' | 'administration' = 'datenschutz',
) {
  const input = {
    idempotencyKey: key(),
    version: 1,
    hash: tableHash(decisionTable1),
    unitId: unit('beratung'),
  };
  return test.get(DecisionTables).signOff(await test.staff(who), { ...input, ...more });
}

// Signatures cannot be taken back, so the tests without one come first.
describe('the decision table', () => {
  it('is signed off by nobody else, and by an officer for no other unit', async () => {
    const outcomes = [
      await outcomeOf(signOff({}, 'lead')),
      await outcomeOf(signOff({}, 'administration')),
      await outcomeOf(signOff({ unitId: unit('jobcenter') })),
    ];
    expect(outcomes).toEqual(outcomes.map(() => 'AccessDenied'));
  });

  it('is signed off with the very content the officer read', async () => {
    expect(codeOf(await signOff({ hash: '0'.repeat(64) }))).toBe('DECISION_TABLE_CHANGED');
    expect(codeOf(await signOff({ version: 99 }))).toBe('DECISION_TABLE_UNKNOWN');
  });

  it('denies every disclosure until a data protection officer signed it off', async () => {
    const disclose = async () => codeOf(await work.disclose(caseId, [itemId], 'agentur', 'jobcenter'));
    expect(await disclose()).toBe('DISCLOSURE_NOT_PERMITTED');
    const [preview] = await work.preview(caseId, [itemId], 'agentur', 'jobcenter');
    expect(preview?.sentence).toContain('noch nicht von der Datenschutzbeauftragten freigegeben');
    expect(codeOf(await signOff())).toBe('OK');
    expect(await disclose()).toBe('OK');
  });

  it('keeps one signature for one content, by whom and when', async () => {
    await signOff();
    await signOff();
    expect(await test.rows('SELECT id FROM decision_table_sign_off')).toHaveLength(1);
    const tables = await test
      .get(UnitOfWork)
      .run(await test.staff('lead'), (tx) => test.get(DecisionTables).list(tx));
    const officer = await test.staff('datenschutz');
    expect(tables).toMatchObject([{ version: 1, inForce: true, signOff: { signedBy: officer.staffId } }]);
  });
});
