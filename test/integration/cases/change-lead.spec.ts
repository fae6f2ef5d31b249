import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { key } from '#test/builders/case-work.js';
import { unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { HandOverCase } from '../../../src/cases/application/hand-over-case.js';
import { CloseCase } from '../../../src/cases/application/close-case.js';
import { INTAKE_NOTICE } from '../../../src/cases/domain/protection-notices.js';
import type { CaseId } from '../../../src/kernel/index.js';

let test: TestApp;
let work: DisclosureWork;

const SEEN = `query ($id: ID!) { case(id: $id) {
  concern leadUnit { name } person { id } lifeAreaEntries { text }
  participations { relation endedAt unit { name } } changes { kind sentence } leadOffers { decision } } }`;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

afterAll(async () => test?.stop());

/** A case in which the other advice centre may know the person. */
async function sharedCase() {
  const caseId = await work.openCase({ units: ['beratung2', 'jobcenter'] });
  const { consentId } = await work.consentAndRelease(caseId, { recipientUnitId: unit('beratung2') });
  return { caseId, consentId };
}

async function offer(
  caseId: CaseId,
  to: UnitKey = 'beratung2',
  who: StaffKey = 'lead',
  formerLeadStays = false,
) {
  const input = { idempotencyKey: key(), caseId, toUnitId: unit(to), formerLeadStays };
  return test.get(HandOverCase).offer(await test.staff(who), input);
}

async function answer(
  leadOfferId: string,
  who: StaffKey = 'otherLead',
  given: 'ACCEPTED' | 'REFUSED' = 'ACCEPTED',
  more: { readonly intakeNoticeVersion?: string } = {},
) {
  const input = { idempotencyKey: key(), leadOfferId, answer: given, ...more };
  return test.get(HandOverCase).answer(await test.staff(who), input);
}

async function seen(who: string, id: CaseId) {
  const { data, codes } = await test.ask(who, SEEN, { id });
  return data?.['case'] ? (data['case'] as Readonly<Record<string, unknown>>) : codes;
}

describe('a change of lead', () => {
  it('S2.61 needs the other unit to accept; then it leads, declarations end, and the person reads it', async () => {
    const { caseId, consentId } = await sharedCase();
    await work.linkPerson(caseId, 'person');
    const { offerId } = valueOf(await offer(caseId));
    expect(await seen('lead', caseId)).toMatchObject({ leadUnit: { name: 'Beratungsstelle Ahorn' } });
    expect((await work.processOf('consent', consentId)).status).toBe('active');
    expect(codeOf(await answer(offerId))).toBe('OK');
    expect(await seen('otherLead', caseId)).toMatchObject({
      leadUnit: { name: 'Beratungsstelle Birke' },
      person: { id: expect.any(String) },
      // Said to somebody else: who leads now asks anew.
      concern: null,
      leadOffers: [{ decision: 'ACCEPTED' }],
    });
    expect((await work.processOf('consent', consentId)).status).toBe('done');
    expect(await seen('lead', caseId)).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect(await seen('person', caseId)).toMatchObject({
      changes: [
        {
          kind: 'LEAD_CHANGED',
          sentence:
            'Für Ihren Fall ist jetzt „Beratungsstelle Birke“ zuständig. Frühere Einwilligungen gelten nicht mehr. Wir fragen Sie neu.',
        },
      ],
    });
  });

  it('leaves the former lead as one that takes part, where that was offered; its own file stays its own', async () => {
    const { caseId } = await sharedCase();
    await work.item(caseId, 'beratung', 'lead', { text: 'Nur der Ahorn gesagt' });
    const { offerId } = valueOf(await offer(caseId, 'beratung2', 'lead', true));
    valueOf(await answer(offerId));
    expect(await seen('lead', caseId)).toMatchObject({
      concern: 'Ich möchte arbeiten.',
      leadUnit: { name: 'Beratungsstelle Birke' },
    });
    const texts = async (who: string) => {
      const query = `query ($id: ID!) { dataItems(caseId: $id, first: 10) { edges { node { text } } } }`;
      const { data, codes } = await test.ask(who, query, { id: caseId });
      return JSON.stringify(data ?? codes);
    };
    expect(await texts('lead')).toContain('Nur der Ahorn gesagt');
    expect(await texts('otherLead')).not.toContain('Nur der Ahorn gesagt');
  });

  it('is refused to a unit that may not know whom the case is about, or does not take part', async () => {
    const caseId = await work.openCase({ units: ['beratung2'] });
    expect(codeOf(await offer(caseId))).toBe('LEAD_BASIS_MISSING');
    expect(codeOf(await offer(caseId, 'sozialamt'))).toBe('UNIT_DOES_NOT_PARTICIPATE');
    expect(codeOf(await offer(caseId, 'beratung'))).toBe('UNIT_DOES_NOT_PARTICIPATE');
  });

  it('S1.44 is judged again at the answer: what was revoked meanwhile carries nothing', async () => {
    const { caseId, consentId } = await sharedCase();
    const { offerId } = valueOf(await offer(caseId));
    await work.revoke(consentId);
    expect(codeOf(await answer(offerId))).toBe('LEAD_BASIS_MISSING');
    expect(codeOf(await answer(offerId, 'otherLead', 'REFUSED'))).toBe('OK');
    expect(codeOf(await answer(offerId))).toBe('LEAD_OFFER_DECIDED');
  });

  it('is offered by the case lead and answered by the unit asked, and by nobody else', async () => {
    const { caseId } = await sharedCase();
    const self = await work.linkPerson(caseId);
    for (const who of ['colleague', 'otherLead', 'jobcenter', 'datenschutz', 'projektleitungAhorn'] as const)
      expect(await outcomeOf(offer(caseId, 'beratung2', who))).toBe('AccessDenied');
    const { offerId } = valueOf(await offer(caseId));
    for (const who of ['lead', 'colleague', 'jobcenter', 'abh', 'datenschutz', 'projektleitung'] as const)
      expect(await outcomeOf(answer(offerId, who))).toBe('AccessDenied');
    const input = { idempotencyKey: key(), leadOfferId: offerId };
    expect(await outcomeOf(test.get(HandOverCase).answer(self, { ...input, answer: 'ACCEPTED' }))).toBe(
      'AccessDenied',
    );
    for (const who of ['otherLead', 'jobcenter', 'colleague'] as const)
      expect(await outcomeOf(test.get(HandOverCase).withdraw(await test.staff(who), input))).toBe(
        'AccessDenied',
      );
    expect(await outcomeOf(test.get(HandOverCase).withdraw(await test.staff('lead'), input))).toBe('OK');
    expect(codeOf(await answer(offerId))).toBe('LEAD_OFFER_DECIDED');
  });

  it('happens once, whatever is answered, offered or closed at the same moment', async () => {
    const { caseId } = await sharedCase();
    const offers = await Promise.all([offer(caseId), offer(caseId)]);
    expect(offers.map(codeOf).sort()).toEqual(['LEAD_ALREADY_OFFERED', 'OK']);
    const offerId = offers.flatMap((made) => (made.ok ? [made.value.offerId] : []))[0] ?? '';
    const closing = { idempotencyKey: key(), caseId, reason: 'HANDED_OVER' as const };
    const outcomes = await Promise.all([
      outcomeOf(answer(offerId)),
      outcomeOf(answer(offerId)),
      outcomeOf(test.get(CloseCase).execute(await test.staff('lead'), closing)),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'OK')).toHaveLength(1);
    const leads = await test.rows(
      `SELECT id FROM case_participation WHERE case_id = $1 AND relation = 'LEAD' AND ended_at IS NULL`,
      [caseId],
    );
    expect(leads.length).toBe(outcomes[2] === 'OK' ? 0 : 1);
  });

  it('is no way around the notice before intake', async () => {
    const caseId = await work.openCase({ units: ['sozialamt'] });
    await work.consentAndRelease(caseId, { recipientUnitId: unit('sozialamt') });
    const { offerId } = valueOf(await offer(caseId, 'sozialamt'));
    expect(codeOf(await answer(offerId, 'sozialamt'))).toBe('INTAKE_NOTICE_MISSING');
    const read = { intakeNoticeVersion: INTAKE_NOTICE.version };
    expect(codeOf(await answer(offerId, 'sozialamt', 'ACCEPTED', read))).toBe('OK');
  });
});
