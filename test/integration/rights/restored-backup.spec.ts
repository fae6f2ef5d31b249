import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, EVIDENCE, key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { backupOf } from '#test/support/database-backup.js';
import { dumpOf } from '#test/support/database-dump.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { DEMONSTRATION_ISSUER, LoginAccounts } from '../../../src/directory/index.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { AccessDenied, WithdrawalList, type PersonPrincipal } from '../../../src/platform/index.js';
import { BreakGlass } from '../../../src/sharing/application/break-glass.js';
import { BreakGlassReader } from '../../../src/sharing/application/break-glass-reader.js';
import { GrantConsent } from '../../../src/sharing/application/grant-consent.js';
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
  caseId = await work.openCase();
  person = await work.linkPerson(caseId);
});

afterAll(async () => test?.stop());

/** Something else goes on the list: before that, the database catches up with it. */
async function catchUp(): Promise<void> {
  await test.tx((tx) => test.get(WithdrawalList).append(tx, { kind: 'ERASED', id: randomUUID() }));
}

const itemsOf = () =>
  test.rows(
    `SELECT text_sealed IS NULL AS "isEmpty", erased_at IS NOT NULL AS "isErased",
            restricted_at IS NOT NULL AS "isRestricted"
     FROM data_item WHERE region_id = 'ahorntal' AND case_id = $1 ORDER BY recorded_at, id`,
    [caseId],
  );

/** Objections of the case as the decision about disclosures counts them. */
const objections = () =>
  test.rows(
    `SELECT r.id, r.controller_unit_id AS "unitId", r.outcome, p.status FROM data_subject_request r
     JOIN process p ON p.region_id = r.region_id AND p.subject_id = r.id
     WHERE r.region_id = 'ahorntal' AND r.case_id = $1 AND r.kind = 'OBJECTION'`,
    [caseId],
  );

describe('a restored backup', () => {
  it('revives no item that was erased or restricted since (Art. 17, 18 DSGVO)', async () => {
    const erased = await work.item(caseId, 'lead', 'beratung', 'bitte vergessen');
    test.clock.advance({ seconds: 1 });
    const restricted = await work.item(caseId, 'lead', 'beratung', 'bitte ruhen lassen');
    test.clock.advance({ seconds: 1 });
    await work.item(caseId, 'lead', 'beratung', 'bleibt');
    const restore = await backupOf(test.database);
    for (const [kind, itemId] of [
      ['ERASURE', erased],
      ['RESTRICTION', restricted],
    ] as const) {
      const request = await work.ask(person, { caseId, kind, itemId });
      valueOf(await work.answer('lead', request));
    }
    const after = await itemsOf();
    expect(after).toEqual([
      { isEmpty: true, isErased: true, isRestricted: false },
      { isEmpty: false, isErased: false, isRestricted: true },
      { isEmpty: false, isErased: false, isRestricted: false },
    ]);
    await restore();
    expect(await work.seen('lead', caseId)).toContain('bitte vergessen');
    await catchUp();
    expect(await itemsOf()).toEqual(after);
    const proofs = await test.rows(
      `SELECT record_id AS id, method FROM erasure_proof WHERE region_id = 'ahorntal' AND record_id = $1`,
      [erased],
    );
    expect(proofs).toEqual([{ id: erased, method: 'TEXT_REMOVED' }]);
  });

  it('brings an objection back to life, with its grant where there was one (Art. 21 DSGVO)', async () => {
    await work.item(caseId, 'lead', 'beratung', 'Text');
    const restore = await backupOf(test.database);
    const id = await work.ask(person, { caseId, kind: 'OBJECTION', controllerUnitIds: [unit('beratung')] });
    await restore();
    expect(await objections()).toEqual([]);
    await catchUp();
    const [unitId, open] = [unit('beratung'), { outcome: null, status: 'active' }];
    expect(await objections()).toEqual([{ id, unitId, ...open }]);

    const again = await backupOf(test.database);
    await work.checkIdentity('lead', id);
    valueOf(await work.answer('lead', id));
    await again();
    expect(await objections()).toEqual([{ id, unitId, ...open }]);
    await catchUp();
    expect(await objections()).toEqual([{ id, unitId, outcome: 'GRANTED', status: 'active' }]);
  });

  it('that knows nothing of a case, its items and its objection starts all the same', async () => {
    const restore = await backupOf(test.database);
    const other = await work.openCase();
    const owner = await work.linkPerson(other);
    const itemId = await work.item(other, 'lead', 'beratung', 'Text');
    const erasure = await work.ask(owner, { caseId: other, kind: 'ERASURE', itemId });
    valueOf(await work.answer('lead', erasure));
    await work.ask(owner, { caseId: other, kind: 'OBJECTION', controllerUnitIds: [unit('beratung')] });
    await restore();
    await catchUp();
    expect(await objections()).toEqual([]);
  });
});

describe('erasing the whole person', () => {
  const WORDS = ['MARKEORT', 'MARKEMITTLER', 'MARKEWIE', 'MARKEREFERENZ', 'MARKELOGIN'];
  const SUBJECT = 'MARKELOGIN@example.org';

  async function aFullCase(): Promise<void> {
    caseId = await work.openCase();
    const consentId = await work.offer(anOffer(caseId, { recipientUnitId: unit('jobcenter') }));
    const lead = await test.staff('lead');
    await work.attachScan(consentId, lead);
    const evidence = {
      ...EVIDENCE,
      place: 'MARKEORT, Wohnung am Weg 3',
      mediator: 'MARKEMITTLER',
      explainedHow: 'MARKEWIE',
    };
    valueOf(await test.get(GrantConsent).execute(lead, { idempotencyKey: key(), consentId, evidence }));
    await work.revoke(consentId);
    person = await work.linkPerson(caseId, SUBJECT);
    test.clock.advance({ hours: 24 * 365 * 4 });
  }

  async function requestEmergency(): Promise<string> {
    const input = { idempotencyKey: key(), caseId, reason: 'DANGER', reference: 'MARKEREFERENZ' } as const;
    return valueOf(await test.get(BreakGlass).request(await test.staff('administration'), input)).id;
  }

  async function erase(): Promise<void> {
    const request = await work.ask(person, {
      caseId,
      kind: 'ERASURE',
      controllerUnitIds: [unit('beratung')],
    });
    valueOf(await work.answer('lead', request, { wholePerson: true }));
  }

  const languages = () =>
    test.rows(
      `SELECT l.language FROM person_language l
       JOIN case_file c ON c.region_id = l.region_id AND c.person_id = l.person_id WHERE c.id = $1`,
      [caseId],
    );

  it('leaves none of the entered words, no language and no login, nor does a backup from before', async () => {
    await aFullCase();
    const emergency = await requestEmergency();
    const reader = test.get(BreakGlassReader);
    const [asked, decides] = [await test.staff('administration'), await test.staff('datenschutz')];
    expect((await work.as(asked, (tx) => reader.get(tx, emergency))).reference).toBeNull();
    expect((await work.as(decides, (tx) => reader.get(tx, emergency))).reference).toBe('MARKEREFERENZ');

    const restore = await backupOf(test.database);
    await erase();
    await restore();
    expect(await languages()).toEqual([{ language: 'ti' }]);
    await catchUp();
    expect(await languages()).toEqual([]);
    expect(await test.get(LoginAccounts).find(DEMONSTRATION_ISSUER, SUBJECT)).toBeUndefined();
    expect((await work.as(decides, (tx) => reader.get(tx, emergency))).reference).toBeNull();
    const restored = await dumpOf(test.database.ownerUrl);
    expect(WORDS.filter((word) => restored.includes(word))).toEqual([]);
  });

  it('takes the login away at once, and an emergency access asked for afterwards keeps no number', async () => {
    await aFullCase();
    await erase();
    expect(await test.get(LoginAccounts).find(DEMONSTRATION_ISSUER, SUBJECT)).toBeUndefined();
    expect(await languages()).toEqual([]);
    await expect(work.linkPerson(caseId, 'MARKELOGIN-2@example.org')).rejects.toThrow(AccessDenied);
    const emergency = await requestEmergency();
    const decides = await test.staff('datenschutz');
    const reader = test.get(BreakGlassReader);
    expect((await work.as(decides, (tx) => reader.get(tx, emergency))).reference).toBeNull();
    const dump = await dumpOf(test.database.ownerUrl);
    expect(dump).toContain(emergency);
    expect(WORDS.filter((word) => dump.includes(word))).toEqual([]);
  });

  it('never takes a login of staff away, whatever is asked of the database', async () => {
    await expect(
      test.rows(`DELETE FROM account WHERE region_id = 'ahorntal' AND staff_id IS NOT NULL`),
    ).rejects.toThrow('logins of staff are kept');
  });
});
