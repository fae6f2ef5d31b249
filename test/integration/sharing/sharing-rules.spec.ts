import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { allConditions, DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { asId, type CaseId, type ConsentId, type DataItemId } from '../../../src/kernel/index.js';
import { LimitConsent } from '../../../src/sharing/application/limit-consent.js';
import { OfferConsent, type OfferConsentCommand } from '../../../src/sharing/application/offer-consent.js';
import {
  RecordDataItem,
  type RecordDataItemCommand,
} from '../../../src/sharing/application/record-data-item.js';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt', 'agentur'] });
});

afterAll(async () => test?.stop());

const towards = { categories: ['FACT_CM', 'WORK'] } as const;
const TEXT = 'Sucht Arbeit im Handwerk.';

describe('a declaration for one disclosure', () => {
  async function narrowed(consentId: ConsentId): Promise<void> {
    const input = { idempotencyKey: key(), consentId, channel: 'STAFF', validUntil: '2026-08-30' } as const;
    valueOf(await test.get(LimitConsent).execute(await test.staff('lead'), input));
  }

  it('is not renewed by narrowing it: the first item stays visible, a second is not disclosed', async () => {
    const { consentId, releaseId } = await work.consentAndRelease(caseId, {
      ...towards,
      recurrence: 'SINGLE',
    });
    const [first, second] = [
      await work.item(caseId, 'beratung', 'lead'),
      await work.item(caseId, 'beratung', 'lead'),
    ];
    await work.disclosed(caseId, [first], 'jobcenter', 'lead');
    await narrowed(consentId);
    await narrowed(releaseId);
    expect(await work.texts(caseId, 'jobcenter')).toEqual([TEXT]);
    expect(codeOf(await work.disclose(caseId, [second], 'jobcenter', 'lead'))).toBe(
      'DISCLOSURE_NOT_PERMITTED',
    );
    expect(await work.texts(caseId, 'jobcenter')).toEqual([TEXT]);
  });
});

describe('what another body told', () => {
  const record = async (more: Partial<RecordDataItemCommand>) =>
    test.get(RecordDataItem).record(await test.staff('jobcenter'), {
      idempotencyKey: key(),
      caseId,
      unitId: unit('jobcenter'),
      category: 'WORK',
      kind: 'FACT',
      source: 'OTHER_BODY',
      text: TEXT,
      ...more,
    });

  it('is recorded only with the secrecy it carried, or with the word that there was none', async () => {
    expect(codeOf(await record({}))).toBe('ORIGIN_NOT_STATED');
    expect(codeOf(await record({ carriedNoSecrecy: true, secrecyOrigin: 'PROFESSIONAL' }))).toBe(
      'ORIGIN_NOT_STATED',
    );
    const secret = valueOf(await record({ secrecyOrigin: 'PROFESSIONAL' })).itemId;
    const plain = valueOf(await record({ carriedNoSecrecy: true })).itemId;
    const previews = await work.preview(caseId, [secret, plain], 'agentur', 'jobcenter');
    expect(previews.map(({ permitted }) => permitted)).toEqual([false, true]);
    const kept = await test.rows('SELECT carried_no_secrecy AS said FROM data_item WHERE id = $1', [plain]);
    expect(kept).toEqual([{ said: true }]);
  });

  it('is no way around it as a correction', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    const correct = async (more: { readonly carriedNoSecrecy?: boolean }) =>
      test.get(RecordDataItem).correct(await test.staff('jobcenter'), {
        idempotencyKey: key(),
        itemId,
        text: 'Sucht Arbeit in der Pflege.',
        kind: 'FACT',
        source: 'OTHER_BODY',
        ...more,
      });
    expect(codeOf(await correct({}))).toBe('ORIGIN_NOT_STATED');
    expect(codeOf(await correct({ carriedNoSecrecy: true }))).toBe('OK');
  });
});

describe('an item that came from a bearer of a secret', () => {
  let derived: DataItemId;

  beforeEach(async () => {
    await work.consentAndRelease(caseId, towards);
    const told = await work.item(caseId, 'beratung', 'lead');
    await work.disclosed(caseId, [told], 'jobcenter', 'lead');
    derived = await work.item(caseId, 'jobcenter', 'jobcenter', { originItemId: told });
  });

  const onward = (more: Partial<OfferConsentCommand>): OfferConsentCommand =>
    anOffer(caseId, {
      discloserUnitId: unit('jobcenter'),
      recipientUnitId: unit('agentur'),
      categories: ['WORK'],
      itemIds: [derived],
      ...more,
    });
  const tryOffer = async (more: Partial<OfferConsentCommand>) =>
    outcomeOf(test.get(OfferConsent).execute(await test.staff('jobcenter'), onward(more)));
  async function granted(kind: OfferConsentCommand['kind']): Promise<void> {
    const staff = await test.staff('jobcenter');
    await work.grant(await work.offer(onward({ kind }), 'jobcenter'), staff);
  }
  async function missing() {
    const [preview] = await work.preview(caseId, [derived], 'agentur', 'jobcenter');
    return preview?.verdict.permission.missing;
  }

  it('goes on with a consent and a release towards the new recipient, and not before', async () => {
    expect(await missing()).toBe('CONSENT');
    await granted('CONSENT');
    expect(await missing()).toBe('RELEASE');
    await granted('CONFIDENTIALITY_RELEASE');
    expect(await missing()).toBeUndefined();
    await work.disclosed(caseId, [derived], 'agentur', 'jobcenter');
    expect(await work.texts(caseId, 'agentur')).toEqual([TEXT]);
  });

  it('is what a declaration is offered for; without it the statute decides and none is', async () => {
    expect(await tryOffer({ itemIds: [] })).toBe('CONSENT_NOT_NEEDED');
    const plain = await work.item(caseId, 'jobcenter', 'jobcenter');
    expect(await tryOffer({ itemIds: [plain] })).toBe('CONSENT_NOT_NEEDED');
    expect(await tryOffer({})).toBe('OK');
  });

  it('is offered by the unit that holds it, for every category it had on its way', async () => {
    const [other] = await test.rows<{ id: DataItemId }>(
      'SELECT origin_item_id AS id FROM data_item WHERE id = $1',
      [derived],
    );
    expect(await tryOffer({ itemIds: [other?.id ?? derived] })).toBe('AccessDenied');
    expect(await tryOffer({ itemIds: [asId<DataItemId>(randomUUID())] })).toBe('AccessDenied');
    const housing = await work.item(caseId, 'jobcenter', 'jobcenter', {
      originItemId: other?.id ?? derived,
      category: 'HOUSING',
    });
    expect(await tryOffer({ itemIds: [housing], categories: ['HOUSING'] })).toBe('CONSENT_ITEMS_NOT_COVERED');
    expect(await tryOffer({ itemIds: [housing], categories: ['HOUSING', 'WORK'] })).toBe('OK');
  });
});

describe('the conditions of a disclosure', () => {
  it('are confirmed before anything is disclosed, with the reason where a row asks for it', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    const [preview] = await work.preview(caseId, [itemId], 'sozialamt', 'jobcenter');
    const conditions = preview?.verdict.conditions ?? [];
    expect(conditions).toContain('Erforderlichkeit angeben.');
    const disclose = async (more: Parameters<DisclosureWork['disclose']>[4]) =>
      codeOf(await work.disclose(caseId, [itemId], 'sozialamt', 'jobcenter', more));
    expect(await disclose({ confirmedConditions: null })).toBe('CONDITIONS_NOT_CONFIRMED');
    expect(await disclose({ confirmedConditions: conditions.slice(1) })).toBe('CONDITIONS_NOT_CONFIRMED');
    expect(await disclose({ confirmedConditions: conditions, necessity: null })).toBe('NECESSITY_MISSING');
    expect(await work.seen(caseId, 'sozialamt')).toEqual([]);
    expect(await disclose({ confirmedConditions: allConditions, necessity: 'TASK_OF_RECIPIENT' })).toBe('OK');
    const query =
      'query ($id: ID!) { disclosures(caseId: $id, first: 5) { edges { node { confirmedConditions necessity } } } }';
    expect((await test.ask('jobcenter', query, { id: caseId })).data).toEqual({
      disclosures: {
        edges: [{ node: { confirmedConditions: conditions, necessity: 'TASK_OF_RECIPIENT' } }],
      },
    });
  });

  it('are kept for each item alone, and no reason that nothing asked for', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    const rows = await test.rows(
      'SELECT confirmed_conditions AS confirmed, necessity FROM disclosure WHERE case_id = $1',
      [caseId],
    );
    expect(rows).toEqual([{ confirmed: ['Nur was für die Aufgabe erforderlich ist.'], necessity: null }]);
  });
});

describe('the answers to the items of a preview', () => {
  it('are refused when an item has both, or is none that could be withheld', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    const foreign = await work.item(caseId, 'beratung', 'lead');
    const withheld = async (id: DataItemId) =>
      codeOf(
        await work.disclose(caseId, [], 'agentur', 'jobcenter', {
          items: [
            { itemId, decision: 'APPROVED' },
            { itemId: id, decision: 'WITHHELD' },
          ],
        }),
      );
    for (const id of [itemId, foreign, asId<DataItemId>(randomUUID())]) {
      expect(await withheld(id)).toBe('ITEM_DECISIONS_NOT_FITTING');
    }
    expect(await work.seen(caseId, 'agentur')).toEqual([]);
    expect(await withheld(await work.item(caseId, 'jobcenter', 'jobcenter'))).toBe('OK');
  });
});
