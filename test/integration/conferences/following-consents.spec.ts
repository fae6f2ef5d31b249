import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { codeOf, outcomeOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ok, type CaseId, type ConsentId } from '../../../src/kernel/index.js';
import type { Principal } from '../../../src/platform/index.js';
import { AnswerConsent } from '../../../src/sharing/application/answer-consent.js';

let test: TestApp;
let work: ConferenceWork;
let caseId: CaseId;
let person: Principal;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.caseForConference();
  person = await work.linkPerson(caseId);
});

afterAll(async () => test?.stop());

describe('the consent of the person', () => {
  /** An identified conference with date, and the declarations on which it rests. */
  async function scheduled(
    slot: string,
  ): Promise<{ id: Awaited<ReturnType<typeof work.request>>; consentId: ConsentId }> {
    const { consentId } = await work.consentToBoth(caseId);
    const id = await work.request(anIdentified(caseId));
    await work.schedule(id, { startsAt: `2026-05-${slot}T08:00:00Z`, endsAt: `2026-05-${slot}T09:00:00Z` });
    return { id, consentId };
  }

  it('blocks a scheduled conference in the transaction of its revocation, and a new grant frees it', async () => {
    const { id, consentId } = await scheduled('21');
    await work.revoke(consentId, person);
    expect(await work.statesOf(id)).toBe('blocked');
    expect(codeOf(await work.step('openSession', id, await test.staff('moderation')))).toBe(
      'CONFERENCE_BLOCKED',
    );
    const [moment] = await test.rows<{ same: boolean }>(
      `SELECT count(DISTINCT e.xmin::text) = 1 AS same FROM process_event e JOIN process p ON p.id = e.process_id
       WHERE e.type = 'CONSENT_REVOKED' AND p.subject_id = ANY($1::uuid[])`,
      [[id, consentId]],
    );
    expect(moment).toEqual({ same: true });
    await work.grant(await work.offer(anOffer(caseId)));
    expect(await work.statesOf(id)).toBe('consentCheck');
  });

  it('blocks a scheduled conference when it expires', async () => {
    const { id, consentId } = await scheduled('22');
    await work.revoke(consentId);
    await work.grant(await work.offer(anOffer(caseId, { validUntil: '2026-05-22' })));
    await work.schedule(id, { startsAt: '2026-05-22T08:00:00Z', endsAt: '2026-05-22T09:00:00Z' });
    test.clock.setDay('2026-05-23');
    await test.fireDeadlines();
    expect(await work.statesOf(id)).toBe('blocked');
  });

  it('given anew after the planned day frees the conference for a later date', async () => {
    const { id, consentId } = await scheduled('26');
    await work.revoke(consentId);
    test.clock.setDay('2026-05-28');
    await work.grant(await work.offer(anOffer(caseId, { validFrom: '2026-05-28' })));
    expect(await work.statesOf(id)).toBe('consentCheck');
    expect(await work.readAs('lead', (tx, reader) => reader.blocks(tx, id))).toEqual([]);
  });

  it('does not lift an objection of the person', async () => {
    const id = await work.request(anIdentified(caseId));
    expect(codeOf(await work.step('object', id, person))).toBe('OK');
    await work.consentToBoth(caseId);
    expect(await work.statesOf(id)).toBe('blocked');
    const slot = { startsAt: '2026-05-29T08:00:00Z', endsAt: '2026-05-29T09:00:00Z' };
    expect(codeOf(await work.trySchedule(id, slot))).toBe('GUARD_REFUSED');
    expect((await work.processOf('conference', id)).context).toMatchObject({ blockedBy: 'PERSON_OBJECTS' });
  });

  it('can be revoked while the sitting ends at the same moment: neither is lost', async () => {
    for (let round = 0; round < 6; round += 1) {
      test.clock.setDay(FIRST_DAY);
      caseId = await work.caseForConference();
      const { consentId } = await work.consentToBoth(caseId);
      const id = await work.request(anIdentified(caseId));
      await work.schedule(id, {
        startsAt: `2026-05-20T1${round}:00:00Z`,
        endsAt: `2026-05-20T1${round}:30:00Z`,
      });
      await work.open(id);
      const lead = await test.staff('lead');
      const revoke = { idempotencyKey: key(), consentId, channel: 'ORAL' } as const;
      const [recorded, revoked] = await Promise.all([
        outcomeOf(work.record(id)),
        outcomeOf(test.get(AnswerConsent).revoke(lead, revoke)),
      ]);
      expect(revoked).toBe('OK');
      expect(['OK', 'EVENT_NOT_POSSIBLE_NOW', 'PROCESS_REVISION_CONFLICT']).toContain(recorded);
      expect(await work.statesOf(id)).toBe(recorded === 'OK' ? 'recordDraft' : 'blocked');
    }
  });

  it('can be revoked at the moment of scheduling: the conference is never left with a date and without basis', async () => {
    for (let round = 0; round < 6; round += 1) {
      caseId = await work.caseForConference();
      const { consentId } = await work.consentToBoth(caseId);
      const id = await work.request(anIdentified(caseId));
      const slot = { startsAt: `2026-06-0${round + 1}T08:00:00Z`, endsAt: `2026-06-0${round + 1}T09:00:00Z` };
      const outcomes = await Promise.all([
        outcomeOf(work.trySchedule(id, slot)),
        outcomeOf(work.revoke(consentId).then(() => ok(null))),
      ]);
      expect(outcomes[1]).toBe('OK');
      expect(await work.statesOf(id)).toBe('blocked');
    }
  });

  it('objects through the person only', async () => {
    const id = await work.request(anIdentified(caseId));
    for (const who of ['lead', 'jobcenter', 'otherLead', 'projektleitung'] as const) {
      expect(await outcomeOf(work.step('object', id, await test.staff(who)))).toBe('AccessDenied');
    }
  });
});
