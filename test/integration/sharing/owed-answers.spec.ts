import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { AddCaseParticipation } from '../../../src/cases/application/add-case-participation.js';
import type { CaseId, DisclosureId } from '../../../src/kernel/index.js';
import { AnswerEndedBasis } from '../../../src/sharing/application/answer-ended-basis.js';
import { OwedAnswers } from '../../../src/sharing/application/owed-answers.js';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;
let lines: readonly DisclosureId[];

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

/** What the advice centre told the other one loses its basis; the answer is due on 18 May. */
beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ by: 'otherLead', leadUnit: 'beratung2' });
  await addAhorn();
  const towards = {
    discloserUnitId: unit('beratung2'),
    recipientUnitId: unit('beratung'),
    categories: ['FACT_CM', 'WORK'] as const,
  };
  const { consentId } = await consents(towards);
  const itemId = await work.item(caseId, 'beratung2', 'otherLead');
  lines = await work.disclosed(caseId, [itemId], 'beratung', 'otherLead');
  await work.revoke(consentId, await test.staff('otherLead'));
});

afterAll(async () => test?.stop());

async function addAhorn(): Promise<void> {
  const input = { idempotencyKey: key(), caseId, unitId: unit('beratung') };
  valueOf(await test.get(AddCaseParticipation).execute(await test.staff('otherLead'), input));
}

async function consents(towards: object) {
  const by = await test.staff('otherLead');
  const consentId = await work.offer(anOffer(caseId, towards), 'otherLead');
  const release = anOffer(caseId, { ...towards, kind: 'CONFIDENTIALITY_RELEASE' });
  const releaseId = await work.offer(release, 'otherLead');
  for (const id of [consentId, releaseId]) await work.grant(id, by);
  return { consentId, releaseId };
}

async function owed(who: StaffKey) {
  const { data } = await test.ask(
    who,
    '{ owedAnswers { unit { name } open dueSoon overdue earliestDueOn } }',
  );
  return data?.['owedAnswers'];
}

async function answer(): Promise<void> {
  const input = { idempotencyKey: key(), disclosureIds: lines, answer: 'ERASED' } as const;
  valueOf(await test.get(AnswerEndedBasis).execute(await test.staff('lead'), input));
}

const OWED = { unit: { name: 'Beratungsstelle Ahorn' }, earliestDueOn: '2026-05-18', open: 1 };

describe('an answer owed after a revocation', () => {
  it('is marked the day before it is due and once more the day after, each once', async () => {
    const remind = async (day: string) => {
      test.clock.setDay(day);
      return test.get(OwedAnswers).remind();
    };
    expect(await remind('2026-05-16')).toBe(0);
    expect(await owed('lead')).toEqual([{ ...OWED, dueSoon: 0, overdue: 0 }]);
    expect([await remind('2026-05-17'), await remind('2026-05-17'), await remind('2026-05-18')]).toEqual([
      1, 0, 0,
    ]);
    expect(await owed('lead')).toEqual([{ ...OWED, dueSoon: 1, overdue: 0 }]);
    expect([await remind('2026-05-19'), await remind('2026-05-30')]).toEqual([1, 0]);
    expect(await owed('colleague')).toEqual([{ ...OWED, dueSoon: 0, overdue: 1 }]);
    const noted = await test.rows(
      `SELECT action FROM audit_event WHERE case_id = $1 AND action LIKE 'ENDED_BASIS_ANSWER%' ORDER BY at`,
      [caseId],
    );
    expect(noted).toEqual([
      { action: 'ENDED_BASIS_ANSWER_DUE_SOON' },
      { action: 'ENDED_BASIS_ANSWER_OVERDUE' },
    ]);
    await answer();
    expect(await owed('lead')).toEqual([]);
  });

  it('reaches the officer of the recipient once it is late, as a number, and nobody else', async () => {
    test.clock.setDay('2026-05-18');
    await test.get(OwedAnswers).remind();
    expect(await owed('datenschutz')).toEqual([]);
    test.clock.setDay('2026-05-19');
    await test.get(OwedAnswers).remind();
    expect(await owed('datenschutz')).toEqual([{ ...OWED, dueSoon: 0, overdue: 1 }]);
    for (const who of ['otherLead', 'jobcenter', 'projektleitung', 'administration', 'moderation'] as const)
      expect(await owed(who)).toEqual([]);
    const { data } = await test.ask('datenschutz', '{ endedBases(first: 5) { edges { node { id } } } }');
    expect(data).toEqual({ endedBases: { edges: [] } });
    await answer();
    expect(await owed('datenschutz')).toEqual([]);
  });

  it('that was given is not marked any more', async () => {
    await answer();
    test.clock.setDay('2026-06-01');
    expect(await test.get(OwedAnswers).remind()).toBe(0);
  });
});
