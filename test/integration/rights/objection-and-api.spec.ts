import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { CaseId } from '../../../src/kernel/index.js';
import type { PersonPrincipal } from '../../../src/platform/index.js';
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

describe('objection', () => {
  it('stops statutory disclosures that allow it until it is decided, and for good when it is granted', async () => {
    const text = 'Gutachten liegt vor.';
    const origin = { category: 'HEALTH', secrecyOrigin: 'EXPERT_OPINION', source: 'DOCUMENT' } as const;
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter', text, origin);
    await work.disclose(caseId, 'jobcenter', 'sozialamt', [itemId], 'BENEFITDEC');
    expect(await work.seen('sozialamt', caseId)).toEqual([text]);
    const object = () =>
      work.ask(person, { caseId, kind: 'OBJECTION', controllerUnitIds: [unit('jobcenter')] });
    const first = await object();
    expect(await work.seen('sozialamt', caseId)).toEqual([null]);
    const refusal = {
      outcome: 'REFUSED',
      answer: 'Das Gesetz verlangt es.',
      refusalNorm: '§ 84 Abs. 5 SGB X',
    } as const;
    valueOf(await work.answer('jobcenter', first, refusal));
    expect(await work.seen('sozialamt', caseId)).toEqual([text]);
    valueOf(await work.answer('jobcenter', await object()));
    expect(await work.seen('sozialamt', caseId)).toEqual([null]);
  });

  it('with success takes back everything a statute only permits, also what was disclosed before', async () => {
    const own = await work.openCase({ units: ['jobcenter', 'sozialamt'] });
    const objecting = await work.linkPerson(own);
    const itemId = await work.item(own, 'jobcenter', 'jobcenter', 'Wohnt zur Untermiete.');
    await work.disclose(own, 'jobcenter', 'sozialamt', [itemId]);
    const objected = await work.ask(objecting, {
      caseId: own,
      kind: 'OBJECTION',
      controllerUnitIds: [unit('jobcenter')],
    });
    expect(await work.seen('sozialamt', own)).toEqual(['Wohnt zur Untermiete.']);
    valueOf(await work.answer('jobcenter', objected));
    expect(await work.seen('sozialamt', own)).toEqual([null]);
    const again = await work.item(own, 'jobcenter', 'jobcenter', 'Sucht eine Wohnung.');
    await expect(work.disclose(own, 'jobcenter', 'sozialamt', [again])).rejects.toThrow(
      'DISCLOSURE_NOT_PERMITTED',
    );
  });
});

describe('the API', () => {
  it('lets the person ask, follow and read, and staff answer', async () => {
    const own = await work.openCase();
    await work.linkPerson(own, 'person');
    const ask = `mutation ($input: RequestMyRightInput!) { requestMyRight(input: $input) {
      ... on RequestMyRightPayload { requests { id state dueOn inPlainWords controller { name } } } } }`;
    const asked = await test.ask('person', ask, {
      input: { idempotencyKey: key(), caseId: own, kind: 'ACCESS' },
    });
    const payload = asked.data?.['requestMyRight'] as {
      readonly requests?: readonly { readonly id: string }[];
    };
    const request = payload?.requests?.[0];
    expect(request).toMatchObject({ state: 'IN_WORK', controller: { name: 'Beratungsstelle Ahorn' } });
    const answer = `mutation ($input: AnswerRequestInput!) { answerRequest(input: $input) {
      __typename ... on DataSubjectRequestPayload { request { state hasReport } } } }`;
    const input = {
      idempotencyKey: key(),
      requestId: request?.id,
      outcome: 'GRANTED',
      answer: 'Hier ist alles.',
    };
    expect((await test.ask('lead', answer, { input })).data).toMatchObject({
      answerRequest: { request: { state: 'ANSWERED', hasReport: true } },
    });
    const list = `{ dataSubjectRequests(first: 5) { edges { node { state answer } } }
      recipientNotices(first: 5) { edges { node { id } } } dataBreaches(first: 5) { edges { node { id } } } }`;
    expect((await test.ask('person', list)).data).toMatchObject({
      dataSubjectRequests: { edges: [{ node: { state: 'ANSWERED', answer: 'Hier ist alles.' } }] },
      recipientNotices: { edges: [] },
      dataBreaches: { edges: [] },
    });
    const one = 'query ($id: ID!) { dataSubjectRequest(id: $id) { id } }';
    expect((await test.ask('jobcenter', one, { id: request?.id })).codes).toEqual([
      'NOT_FOUND_OR_NOT_PERMITTED',
    ]);
  });
});
