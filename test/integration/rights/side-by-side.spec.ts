import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { beside } from '#test/support/beside.js';
import { outcomeOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { PersonVault, type PersonPrincipal } from '../../../src/platform/index.js';
import { RecordDataItem } from '../../../src/sharing/application/record-data-item.js';
import { RequestRight, type DataSubjectRequestId } from '../../../src/sharing/index.js';
import { RightsWork } from './rights-work.js';

let test: TestApp;
let work: RightsWork;
let caseId: CaseId;
let person: PersonPrincipal;

beforeAll(async () => {
  test = await TestApp.start();
  work = new RightsWork(test);
});

beforeEach(async () => {
  caseId = await work.openCase();
  person = await work.linkPerson(caseId);
});

afterAll(async () => test?.stop());

describe('a request', () => {
  it('that is sent four times at once is one request', async () => {
    const ask = async () => {
      const input = { idempotencyKey: key(), caseId, kind: 'ACCESS' } as const;
      return outcomeOf(test.get(RequestRight).execute(person, input));
    };
    expect((await Promise.all([ask(), ask(), ask(), ask()])).toSorted()).toEqual([
      'OK',
      'REQUEST_ALREADY_OPEN',
      'REQUEST_ALREADY_OPEN',
      'REQUEST_ALREADY_OPEN',
    ]);
  });
});

describe('what is recorded while the person is erased', () => {
  let requestId: DataSubjectRequestId;

  beforeEach(async () => {
    requestId = await work.ask(person, { caseId, kind: 'ERASURE', controllerUnitIds: [unit('beratung')] });
  });

  const erase = () => outcomeOf(work.answer('lead', requestId, { wholePerson: true }));

  async function record(): Promise<string> {
    const recorded = test.get(RecordDataItem).record(await test.staff('lead'), {
      idempotencyKey: key(),
      caseId,
      unitId: unit('beratung'),
      category: 'WORK',
      kind: 'FACT',
      source: 'PERSON',
      text: 'Gerade noch.',
    });
    return outcomeOf(recorded);
  }

  it('is refused when the erasure came first', async () => {
    expect(await beside(test, 'DATA_SUBJECT_REQUEST_ANSWERED', erase, record)).toEqual({
      first: 'OK',
      second: 'AccessDenied',
      overtook: false,
    });
    expect(await test.rows(`SELECT id FROM data_item WHERE case_id = $1`, [caseId])).toEqual([]);
  });

  it('goes with the person when it came first', async () => {
    const vault = test.app.get<PersonVault>(PersonVault);
    const seal = vault.seal.bind(vault);
    let erasing: Promise<string> | undefined;
    vault.seal = async (tx, personId, values) => {
      const sealed = await seal(tx, personId, values);
      erasing ??= erase();
      await Promise.race([erasing, new Promise((resolve) => setTimeout(resolve, 800))]);
      return sealed;
    };
    expect([await record(), await erasing]).toEqual(['OK', 'OK']);
    vault.seal = seal;
    const kept = await test.rows<{ isErased: boolean }>(
      `SELECT erased_at IS NOT NULL AND text_sealed IS NULL AS "isErased" FROM data_item WHERE case_id = $1`,
      [caseId],
    );
    expect(kept).toEqual([{ isErased: true }]);
  });
});
