import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, aPerson, CaseWork, EVIDENCE, key, shownText } from '#test/builders/case-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import { asId, type CaseId, type ConsentId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../../src/platform/index.js';
import { AnswerConsent } from '../../../src/sharing/application/answer-consent.js';
import { ConsentJobs } from '../../../src/sharing/application/consent-jobs.js';
import { GrantConsent } from '../../../src/sharing/application/grant-consent.js';
import { LimitConsent, type LimitConsentCommand } from '../../../src/sharing/application/limit-consent.js';
import type { OfferConsentCommand } from '../../../src/sharing/application/offer-consent.js';
import { ConsentReader, EndConsents } from '../../../src/sharing/index.js';

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

async function read(id: ConsentId, who: StaffKey | Principal = 'lead') {
  const actor = typeof who === 'string' ? await test.staff(who) : who;
  return test.get(UnitOfWork).run(actor, (tx) => test.get(ConsentReader).get(tx, id));
}

async function stateOf(id: ConsentId): Promise<string> {
  return (await read(id)).state;
}

async function granted(more: Partial<OfferConsentCommand> = {}): Promise<ConsentId> {
  const consentId = await work.offer(anOffer(caseId, more));
  await work.grant(consentId);
  return consentId;
}

async function limit(consentId: ConsentId, more: Partial<LimitConsentCommand>, by?: Principal) {
  const input = { idempotencyKey: key(), consentId, ...more };
  return test.get(LimitConsent).execute(by ?? (await test.staff('lead')), input);
}

async function grantWith(consentId: ConsentId, evidence: object, by?: Principal) {
  const input = { idempotencyKey: key(), consentId, evidence: { ...EVIDENCE, ...evidence } };
  return test.get(GrantConsent).execute(by ?? (await test.staff('lead')), input);
}

describe('“not now”', () => {
  it('leaves everything open: only what is explained again, word by word, can be granted', async () => {
    const consentId = await work.offer(anOffer(caseId));
    const person = await work.linkPerson(caseId);
    const answers = test.get(AnswerConsent);
    const lead = await test.staff('lead');
    valueOf(await answers.defer(person, { idempotencyKey: key(), consentId }));
    expect(codeOf(await grantWith(consentId, { form: 'ELECTRONIC' }, person))).toBe('EVENT_NOT_POSSIBLE_NOW');
    const explain = (shown: object, by: Principal = lead) =>
      outcomeOf(
        answers.explain(by, { idempotencyKey: key(), consentId, ...shownText('CONSENT', 'ti'), ...shown }),
      );
    expect(await explain({}, person)).toBe('AccessDenied');
    expect(await explain({ textHash: '0'.repeat(64) })).toBe('CONSENT_TEXT_CHANGED');
    expect(await explain({})).toBe('OK');
    expect(codeOf(await grantWith(consentId, { form: 'ELECTRONIC' }, person))).toBe('OK');
    expect(await read(consentId)).toMatchObject({ state: 'GRANTED', language: 'ti' });
  });
});

describe('a grant that staff recorded', () => {
  it('needs a scan, or reason and witness of the oral form', async () => {
    const consentId = await work.offer(anOffer(caseId));
    expect(await grantWith(consentId, {})).toMatchObject({ ok: false, error: { missing: ['EVIDENCE'] } });
    const oral = { form: 'WITNESSED_ORAL', formReason: 'Kann nicht schreiben', witness: 'Kollegin' };
    expect(codeOf(await grantWith(consentId, oral))).toBe('OK');
  });

  it('is to be confirmed by the person, who says so once', async () => {
    const consentId = await granted();
    const person = await work.linkPerson(caseId);
    expect((await read(consentId, person)).toBeConfirmed).toBe(true);
    const confirm = (by: Principal) =>
      outcomeOf(test.get(AnswerConsent).confirm(by, { idempotencyKey: key(), consentId }));
    expect(await confirm(await test.staff('lead'))).toBe('AccessDenied');
    expect(await confirm(person)).toBe('OK');
    expect((await read(consentId, person)).toBeConfirmed).toBe(false);
    expect(await confirm(person)).toBe('CONSENT_NOT_TO_BE_CONFIRMED');
  });

  it('is contested in one step, which is kept', async () => {
    const consentId = await granted();
    await work.revoke(consentId, await work.linkPerson(caseId));
    expect(await read(consentId)).toMatchObject({ state: 'REVOKED', toBeConfirmed: false });
    const [line] = await test.rows<{ details: object }>(
      `SELECT details FROM audit_event WHERE object_id = $1 AND action = 'CONSENT_REVOKED'`,
      [consentId],
    );
    expect(line?.details).toMatchObject({ contested: true });
  });

  it('is not to be confirmed when the person gave it with their own login', async () => {
    const consentId = await work.offer(anOffer(caseId));
    const person = await work.linkPerson(caseId);
    expect(codeOf(await grantWith(consentId, { form: 'ELECTRONIC', place: null }, person))).toBe('OK');
    expect(await read(consentId)).toMatchObject({ toBeConfirmed: false, place: 'Portal' });
  });

  it.each([
    ['before it was offered', '2026-05-03T10:00:00Z', 'CONSENT_GIVEN_AT_NOT_POSSIBLE'],
    ['in the future', '2026-05-05T10:00:00Z', 'CONSENT_GIVEN_AT_NOT_POSSIBLE'],
    ['on the day itself', '2026-05-04T06:00:00Z', 'OK'],
  ])('was not given %s', async (_what, givenAt, code) => {
    const consentId = await work.offer(anOffer(caseId));
    await work.attachScan(consentId);
    expect(codeOf(await grantWith(consentId, { givenAt }))).toBe(code);
  });

  it('towards an authority was not mediated by lay people', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await work.attachScan(consentId);
    expect(codeOf(await grantWith(consentId, { mediationLevel: 'LAY' }))).toBe('MEDIATION_LEVEL_TOO_LOW');
  });
});

describe('what the person excludes', () => {
  it('is read by person and discloser, not by the recipient, and stands nowhere in plain text', async () => {
    const exclusions = 'nicht meine Krankheit';
    const consentId = await granted({ exclusions });
    const person = await work.linkPerson(caseId);
    expect((await read(consentId)).exclusions).toBe(exclusions);
    expect((await read(consentId, person)).exclusions).toBe(exclusions);
    expect((await read(consentId, 'jobcenter')).exclusions).toBeNull();
    const [row] = await test.rows<{ row: string }>(`SELECT c::text AS row FROM consent c WHERE id = $1`, [
      consentId,
    ]);
    expect(row?.row).not.toContain('Krankheit');
    expect(row?.row).not.toContain(Buffer.from('Krankheit').toString('hex'));
    expect(row?.row).not.toContain(Buffer.from('Bildkarten').toString('hex'));
  });
});

describe('limiting', () => {
  it('puts a narrower declaration in its place at once, with the evidence and all exclusions', async () => {
    const consentId = await granted({ exclusions: 'nicht die Krankheit' });
    const person = await work.linkPerson(caseId);
    const less = {
      categories: ['FACT_CM'],
      validUntil: '2026-06-30',
      exclusions: 'nicht die Kinder',
    } as const;
    const narrower = valueOf(await limit(consentId, less, person)).consentId;
    expect(await stateOf(consentId)).toBe('EXPIRED');
    expect(await read(narrower, person)).toMatchObject({
      state: 'GRANTED',
      categories: ['FACT_CM'],
      validUntil: '2026-06-30',
      exclusions: 'nicht die Krankheit\nnicht die Kinder',
      supersedesConsentId: consentId,
      form: 'PAPER',
      place: EVIDENCE.place,
    });
    const { activeStates } = await work.processOf('consent', consentId);
    expect(activeStates).toEqual(['consent.superseded']);
  });

  it.each([
    ['more categories', { categories: ['FACT_CM', 'MASTER', 'WORK'] }],
    ['a later end', { validUntil: '2026-09-30' }],
    ['the same', {}],
  ] as const)('is not a way to %s', async (_what, more) => {
    expect(codeOf(await limit(await granted(), more))).toBe('CONSENT_NOT_NARROWER');
  });

  it('of what was not granted, or by others, is refused', async () => {
    const offered = await work.offer(anOffer(caseId));
    expect(codeOf(await limit(offered, { categories: ['FACT_CM'] }))).toBe('EVENT_NOT_POSSIBLE_NOW');
    const jobcenter = await test.staff('jobcenter');
    expect(await outcomeOf(limit(offered, { categories: ['FACT_CM'] }, jobcenter))).toBe('AccessDenied');
  });
});

describe('a release', () => {
  it('is a process of its own, which consents are not', async () => {
    const { consentId, releaseId } = await work.consentAndRelease(caseId);
    expect((await work.processOf('consent', releaseId)).activeStates).toEqual([
      'confidentiality-release.granted.full',
    ]);
    await work.revoke(releaseId);
    expect([await stateOf(consentId), await stateOf(releaseId)]).toEqual(['GRANTED', 'REVOKED']);
  });
});

describe('a declaration ends before its last day', () => {
  it('when one of its bodies leaves the case; what was not answered is taken back', async () => {
    const kept = await granted({ recipientUnitId: unit('sozialamt'), categories: ['FACT_CM'] });
    const gone = await granted();
    const open = await work.offer(anOffer(caseId));
    const leave = { idempotencyKey: key(), caseId, unitId: unit('jobcenter') };
    valueOf(await test.get(EndCaseParticipation).execute(await test.staff('lead'), leave));
    expect([await stateOf(kept), await stateOf(gone), await stateOf(open)]).toEqual([
      'GRANTED',
      'EXPIRED',
      'EXPIRED',
    ]);
    expect((await work.processOf('consent', open)).activeStates).toEqual(['consent.withdrawn']);
  });

  it.each(['CASE_CLOSED', 'CASE_LEAD_CHANGED'] as const)(
    'when the ground of all is gone: %s',
    async (ground) => {
      const { consentId, releaseId } = await work.consentAndRelease(caseId);
      await test.tx((tx) => test.get(EndConsents).groundEnded(tx, { caseId, ground }));
      expect([await stateOf(consentId), await stateOf(releaseId)]).toEqual(['EXPIRED', 'EXPIRED']);
    },
  );

  it.each([
    ['lead', 'OK'],
    ['jobcenter', 'AccessDenied'],
  ] as const)('when the function at the recipient changed, as %s says: %s', async (who, outcome) => {
    const consentId = await granted();
    const input = { idempotencyKey: key(), consentId, ground: 'RECIPIENT_FUNCTION_CHANGED' } as const;
    expect(await outcomeOf(test.get(EndConsents).execute(await test.staff(who), input))).toBe(outcome);
    expect(await stateOf(consentId)).toBe(outcome === 'OK' ? 'EXPIRED' : 'GRANTED');
  });
});

describe('S2.39 the declaration of a minor', () => {
  beforeEach(async () => {
    const person = aPerson({ birthDate: '2008-05-20', birthPrecision: 'DAY' });
    caseId = await work.openCase({ units: ['jobcenter'], person });
  });

  it('wants to know who decided, holds until the day before majority, and ends then', async () => {
    const consentId = await work.offer(anOffer(caseId, { validUntil: null }));
    expect((await read(consentId)).validUntil).toBe('2026-05-19');
    await work.attachScan(consentId);
    expect(await grantWith(consentId, {})).toMatchObject({
      ok: false,
      error: { missing: ['CAPACITY', 'MINORS_VIEW'] },
    });
    const own = { capacity: 'MINOR_WITH_INSIGHT', minorsView: 'Ich möchte das.' };
    expect(codeOf(await grantWith(consentId, own))).toBe('OK');
    test.clock.setDay('2026-05-19');
    await test.get(ConsentJobs).endOfMinority();
    expect(await stateOf(consentId)).toBe('GRANTED');
    test.clock.setDay('2026-05-20', '00:01');
    await test.get(ConsentJobs).endOfMinority();
    expect(await stateOf(consentId)).toBe('EXPIRED');
  });
});

describe('validity that nobody chose', () => {
  it.each([
    ['a conference', { purpose: 'CONF', categories: ['MASTER'] }, '2026-11-04'],
    ['a referral', { purpose: 'REFER', categories: ['MASTER'] }, '2027-05-04'],
  ] as const)('is as long as possible for %s', async (_what, more, expected) => {
    const unchosen = { validFrom: null, validUntil: null };
    const consentId = await work.offer(anOffer(caseId, { ...more, ...unchosen }));
    expect(await read(consentId)).toMatchObject({ validFrom: '2026-05-04', validUntil: expected });
  });
});

describe('a body that may not read a declaration', () => {
  it('takes the revocation down and is told nothing of it', async () => {
    const consentId = await granted();
    const query = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) {
      ... on ConsentPayload { consent { id } } ... on UserFacingError { code } } }`;
    const input = { idempotencyKey: key(), consentId, channel: 'STAFF' };
    const answer = await test.ask('sozialamt', query, { input });
    expect(answer.data).toEqual({ revokeConsent: { consent: null } });
    expect(await stateOf(asId<ConsentId>(consentId))).toBe('REVOKED');
  });
});
