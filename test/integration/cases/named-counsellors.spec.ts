import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { OpenCompartment } from '../../../src/cases/application/open-compartment.js';
import { ProtectCase } from '../../../src/cases/application/protect-case.js';
import type { ProtectingCompartment } from '../../../src/cases/domain/compartment.js';
import { OPENING_WARNING } from '../../../src/cases/domain/protection-notices.js';
import { CaseReader } from '../../../src/cases/index.js';
import { ok, type CaseId, type DisclosureId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { AnswerEndedBasis } from '../../../src/sharing/application/answer-ended-basis.js';
import { RecordDataItem } from '../../../src/sharing/application/record-data-item.js';
import { RecipientNotices } from '../../../src/sharing/rights/application/recipient-notices.js';

/** Named, and of the same unit but not named. */
const NAMED: StaffKey = 'colleague';
const UNNAMED: StaffKey = 'leadAndModerator';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;
let disclosureIds: readonly DisclosureId[];

/**
 * A case of named counsellors in which the Jobcenter disclosed something back, corrected it (which is a disclosure of its
 * own) and lost the basis.
 */
beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
  const [lead, jobcenter] = [await test.staff('lead'), await test.staff('jobcenter')];
  caseId = await work.openCase({ compartment: 'COUNSELLOR' });
  const naming = { idempotencyKey: key(), caseId, staffId: staffId(NAMED) };
  valueOf(await test.get(ProtectCase).nameCounsellor(lead, naming));
  const consentId = await work.offer(anOffer(caseId));
  await work.grant(consentId);
  const opening = test.get(OpenCompartment);
  const warningVersion = OPENING_WARNING.version;
  const asked = { idempotencyKey: key(), caseId, toUnitId: unit('jobcenter'), consentId, warningVersion };
  const { openingId } = valueOf(await opening.request(lead, asked));
  const release = { idempotencyKey: key(), openingId, decision: 'RELEASED' } as const;
  valueOf(await opening.decide(await test.staff(NAMED), release));
  const way = { discloserUnitId: unit('jobcenter'), recipientUnitId: unit('beratung') };
  const offer = anOffer(caseId, { ...way, categories: ['WORK'], recipientFunction: 'Beraterin' });
  const back = await work.offer(offer, 'jobcenter');
  await work.grant(back, jobcenter);
  const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
  disclosureIds = await work.disclosed(caseId, [itemId], 'beratung', 'jobcenter');
  const correction = { idempotencyKey: key(), itemId, text: 'Neu.', kind: 'FACT', source: 'PERSON' } as const;
  valueOf(await test.get(RecordDataItem).correct(jobcenter, correction));
  await work.revoke(back, jobcenter);
});

afterAll(async () => test?.stop());

/** What somebody is asked to answer or to acknowledge. */
async function openFor(who: StaffKey) {
  return test.get(UnitOfWork).run(await test.staff(who), async (tx) => ({
    bases: (await test.get(AnswerEndedBasis).open(tx, 20, undefined)).length,
    notices: (await test.get(RecipientNotices).open(tx, 20, undefined)).length,
  }));
}

describe('what a unit received in a case of named counsellors', () => {
  it('is asked of the named ones and hidden from their colleagues', async () => {
    expect(await openFor(UNNAMED)).toEqual({ bases: 0, notices: 0 });
    expect(await openFor(NAMED)).toEqual({ bases: 2, notices: 1 });
    expect(await openFor('lead')).toEqual({ bases: 2, notices: 1 });
  });

  it('is hidden from them by the database itself', async () => {
    const rowsOf = async (who: StaffKey) =>
      test
        .get(UnitOfWork)
        .run(await test.staff(who), async (tx) => [
          (await tx.query(`SELECT id FROM disclosure WHERE case_id = $1`, [caseId])).length,
          (await tx.query(`SELECT id FROM recipient_notice WHERE case_id = $1`, [caseId])).length,
        ]);
    expect(await rowsOf(UNNAMED)).toEqual([0, 0]);
    expect(await rowsOf(NAMED)).toEqual([2, 1]);
    expect(await rowsOf('jobcenter')).toEqual([2, 1]);
  });

  it('is answered and acknowledged by the named ones alone', async () => {
    const [noticeId] = (
      await test.rows<{ id: string }>(`SELECT id FROM recipient_notice WHERE case_id = $1`, [caseId])
    ).map(({ id }) => id);
    if (!noticeId) throw new Error('No notice');
    const answer = async (who: StaffKey) =>
      outcomeOf(
        test
          .get(AnswerEndedBasis)
          .execute(await test.staff(who), { idempotencyKey: key(), disclosureIds, answer: 'ERASED' }),
      );
    const acknowledge = async (who: StaffKey) =>
      outcomeOf(
        test.get(RecipientNotices).acknowledge(await test.staff(who), { idempotencyKey: key(), noticeId }),
      );
    expect([await answer(UNNAMED), await acknowledge(UNNAMED)]).toEqual(['AccessDenied', 'AccessDenied']);
    expect([await answer(NAMED), await acknowledge(NAMED)]).toEqual(['OK', 'OK']);
  });
});

describe('the protection of named counsellors', () => {
  it('is not taken back by the case lead alone, and can be made stricter', async () => {
    const protect = async (of: CaseId, compartment: ProtectingCompartment) =>
      codeOf(
        await test
          .get(ProtectCase)
          .protect(await test.staff('lead'), { idempotencyKey: key(), caseId: of, compartment }),
      );
    const seen = async (of: CaseId, who: StaffKey) => {
      const actor = await test.staff(who);
      const reading = test.get(UnitOfWork).run(actor, (tx) => test.get(CaseReader).get(tx, of));
      return outcomeOf(reading.then(ok));
    };
    const hidden = await work.openCase({ compartment: 'UNIT' });
    expect(await seen(hidden, UNNAMED)).toBe('OK');
    expect(await protect(hidden, 'COUNSELLOR')).toBe('OK');
    expect(await protect(hidden, 'COUNSELLOR')).toBe('OK');
    expect(await protect(hidden, 'UNIT')).toBe('PROTECTION_IS_STRICTER');
    expect(await seen(hidden, UNNAMED)).toBe('AccessDenied');
  });
});
