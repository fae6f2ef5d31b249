import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { CaseId, ConsentId, DataItemId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { AnswerEndedBasis } from '../../../src/sharing/application/answer-ended-basis.js';
import { DisclosureReader } from '../../../src/sharing/application/disclosure-reader.js';
import { LimitConsent, type LimitConsentCommand } from '../../../src/sharing/application/limit-consent.js';

const WORDS = 'Nicht: meine Krankheit.';
const TEXT = 'Sucht Arbeit im Handwerk.';
const towards = { categories: ['FACT_CM', 'WORK'] } as const;

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;
let itemId: DataItemId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter'] });
  itemId = await work.item(caseId, 'beratung', 'lead');
});

afterAll(async () => test?.stop());

/** By the person themself. */
async function limit(consentId: ConsentId, more: Partial<LimitConsentCommand>): Promise<ConsentId> {
  const person = await work.linkPerson(caseId, `person-${caseId}`);
  const input = { idempotencyKey: key(), consentId, ...more };
  return valueOf(await test.get(LimitConsent).execute(person, input)).consentId;
}

async function owed(): Promise<number> {
  const actor = await test.staff('jobcenter');
  const all = await test
    .get(UnitOfWork)
    .run(actor, (tx) => test.get(AnswerEndedBasis).open(tx, 100, undefined));
  return all.filter((line) => line.caseId === caseId).length;
}

async function receipt(consentId: ConsentId) {
  const lead = await test.staff('lead');
  const read = await test
    .get(UnitOfWork)
    .run(lead, (tx) => test.get(DisclosureReader).receipt(tx, consentId));
  return { summary: read.summary, sentence: read.disclosures[0]?.sentence };
}

describe('what a declaration excludes in words', () => {
  it('is shown to who discloses, and nothing is disclosed before they say that they considered it', async () => {
    await work.consentAndRelease(caseId, { ...towards, exclusions: WORDS });
    const [preview] = await work.preview(caseId, [itemId], 'jobcenter', 'lead');
    expect(preview).toMatchObject({ permitted: true, exclusions: [WORDS, WORDS] });
    expect(codeOf(await work.disclose(caseId, [itemId], 'jobcenter', 'lead'))).toBe(
      'EXCLUSIONS_NOT_CONSIDERED',
    );
    expect(await work.texts(caseId, 'jobcenter')).toEqual([]);
    await work.disclosed(caseId, [itemId], 'jobcenter', 'lead', { exclusionsConsidered: true });
    expect(await work.texts(caseId, 'jobcenter')).toEqual([TEXT]);
    const kept = await test.rows(`SELECT exclusions_considered AS kept FROM disclosure WHERE case_id = $1`, [
      caseId,
    ]);
    expect(kept).toEqual([{ kept: true }]);
  });

  it('is asked about only where something is excluded', async () => {
    await work.consentAndRelease(caseId, towards);
    const [preview] = await work.preview(caseId, [itemId], 'jobcenter', 'lead');
    expect(preview?.exclusions).toEqual([]);
    await work.disclosed(caseId, [itemId], 'jobcenter', 'lead', { exclusionsConsidered: true });
    const kept = await test.rows(`SELECT exclusions_considered AS kept FROM disclosure WHERE case_id = $1`, [
      caseId,
    ]);
    expect(kept).toEqual([{ kept: false }]);
  });
});

describe('words that are added later', () => {
  it.each(['RECURRING', 'SINGLE'] as const)(
    'mask what was disclosed until it is approved again with them (%s)',
    async (recurrence) => {
      const { consentId } = await work.consentAndRelease(caseId, { ...towards, recurrence });
      await work.disclosed(caseId, [itemId], 'jobcenter', 'lead');
      await limit(consentId, { exclusions: WORDS });
      expect(await work.texts(caseId, 'jobcenter')).toEqual(['[BASIS_ENDED]']);
      expect(await owed()).toBe(1);
      expect(await receipt(consentId)).toEqual({
        summary: expect.stringContaining('was Sie ausgenommen haben'),
        sentence: expect.stringContaining('sieht es erst wieder'),
      });
      expect(codeOf(await work.disclose(caseId, [itemId], 'jobcenter', 'lead'))).toBe(
        'EXCLUSIONS_NOT_CONSIDERED',
      );
      await work.disclosed(caseId, [itemId], 'jobcenter', 'lead', { exclusionsConsidered: true });
      expect(await work.texts(caseId, 'jobcenter')).toEqual([TEXT]);
      expect(await owed()).toBe(0);
      const other = await work.item(caseId, 'beratung', 'lead', { text: 'Etwas anderes.' });
      const next = await work.disclose(caseId, [other], 'jobcenter', 'lead', { exclusionsConsidered: true });
      expect(codeOf(next)).toBe(recurrence === 'SINGLE' ? 'DISCLOSURE_NOT_PERMITTED' : 'OK');
    },
  );

  it('leave alone what only fewer days or categories narrow', async () => {
    const { consentId } = await work.consentAndRelease(caseId, towards);
    await work.disclosed(caseId, [itemId], 'jobcenter', 'lead');
    await limit(consentId, { categories: ['WORK'] });
    expect(await work.texts(caseId, 'jobcenter')).toEqual([TEXT]);
    expect(await owed()).toBe(0);
  });
});
