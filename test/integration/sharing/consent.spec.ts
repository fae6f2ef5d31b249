import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, CaseWork, EVIDENCE, key } from '#test/builders/case-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { CaseReader } from '../../../src/cases/index.js';
import { ok, type CaseId, type ConsentId } from '../../../src/kernel/index.js';
import { newId, UnitOfWork, type Principal } from '../../../src/platform/index.js';
import { GrantConsent } from '../../../src/sharing/application/grant-consent.js';
import { AnswerConsent } from '../../../src/sharing/application/answer-consent.js';
import { OfferConsent, type OfferConsentCommand } from '../../../src/sharing/application/offer-consent.js';
import { ConsentReader } from '../../../src/sharing/index.js';

const BARE = {
  form: 'PAPER',
  explainedHow: '',
  teachBack: false,
  mediationLevel: 'SWORN',
  copyHandedOver: false,
} as const;

let test: TestApp;
let work: CaseWork;
let caseId: CaseId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'] });
});

afterAll(async () => test?.stop());

async function offer(more: Partial<OfferConsentCommand> = {}, who: StaffKey = 'lead') {
  return test.get(OfferConsent).execute(await test.staff(who), anOffer(caseId, more));
}

async function stateOf(id: ConsentId, who: StaffKey = 'lead'): Promise<string> {
  const actor = await test.staff(who);
  return (await test.get(UnitOfWork).run(actor, (tx) => test.get(ConsentReader).get(tx, id))).state;
}

/** Whether the Jobcenter sees who the person is. */
async function jobcenterKnowsPerson(): Promise<boolean> {
  const actor = await test.staff('jobcenter');
  return (
    (await test.get(UnitOfWork).run(actor, (tx) => test.get(CaseReader).findPerson(tx, caseId))) !== null
  );
}

async function answer(
  what: 'grant' | 'refuse' | 'revoke',
  actor: Principal,
  consentId: ConsentId,
): Promise<string> {
  const input = { idempotencyKey: key(), consentId, evidence: EVIDENCE, channel: 'PORTAL' } as const;
  if (what !== 'grant') return outcomeOf(test.get(AnswerConsent)[what](actor, input));
  return outcomeOf(test.get(GrantConsent).execute(actor, input));
}

describe('offering a consent', () => {
  it('is refused where statute permits: revoking it would have no effect', async () => {
    const byJobcenter = await work.openCase({ by: 'lead', units: ['jobcenter', 'agentur'] });
    const statute = {
      discloserUnitId: unit('jobcenter'),
      recipientUnitId: unit('agentur'),
      categories: ['WORK'],
    } as const;
    const offered = test
      .get(OfferConsent)
      .execute(await test.staff('jobcenter'), anOffer(byJobcenter, statute));
    expect(codeOf(await offered)).toBe('CONSENT_NOT_NEEDED');
  });

  it.each([
    ['nothing can be given', { recipientUnitId: unit('polizei') }, 'NO_LEGAL_BASIS'],
    ['one category of several can never be given', { categories: ['MASTER', 'THIRD'] }, 'NO_LEGAL_BASIS'],
    ['one category is none of a person', { categories: ['MASTER', 'LOG'] }, 'CATEGORY_NOT_OF_A_PERSON'],
    [
      'it would begin in more than three months',
      { validFrom: '2026-08-05', validUntil: '2026-12-31' },
      'CONSENT_BEGINS_TOO_LATE',
    ],
    ['it would hold too long', { validUntil: '2026-11-05' }, 'CONSENT_VALIDITY_TOO_LONG'],
    ['it would end before it begins', { validUntil: '2026-05-03' }, 'CONSENT_VALIDITY_NOT_POSSIBLE'],
    ['the person was not warned of § 87 AufenthG', { section87Warned: false }, 'SECTION_87_WARNING_MISSING'],
    [
      'the immigration office would receive repeatedly',
      { recipientUnitId: unit('abh'), categories: ['COUNSEL'] },
      'CONSENT_ONLY_SINGLE',
    ],
    [
      'the recipient is nobody in particular',
      { recipientFunction: 'alle Behörden' },
      'CONSENT_PARTY_TOO_BROAD',
    ],
    ['other words were shown', { textHash: 'f'.repeat(64) }, 'CONSENT_TEXT_CHANGED'],
    ['the text is of no known version', { textVersion: '2019-01-1' }, 'CONSENT_TEXT_UNKNOWN'],
    ['there is no text in the language', { language: 'so' }, 'CONSENT_TEXT_UNKNOWN'],
    ['a release names nobody', { kind: 'CONFIDENTIALITY_RELEASE', secretBearer: ' ' }, 'CONSENT_INCOMPLETE'],
    ['the person was not told everything', { notices: ['PURPOSE'] }, 'CONSENT_INCOMPLETE'],
    ['the recipient is unknown', { recipientUnitId: newId() }, 'UNIT_UNKNOWN'],
    ['discloser and recipient are the same', { recipientUnitId: unit('beratung') }, 'UNIT_UNKNOWN'],
  ] as const)('is refused where %s', async (_what, more, code) => {
    expect(codeOf(await offer(more as Partial<OfferConsentCommand>))).toBe(code);
  });

  it('of a release is refused where consent alone suffices', async () => {
    const towardsAdvice = { discloserUnitId: unit('jobcenter'), recipientUnitId: unit('beratung') };
    const release = { ...towardsAdvice, kind: 'CONFIDENTIALITY_RELEASE', categories: ['WORK'] } as const;
    expect(codeOf(await offer(release, 'jobcenter'))).toBe('RELEASE_NOT_NEEDED');
    expect(codeOf(await offer({ ...release, kind: 'CONSENT' }, 'jobcenter'))).toBe('OK');
  });

  it('is done by the unit that would disclose, never by another, the person or a stranger', async () => {
    const person = await work.linkPerson(caseId);
    const outcomes = [
      await outcomeOf(offer({}, 'jobcenter')),
      await outcomeOf(offer({}, 'projektleitungAhorn')),
      await outcomeOf(offer({}, 'otherLead')),
      await outcomeOf(test.get(OfferConsent).execute(person, anOffer(caseId))),
    ];
    expect(outcomes).toEqual(outcomes.map(() => 'AccessDenied'));
  });
});

describe('answering a consent', () => {
  it.each([
    [['TEACH_BACK'], { ...EVIDENCE, teachBack: false }],
    [['COPY'], { ...EVIDENCE, copyHandedOver: false }],
    [['EXPLANATION', 'TEACH_BACK', 'MEDIATOR', 'PLACE', 'COPY'], BARE],
    [['FORM_REASON', 'WITNESS'], { ...EVIDENCE, form: 'WITNESSED_ORAL' }],
  ] as const)('grants nothing without %j, named at once, and keeps none of it', async (missing, evidence) => {
    const consentId = await work.offer(anOffer(caseId));
    await work.attachScan(consentId);
    const input = { idempotencyKey: key(), consentId, evidence };
    const refused = await test.get(GrantConsent).execute(await test.staff('lead'), input);
    expect(refused).toMatchObject({ ok: false, error: { code: 'CONSENT_INCOMPLETE', missing } });
    expect(await stateOf(consentId)).toBe('OFFERED');
    expect(await test.rows(`SELECT id FROM consent WHERE id = $1 AND form IS NOT NULL`, [consentId])).toEqual(
      [],
    );
  });

  it('keeps a refusal, after which it can no longer be granted', async () => {
    const consentId = await work.offer(anOffer(caseId));
    const lead = await test.staff('lead');
    await work.attachScan(consentId);
    expect(await answer('refuse', lead, consentId)).toBe('OK');
    expect(await stateOf(consentId)).toBe('REFUSED');
    expect(await answer('grant', lead, consentId)).toBe('PROCESS_FINISHED');
  });

  it.each(['jobcenter', 'sozialamt', 'projektleitungAhorn', 'otherLead', 'abh'] as const)(
    'with yes or no is refused to %s: only the person and the disclosing unit give it',
    async (who) => {
      const consentId = await work.offer(anOffer(caseId));
      const actor = await test.staff(who);
      expect(await answer('grant', actor, consentId)).toBe('AccessDenied');
      expect(await answer('refuse', actor, consentId)).toBe('AccessDenied');
    },
  );

  it.each([
    ['jobcenter', 'OK'],
    ['sozialamt', 'OK'],
    ['colleague', 'OK'],
    ['projektleitungAhorn', 'AccessDenied'],
    ['otherLead', 'AccessDenied'],
    ['abh', 'AccessDenied'],
  ] as const)('by which it is taken back goes through any body of the case: %s %s', async (who, outcome) => {
    const consentId = await work.offer(anOffer(caseId));
    await work.grant(consentId);
    expect(await answer('revoke', await test.staff(who), consentId)).toBe(outcome);
    expect(await stateOf(consentId)).toBe(outcome === 'OK' ? 'REVOKED' : 'GRANTED');
  });

  it('of another case is not found, neither by its person nor by its case lead', async () => {
    const foreign = await work.openCase({ by: 'otherLead', leadUnit: 'beratung2' });
    const consentId = await work.offer(anOffer(foreign, { discloserUnitId: unit('beratung2') }), 'otherLead');
    const person = await work.linkPerson(caseId);
    const outcomes = await Promise.all([
      answer('grant', person, consentId),
      answer('grant', await test.staff('lead'), consentId),
      outcomeOf(
        test
          .get(UnitOfWork)
          .run(person, (tx) => test.get(ConsentReader).get(tx, consentId))
          .then(ok),
      ),
      answer('grant', await test.staff('otherLead'), newId<ConsentId>()),
    ]);
    expect(outcomes).toEqual(outcomes.map(() => 'AccessDenied'));
  });

  it('is decided once when grant and refusal come at the same moment', async () => {
    const consentId = await work.offer(anOffer(caseId));
    const lead = await test.staff('lead');
    await work.attachScan(consentId);
    const outcomes = await Promise.all([answer('grant', lead, consentId), answer('refuse', lead, consentId)]);
    expect(outcomes.filter((code) => code === 'OK')).toHaveLength(1);
  });
});

describe('what a consent permits', () => {
  it('S1.42 shows the Jobcenter the person only on consent and release, and hides them at once after either is revoked', async () => {
    const consentId = await work.offer(anOffer(caseId));
    const releaseId = await work.offer(anOffer(caseId, { kind: 'CONFIDENTIALITY_RELEASE' }));
    expect(await jobcenterKnowsPerson()).toBe(false);
    await work.grant(consentId);
    expect(await jobcenterKnowsPerson()).toBe(false);
    await work.grant(releaseId);
    expect(await jobcenterKnowsPerson()).toBe(true);
    await work.revoke(releaseId);
    expect(await jobcenterKnowsPerson()).toBe(false);
    await work.grant(await work.offer(anOffer(caseId, { kind: 'CONFIDENTIALITY_RELEASE' })));
    expect(await jobcenterKnowsPerson()).toBe(true);
    await work.revoke(consentId);
    expect(await jobcenterKnowsPerson()).toBe(false);
  });

  it.each([
    ['another category', { categories: ['WORK'] }],
    ['another purpose', { purpose: 'REFER' }],
    ['another recipient', { recipientUnitId: unit('sozialamt') }],
    ['a later time', { validFrom: '2026-06-01' }],
  ] as const)('does not reach to %s', async (_what, more) => {
    await work.consentAndRelease(caseId, more);
    expect(await jobcenterKnowsPerson()).toBe(false);
  });

  it('ends the day after its last day, before and after the worker noticed', async () => {
    const { consentId } = await work.consentAndRelease(caseId, { validUntil: '2026-05-20' });
    test.clock.setDay('2026-05-20', '23:59');
    expect(await jobcenterKnowsPerson()).toBe(true);
    test.clock.setDay('2026-05-21', '00:01');
    expect(await jobcenterKnowsPerson()).toBe(false);
    await test.fireDeadlines();
    expect(await stateOf(consentId)).toBe('EXPIRED');
    expect(await answer('revoke', await test.staff('lead'), consentId)).toBe('PROCESS_FINISHED');
  });

  it('lets the person revoke through their own access what staff recorded on paper', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await work.grant(consentId);
    const person = await work.linkPerson(caseId);
    expect(await answer('revoke', person, consentId)).toBe('OK');
    expect(await stateOf(consentId)).toBe('REVOKED');
  });

  it('shows the recipient the declarations it receives under once they are given, and no unit those of others', async () => {
    const consentId = await work.offer(anOffer(caseId));
    expect(await outcomeOf(stateOf(consentId, 'jobcenter').then(ok))).toBe('AccessDenied');
    await work.grant(consentId);
    expect(await stateOf(consentId, 'jobcenter')).toBe('GRANTED');
    expect(await outcomeOf(stateOf(consentId, 'sozialamt').then(ok))).toBe('AccessDenied');
    const listed = await test
      .get(UnitOfWork)
      .run(await test.staff('sozialamt'), (tx) => test.get(ConsentReader).listOfCase(tx, caseId));
    expect(listed).toEqual([]);
  });
});
