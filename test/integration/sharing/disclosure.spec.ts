import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import { ok, type CaseId, type DataItemId } from '../../../src/kernel/index.js';
import { newId } from '../../../src/platform/index.js';
import { RecordDataItem } from '../../../src/sharing/application/record-data-item.js';
import { RegisterDisclosure } from '../../../src/sharing/application/register-disclosure.js';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt', 'agentur', 'abh'] });
});

afterAll(async () => test?.stop());

const towards = { categories: ['FACT_CM', 'WORK'] } as const;

describe('an item of data', () => {
  it('is seen by its controller and the person, and its existence by nobody else', async () => {
    await work.item(caseId, 'beratung', 'lead');
    const person = await work.linkPerson(caseId);
    expect(await work.texts(caseId, 'colleague')).toEqual(['Sucht Arbeit im Handwerk.']);
    expect(await work.texts(caseId, person)).toEqual(['Sucht Arbeit im Handwerk.']);
    for (const other of ['jobcenter', 'sozialamt', 'agentur', 'abh'] as const) {
      expect(await work.seen(caseId, other)).toEqual([]);
    }
    for (const stranger of ['otherLead', 'projektleitung', 'datenschutz', 'administration'] as const) {
      expect(await outcomeOf(work.seen(caseId, stranger).then(ok))).toBe('AccessDenied');
    }
  });

  it('lies encrypted in the database', async () => {
    const itemId = await work.item(caseId, 'beratung', 'lead');
    const [row] = await test.rows<{ sealed: Buffer }>(
      'SELECT text_sealed AS sealed FROM data_item WHERE id = $1',
      [itemId],
    );
    expect([row?.sealed.length !== 0, row?.sealed.includes('Handwerk')]).toEqual([true, false]);
  });

  it.each([
    ['a category no person has', { category: 'AGG' }, 'CATEGORY_NOT_OF_A_PERSON'],
    ['entrusted by nobody', { secrecyOrigin: 'ENTRUSTED' }, 'ENTRUSTER_MISSING'],
    ['an entruster without trust', { entrustedBy: 'CHILD' }, 'ENTRUSTER_MISSING'],
  ] as const)('is refused with %s', async (_what, more, code) => {
    const input = { idempotencyKey: key(), caseId, unitId: unit('beratung'), text: 'x', ...more };
    const recorded = test
      .get(RecordDataItem)
      .record(await test.staff('lead'), { category: 'WORK', kind: 'FACT', source: 'PERSON', ...input });
    expect(codeOf(await recorded)).toBe(code);
  });

  it('is recorded by no unit for another, and from no item that it does not see', async () => {
    const itemId = await work.item(caseId, 'beratung', 'lead');
    expect(await outcomeOf(work.item(caseId, 'beratung', 'jobcenter').then(ok))).toBe('AccessDenied');
    const copied = work.item(caseId, 'jobcenter', 'jobcenter', { originItemId: itemId });
    expect(await outcomeOf(copied.then(ok))).toBe('AccessDenied');
  });
});

describe('the preview of a disclosure', () => {
  it('S1.42 tells effect, norm, sentences and the declarations it would rest on, and what is missing until then', async () => {
    const itemId = await work.item(caseId, 'beratung', 'lead');
    const [before] = await work.preview(caseId, [itemId], 'jobcenter', 'lead');
    expect(before).toMatchObject({
      permitted: false,
      verdict: {
        decision: { effect: 'CONSENT_AND_RELEASE', row: 13, tableVersion: 1 },
        permission: { missing: 'CONSENT' },
        section87Warning: expect.stringContaining('§ 87'),
      },
      sentence: expect.stringContaining('Einwilligung'),
    });
    const { consentId, releaseId } = await work.consentAndRelease(caseId, towards);
    const [after] = await work.preview(caseId, [itemId], 'jobcenter', 'lead');
    expect(after).toMatchObject({ permitted: true, verdict: { consentId, releaseId } });
  });

  it('is given to the controller only', async () => {
    const itemId = await work.item(caseId, 'beratung', 'lead');
    expect(await outcomeOf(work.preview(caseId, [itemId], 'abh', 'jobcenter').then(ok))).toBe('AccessDenied');
    const unknown = work.preview(caseId, [newId<DataItemId>()], 'abh', 'lead');
    expect(await outcomeOf(unknown.then(ok))).toBe('AccessDenied');
  });
});

describe('a disclosure', () => {
  it('on a statute shows the recipient the item with its norm, and nobody else', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    const [line] = await work.seen(caseId, 'agentur');
    expect(line).toMatchObject({ isVisible: true, reason: 'DISCLOSED', text: 'Sucht Arbeit im Handwerk.' });
    expect(line?.why.basis.join()).toContain('SGB');
    expect(await work.seen(caseId, 'sozialamt')).toEqual([]);
  });

  it('is refused as a whole when one approved item is not permitted at that moment', async () => {
    const permitted = await work.item(caseId, 'jobcenter', 'jobcenter');
    const health = await work.item(caseId, 'jobcenter', 'jobcenter', { category: 'HEALTH' });
    expect(codeOf(await work.disclose(caseId, [permitted, health], 'agentur', 'jobcenter'))).toBe(
      'DISCLOSURE_NOT_PERMITTED',
    );
    expect(await work.seen(caseId, 'agentur')).toEqual([]);
    const items = [
      { itemId: permitted, decision: 'APPROVED' as const },
      { itemId: health, decision: 'WITHHELD' as const },
    ];
    await work.disclosed(caseId, [], 'agentur', 'jobcenter', { items });
    expect(await work.texts(caseId, 'agentur')).toHaveLength(1);
  });

  it('happens once for a repeated key', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    const idempotencyKey = key();
    const first = await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter', { idempotencyKey });
    expect(await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter', { idempotencyKey })).toEqual(first);
    expect(await test.rows('SELECT id FROM disclosure WHERE case_id = $1', [caseId])).toHaveLength(1);
  });

  it.each([
    ['nothing is approved', 'agentur', { items: [] }, 'NOTHING_APPROVED'],
    ['the recipient takes no part', 'asylblg', { purpose: 'BENEFITDEC' }, 'RECIPIENT_NOT_IN_CASE'],
    ['the recipient is the giver', 'jobcenter', {}, 'RECIPIENT_IS_SENDER'],
  ] as const)('is refused where %s', async (_what, to, more, code) => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    expect(codeOf(await work.disclose(caseId, [itemId], to, 'jobcenter', more))).toBe(code);
  });

  it('ends to show when the recipient leaves the case', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    const input = { idempotencyKey: key(), caseId, unitId: unit('agentur') };
    valueOf(await test.get(EndCaseParticipation).execute(await test.staff('lead'), input));
    expect(await outcomeOf(work.seen(caseId, 'agentur').then(ok))).toBe('AccessDenied');
  });

  it('uses up a declaration for one disclosure: once for several items, never twice', async () => {
    await work.consentAndRelease(caseId, { ...towards, recurrence: 'SINGLE' });
    const pairs = await Promise.all(
      Array.from({ length: 5 }, () =>
        Promise.all([work.item(caseId, 'beratung', 'lead'), work.item(caseId, 'beratung', 'lead')]),
      ),
    );
    const acts = await Promise.all(pairs.map((pair) => work.disclose(caseId, pair, 'jobcenter', 'lead')));
    expect(acts.map(codeOf).filter((code) => code === 'OK')).toHaveLength(1);
    expect(await work.texts(caseId, 'jobcenter')).toEqual(
      Array.from({ length: 2 }, () => 'Sucht Arbeit im Handwerk.'),
    );
  });

  it('tells the person that a declaration for one disclosure has had it', async () => {
    const { consentId } = await work.consentAndRelease(caseId, { ...towards, recurrence: 'SINGLE' });
    const query = '{ consent(id: "' + consentId + '") { state isUsedUp plainState } }';
    const read = async () => (await test.ask('lead', query)).data;
    expect(await read()).toEqual({
      consent: { state: 'GRANTED', isUsedUp: false, plainState: 'Sie haben Ja gesagt.' },
    });
    await work.disclosed(caseId, [await work.item(caseId, 'beratung', 'lead')], 'jobcenter', 'lead');
    expect(await read()).toEqual({
      consent: { state: 'GRANTED', isUsedUp: true, plainState: expect.stringContaining('schon') },
    });
  });

  it('goes on with the secrecy of the body it came from', async () => {
    await work.consentAndRelease(caseId, towards);
    const told = await work.item(caseId, 'beratung', 'lead');
    await work.disclosed(caseId, [told], 'jobcenter', 'lead');
    const own = await work.item(caseId, 'jobcenter', 'jobcenter');
    const derived = await work.item(caseId, 'jobcenter', 'jobcenter', { originItemId: told });
    const previews = await work.preview(caseId, [own, derived], 'agentur', 'jobcenter');
    expect(previews.map(({ permitted, verdict }) => [permitted, verdict.decision.effect])).toEqual([
      [true, 'STATUTE'],
      [false, 'CONSENT_AND_RELEASE'],
    ]);
  });

  it('S1.49 of something entrusted is not for a colleague to see or to make', async () => {
    const entrusted = { secrecyOrigin: 'ENTRUSTED', entrustedBy: 'CHILD' } as const;
    const itemId = await work.item(caseId, 'beratung', 'lead', entrusted);
    expect(await work.texts(caseId, 'colleague')).toEqual(['[ENTRUSTED_TO_COLLEAGUE]']);
    expect(await outcomeOf(work.disclose(caseId, [itemId], 'jobcenter', 'colleague'))).toBe('AccessDenied');
    await work.consentAndRelease(caseId, towards);
    expect(codeOf(await work.disclose(caseId, [itemId], 'jobcenter', 'lead'))).toBe(
      'DISCLOSURE_NOT_PERMITTED',
    );
  });
});

describe('a correction', () => {
  it('reaches everybody who holds the item, and the wrong one can no longer be disclosed', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    const input = {
      idempotencyKey: key(),
      itemId,
      text: 'Sucht Arbeit in der Pflege.',
      kind: 'FACT',
    } as const;
    valueOf(
      await test.get(RecordDataItem).correct(await test.staff('jobcenter'), { ...input, source: 'PERSON' }),
    );
    // The wrong words are gone for the recipient.
    expect(new Set(await work.texts(caseId, 'agentur'))).toEqual(
      new Set(['[CORRECTED]', 'Sucht Arbeit in der Pflege.']),
    );
    expect(codeOf(await work.disclose(caseId, [itemId], 'sozialamt', 'jobcenter'))).toBe(
      'DISCLOSURE_NOT_PERMITTED',
    );
    const old = (await work.seen(caseId, 'jobcenter')).find(({ item }) => item.id === itemId);
    expect(old?.item.correctedByItemId).toEqual(expect.any(String));
  });

  it('is disputed with a mark that recipients see, in the words of the person', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    const person = await work.linkPerson(caseId);
    const dispute = { idempotencyKey: key(), itemId, text: 'Das habe ich nie gesagt.' };
    valueOf(await test.get(RecordDataItem).dispute(person, dispute));
    const [line] = await work.seen(caseId, 'agentur');
    expect([line?.item.disputedAt === null, line?.dispute]).toEqual([false, 'Das habe ich nie gesagt.']);
    const byOther = test
      .get(RecordDataItem)
      .dispute(await test.staff('agentur'), { ...dispute, idempotencyKey: key() });
    expect(await outcomeOf(byOther)).toBe('AccessDenied');
  });
});

describe('what was told outside of the system', () => {
  it('is registered by category, and says what nothing permitted', async () => {
    const told = await test.get(RegisterDisclosure).execute(await test.staff('jobcenter'), {
      idempotencyKey: key(),
      caseId,
      fromUnitId: unit('jobcenter'),
      toUnitId: unit('agentur'),
      recipientFunction: 'Arbeitsvermittlung',
      purpose: 'CONF',
      channel: 'ORAL',
      categories: ['WORK', 'HEALTH'],
    });
    expect(valueOf(told).withoutBasis).toEqual(['HEALTH']);
    expect(await work.seen(caseId, 'agentur')).toEqual([]);
  });
});
