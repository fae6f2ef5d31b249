import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { staffId, unit, unitName, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { RequestConference, type RequestConferenceCommand } from '../../../src/conferences/index.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { newId, type Principal } from '../../../src/platform/index.js';

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

async function request(input: RequestConferenceCommand, by: Principal | StaffKey = 'lead') {
  const actor = typeof by === 'string' ? await test.staff(by) : by;
  return test.get(RequestConference).execute(actor, input);
}

describe('requesting a conference', () => {
  it('is open to the person: their case lead then convenes it', async () => {
    const id = await work.request(anIdentified(caseId, { convenerUnitId: null }), person);
    const view = await work.readAs(person, (tx, reader) => reader.get(tx, id));
    expect(view).toMatchObject({ convenerUnitId: unit('beratung'), caseId });
    const [row] = await test.rows<{ staff: string; kind: string }>(
      `SELECT convener_staff_id AS staff, requested_by_kind AS kind FROM case_conference WHERE id = $1`,
      [id],
    );
    expect(row).toEqual({ staff: staffId('lead'), kind: 'PERSON' });
  });

  it('is open to the case lead and to a unit that takes part in the case', async () => {
    expect(codeOf(await request(anIdentified(caseId)))).toBe('OK');
    const byJobcenter = anIdentified(caseId, {
      convenerUnitId: unit('jobcenter'),
      participants: [
        { unitId: unit('beratung'), neededCategories: [] },
        { unitId: unit('sozialamt'), neededCategories: [] },
      ],
    });
    // A unit that may not know who it is about cannot name them to others.
    expect(codeOf(await request(byJobcenter, 'jobcenter'))).toBe('CONVENER_WITHOUT_BASIS');
    await work.consentAndRelease(caseId);
    const id = await work.request({ ...byJobcenter, idempotencyKey: key() }, 'jobcenter');
    const listed = await work.readAs('lead', (tx, reader) => reader.listOfCase(tx, caseId));
    expect(listed.map((view) => view.id)).toContain(id);
  });

  it.each([
    'otherLead',
    'abh',
    'projektleitung',
    'projektleitungAhorn',
    'moderation',
    'datenschutz',
  ] as const)('about a case is refused to %s', async (who) => {
    expect(await outcomeOf(request(anIdentified(caseId), who))).toBe('AccessDenied');
    expect(await outcomeOf(request(anAnonymised(caseId), who))).toBe('AccessDenied');
  });

  it('in the name of a unit that is not the actor’s is refused', async () => {
    expect(await outcomeOf(request(anIdentified(caseId), 'jobcenter'))).toBe('AccessDenied');
  });

  it.each([
    ['IDENTIFIED_NEEDS_REASON', { identifiedReason: null }],
    ['IDENTIFIED_NEEDS_REASON', { identifiedReason: '  ' }],
    ['TOO_FEW_BODIES', { participants: [{ unitId: unit('jobcenter'), neededCategories: [] }] }],
    [
      'TOO_FEW_BODIES',
      {
        participants: ['jobcenter', 'jobcenter'].map(() => ({
          unitId: unit('jobcenter'),
          neededCategories: [],
        })),
      },
    ],
    [
      'TOO_FEW_BODIES',
      {
        participants: (['jobcenter', 'beratung'] as const).map((body) => ({
          unitId: unit(body),
          neededCategories: [],
        })),
      },
    ],
    [
      'UNIT_UNKNOWN',
      {
        participants: [
          { unitId: unit('jobcenter'), neededCategories: [] },
          { unitId: newId(), neededCategories: [] },
        ],
      },
    ],
    ['CONFERENCE_PROGRAMME_UNKNOWN', { programmeId: newId() }],
    ['KIND_MODE_MISMATCH', { kind: 'LEARNING_ANONYMISED' }],
    ['KIND_MODE_MISMATCH', { kind: 'STATUTORY_EXTERNAL' }],
    ['KIND_MODE_MISMATCH', { mode: 'ANONYMISED', identifiedReason: null }],
    ['TEXT_NOT_ANONYMOUS', { topic: 'Fall F-7K3M-92QX' }],
    ['TEXT_NOT_ANONYMOUS', { topic: 'Selam und das Jobcenter' }],
  ] as const)('answers %s to a request that is incomplete', async (code, more) => {
    expect(codeOf(await request(anIdentified(caseId, more as Partial<RequestConferenceCommand>)))).toBe(code);
  });

  it('about nobody keeps identifiers out of its question, and says only of which kind they are', async () => {
    const guidingQuestion = 'Warum kam der Bescheid vom 3.4.2026 an a@b.example so spät?';
    const refused = await request(anAnonymised(caseId, { guidingQuestion }));
    expect(codeOf(refused)).toBe('TEXT_NOT_ANONYMOUS');
    expect(refused).toMatchObject({ error: { message: expect.stringMatching(/E-Mail-Adresse, Datum\.$/) } });
    expect(JSON.stringify(refused)).not.toMatch(/3\.4\.|a@b/);
    expect(codeOf(await request(anIdentified(caseId, { guidingQuestion })))).toBe('OK');
  });

  it('does not confirm a guessed name to a unit that may not know it', async () => {
    const guess = anAnonymised(caseId, {
      topic: 'Selam und das Jobcenter',
      convenerUnitId: unit('jobcenter'),
      participants: [unit('beratung'), unit('sozialamt')].map((unitId) => ({ unitId, neededCategories: [] })),
    });
    expect(codeOf(await request(guess, 'jobcenter'))).toBe('OK');
    await work.consentAndRelease(caseId);
    expect(codeOf(await request({ ...guess, idempotencyKey: key() }, 'jobcenter'))).toBe(
      'TEXT_NOT_ANONYMOUS',
    );
  });

  it('with names needs a case', async () => {
    const input = anIdentified(null, { convenerUnitId: unit('projekt') });
    expect(codeOf(await request(input, 'projektleitung'))).toBe('IDENTIFIED_NEEDS_CASE');
  });

  it('without a case and anonymised is open to project lead and moderation for their own unit only', async () => {
    const of = (unitKey: 'projekt' | 'ki') => anAnonymised(null, { convenerUnitId: unit(unitKey) });
    expect(codeOf(await request(of('projekt'), 'projektleitung'))).toBe('OK');
    expect(codeOf(await request(of('ki'), 'moderation'))).toBe('OK');
    expect(await outcomeOf(request(of('ki'), 'projektleitung'))).toBe('AccessDenied');
    expect(await outcomeOf(request(of('projekt'), person))).toBe('AccessDenied');
  });

  it('gives a random number of its own that is not the case’s', async () => {
    const id = await work.request(anIdentified(caseId));
    const [row] = await test.rows<{ number: string; case: string }>(
      `SELECT k.number, c.number AS case FROM case_conference k JOIN case_file c ON c.id = k.case_id WHERE k.id = $1`,
      [id],
    );
    expect(row?.number).toMatch(/^K-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(row?.number.slice(2)).not.toBe(row?.case.slice(2));
  });
});

describe('a conference without basis', () => {
  it('cannot be scheduled and names unit, category and way out, until consent and release are there', async () => {
    const id = await work.request(anIdentified(caseId));
    expect(await work.statesOf(id)).toBe('blocked');
    const refused = await work.trySchedule(id);
    expect(refused).toMatchObject({
      ok: false,
      error: { kind: 'ConferenceBlocked', code: 'CONFERENCE_BLOCKED' },
    });
    const blocks = await work.readAs('lead', (tx, reader) => reader.blocks(tx, id));
    const named = blocks.map(({ code, unitId, category }) => [code, unitId, category]);
    expect(named).toHaveLength(3);
    // The Sozialamt needs nothing, and would learn all the same who it is about.
    expect(named).toContainEqual(['CONSENT_MISSING', unit('sozialamt'), 'FACT_CM']);
    expect(named).toContainEqual(['CONSENT_MISSING', unit('jobcenter'), 'FACT_CM']);
    expect(named).toContainEqual(['CONSENT_MISSING', unit('jobcenter'), 'MASTER']);
    const block = blocks.find(({ category }) => category === 'MASTER');
    expect(block?.sentence).toContain(unitName('jobcenter'));
    expect(block?.wayOut).toMatch(/Einwilligung.*anonymisiert/);
    await work.consentToBoth(caseId);
    expect(await work.statesOf(id)).toBe('consentCheck');
    expect(codeOf(await work.trySchedule(id))).toBe('OK');
  });

  it('is not freed by consent for a time that ends before the sitting', async () => {
    const id = await work.request(anIdentified(caseId));
    await work.consentToBoth(caseId, { validUntil: '2026-05-19' });
    expect(codeOf(await work.trySchedule(id))).toBe('CONFERENCE_BLOCKED');
  });

  it('says that nothing helps where nothing the person gives would', async () => {
    const id = await work.request(
      anIdentified(caseId, {
        participants: [
          { unitId: unit('polizei'), neededCategories: ['MASTER'] },
          { unitId: unit('sozialamt'), neededCategories: [] },
        ],
      }),
    );
    const blocks = await work.readAs(person, (tx, reader) => reader.blocks(tx, id));
    const ofPolice = blocks.filter(({ unitId }) => unitId === unit('polizei'));
    expect(ofPolice.map(({ code }) => code)).toEqual([
      'PURPOSE_NOT_ALLOWED',
      'NO_LEGAL_BASIS',
      'NO_LEGAL_BASIS',
    ]);
  });

  it('rests on statute between bodies that may share: no consent is asked', async () => {
    // What the Jobcenter itself knows of the case.
    await work.consentAndRelease(caseId);
    const ofJobcenter = anIdentified(caseId, {
      convenerUnitId: unit('jobcenter'),
      participants: [
        { unitId: unit('agentur'), neededCategories: ['WORK'] },
        { unitId: unit('sozialamt'), neededCategories: ['BENEFIT'] },
      ],
    });
    const id = await work.request(ofJobcenter, 'jobcenter');
    expect(await work.statesOf(id)).toBe('consentCheck');
  });

  it('is not opened today by a consent that begins only before the sitting', async () => {
    await work.consentToBoth(caseId, { validFrom: '2026-05-18' });
    const id = await work.request(anIdentified(caseId));
    expect(codeOf(await work.trySchedule(id))).toBe('CONFERENCE_BLOCKED');
    const question = async () =>
      (await work.readAs('jobcenter', (tx, reader) => reader.get(tx, id))).guidingQuestion;
    expect(await question()).toBeNull();
    test.clock.setDay('2026-05-18');
    expect(await question()).not.toBeNull();
  });

  it('does not show its blocks or its question to the body that lacks the basis', async () => {
    const id = await work.request(anIdentified(caseId));
    const seen = await work.readAs('jobcenter', async (tx, reader) => ({
      blocks: await reader.blocks(tx, id),
      view: await reader.get(tx, id),
      needs: (await reader.participants(tx, id)).flatMap((body) => body.neededCategories),
    }));
    expect(seen).toMatchObject({ blocks: [], needs: [], view: { guidingQuestion: null, caseId: null } });
    await work.consentAndRelease(caseId, { recipientUnitId: unit('sozialamt') });
    expect(await work.readAs('sozialamt', (tx, reader) => reader.get(tx, id))).toMatchObject({
      guidingQuestion: 'Wie gelingt der Wechsel ohne Lücke?',
    });
  });
});
