import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { CaseId, DataItemId } from '../../../src/kernel/index.js';
import { AccessDenied, renderPdf, type PersonPrincipal } from '../../../src/platform/index.js';
import {
  AccessReports,
  MoveRequest,
  RecipientNotices,
  reportDocument,
  RequestReader,
  RequestRight,
} from '../../../src/sharing/index.js';
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
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'] });
  person = await work.linkPerson(caseId);
});

afterAll(async () => test?.stop());

/** An item of the Jobcenter that the Sozialamt received on statute. */
async function shared(text = 'Arbeitet seit März in der Küche.'): Promise<DataItemId> {
  const itemId = await work.item(caseId, 'jobcenter', 'jobcenter', text);
  await work.disclose(caseId, 'jobcenter', 'sozialamt', [itemId]);
  return itemId;
}

async function notices(by: 'sozialamt' | 'jobcenter') {
  const open = await work.as(await test.staff(by), (tx) =>
    test.get(RecipientNotices).open(tx, 100, undefined),
  );
  return open.filter((notice) => notice.caseId === caseId);
}

describe('requests', () => {
  it('are counted from receipt, one per controller, and end at the officer when nobody answers', async () => {
    const input = { idempotencyKey: key(), caseId, kind: 'ACCESS' } as const;
    const { requestIds } = valueOf(await test.get(RequestRight).execute(person, input));
    expect(requestIds).toHaveLength(3);
    const views = await work.as(person, (tx) => test.get(RequestReader).list(tx, 10, undefined));
    expect(views.map(({ state, dueOn }) => [state, dueOn])).toEqual(
      Array.from({ length: 3 }, () => ['IN_WORK', '2026-06-05']),
    );
    // A month after 4 May is Corpus Christi, a holiday in the Land.
    test.clock.setDay('2026-06-06');
    await test.fireDeadlines();
    const own = views.find(({ controllerUnitId }) => controllerUnitId === unit('beratung'));
    if (!own) throw new Error('No request to the advice centre');
    const officer = await test.staff('datenschutz');
    const late = await work.read(officer, own.id);
    expect(late).toMatchObject({ state: 'OVERDUE', words: null, authorityHint: expect.any(String) });
    const noted = await test
      .get(MoveRequest)
      .noteDelay(officer, { idempotencyKey: key(), requestId: own.id });
    expect(codeOf(noted)).toBe('OK');
    expect(codeOf(await work.answer('lead', own.id))).toBe('OK');
  });

  it('recorded by staff need a checked identity, and count from the day they came', async () => {
    const lead = await test.staff('lead');
    const id = await work.ask(lead, { caseId, kind: 'ACCESS', channel: 'LETTER', receivedOn: '2026-04-30' });
    expect(codeOf(await work.answer('lead', id))).toBe('EVENT_NOT_POSSIBLE_NOW');
    await work.checkIdentity('lead', id);
    expect(await work.read(lead, id)).toMatchObject({ state: 'IN_WORK', dueOn: '2026-06-01' });
    expect(codeOf(await work.answer('lead', id))).toBe('OK');
  });

  it('are extended once, by two months from receipt, with reasons the person reads', async () => {
    const requestId = await work.ask(person, {
      caseId,
      kind: 'ACCESS',
      controllerUnitIds: [unit('beratung')],
    });
    const extend = async () =>
      test
        .get(MoveRequest)
        .extend(await test.staff('lead'), { idempotencyKey: key(), requestId, reasons: 'Viel Papier.' });
    expect(codeOf(await extend())).toBe('OK');
    expect(codeOf(await extend())).toBe('EVENT_NOT_POSSIBLE_NOW');
    expect(await work.read(person, requestId)).toMatchObject({
      state: 'EXTENDED',
      dueOn: '2026-08-04',
      extensionReasons: 'Viel Papier.',
    });
  });

  it('are refused only with reasons and norm, and name the supervisory authority', async () => {
    const requestId = await work.ask(person, {
      caseId,
      kind: 'ERASURE',
      controllerUnitIds: [unit('jobcenter')],
    });
    const refusal = { outcome: 'REFUSED', answer: 'Wir müssen die Akte behalten.' } as const;
    expect(codeOf(await work.answer('jobcenter', requestId, refusal))).toBe('REQUEST_ANSWER_INCOMPLETE');
    const refused = await work.answer('jobcenter', requestId, {
      ...refusal,
      refusalNorm: '§ 84 Abs. 3 SGB X',
    });
    expect(codeOf(refused)).toBe('OK');
    const view = await work.read(person, requestId);
    expect(view).toMatchObject({
      state: 'REFUSED',
      answer: refusal.answer,
      refusalNorm: '§ 84 Abs. 3 SGB X',
    });
    expect(view.authorityHint).toContain('Aufsichtsbehörde');
  });

  it('are nobody else’s business', async () => {
    const requestId = await work.ask(person, {
      caseId,
      kind: 'ACCESS',
      controllerUnitIds: [unit('beratung')],
    });
    for (const who of ['jobcenter', 'abh', 'administration', 'projektleitungAhorn', 'otherLead'] as const) {
      const actor = await test.staff(who);
      await expect(work.read(actor, requestId)).rejects.toThrow(AccessDenied);
      expect(await outcomeOf(work.answer(who, requestId))).toBe('AccessDenied');
    }
    const other = await work.linkPerson(await work.openCase());
    await expect(work.read(other, requestId)).rejects.toThrow(AccessDenied);
    const asking = { idempotencyKey: key(), caseId, kind: 'ACCESS' } as const;
    expect(await outcomeOf(test.get(RequestRight).execute(other, asking))).toBe('AccessDenied');
  });
});

describe('access', () => {
  it('tells per controller what it holds, whom it told and who looked; the others’ items are not in it', async () => {
    await shared('Arbeitet in der Küche.');
    await work.item(caseId, 'lead', 'beratung', 'Möchte Köchin werden.');
    const id = await work.ask(person, { caseId, kind: 'ACCESS', controllerUnitIds: [unit('jobcenter')] });
    const read = (by: PersonPrincipal) => work.as(by, (tx) => test.get(AccessReports).get(tx, id));
    await expect(read(person)).rejects.toThrow(AccessDenied);
    expect(codeOf(await work.answer('jobcenter', id))).toBe('OK');
    const report = await read(person);
    expect(report.items.map(({ text }) => text)).toEqual(['Arbeitet in der Küche.']);
    expect(report.recipients).toMatchObject([
      { unit: 'Sozialamt Ahorntal', categoryLabel: 'Kompetenzen, Arbeit, Plan' },
    ]);
    const pdf = await renderPdf(reportDocument(report));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(JSON.stringify(report)).not.toContain('Köchin');
  });

  it('stays as it was handed over', async () => {
    await work.item(caseId, 'lead', 'beratung', 'Erste Angabe.');
    const id = await work.ask(person, { caseId, kind: 'ACCESS', controllerUnitIds: [unit('beratung')] });
    valueOf(await work.answer('lead', id));
    await work.item(caseId, 'lead', 'beratung', 'Zweite Angabe.');
    const report = await work.as(person, (tx) => test.get(AccessReports).get(tx, id));
    expect(report.items.map(({ text }) => text)).toEqual(['Erste Angabe.']);
    expect(report.records.find(({ key: group }) => group === 'person')?.records).toContainEqual({
      label: 'Name',
      value: 'Selam Beispiel',
    });
  });
});

describe('rectification', () => {
  it('marks the item at once, then replaces it for every recipient, who acknowledges', async () => {
    const itemId = await shared('Hat keine Ausbildung.');
    const words = 'Ich bin gelernte Köchin.';
    const id = await work.ask(person, { caseId, kind: 'RECTIFICATION', itemId, words });
    expect((await notices('sozialamt')).map(({ kind }) => kind)).toEqual(['DISPUTED']);
    const correction = { text: 'Ist gelernte Köchin.', kind: 'FACT', source: 'DOCUMENT' } as const;
    expect(codeOf(await work.answer('jobcenter', id, { correction: null }))).toBe(
      'REQUEST_ANSWER_INCOMPLETE',
    );
    test.clock.setDay('2026-05-05');
    valueOf(await work.answer('jobcenter', id, { correction }));
    expect(await work.seen('sozialamt', caseId)).toContain('Ist gelernte Köchin.');
    const open = await notices('sozialamt');
    expect(open.map(({ kind }) => kind)).toEqual(['DISPUTED', 'CORRECTED']);
    const acknowledge = async (by: 'sozialamt' | 'jobcenter', noticeId: string) =>
      outcomeOf(
        test.get(RecipientNotices).acknowledge(await test.staff(by), { idempotencyKey: key(), noticeId }),
      );
    expect(await acknowledge('jobcenter', open[1]?.id ?? '')).toBe('AccessDenied');
    expect(await acknowledge('sozialamt', open[1]?.id ?? '')).toBe('OK');
    expect(await acknowledge('sozialamt', open[1]?.id ?? '')).toBe('NOTICE_ALREADY_ACKNOWLEDGED');
    expect((await notices('sozialamt')).map(({ kind }) => kind)).toEqual(['DISPUTED']);
  });
});

describe('restriction', () => {
  it('hides the item from every recipient; the controller sees it marked', async () => {
    const itemId = await shared();
    const id = await work.ask(person, { caseId, kind: 'RESTRICTION', itemId });
    valueOf(await work.answer('jobcenter', id));
    expect(await work.seen('sozialamt', caseId)).toEqual([null]);
    expect(await work.seen('jobcenter', caseId)).toEqual(['Arbeitet seit März in der Küche.']);
    expect((await notices('sozialamt')).map(({ kind }) => kind)).toEqual(['RESTRICTED']);
  });
});

describe('erasure', () => {
  it('destroys the texts, keeps a proof without content, and tells the recipients', async () => {
    const itemId = await shared();
    const id = await work.ask(person, { caseId, kind: 'ERASURE', itemId });
    valueOf(await work.answer('jobcenter', id));
    const [row] = await test.rows<{ text: Buffer | null; at: Date | null }>(
      'SELECT text_sealed AS text, erased_at AS at FROM data_item WHERE id = $1',
      [itemId],
    );
    expect(row).toMatchObject({ text: null, at: expect.any(Date) });
    expect(await work.seen('sozialamt', caseId)).toEqual([null]);
    expect((await notices('sozialamt')).map(({ kind }) => kind)).toEqual(['ERASED']);
    const { proofs } = await work.read(person, id);
    expect(proofs).toMatchObject([
      { recordKind: 'dataItem', method: 'TEXT_REMOVED', category: 'WORK', records: 1 },
    ]);
    await expect(test.rows('DELETE FROM erasure_proof')).rejects.toThrow();
  });

  it('of the person as a whole waits for other controllers, and then makes everything unreadable', async () => {
    await shared();
    const early = await work.ask(person, { caseId, kind: 'ERASURE', controllerUnitIds: [unit('beratung')] });
    expect(codeOf(await work.answer('lead', early, { wholePerson: true }))).toBe('PERSON_STILL_HELD');
    const alone = await work.openCase({ concern: 'Allein hier.' });
    const self = await work.linkPerson(alone);
    await work.item(alone, 'lead', 'beratung', 'Nur hier bekannt.');
    const id = await work.ask(self, { caseId: alone, kind: 'ERASURE' });
    valueOf(await work.answer('lead', id, { wholePerson: true }));
    const { proofs } = await work.read(self, id);
    expect(proofs.map(({ method }) => method).sort()).toEqual(['KEY_DESTROYED', 'TEXT_REMOVED']);
    const [personKey] = await test.rows<{ wrapped: Buffer | null }>(
      'SELECT wrapped FROM person_key WHERE person_id = $1',
      [self.personId],
    );
    expect(personKey?.wrapped).toBeNull();
  });

  it('of the person waits as long as a consent has to be provable', async () => {
    const alone = await work.openCase();
    const self = await work.linkPerson(alone);
    const consentId = await work.offer(anOffer(alone));
    await work.grant(consentId);
    await work.revoke(consentId);
    const id = await work.ask(self, {
      caseId: alone,
      kind: 'ERASURE',
      controllerUnitIds: [unit('beratung')],
    });
    expect(codeOf(await work.answer('lead', id, { wholePerson: true }))).toBe('PERSON_STILL_HELD');
  });
});

describe('portability', () => {
  it('hands over what the person provided, as data', async () => {
    await work.item(caseId, 'lead', 'beratung', 'Ich kann kochen.');
    const id = await work.ask(person, { caseId, kind: 'PORTABILITY', controllerUnitIds: [unit('beratung')] });
    valueOf(await work.answer('lead', id));
    const report = await work.as(person, (tx) => test.get(AccessReports).get(tx, id));
    expect(report).toMatchObject({
      kind: 'PORTABILITY',
      items: [{ text: 'Ich kann kochen.' }],
      recipients: [],
    });
    expect(report.records.flatMap(({ records }) => records)).toContainEqual({
      label: 'Anliegen',
      value: 'Ich möchte arbeiten.',
    });
  });
});
