import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPerson, anOffer, key } from '#test/builders/case-work.js';
import { REGION, unit, type StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { INTERVIEW_QUESTIONS, PersonRepository, RecordEntryInterview } from '../../../src/cases/index.js';
import { CloseCase } from '../../../src/cases/application/close-case.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { DataBreaches, RunRetention, type RetentionRecordKind } from '../../../src/sharing/index.js';
import { RightsWork } from './rights-work.js';

let test: TestApp;
let work: RightsWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new RightsWork(test);
});

beforeEach(() => test.clock.setDay(FIRST_DAY));

afterAll(async () => test?.stop());

async function lineOf(recordKind: RetentionRecordKind, isApplied: boolean) {
  const [report] = await test
    .get(RunRetention)
    .run((rule) => isApplied && rule.recordKind === recordKind, REGION);
  return report?.lines.find((line) => line.recordKind === recordKind);
}

async function close(caseId: CaseId, by: StaffKey = 'lead'): Promise<void> {
  const input = { idempotencyKey: key(), caseId, reason: 'GOAL_REACHED' as const };
  valueOf(await test.get(CloseCase).execute(await test.staff(by), input));
}

describe('retention', () => {
  it('counts in a dry run and erases nothing', async () => {
    const caseId = await work.openCase();
    await close(caseId);
    test.clock.setDay('2028-05-05');
    const before = await lineOf('closedCase', false);
    expect(before).toMatchObject({ due: 1, held: 0, erased: 0 });
    expect(await lineOf('closedCase', false)).toEqual(before);
    expect(await lineOf('closedCase', true)).toMatchObject({ due: 1, erased: 1 });
    expect(await lineOf('closedCase', true)).toMatchObject({ due: 0, erased: 0 });
  });

  it('anonymises a closed case after 24 months, not a day earlier; a frame without content stays, with proof', async () => {
    const caseId = await work.openCase({ person: aPerson({ languages: [] }) });
    const self = await work.linkPerson(caseId);
    await close(caseId);
    test.clock.setDay('2028-05-04');
    expect(await lineOf('closedCase', true)).toMatchObject({ due: 0 });
    test.clock.setDay('2028-05-05');
    expect(await lineOf('closedCase', true)).toMatchObject({ due: 1, erased: 1 });
    const [person] = await test.tx((tx) => test.get(PersonRepository).find(tx, [self.personId]));
    expect(person).toMatchObject({ id: self.personId, names: [], birthDate: null });
    const proofs = await test.rows(`SELECT method, record_kind FROM erasure_proof WHERE record_id = $1`, [
      caseId,
    ]);
    expect(proofs).toEqual([{ method: 'KEY_DESTROYED', record_kind: 'closedCase' }]);
  });

  it('skips what an open request or breach needs', async () => {
    const caseId = await work.openCase();
    const self = await work.linkPerson(caseId);
    await work.item(caseId, 'lead', 'beratung', 'Etwas.');
    const request = await work.ask(self, { caseId, kind: 'ACCESS' });
    const officer = await test.staff('datenschutz');
    const breaches = test.get(DataBreaches);
    const { breachId } = valueOf(
      await breaches.record(officer, {
        idempotencyKey: key(),
        unitId: unit('beratung'),
        kinds: ['CONFIDENTIALITY'],
        categories: ['WORK'],
        noticedAt: test.clock.now().toString(),
        facts: 'Eine Liste ging an eine falsche Adresse.',
        personsEstimated: 1,
        personIds: [self.personId],
      }),
    );
    await close(caseId);
    test.clock.setDay('2028-05-05');
    expect(await lineOf('closedCase', true)).toMatchObject({ due: 1, held: 1, erased: 0 });
    valueOf(await work.answer('lead', request));
    expect(await lineOf('closedCase', true)).toMatchObject({ due: 1, held: 1, erased: 0 });
    const step = { idempotencyKey: key(), breachId };
    valueOf(
      await breaches.assess(officer, { ...step, risk: 'NONE', effects: 'Keine.', measures: 'Erinnert.' }),
    );
    valueOf(await breaches.close(officer, { ...step, idempotencyKey: key() }));
    expect(await lineOf('closedCase', true)).toMatchObject({ due: 1, held: 0, erased: 1 });
  });

  it('empties interviews after 12 months and proofs of declarations three years after their end', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const consentId = await work.offer(anOffer(caseId));
    await work.grant(consentId);
    await work.revoke(consentId);
    valueOf(
      await test.get(RecordEntryInterview).execute(await test.staff('lead'), {
        idempotencyKey: key(),
        caseId,
        heldOn: FIRST_DAY,
        language: 'ti',
        mediationLevel: 'QUALIFIED',
        useForOwnCase: true,
        useAnonymised: false,
        answers: INTERVIEW_QUESTIONS.map((question) => ({
          question,
          original: 'Der Bus.',
          quotable: 'NO' as const,
        })),
      }),
    );
    test.clock.setDay('2027-05-05');
    expect(await lineOf('entryInterview', true)).toMatchObject({ due: 1, erased: 1 });
    expect(await test.rows(`SELECT id FROM interview_answer`)).toEqual([]);
    expect(await lineOf('consentProof', true)).toMatchObject({ due: 0 });
    test.clock.setDay('2029-05-05');
    expect(await lineOf('consentProof', true)).toMatchObject({ due: 1, erased: 1 });
    expect(await test.rows(`SELECT id FROM consent_evidence WHERE consent_id = $1`, [consentId])).toEqual([]);
  });

  it('deletes technical answers by the clock', async () => {
    test.clock.setDay('2026-05-04');
    const line = await lineOf('idempotencyRecord', true);
    expect(line).toMatchObject({ due: 0, erased: 0, before: '2026-04-04' });
  });
});
