import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised, anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  ConvertConference,
  ProposeConference,
  RequestConference,
  type ConvertConferenceCommand,
  type ProposeConferenceCommand,
  type RequestConferenceCommand,
} from '../../../src/conferences/index.js';
import type { CaseId, ConferenceId } from '../../../src/kernel/index.js';
import type { Principal } from '../../../src/platform/index.js';

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
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

const actorOf = async (by: Principal | StaffKey) => (typeof by === 'string' ? test.staff(by) : by);

async function propose(more: Partial<ProposeConferenceCommand> = {}, by: Principal | StaffKey = 'jobcenter') {
  const { convenerUnitId: _convener, ...asked } = anIdentified(caseId);
  const input = { ...asked, caseId, proposingUnitId: unit('jobcenter'), ...more };
  return test.get(ProposeConference).execute(await actorOf(by), input);
}

describe('whoever says nothing of the mode', () => {
  it('S1.35 asks for an anonymised conference', async () => {
    const input = {
      idempotencyKey: key(),
      caseId,
      kind: 'LEARNING_ANONYMISED',
      guidingQuestion: 'Wie gelingt ein Wechsel ohne Lücke?',
      trigger: 'STUCK_CASE',
      topic: 'Übergänge',
      participants: [unit('jobcenter'), unit('sozialamt')].map((unitId) => ({
        unitId,
        neededCategories: [],
      })),
    };
    const { data, codes } = await test.ask(
      'lead',
      `mutation ($input: RequestConferenceInput!) { requestConference(input: $input) {
        ... on ConferencePayload { conference { mode } } } }`,
      { input },
    );
    expect(codes).toEqual([]);
    expect(data).toEqual({ requestConference: { conference: { mode: 'ANONYMISED' } } });
  });
});

describe('kinds', () => {
  const request = async (more: Partial<RequestConferenceCommand>, by: StaffKey = 'lead') =>
    test.get(RequestConference).execute(await test.staff(by), anIdentified(caseId, more));
  const danger = {
    kind: 'URGENT',
    urgentBasis: 'VITAL_INTERESTS',
    urgentReason: 'Ein Sturz vom Dach droht.',
  } as const;

  it.each(['POLICE', 'SECURITY', 'RETURN'] as const)('%s is refused by its type', async (kind) => {
    expect(codeOf(await request({ kind }))).toBe('PURPOSE_NOT_ALLOWED');
  });

  it.each([
    ['URGENT_NEEDS_BASIS', { kind: 'URGENT' }],
    ['URGENT_NEEDS_BASIS', { ...danger, urgentReason: ' ' }],
    ['URGENT_NEEDS_BASIS', { ...danger, kind: 'INTEGRATION_IDENTIFIED' }],
    ['OK', danger],
    ['OK', { ...danger, urgentBasis: 'CONSENT' }],
  ] as const)('answer %s to %p', async (code, more) => {
    expect(codeOf(await request(more))).toBe(code);
  });

  it('leave danger to the unit that leads the case', async () => {
    await work.consentAndRelease(caseId);
    const participants = [unit('beratung'), unit('sozialamt')].map((unitId) => ({
      unitId,
      neededCategories: [],
    }));
    const own = { ...danger, convenerUnitId: unit('jobcenter'), participants };
    expect(codeOf(await request(own, 'jobcenter'))).toBe('URGENT_ONLY_LEADING_UNIT');
    expect(codeOf(await propose(danger))).toBe('URGENT_ONLY_LEADING_UNIT');
  });

  it('open in danger what consent would, keep the occasion sealed, and go on in spite of a no', async () => {
    expect(await work.statesOf(await work.request(anIdentified(caseId)))).toBe('blocked');
    const { conferenceId: id } = valueOf(await request(danger));
    expect(await work.statesOf(id)).toBe('consentCheck');
    expect(codeOf(await work.step('object', id, person))).toBe('OK');
    expect(await work.statesOf(id)).toBe('consentCheck');
    const blocks = await work.readAs('lead', (tx, reader) => reader.blocks(tx, id));
    expect(blocks).toMatchObject([{ code: 'PERSON_OBJECTS', severity: 'SOFT' }]);
    const rows = await test.rows<{ row: string }>(
      `SELECT k::text AS row FROM case_conference k WHERE id = $1`,
      [id],
    );
    expect(JSON.stringify(rows)).not.toContain('Dach');
  });

  it('never confer with the police, whatever the danger', async () => {
    const participants = [unit('polizei'), unit('sozialamt')].map((unitId) => ({
      unitId,
      neededCategories: [],
    }));
    const { conferenceId: id } = valueOf(await request({ ...danger, participants }));
    const blocks = await work.readAs('lead', (tx, reader) => reader.blocks(tx, id));
    // What danger opens to others stays closed to them as well.
    expect(blocks.map(({ code, unitId }) => [code, unitId])).toEqual([
      ['PURPOSE_NOT_ALLOWED', unit('polizei')],
      ['NO_LEGAL_BASIS', unit('polizei')],
    ]);
    expect(await work.statesOf(id)).toBe('blocked');
  });
});

describe('going on without the name', () => {
  async function convert(
    id: ConferenceId,
    more: Partial<ConvertConferenceCommand> = {},
    by: StaffKey = 'lead',
  ) {
    const { revision } = await work.processOf('conference', id);
    return test.get(ConvertConference).execute(await test.staff(by), {
      idempotencyKey: key(),
      conferenceId: id,
      expectedRevision: revision,
      kind: 'LEARNING_ANONYMISED',
      guidingQuestion: 'Wie gelingt ein Wechsel ohne Lücke?',
      topic: 'Übergänge',
      ...more,
    });
  }

  it('ends the one with names and begins one of its own number that does not lead back', async () => {
    const id = await work.request(anIdentified(caseId));
    const { conferenceId: next } = valueOf(await convert(id));
    expect(await work.statesOf(id)).toBe('convertedToAnonymised');
    expect(await work.statesOf(next)).toBe('consentCheck');
    const [old, now] = await test.rows<{ number: string; row: string }>(
      `SELECT number, to_jsonb(k)::text AS row FROM case_conference k WHERE id = ANY($1) ORDER BY id = $2`,
      [[id, next], next],
    );
    expect(now?.number).not.toBe(old?.number);
    expect(now?.row).not.toContain(id);
    expect(old?.row).not.toContain(next);
    const seen = await work.readAs('jobcenter', async (tx, reader) => [
      await reader.get(tx, next),
      await reader.participants(tx, next),
    ]);
    expect(seen).toMatchObject([{ mode: 'ANONYMISED', caseId: null }, [{ neededCategories: [] }, {}]]);
    const log = await test.rows<{ caseId: string | null }>(
      `SELECT case_id AS "caseId" FROM process WHERE subject_id = $1`,
      [next],
    );
    expect(log).toEqual([{ caseId: null }]);
  });

  it.each([
    ['TEXT_NOT_ANONYMOUS', { topic: 'Selam und das Jobcenter' }],
    ['TEXT_NOT_ANONYMOUS', { guidingQuestion: 'Was geschah am 3.4.2026 im Jobcenter?' }],
    ['KIND_MODE_MISMATCH', { kind: 'URGENT' }],
    ['KIND_MODE_MISMATCH', { kind: 'STATUTORY_EXTERNAL' }],
  ] as const)('answers %s to %p', async (code, more) => {
    const id = await work.request(anIdentified(caseId));
    expect(codeOf(await convert(id, more))).toBe(code);
    expect(await work.statesOf(id)).toBe('blocked');
  });

  it('has no way back but a new request', async () => {
    const id = await work.request(anAnonymised(caseId));
    expect(codeOf(await convert(id))).toBe('CONVERSION_NOT_POSSIBLE');
  });

  it('is not for a body', async () => {
    const id = await work.request(anIdentified(caseId));
    expect(await outcomeOf(convert(id, {}, 'jobcenter'))).toBe('AccessDenied');
  });

  it('calls the date off', async () => {
    await work.consentToBoth(caseId);
    const id = await work.request(anIdentified(caseId));
    await work.schedule(id);
    expect(codeOf(await convert(id))).toBe('EVENT_NOT_POSSIBLE_NOW');
    valueOf(await work.step('postpone', id, await test.staff('lead')));
    expect(codeOf(await convert(id))).toBe('OK');
  });
});
