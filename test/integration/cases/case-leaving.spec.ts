import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseWork, key } from '#test/builders/case-work.js';
import { unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { outcomeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import { RecordLifeAreaEntry } from '../../../src/cases/application/record-life-area-entry.js';
import { ok, type CaseId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Tx } from '../../../src/platform/index.js';
import { Visibility } from '../../../src/sharing/index.js';

let test: TestApp;
let work: CaseWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

afterAll(async () => test?.stop());

async function record(caseId: CaseId, who: StaffKey, unitKey: UnitKey, text: string): Promise<void> {
  valueOf(
    await test.get(RecordLifeAreaEntry).execute(await test.staff(who), {
      idempotencyKey: key(),
      caseId,
      unitId: unit(unitKey),
      kind: 'NEED',
      lifeArea: 'WORK',
      text,
      statement: 'FACT',
      category: 'WORK',
      priority: 3,
    }),
  );
}

async function texts(
  who: StaffKey,
  read: (visibility: Visibility, tx: Tx) => ReturnType<Visibility['ofCase']>,
) {
  const visibility = test.get(Visibility);
  return test.get(UnitOfWork).run(await test.staff(who), async (tx) => {
    const lines = await read(visibility, tx);
    return (await visibility.open(tx, lines)).map(({ text }) => text);
  });
}

async function leave(caseId: CaseId, who: StaffKey, unitKey: UnitKey): Promise<void> {
  const input = { idempotencyKey: key(), caseId, unitId: unit(unitKey) };
  valueOf(await test.get(EndCaseParticipation).execute(await test.staff(who), input));
}

describe('a unit that leaves a case', () => {
  it('S0.5 keeps its own file, closed to others, and finds nothing of theirs or of what is new', async () => {
    const caseId = await work.openCase({ units: ['beratung2'] });
    await record(caseId, 'lead', 'beratung', 'Von der fallführenden Stelle');
    await record(caseId, 'otherLead', 'beratung2', 'Aus der anderen Beratung');
    await leave(caseId, 'otherLead', 'beratung2');
    await record(caseId, 'lead', 'beratung', 'Später dazugekommen');
    expect(await outcomeOf(texts('otherLead', (items, tx) => items.ofCase(tx, caseId)).then(ok))).toBe(
      'AccessDenied',
    );
    expect(await texts('otherLead', (items, tx) => items.ownOfLeft(tx, caseId))).toEqual([
      'Aus der anderen Beratung',
    ]);
    const ofLead = await texts('lead', (items, tx) => items.ofCase(tx, caseId));
    // The clock of the test stands: what is recorded at the same instant has no order.
    expect(new Set(ofLead)).toEqual(new Set(['Später dazugekommen', 'Von der fallführenden Stelle']));
  });

  it('is the only one with that way: neither participants nor strangers have it', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    for (const who of ['lead', 'jobcenter', 'abh', 'datenschutz'] as const) {
      expect(await outcomeOf(texts(who, (items, tx) => items.ownOfLeft(tx, caseId)).then(ok))).toBe(
        'AccessDenied',
      );
    }
  });
});
