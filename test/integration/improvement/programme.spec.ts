import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OpenCase } from '../../../src/cases/index.js';
import { ProgrammeRegister } from '../../../src/improvement/index.js';
import {
  asId,
  type CaseId,
  type PersonId,
  type ProgrammeId,
  type UnitId,
} from '../../../src/kernel/index.js';
import { newId, type StaffPrincipal } from '../../../src/platform/index.js';
import { StructureServer } from './structure-server.js';

let server: StructureServer;
let welfare: UnitId;
let caseLead: StaffPrincipal;
let projectLead: StaffPrincipal;
let programmeId: ProgrammeId;

const FIGURES = `query ($id: ID!) { programme(id: $id) { name caseTarget leadUnit { name } figures {
  casesCount caseGroups { group count } conferencesHeld conferencesPlanned conferencesBlocked themesCount measuresCount
} } }`;

beforeAll(async () => {
  server = await StructureServer.start();
  const coordination = await server.unit('Koordination', 'KIM_COORDINATION');
  welfare = await server.unit('Beratung', 'WELFARE_PROVIDER');
  caseLead = await server.staff('Case Managerin', [welfare, 'CASE_MANAGER']);
  projectLead = await server.staff('Projektleitung', [coordination, 'PROJECT_LEAD']);
  programmeId = await addProgramme('Einwanderung gestalten', coordination);
});

afterAll(async () => server?.stop());

async function addProgramme(name: string, leadUnitId: UnitId): Promise<ProgrammeId> {
  const id = newId<ProgrammeId>();
  await server.inTx((tx) =>
    server.get(ProgrammeRegister).add(tx, {
      id,
      name,
      purpose: 'Handlungskonzept für ein einheitliches Einwanderungsmanagement',
      leadUnitId,
      caseTarget: 30,
      startsOn: '2026-01-01',
      endsOn: null,
    }),
  );
  return id;
}

async function openCase(): Promise<CaseId> {
  const opened = await server.get(OpenCase).execute(caseLead, {
    idempotencyKey: newId(),
    person: {
      names: [{ kind: 'OFFICIAL', givenNames: 'Almaz', familyNames: 'Tesfaye', preferred: true }],
      birthPrecision: 'UNKNOWN',
      languages: [],
    },
    leadUnitId: welfare,
    intensity: 'CASE_MANAGEMENT',
  });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.caseId;
}

async function add(by: StaffPrincipal, input: Record<string, unknown>) {
  return server.mutate(
    by,
    'addCaseToProgramme',
    { programmeId, ...input },
    '... on ProgrammePayload { programme { id } }',
  );
}

async function figures(id: ProgrammeId = programmeId) {
  const answer = await server.ask(projectLead, FIGURES, { id });
  return answer.data?.['programme']?.['figures'] as Record<string, unknown>;
}

/** A conference of the programme in a state, as the capability of conferences leaves it. */
async function conference(state: string, startsAt: string | null): Promise<void> {
  const id = newId();
  await server.inTx(async (tx) => {
    await tx.query(
      `INSERT INTO case_conference (region_id, id, number, kind, mode, guiding_question, trigger, topic, programme_id,
                                    convener_unit_id, requested_by_kind, starts_at, ends_at, requested_at)
       VALUES ($1, $2::uuid, $2::text, 'LEARNING_ANONYMISED', 'ANONYMISED', 'Was hilft?', 'Anlass', 'Thema', $3, $4, 'STAFF',
               $5::timestamptz, $5::timestamptz + interval '1 hour', now())`,
      [tx.regionId, id, programmeId, welfare, startsAt],
    );
    await tx.query(
      `INSERT INTO process (region_id, id, definition_key, definition_hash, subject_type, subject_id, state_value,
                            active_states, status, revision, chain_head, waiting_since, started_at)
       SELECT $1, gen_random_uuid(), 'case-conference', hash, 'case-conference', $2, '"x"', $3, 'active', 1, '', now(), now()
       FROM workflow_definition WHERE key = 'case-conference' LIMIT 1`,
      [tx.regionId, id, [`case-conference.${state}`]],
    );
  });
}

describe('figures of a programme', () => {
  it('S4.2 counts case studies towards the target and shows groups from five on only', async () => {
    for (let index = 0; index < 6; index += 1)
      await add(caseLead, { caseId: await openCase(), caseGroup: 'TOLERATED' });
    for (let index = 0; index < 5; index += 1)
      await add(caseLead, { caseId: await openCase(), caseGroup: 'EU_CITIZEN' });
    for (let index = 0; index < 2; index += 1)
      await add(caseLead, { caseId: await openCase(), caseGroup: 'RECOGNISED' });
    const { casesCount, caseGroups } = await figures();
    expect(casesCount).toBe(13);
    // Two recognised alone could be told from the total, so the smallest group shown goes with them.
    expect(caseGroups).toEqual([
      { group: 'UNACCOMPANIED_MINOR', count: null },
      { group: 'TOLERATED', count: 6 },
      { group: 'ASYLUM_PROCEDURE', count: null },
      { group: 'RECOGNISED', count: null },
      { group: 'EU_CITIZEN', count: null },
      { group: 'OTHER_THIRD_COUNTRY', count: null },
      { group: 'NOT_NAMED', count: null },
    ]);
  });

  it('S4.7 counts conferences held, planned and blocked by the states of their processes', async () => {
    for (const state of ['recordDraft', 'recordOverdue', 'recordApproved', 'reviewDue', 'closed']) {
      await conference(state, '2026-10-01T09:00:00Z');
    }
    await conference('scheduled', '2026-12-01T09:00:00Z');
    await conference('consentCheck', '2026-12-02T09:00:00Z');
    await conference('draft', null);
    await conference('blocked', '2026-12-03T09:00:00Z');
    await conference('postponed', null);
    await conference('cancelled', '2026-12-04T09:00:00Z');
    expect(await figures()).toMatchObject({
      conferencesHeld: 5,
      conferencesPlanned: 2,
      conferencesBlocked: 1,
    });
  });

  it('are of one programme only', async () => {
    const other = await addProgramme('Ein anderes Projekt', await server.unit('Andere Stelle', 'NETWORK'));
    expect(await figures(other)).toMatchObject({ casesCount: 0, conferencesHeld: 0, conferencesPlanned: 0 });
  });

  it('S4.21 are complete for the project lead, to whom the cases themselves stay closed', async () => {
    const caseId = await openCase();
    await add(caseLead, { caseId, caseGroup: 'NOT_NAMED' });
    expect((await figures())['casesCount']).toBe(14);
    const read = await server.ask(projectLead, `query ($id: ID!) { case(id: $id) { number } }`, {
      id: caseId,
    });
    expect(read.errors?.[0]?.extensions.code).toBe('NOT_FOUND_OR_NOT_PERMITTED');
  });

  it.each(['SYSTEM_ADMIN', 'DATA_PROTECTION_OFFICER'] as const)('are not for the role %s', async (role) => {
    const outsider = await server.staff(role, [welfare, role]);
    for (const query of [FIGURES, `query ($id: ID!) { programmes { id } programme(id: $id) { id } }`]) {
      const answer = await server.ask(outsider, query, { id: programmeId });
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND_OR_NOT_PERMITTED');
    }
  });
});

describe('a case for a programme', () => {
  it('is added by its lead only, and only once', async () => {
    const caseId = await openCase();
    const colleague = await server.staff('Kollegin', [welfare, 'CASE_MANAGER']);
    await expect(add(colleague, { caseId, caseGroup: 'TOLERATED' })).rejects.toThrow(
      'NOT_FOUND_OR_NOT_PERMITTED',
    );
    await expect(add(projectLead, { caseId, caseGroup: 'TOLERATED' })).rejects.toThrow(
      'NOT_FOUND_OR_NOT_PERMITTED',
    );
    expect(await add(caseLead, { caseId, caseGroup: 'TOLERATED' })).toMatchObject({
      __typename: 'ProgrammePayload',
    });
    expect(await add(caseLead, { caseId, caseGroup: 'TOLERATED' })).toMatchObject({
      code: 'CASE_ALREADY_IN_PROGRAMME',
    });
  });

  it('needs a programme that exists', async () => {
    const input = { caseId: await openCase(), caseGroup: 'TOLERATED', programmeId: newId() };
    expect(await add(caseLead, input)).toMatchObject({ code: 'PROGRAMME_UNKNOWN' });
  });

  it('is added once however often the same request comes', async () => {
    const input = { caseId: await openCase(), caseGroup: 'TOLERATED', idempotencyKey: newId() };
    const before = Number((await figures())['casesCount']);
    expect(await add(caseLead, input)).toEqual(await add(caseLead, input));
    expect((await figures())['casesCount']).toBe(before + 1);
  });

  it('is nothing a person logged in could see or do', async () => {
    const person = server.person(asId<PersonId>(newId()));
    const answer = await server.ask(person, `{ programmes { id } }`);
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND_OR_NOT_PERMITTED');
  });
});
