import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, EVIDENCE, key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit } from '#test/builders/region.js';
import { codeOf, outcomeOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ok, type CaseId, type ConsentId, type DataItemId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { AnswerConsent } from '../../../src/sharing/application/answer-consent.js';
import { ConsentCopies } from '../../../src/sharing/application/consent-copies.js';
import { GrantConsent } from '../../../src/sharing/application/grant-consent.js';
import { OfferConsent, type OfferConsentCommand } from '../../../src/sharing/application/offer-consent.js';
import { RecordDataItem } from '../../../src/sharing/application/record-data-item.js';
import { ReleaseEntrustedItem } from '../../../src/sharing/application/release-entrusted-item.js';
import { ConsentReader } from '../../../src/sharing/index.js';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'agentur', 'sozialamt'] });
});

afterAll(async () => test?.stop());

/** What somebody entrusted to the Jobcenter; without that a statute would let the employment agency have it. */
async function entrusted(entrustedBy: 'PERSON' | 'CHILD' | 'OTHER'): Promise<DataItemId> {
  return work.item(caseId, 'jobcenter', 'jobcenter', { secrecyOrigin: 'ENTRUSTED', entrustedBy });
}

/** A consent from the Jobcenter to the employment agency about an item. */
function about(
  entrustedItemId: DataItemId | null,
  more: Partial<OfferConsentCommand> = {},
): OfferConsentCommand {
  return anOffer(caseId, {
    givenBy: 'ENTRUSTER',
    entrustedItemId,
    discloserUnitId: unit('jobcenter'),
    recipientUnitId: unit('agentur'),
    categories: ['WORK'],
    ...more,
  });
}

async function granted(offer: OfferConsentCommand): Promise<ConsentId> {
  const consentId = await work.offer(offer, 'jobcenter');
  await work.grant(consentId, await test.staff('jobcenter'));
  return consentId;
}

const tryOffer = async (offer: OfferConsentCommand, by: 'jobcenter' | 'jobcenterHead' = 'jobcenter') =>
  outcomeOf(test.get(OfferConsent).execute(await test.staff(by), offer));

describe('an item that somebody else entrusted', () => {
  it('is disclosed with the consent of who entrusted it, and of nobody else, and hidden again once it is revoked', async () => {
    const itemId = await entrusted('OTHER');
    const sibling = await entrusted('OTHER');
    expect(codeOf(await work.disclose(caseId, [itemId], 'agentur', 'jobcenter'))).toBe(
      'DISCLOSURE_NOT_PERMITTED',
    );
    const consentId = await granted(about(itemId));
    const [preview] = await work.preview(caseId, [itemId], 'agentur', 'jobcenter');
    expect(preview).toMatchObject({ permitted: true, verdict: { consentId } });
    expect(preview?.verdict.conditions.join()).toContain('an denselben Zweck gebunden');
    expect(codeOf(await work.disclose(caseId, [sibling], 'agentur', 'jobcenter'))).toBe(
      'DISCLOSURE_NOT_PERMITTED',
    );
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    expect(await work.texts(caseId, 'agentur')).toEqual(['Sucht Arbeit im Handwerk.']);
    await work.revoke(consentId, await test.staff('jobcenter'));
    expect(await work.texts(caseId, 'agentur')).toEqual(['[BASIS_ENDED]']);
  });

  it('asks for a declaration that fits: of this item alone, by who entrusted it, offered by who was trusted', async () => {
    const itemId = await entrusted('OTHER');
    const ofPerson = await entrusted('PERSON');
    expect(await tryOffer(about(null))).toBe('ENTRUSTED_ITEM_MISSING');
    expect(await tryOffer(about(itemId, { givenBy: 'PERSON' }))).toBe('ENTRUSTED_ITEM_NOT_FITTING');
    expect(await tryOffer(about(ofPerson))).toBe('ENTRUSTED_ITEM_NOT_FITTING');
    expect(await tryOffer(about(itemId, { categories: ['WORK', 'FAMILY'] }))).toBe(
      'ENTRUSTED_ITEM_NOT_FITTING',
    );
    expect(await tryOffer(about(itemId), 'jobcenterHead')).toBe('AccessDenied');
    const plain = await work.item(caseId, 'jobcenter', 'jobcenter');
    expect(await tryOffer(about(plain))).toBe('ENTRUSTED_ITEM_NOT_FITTING');
  });

  it('asks a child what it says itself', async () => {
    const itemId = await entrusted('CHILD');
    const consentId = await work.offer(about(itemId), 'jobcenter');
    const staff = await test.staff('jobcenter');
    await work.attachScan(consentId, staff);
    const grant = (evidence: Parameters<GrantConsent['execute']>[1]['evidence']) =>
      test.get(GrantConsent).execute(staff, { idempotencyKey: key(), consentId, evidence });
    expect(await grant(EVIDENCE)).toMatchObject({
      error: { code: 'CONSENT_INCOMPLETE', missing: ['CAPACITY', 'MINORS_VIEW'] },
    });
    const capacity = { capacity: 'MINOR_WITH_INSIGHT', minorsView: 'Ich möchte, dass sie es weiß.' } as const;
    expect(codeOf(await grant({ ...EVIDENCE, ...capacity }))).toBe('OK');
  });

  it('keeps the declaration from the person of the case, and the item from the recipient', async () => {
    const person = await work.linkPerson(caseId);
    const itemId = await entrusted('OTHER');
    const consentId = await granted(about(itemId));
    const read = async (by: 'jobcenter' | 'agentur') =>
      test
        .get(UnitOfWork)
        .run(await test.staff(by), async (tx) => test.get(ConsentReader).get(tx, consentId));
    expect(await read('jobcenter')).toMatchObject({ givenBy: 'ENTRUSTER', entrustedItemId: itemId });
    expect(await read('jobcenter')).toMatchObject({ toBeConfirmed: false });
    expect(await read('agentur')).toMatchObject({ givenBy: 'ENTRUSTER', entrustedItemId: null });
    const seen = test.get(UnitOfWork).run(person, (tx) => test.get(ConsentReader).get(tx, consentId));
    expect(await outcomeOf(seen.then(ok))).toBe('AccessDenied');
    const listed = await test
      .get(UnitOfWork)
      .run(person, (tx) => test.get(ConsentReader).listOfCase(tx, caseId));
    expect(listed).toEqual([]);
    for (const table of ['consent', 'consent_evidence']) {
      const rows = test.get(UnitOfWork).run(person, (tx) => tx.query(`SELECT * FROM ${table}`));
      expect(await rows).toEqual([]);
    }
    const answer = { idempotencyKey: key(), consentId };
    const revoked = test.get(AnswerConsent).revoke(person, { ...answer, channel: 'PORTAL' });
    expect(await outcomeOf(revoked)).toBe('AccessDenied');
    expect(await outcomeOf(test.get(ConsentCopies).ofDeclaration(person, consentId).then(ok))).toBe(
      'AccessDenied',
    );
  });
});

describe('what somebody else entrusted about the person', () => {
  const release = async (itemId: DataItemId, by: 'jobcenter' | 'jobcenterHead' | 'agentur' = 'jobcenter') =>
    outcomeOf(
      test.get(ReleaseEntrustedItem).execute(await test.staff(by), {
        idempotencyKey: key(),
        itemId,
        reason: 'Die Person braucht es für ihre Verteidigung.',
      }),
    );

  it('is withheld from them with the norm, with copies of it, until who was trusted releases it', async () => {
    const person = await work.linkPerson(caseId);
    const itemId = await entrusted('OTHER');
    await granted(about(itemId));
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    await work.item(caseId, 'agentur', 'agentur', { text: 'Abgeschrieben.', originItemId: itemId });
    const withheld = ['[ENTRUSTED_BY_OTHER]', '[ENTRUSTED_BY_OTHER]'];
    expect(await work.texts(caseId, person)).toEqual(withheld);
    const [line] = await work.seen(caseId, person);
    expect(line?.why.basis).toContain('§ 65 Abs. 1 SGB VIII');
    const dispute = { idempotencyKey: key(), itemId, text: 'Was auch immer.' };
    expect(await outcomeOf(test.get(RecordDataItem).dispute(person, dispute))).toBe('AccessDenied');
    for (const other of ['jobcenterHead', 'agentur'] as const)
      expect(await release(itemId, other)).toBe('AccessDenied');
    expect(await work.texts(caseId, person)).toEqual(withheld);
    expect(await release(itemId)).toBe('OK');
    expect(await release(itemId)).toBe('ITEM_NOT_WITHHELD');
    expect(new Set(await work.texts(caseId, person))).toEqual(
      new Set(['Sucht Arbeit im Handwerk.', 'Abgeschrieben.']),
    );
  });

  it('keeps what the person entrusted themself open to them', async () => {
    const person = await work.linkPerson(caseId);
    const itemId = await entrusted('PERSON');
    expect(await work.texts(caseId, person)).toEqual(['Sucht Arbeit im Handwerk.']);
    expect(await release(itemId)).toBe('ITEM_NOT_WITHHELD');
  });
});

describe('an item that the person entrusted', () => {
  it('is disclosed with the consent of the person, which can be offered for it though a statute would do', async () => {
    const itemId = await entrusted('PERSON');
    const general = about(null, { givenBy: 'PERSON' });
    expect(await tryOffer(general)).toBe('CONSENT_NOT_NEEDED');
    const consentId = await granted(about(itemId, { givenBy: 'PERSON' }));
    const query = 'query ($id: ID!) { consent(id: $id) { givenBy entrustedItemId } }';
    expect((await test.ask('jobcenter', query, { id: consentId })).data).toEqual({
      consent: { givenBy: 'PERSON', entrustedItemId: itemId },
    });
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    expect(await work.texts(caseId, 'agentur')).toEqual(['Sucht Arbeit im Handwerk.']);
  });
});
