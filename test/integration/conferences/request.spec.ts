import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
    expect(codeOf(await request(byJobcenter, 'jobcenter'))).toBe('OK');
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
  ] as const)('answers %s to a request that is incomplete', async (code, more) => {
    expect(codeOf(await request(anIdentified(caseId, more as Partial<RequestConferenceCommand>)))).toBe(code);
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
    expect(blocks).toMatchObject([
      { code: 'CONSENT_MISSING', unitId: unit('jobcenter'), category: 'MASTER' },
    ]);
    expect(blocks[0]?.sentence).toContain(unitName('jobcenter'));
    expect(blocks[0]?.wayOut).toMatch(/Einwilligung.*anonymisiert/);
    await work.consentAndRelease(caseId);
    expect(await work.statesOf(id)).toBe('consentCheck');
    expect(codeOf(await work.trySchedule(id))).toBe('OK');
  });

  it('is not freed by consent for a time that ends before the sitting', async () => {
    const id = await work.request(anIdentified(caseId));
    await work.consentAndRelease(caseId, { validUntil: '2026-05-19' });
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
    expect(blocks).toMatchObject([{ code: 'NO_LEGAL_BASIS', unitId: unit('polizei') }]);
  });

  it('rests on statute between bodies that may share: no consent is asked', async () => {
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

  it('does not show its blocks or its question to the body that lacks the basis', async () => {
    const id = await work.request(anIdentified(caseId));
    const seen = await work.readAs('jobcenter', async (tx, reader) => ({
      blocks: await reader.blocks(tx, id),
      view: await reader.get(tx, id),
      needs: (await reader.participants(tx, id)).flatMap((body) => body.neededCategories),
    }));
    expect(seen).toMatchObject({ blocks: [], needs: [], view: { guidingQuestion: null, caseId: null } });
    expect(await work.readAs('sozialamt', (tx, reader) => reader.get(tx, id))).toMatchObject({
      guidingQuestion: 'Wie gelingt der Wechsel ohne Lücke?',
    });
  });
});
