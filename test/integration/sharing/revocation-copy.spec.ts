import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unitName } from '#test/builders/region.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { CaseId, ConsentId } from '../../../src/kernel/index.js';
import { CopyReader, letters, spoken, whole, wordsOf } from './copy-reader.js';

let test: TestApp;
let work: DisclosureWork;
let copies: CopyReader;
let caseId: CaseId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
  copies = new CopyReader(test, work);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'] });
});

afterAll(async () => test?.stop());

describe('the confirmation of a revocation', () => {
  it('is there after a revocation only', async () => {
    const consentId = await copies.granted(anOffer(caseId));
    const answer = await copies.fetch('lead', consentId, 'revocation-copy');
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'CONSENT_NOT_REVOKED' } }],
    });
  });

  it('names what cannot be called back and until when the recipient answers, then what it answered', async () => {
    const { consentId } = await work.consentAndRelease(caseId, {
      categories: ['FACT_CM', 'WORK'],
      language: 'ar',
    });
    const itemId = await work.item(caseId, 'beratung', 'lead');
    await work.disclosed(caseId, [itemId], 'jobcenter', 'lead');
    test.clock.setDay('2026-05-06');
    await work.revoke(consentId);
    const pdf = await copies.read(consentId, 'revocation-copy');
    const said = letters(whole(pdf));
    const german = [
      unitName('jobcenter'),
      '06.05.2026',
      '20.05.2026',
      'Arbeit und was Sie können',
      wordsOf('de').words.NOT_CALLED_BACK,
      wordsOf('de').words.RECIPIENT_MUST,
      wordsOf('de').words.NOW_ASKED,
    ];
    for (const text of german) expect(said).toContain(letters(text));
    const { words, categories } = wordsOf('ar');
    for (const text of [words.NOT_CALLED_BACK, words.RECIPIENT_MUST, words.NOW_ASKED, categories.WORK])
      expect(spoken(pdf, 'ar')).toContain(letters(text));
    expect(said).not.toContain(letters('Sucht Arbeit im Handwerk'));
  });

  it('is told as text too, in German and the language that was shown', async () => {
    const consentId = await copies.granted(anOffer(caseId, { language: 'fa' }));
    const query = `query ($id: ID!) { revocationReceipt(consentId: $id) {
      revokedAt channel language statements { text translation } } }`;
    expect((await test.ask('lead', query, { id: consentId })).data).toEqual({
      revocationReceipt: { revokedAt: null, channel: null, language: 'fa', statements: [] },
    });
    await work.revoke(consentId);
    expect((await test.ask('lead', query, { id: consentId })).data).toMatchObject({
      revocationReceipt: {
        channel: 'ORAL',
        statements: ['FROM_NOW', 'STATUTES_STAY', 'NO_HARM', 'AGAIN'].map((word) => ({
          text: wordsOf('de').words[word as 'AGAIN'],
          translation: wordsOf('fa').words[word as 'AGAIN'],
        })),
      },
    });
  });
});

describe('an offer that nobody answered', () => {
  const mutation = `mutation ($input: WithdrawConsentOfferInput!) { withdrawConsentOffer(input: $input) {
    ... on ConsentPayload { consent { state } } ... on UserFacingError { code } } }`;
  const withdraw = async (who: string, consentId: ConsentId) => {
    const answer = await test.ask(who, mutation, { input: { idempotencyKey: key(), consentId } });
    return answer.data?.['withdrawConsentOffer'] ?? answer.codes;
  };

  it('is taken back by the disclosing unit alone, and not once it is answered', async () => {
    const consentId = await work.offer(anOffer(caseId));
    const refused = ['NOT_FOUND_OR_NOT_PERMITTED'];
    expect(await withdraw('jobcenter', consentId)).toEqual(refused);
    expect(await withdraw('lead', consentId)).toEqual({ consent: { state: 'EXPIRED' } });
    expect((await work.processOf('consent', consentId)).activeStates).toEqual(['consent.withdrawn']);
    expect(await withdraw('lead', await copies.granted(anOffer(caseId)))).toMatchObject({
      code: 'EVENT_NOT_POSSIBLE_NOW',
    });
  });
});

describe('an account that asks without end', () => {
  it('is told to wait, while others are served', async () => {
    const consentId = randomUUID();
    const codes = new Set<number>();
    let last: Response | undefined;
    for (let turn = 0; turn < 61; turn += 1) {
      last = await copies.fetch('sozialamt', consentId);
      codes.add(last.status);
    }
    expect([...codes]).toEqual([404, 429]);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last?.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_REQUESTS' } }] });
    expect((await copies.fetch('colleague', consentId)).status).toBe(404);
  });
});
