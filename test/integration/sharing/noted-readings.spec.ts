import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit, unitName, type StaffKey } from '#test/builders/region.js';
import { TestApp } from '#test/support/test-app.js';
import { valueOf } from '#test/support/results.js';
import { AccessLog } from '../../../src/audit/index.js';
import { WhoLooked, type LookAtMe } from '../../../src/cases/application/who-looked.js';
import type { CaseId, ConsentId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { AnswerConsent } from '../../../src/sharing/application/answer-consent.js';
import { ConsentCopies } from '../../../src/sharing/application/consent-copies.js';
import { ConsentEvidenceFiles } from '../../../src/sharing/application/consent-evidence.js';
import type { ConsentEvidenceId } from '../../../src/sharing/domain/index.js';
import { RequestRight } from '../../../src/sharing/index.js';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;
let subject: string;

/** What the person finds in «Wer hat nachgesehen?». */
async function looks(): Promise<readonly LookAtMe[]> {
  await test.get(AccessLog).flush();
  const person = await test.person(subject);
  return test.get(UnitOfWork).run(person, (tx) => test.get(WhoLooked).atMe(tx, 200, undefined));
}

/** What they find there of one reading: how, what, which unit. */
async function newlyTold(read: () => Promise<unknown>): Promise<readonly string[]> {
  const before = new Set((await looks()).map(({ id }) => id));
  await read();
  return (await looks())
    .filter(({ id }) => !before.has(id))
    .map(({ kind, objectType, unitName: name }) => `${kind} ${objectType} ${name ?? ''}`);
}

async function consentsSeenBy(
  by: StaffKey,
): Promise<readonly { readonly id: string; readonly state: string }[]> {
  const { data } = await test.ask(by, `query ($id: ID!) { case(id: $id) { consents { id state } } }`, {
    id: caseId,
  });
  return (
    data as unknown as { readonly case: { readonly consents: readonly { id: string; state: string }[] } }
  ).case.consents;
}

async function consentSeenBy(by: StaffKey, id: ConsentId): Promise<unknown> {
  const { data } = await test.ask(by, `query ($id: ID!) { consent(id: $id) { id state } }`, { id });
  return (data as { consent?: unknown } | null)?.consent ?? null;
}

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

beforeEach(async () => {
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'] });
  subject = `person-${caseId}`;
  await work.linkPerson(caseId, subject);
});

afterAll(async () => test?.stop());

const advice = unitName('beratung');
const jobcenter = unitName('jobcenter');

describe('every look at what concerns a person is told to them, with the unit and what it was', () => {
  it('at one declaration and at all of a case, by giver and recipient', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await work.grant(consentId);
    expect(await newlyTold(() => consentSeenBy('lead', consentId))).toEqual([`READ consent ${advice}`]);
    expect(await newlyTold(() => consentSeenBy('jobcenter', consentId))).toEqual([
      `READ consent ${jobcenter}`,
    ]);
    expect(await newlyTold(() => consentsSeenBy('jobcenter'))).toContain(`READ consents ${jobcenter}`);
  });

  it('at copies, confirmations and scans, as files', async () => {
    const consentId = await work.offer(anOffer(caseId));
    const evidenceId = (await work.attachScan(consentId)) as ConsentEvidenceId;
    await work.grant(consentId);
    await work.revoke(consentId);
    const lead = await test.staff('lead');
    const copies = test.get(ConsentCopies);
    expect(await newlyTold(() => copies.ofDeclaration(lead, consentId))).toEqual([
      `EXPORT consentCopy ${advice}`,
    ]);
    expect(await newlyTold(() => copies.ofRevocation(lead, consentId))).toEqual([
      `EXPORT revocationCopy ${advice}`,
    ]);
    const read = () =>
      test.get(UnitOfWork).run(lead, (tx) => test.get(ConsentEvidenceFiles).read(tx, evidenceId));
    expect(await newlyTold(read)).toEqual([`EXPORT consentEvidence ${advice}`]);
    const receipt = `query ($id: ID!) { revocationReceipt(consentId: $id) { summary } }`;
    expect(await newlyTold(() => test.ask('lead', receipt, { id: consentId }))).toEqual([
      `READ revocationReceipt ${advice}`,
    ]);
  });

  it('at the register of disclosures, at a request and its words, and at the concern in a list', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    await work.disclosed(caseId, [itemId], 'sozialamt', 'jobcenter');
    const register = `query ($id: ID!) { disclosures(caseId: $id, first: 5) { edges { node { id } } } }`;
    expect(await newlyTold(() => test.ask('jobcenter', register, { id: caseId }))).toEqual([
      `READ disclosures ${jobcenter}`,
    ]);
    valueOf(
      await test.get(RequestRight).execute(await test.person(subject), {
        idempotencyKey: key(),
        caseId,
        kind: 'ACCESS',
        controllerUnitIds: [unit('beratung')],
        itemId: null,
        words: 'Was steht über mich da?',
      }),
    );
    const requests = `{ dataSubjectRequests(first: 50) { edges { node { words } } } }`;
    expect(await newlyTold(() => test.ask('lead', requests))).toEqual([`READ dataSubjectRequest ${advice}`]);
    expect(
      await newlyTold(() => test.ask('lead', `{ cases(first: 50) { edges { node { number } } } }`)),
    ).toEqual([]);
    expect(
      await newlyTold(() => test.ask('lead', `{ cases(first: 50) { edges { node { concern } } } }`)),
    ).toEqual([`READ concern ${advice}`]);
  });

  it('in sentences that say what it was', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await test.get(ConsentCopies).ofDeclaration(await test.staff('lead'), consentId);
    expect((await looks()).map(({ sentence }) => sentence).join('\n')).toContain(
      'die Kopie Ihrer Erklärung als Datei ausgegeben: Beratungsstelle Ahorn',
    );
  });

  it('or nothing is shown: the line of another unit commits with the reading', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await work.grant(consentId);
    const asOwner = (sql: string) => withClient(test.database.ownerUrl, (client) => client.query(sql));
    await asOwner(`REVOKE INSERT ON access_log FROM fallwerk_app`);
    try {
      expect(await consentSeenBy('jobcenter', consentId)).toBeNull();
    } finally {
      await asOwner(`GRANT INSERT ON access_log TO fallwerk_app`);
    }
    expect(await consentSeenBy('jobcenter', consentId)).toEqual({ id: consentId, state: 'GRANTED' });
  });
});

describe('the recipient of a declaration', () => {
  it('learns of no offer and no refusal, whichever way it asks', async () => {
    const open = await work.offer(anOffer(caseId));
    const refused = await work.offer(anOffer(caseId, { categories: ['WORK'] }));
    const input = { idempotencyKey: key(), consentId: refused };
    valueOf(await test.get(AnswerConsent).refuse(await test.person(subject), input));
    expect(await consentsSeenBy('jobcenter')).toEqual([]);
    for (const id of [open, refused]) expect(await consentSeenBy('jobcenter', id)).toBeNull();
    const raw = await test
      .get(UnitOfWork)
      .run(await test.staff('jobcenter'), (tx) =>
        tx.query(`SELECT id FROM consent WHERE case_id = $1`, [caseId]),
      );
    expect(raw).toEqual([]);
    // Offered at one instant of the test's clock, so in no order.
    expect(new Set((await consentsSeenBy('lead')).map(({ id }) => id))).toEqual(new Set([open, refused]));
  });

  it('sees what was granted, also once it has ended', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await work.grant(consentId);
    expect(await consentsSeenBy('jobcenter')).toEqual([{ id: consentId, state: 'GRANTED' }]);
    await work.revoke(consentId);
    expect(await consentsSeenBy('jobcenter')).toMatchObject([{ id: consentId }]);
  });
});
