import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { aDate, anAnonymised, anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { OpenCompartment } from '../../../src/cases/application/open-compartment.js';
import { ProtectCase } from '../../../src/cases/application/protect-case.js';
import { OPENING_WARNING } from '../../../src/cases/domain/protection-notices.js';
import { ConferenceReader, RequestConference } from '../../../src/conferences/index.js';
import { ok, type CaseId, type ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { WorkList } from '../../../src/workflow/worklist/application/work-list.js';

const INVITED = ['jobcenter', 'sozialamt', 'moderation', 'protokoll'] as const;

let test: TestApp;
let work: ConferenceWork;
/** Every sitting on a day of its own, so that nobody is taken already. */
let day = 10;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

afterAll(async () => test?.stop());

function schedule(id: ConferenceId) {
  day += 1;
  return work.trySchedule(
    id,
    aDate(id, { startsAt: `2026-05-${day}T08:00:00Z`, endsAt: `2026-05-${day}T09:00:00Z` }),
  );
}

/** What somebody gets of a conference, with the second line of defence, or as if there were none. */
async function look(who: StaffKey, id: ConferenceId, lines: 'both' | 'first alone'): Promise<string> {
  const actor = await test.staff(who);
  const reader = test.get(ConferenceReader);
  const read = test
    .get(UnitOfWork)
    .run(actor, (tx) => (lines === 'both' ? reader.get(tx, id) : tx.exOfficio(() => reader.get(tx, id))));
  return outcomeOf(read.then(ok));
}

async function openTo(caseId: CaseId, body: 'jobcenter' | 'sozialamt'): Promise<void> {
  const consentId = await work.offer(anOffer(caseId, { recipientUnitId: unit(body) }));
  await work.grant(consentId);
  const opening = test.get(OpenCompartment);
  const { openingId } = valueOf(
    await opening.request(await test.staff('lead'), {
      idempotencyKey: key(),
      caseId,
      toUnitId: unit(body),
      consentId,
      warningVersion: OPENING_WARNING.version,
    }),
  );
  const decision = { idempotencyKey: key(), openingId, decision: 'RELEASED' } as const;
  valueOf(await opening.decide(await test.staff('colleague'), decision));
}

describe('a conference that names a protected case', () => {
  it('invites nobody for whom the case was not opened, whatever the person consented to', async () => {
    const caseId = await work.openCase({ compartment: 'UNIT' });
    await work.consentToBoth(caseId);
    const lead = await test.staff('lead');
    const request = () => test.get(RequestConference).execute(lead, anIdentified(caseId));
    expect(codeOf(await request())).toBe('PROTECTED_CASE_NOT_OPEN');
    expect(await test.rows('SELECT id FROM case_conference WHERE case_id = $1', [caseId])).toEqual([]);
    await openTo(caseId, 'jobcenter');
    expect(codeOf(await request())).toBe('PROTECTED_CASE_NOT_OPEN');
    await openTo(caseId, 'sozialamt');
    expect(codeOf(await request())).toBe('OK');
  });

  it('is not given to a chair or recorder for whom the case does not exist', async () => {
    const caseId = await work.openCase({ compartment: 'UNIT' });
    await work.consentToBoth(caseId);
    for (const body of ['jobcenter', 'sozialamt'] as const) await openTo(caseId, body);
    const id = await work.request(anIdentified(caseId));
    expect(await look('jobcenter', id, 'both')).toBe('OK');
    expect(codeOf(await schedule(id))).toBe('PROTECTED_CASE_NOT_OPEN');
  });

  it.each(['both', 'first alone'] as const)(
    'requested before the case was protected is gone for all of them (lines of defence: %s)',
    async (lines) => {
      const caseId = await work.openCase();
      await work.consentToBoth(caseId);
      const id = await work.request(anIdentified(caseId));
      expect(codeOf(await schedule(id))).toBe('OK');
      for (const who of INVITED) expect(await look(who, id, lines)).toBe('OK');
      const protect = { idempotencyKey: key(), caseId, compartment: 'UNIT' } as const;
      valueOf(await test.get(ProtectCase).protect(await test.staff('lead'), protect));
      for (const who of INVITED) expect(await look(who, id, lines)).toBe('AccessDenied');
      expect(await look('lead', id, lines)).toBe('OK');
    },
  );
});

describe('a conference whose case is protected after it was scheduled', () => {
  async function protect(caseId: CaseId): Promise<void> {
    const input = { idempotencyKey: key(), caseId, compartment: 'UNIT' } as const;
    valueOf(await test.get(ProtectCase).protect(await test.staff('lead'), input));
  }

  /** States of the work that somebody has to do on a conference. */
  async function workOf(who: StaffKey, id: ConferenceId): Promise<readonly string[]> {
    const request = { view: 'OWN', orderBy: 'DUE_ON', after: undefined, limit: 100 } as const;
    const entries = await test.get(WorkList).list(await test.staff(who), request);
    return entries
      .filter(({ details }) => details.process.subject.id === id)
      .map(({ item }) => item.stateId.replace('case-conference.', ''));
  }

  async function scheduled(bodies: readonly ('jobcenter' | 'sozialamt' | 'beratung2')[]) {
    const caseId = await work.openCase();
    for (const body of bodies) {
      const more = { recipientUnitId: unit(body), categories: ['MASTER', 'FACT_CM'] } as const;
      await work.consentAndRelease(caseId, more);
    }
    const participants = bodies.map((body) => ({ unitId: unit(body), neededCategories: [] }));
    const id = await work.request(anIdentified(caseId, { participants }));
    expect(codeOf(await schedule(id))).toBe('OK');
    return { caseId, id };
  }

  it('is blocked in that moment, called off, and on no work list but the convener’s', async () => {
    const { caseId, id } = await scheduled(['jobcenter', 'sozialamt']);
    expect(await workOf('moderation', id)).toEqual(['scheduled']);
    await protect(caseId);
    expect(await work.statesOf(id)).toBe('blocked');
    for (const who of [
      'moderation',
      'moderation2',
      'protokoll',
      'jobcenter',
      'sozialamt',
      'projektleitung',
    ] as const)
      expect([who, await workOf(who, id)]).toEqual([who, []]);
    expect(await workOf('lead', id)).toEqual(['blocked']);
    const cancelled = await test.rows<{ method: string }>(
      `SELECT DISTINCT method FROM mail_message WHERE subject_id = $1 ORDER BY method`,
      [id],
    );
    expect(cancelled.map(({ method }) => method)).toContain('CANCEL');
  });

  it('names no body that need not report either', async () => {
    const { caseId, id } = await scheduled(['beratung2', 'jobcenter']);
    await protect(caseId);
    const codes = async () =>
      (await work.readAs('lead', (tx, reader) => reader.blocks(tx, id)))
        .flatMap(({ code, prevents }) => (prevents === 'SCHEDULING' ? [code] : []))
        .toSorted();
    expect(await codes()).toEqual(['NO_LEGAL_BASIS', 'STATUS_RISK']);
    await openTo(caseId, 'jobcenter');
    expect([await work.statesOf(id), await codes()]).toEqual(['blocked', ['NO_LEGAL_BASIS']]);
  });

  it('is set free when the case was opened to all its bodies, and needs a new date', async () => {
    const { caseId, id } = await scheduled(['jobcenter', 'sozialamt']);
    await protect(caseId);
    await openTo(caseId, 'jobcenter');
    expect(await work.statesOf(id)).toBe('blocked');
    await openTo(caseId, 'sozialamt');
    expect(await work.statesOf(id)).toBe('consentCheck');
    expect(codeOf(await schedule(id))).toBe('PROTECTED_CASE_NOT_OPEN');
  });

  it('ends its sitting when that has begun', async () => {
    const { caseId, id } = await scheduled(['jobcenter', 'sozialamt']);
    valueOf(await work.step('openSession', id, await test.staff('moderation')));
    await protect(caseId);
    expect(await work.statesOf(id)).toBe('blocked');
    expect(await workOf('moderation', id)).toEqual([]);
  });
});

describe('a conference that names nobody', () => {
  it.each(['UNIT', 'COUNSELLOR'] as const)(
    'about a case of compartment %s is held as any other: the invited see number and topic',
    async (compartment) => {
      const caseId = await work.openCase({ compartment });
      const id = await work.request(anAnonymised(caseId));
      expect(codeOf(await schedule(id))).toBe('OK');
      for (const who of INVITED) {
        const view = await work.readAs(who, (tx, reader) => reader.get(tx, id));
        expect(view).toMatchObject({ topic: 'Wechsel des Rechtskreises', caseId: null });
      }
      const { data, codes } = await test.ask(
        'jobcenter',
        '{ conferences(first: 50) { edges { node { id } } } }',
      );
      expect(codes).toEqual([]);
      expect(JSON.stringify(data)).toContain(id);
    },
  );

  it.each(['both', 'first alone'] as const)(
    'stays closed to colleagues of its counsellors, who could tell whom it is about (%s)',
    async (lines) => {
      const caseId = await work.openCase({ compartment: 'COUNSELLOR' });
      const id = await work.request(anAnonymised(caseId));
      expect(await look('colleague', id, lines)).toBe('AccessDenied');
      expect(await look('lead', id, lines)).toBe('OK');
    },
  );
});
