import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OpenCase, RecordEntryInterview } from '../../../src/cases/index.js';
import { asId, type CaseId, type PersonId, type UnitId } from '../../../src/kernel/index.js';
import { newId, type Principal, type StaffPrincipal } from '../../../src/platform/index.js';
import { StructureServer } from './structure-server.js';

let server: StructureServer;
let welfare: UnitId;
let jobcenter: UnitId;
let author: StaffPrincipal;
let colleague: StaffPrincipal;
let elsewhere: StaffPrincipal;
let projectLead: StaffPrincipal;
let caseId: CaseId;

const FINDING =
  '... on FindingPayload { finding { id text quarter released originKind origin { id unit { name } } } }';
const FIELDS = `${FINDING} ... on AnonymisationDoubtful { hints }`;
const LIST = `{ findings(first: 100) { edges { node { id text kind released origin { id } } } } }`;

beforeAll(async () => {
  server = await StructureServer.start();
  welfare = await server.unit('Beratung', 'WELFARE_PROVIDER');
  jobcenter = await server.unit('Jobcenter', 'JOBCENTER');
  const coordination = await server.unit('Koordination', 'KIM_COORDINATION');
  author = await server.staff('Case Managerin', [welfare, 'CASE_MANAGER']);
  colleague = await server.staff('Kollege', [welfare, 'CASE_MANAGER']);
  elsewhere = await server.staff('Sachbearbeiter', [jobcenter, 'CASEWORKER']);
  projectLead = await server.staff('Projektleitung', [coordination, 'PROJECT_LEAD']);
  caseId = await openCase();
});

afterAll(async () => server?.stop());

async function openCase(): Promise<CaseId> {
  const opened = await server.get(OpenCase).execute(author, {
    idempotencyKey: newId(),
    person: {
      names: [
        { kind: 'OFFICIAL', givenNames: 'Almaz', familyNames: 'Tesfaye', preferred: true },
        { kind: 'SPELLING', givenNames: null, familyNames: 'Tesfai', preferred: false },
      ],
      birthPrecision: 'UNKNOWN',
      languages: [],
    },
    leadUnitId: welfare,
    intensity: 'CASE_MANAGEMENT',
  });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.caseId;
}

async function conferenceAbout(mode: 'ANONYMISED' | 'IDENTIFIED'): Promise<string> {
  const id = newId();
  await server.inTx(async (tx) => {
    await tx.query(
      `INSERT INTO case_conference (region_id, id, number, case_id, person_id, kind, mode, identified_reason_sealed,
                                    guiding_question_sealed, trigger, topic, convener_unit_id, requested_by_kind,
                                    requested_at)
       SELECT $1, $2::uuid, $2::text, id, person_id, 'REVIEW', $4, '\\x00', '\\x00', 'Anlass', 'Thema', $5, 'STAFF', now()
       FROM case_file WHERE region_id = $1 AND id = $3`,
      [tx.regionId, id, caseId, mode, welfare],
    );
    await tx.query(
      `INSERT INTO conference_participation (region_id, conference_id, unit_id, needed_categories)
       VALUES ($1, $2, $3, '{}')`,
      [tx.regionId, id, jobcenter],
    );
  });
  return id;
}

async function report(by: Principal, input: Record<string, unknown> = {}) {
  return server.mutate(
    by,
    'reportFinding',
    {
      text: 'Der Bus in den Kursort fährt nach 18 Uhr nicht mehr.',
      kind: 'ACCESS_BARRIER',
      lifeArea: 'MOBILITY',
      bodyTypes: ['LANGUAGE_COURSE_PROVIDER'],
      severity: 2,
      origin: { kind: 'FREE' },
      originUnitId: welfare,
      anonymisationConfirmed: true,
      ...input,
    },
    FIELDS,
  );
}

async function release(by: Principal, findingId: unknown, anonymisationConfirmed = true) {
  return server.mutate(by, 'releaseFinding', { findingId, anonymisationConfirmed }, FINDING);
}

function findingOf(answer: Record<string, unknown>): Record<string, unknown> {
  return answer['finding'] as Record<string, unknown>;
}

async function seenBy(reader: Principal, id: unknown): Promise<Record<string, unknown> | undefined> {
  const { data } = await server.ask(reader, LIST);
  const edges = data?.['findings']?.['edges'] as { node: Record<string, unknown> }[];
  return edges.map(({ node }) => node).find((node) => node['id'] === id);
}

describe('a finding', () => {
  it('S1.54 is seen outside its unit after the release by a second person, and never with its origin', async () => {
    const finding = findingOf(await report(author, { origin: { kind: 'CASE', id: caseId } }));
    expect(finding).toMatchObject({ quarter: '2026-Q4', released: false, origin: { id: caseId } });
    expect(await seenBy(elsewhere, finding['id'])).toBeUndefined();
    expect(await seenBy(colleague, finding['id'])).toMatchObject({ released: false, origin: { id: caseId } });
    expect(await release(author, finding['id'])).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    expect(await release(colleague, finding['id'], false)).toMatchObject({
      code: 'ANONYMISATION_NOT_CONFIRMED',
    });
    expect(await release(colleague, finding['id'])).toMatchObject({ __typename: 'FindingPayload' });
    expect(await release(colleague, finding['id'])).toMatchObject({ code: 'FINDING_ALREADY_RELEASED' });
    expect(await seenBy(elsewhere, finding['id'])).toMatchObject({ released: true, origin: null });
    expect(await seenBy(projectLead, finding['id'])).toMatchObject({ released: true, origin: null });
  });

  it('is released by the project lead where a unit has nobody else, who still learns no origin', async () => {
    const finding = findingOf(await report(author));
    await expect(release(elsewhere, finding['id'])).rejects.toThrow('NOT_FOUND_OR_NOT_PERMITTED');
    expect(findingOf(await release(projectLead, finding['id']))).toMatchObject({
      released: true,
      origin: null,
    });
  });

  it('S2.8 S4.12 can be good practice as well, and is found as such', async () => {
    const text = 'Die Lotsin begleitet zum ersten Termin, das schätzen alle.';
    const { id } = findingOf(await report(author, { kind: 'GOOD_PRACTICE', text }));
    const query = `{ findings(kind: GOOD_PRACTICE) { edges { node { id } } } }`;
    const { data } = await server.ask(colleague, query);
    expect(data?.['findings']?.['edges']).toEqual([{ node: { id } }]);
  });

  it('tells no time: neither its identifier nor the register leads back to its origin', async () => {
    const finding = findingOf(await report(author, { origin: { kind: 'CASE', id: caseId } }));
    expect(String(finding['id']).charAt(14)).toBe('4');
    const rows = await server.inTx((tx) =>
      tx.query<{ caseId: string | null; details: object }>(
        `SELECT case_id AS "caseId", details FROM audit_event WHERE object_id = $1`,
        [finding['id']],
      ),
    );
    expect(rows).toEqual([{ caseId: null, details: { originKind: 'CASE', kind: 'ACCESS_BARRIER' } }]);
  });

  it('is reported once however often the same request comes', async () => {
    const input = {
      idempotencyKey: newId(),
      text: 'Zweimal geschickt, einmal gemeint, immer derselbe Text.',
    };
    const [first, second] = [await report(author, input), await report(author, input)];
    expect(findingOf(second)['id']).toBe(findingOf(first)['id']);
    expect(await report(author, { ...input, severity: 3 })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});

describe('anonymisation', () => {
  it.each([
    [['FILE_NUMBER'], 'Im Fall F-7K3M-92QX fuhr nach 18 Uhr kein Bus mehr.'],
    [['EMAIL', 'DATE'], 'Am 03.11.2026 schrieb jemand@beispiel.example von fehlenden Bussen.'],
    [['PERSON_NAME'], 'Frau TESFAYE kommt nach dem Kurs nicht mehr nach Hause.'],
    [['PERSON_NAME'], 'Tesfais Bus fährt nach dem Kurs nicht mehr.'],
  ])('in doubt names %j and keeps nothing', async (hints, text) => {
    const refused = await report(author, { text, origin: { kind: 'CASE', id: caseId } });
    expect(refused).toMatchObject({
      __typename: 'AnonymisationDoubtful',
      code: 'ANONYMISATION_DOUBTFUL',
      hints,
    });
    for (const word of ['F-7K3M', 'jemand', 'tesfa']) {
      expect(JSON.stringify(refused).toLowerCase()).not.toContain(word.toLowerCase());
    }
    const kept = await server.inTx((tx) => tx.query(`SELECT id FROM finding WHERE text = $1`, [text]));
    expect(kept).toEqual([]);
  });

  it('has to be confirmed', async () => {
    expect(await report(author, { anonymisationConfirmed: false })).toMatchObject({
      code: 'ANONYMISATION_NOT_CONFIRMED',
    });
  });

  it('answers no guesses in a conference with names either: being invited is not a basis to know', async () => {
    const origin = { kind: 'CONFERENCE', id: await conferenceAbout('IDENTIFIED') };
    const text = 'Almaz kommt nach dem Kurs nicht mehr nach Hause.';
    const guessed = await report(elsewhere, { origin, text, originUnitId: jobcenter });
    expect(guessed).toMatchObject({ __typename: 'FindingPayload' });
    expect(await report(author, { origin, text })).toMatchObject({ hints: ['PERSON_NAME'] });
  });

  it('does not answer guesses: who may not know the name is not told that it was right', async () => {
    const origin = { kind: 'CONFERENCE', id: await conferenceAbout('ANONYMISED') };
    const text = 'Almaz kommt nach dem Kurs nicht mehr nach Hause.';
    const guessed = await report(elsewhere, { origin, text, originUnitId: jobcenter });
    expect(guessed).toMatchObject({ __typename: 'FindingPayload' });
    expect(await report(author, { origin, text })).toMatchObject({ hints: ['PERSON_NAME'] });
  });

  it('S4.5 uses an interview only when the person agreed to anonymised use', async () => {
    const interview = async (useAnonymised: boolean) => {
      const recorded = await server.get(RecordEntryInterview).execute(author, {
        idempotencyKey: newId(),
        caseId,
        heldOn: '2026-10-01',
        language: 'ti',
        useForOwnCase: true,
        useAnonymised,
        answers: (['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'] as const).map(
          (question) => ({
            question,
            original: 'Antwort',
            quotable: 'NO' as const,
          }),
        ),
      });
      if (!recorded.ok) throw new Error(recorded.error.code);
      const [row] = await server.inTx((tx) =>
        tx.query<{ id: string }>(`SELECT id FROM entry_interview WHERE use_anonymised = $1`, [useAnonymised]),
      );
      return { kind: 'INTERVIEW', id: row?.id };
    };
    expect(await report(author, { origin: await interview(false) })).toMatchObject({
      code: 'INTERVIEW_NOT_FOR_ANALYSIS',
    });
    expect(await report(author, { origin: await interview(true) })).toMatchObject({
      __typename: 'FindingPayload',
    });
  });
});

describe('reporting', () => {
  it('needs a part in the origin and a role in the unit', async () => {
    const denied = 'NOT_FOUND_OR_NOT_PERMITTED';
    const fromCase = { origin: { kind: 'CASE', id: caseId } };
    await expect(report(elsewhere, { ...fromCase, originUnitId: jobcenter })).rejects.toThrow(denied);
    await expect(report(elsewhere, fromCase)).rejects.toThrow(denied);
    await expect(report(projectLead, fromCase)).rejects.toThrow(denied);
    await expect(report(elsewhere)).rejects.toThrow(denied);
    const admin = await server.staff('Administration', [welfare, 'SYSTEM_ADMIN']);
    await expect(report(admin)).rejects.toThrow(denied);
    const origin = { kind: 'CONFERENCE', id: newId() };
    await expect(report(author, { origin })).rejects.toThrow(denied);
  });

  it('of a case without naming it is invalid', async () => {
    expect(await report(author, { origin: { kind: 'CASE' } })).toMatchObject({
      __typename: 'ValidationFailed',
    });
  });

  it('and reading are nothing for a person logged in', async () => {
    const person = server.person(asId<PersonId>(newId()));
    await expect(report(person)).rejects.toThrow('NOT_FOUND_OR_NOT_PERMITTED');
    expect((await server.ask(person, LIST)).errors?.[0]?.extensions.code).toBe('NOT_FOUND_OR_NOT_PERMITTED');
  });

  it('cannot be released by its author even past the application', async () => {
    const id = findingOf(await report(author))['id'];
    const forged = server.inTx((tx) =>
      tx.query(`UPDATE finding SET released_by = author_id, released_at = now() WHERE id = $1`, [id]),
    );
    await expect(forged).rejects.toThrow(/finding_two_people/);
    const rewritten = server.inTx((tx) =>
      tx.query(`UPDATE finding SET text = 'ganz anders' WHERE id = $1`, [id]),
    );
    await expect(rewritten).rejects.toThrow(/permission denied/);
  });
});
