import { createHash } from 'node:crypto';
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

/** What the officer reads. */
interface Tables {
  readonly decisionTables: readonly [
    {
      readonly hash: string;
      readonly content: string;
      readonly rowCount: number;
      readonly rows: readonly {
        readonly number: number;
        readonly effect: string;
        readonly sentence: string;
        readonly ways: readonly {
          readonly from: string;
          readonly to: string;
          readonly category: string;
        }[];
      }[];
      readonly locks: readonly { readonly code: string; readonly raisedTo: string }[];
    },
  ];
}

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
  it('is shown whole before anybody signs: each row in German words, and the text that the hash is made of', async () => {
    const answer = await test.ask(
      'datenschutz',
      `{ decisionTables { hash content rowCount locks { code raisedTo }
          rows { number effect sentence plain basis conditions remarks validFrom validTo
                 ways { from to category purpose only effect } } } }`,
    );
    expect(answer.codes).toEqual([]);
    const [table] = (answer.data as unknown as Tables).decisionTables;
    expect(createHash('sha256').update(table.content).digest('hex')).toBe(table.hash);
    expect(table.rows.map(({ number }) => number)).toEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
    expect(table.rowCount).toBe(60);
    expect(table.rows[0]).toMatchObject({
      effect: 'NEVER',
      ways: [{ from: 'alle', to: 'alle', category: 'Einzelheiten einer Abschiebung' }],
    });
    expect(table.rows.every(({ sentence, ways }) => sentence !== '' && ways.length > 0)).toBe(true);
    expect(table.locks.map(({ code }) => code)).toContain('ENTRUSTED');
  });

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
