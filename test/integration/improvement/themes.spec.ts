import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asId, type PersonId, type UnitId } from '../../../src/kernel/index.js';
import { newId, type Principal, type StaffPrincipal } from '../../../src/platform/index.js';
import { StructureServer } from './structure-server.js';

let server: StructureServer;
let units: UnitId[];
let authors: StaffPrincipal[];
let lead: StaffPrincipal;
let steering: StaffPrincipal;
let groupLead: StaffPrincipal;
let transport: UnitId;
let refugees: UnitId;

const DENIED = 'NOT_FOUND_OR_NOT_PERMITTED';
const THEME = `theme { id title state findingsCount isGenerative assignments {
  id workingGroupName groupIsNew reason answerDueOn answer refusalReason answerComment } }`;
const GROUP = `workingGroup { id name vacantSelfRepresentation foundedFromTheme { id }
  members { seat unit { name } } }`;

beforeAll(async () => {
  server = await StructureServer.start();
  const coordination = await server.unit('Koordination', 'KIM_COORDINATION');
  transport = await server.unit('Verkehrsplanung', 'NETWORK');
  refugees = await server.unit('Flüchtlingshilfe', 'REFUGEE_ORGANISATION');
  units = [
    await server.unit('Beratung', 'WELFARE_PROVIDER'),
    await server.unit('Jobcenter', 'JOBCENTER'),
    await server.unit('Sozialamt', 'SOCIAL_WELFARE_OFFICE'),
  ];
  authors = await Promise.all(
    units.map((unit, index) => server.staff(`Fachkraft ${index}`, [unit, 'CASEWORKER'])),
  );
  lead = await server.staff('Projektleitung', [coordination, 'PROJECT_LEAD']);
  steering = await server.staff('Lenkungsgruppe', [units[2] as UnitId, 'STEERING_MEMBER']);
  groupLead = await server.staff('AG-Leitung', [transport, 'UNIT_LEAD']);
});

afterAll(async () => server?.stop());

/** Released findings, of as many units as there are in turn. */
async function findings(count: number, ofUnits = 3): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const author = authors[index % ofUnits] as StaffPrincipal;
    const reported = await server.mutate(
      author,
      'reportFinding',
      {
        text: 'Der Bus in den Kursort fährt nach 18 Uhr nicht mehr.',
        kind: 'ACCESS_BARRIER',
        lifeArea: 'MOBILITY',
        bodyTypes: ['NETWORK'],
        severity: 2,
        origin: { kind: 'FREE' },
        originUnitId: units[index % ofUnits],
        anonymisationConfirmed: true,
      },
      '... on FindingPayload { finding { id } }',
    );
    const { id } = reported['finding'] as { id: string };
    await server.mutate(lead, 'releaseFinding', { findingId: id, anonymisationConfirmed: true }, '');
    ids.push(id);
  }
  return ids;
}

interface ThemeAnswer {
  readonly id: string;
  readonly state: string;
  readonly findingsCount: number | null;
  readonly isGenerative: boolean;
  readonly assignments: readonly { readonly id: string; readonly [field: string]: unknown }[];
}

function themeOf(answer: Record<string, unknown>): ThemeAnswer {
  if (!answer['theme']) throw new Error(JSON.stringify(answer));
  return answer['theme'] as ThemeAnswer;
}

async function create(by: Principal, input: Record<string, unknown> = {}) {
  return server.mutate(
    by,
    'createTheme',
    {
      title: `Mobilität ${newId()}`,
      description: 'Ohne Auto ist der Weg zu Kurs und Arbeit weit.',
      findingIds: [],
      ...input,
    },
    `... on ThemePayload { ${THEME} } ... on AnonymisationDoubtful { hints }`,
  );
}

async function readTheme(by: Principal, id: string): Promise<ThemeAnswer> {
  const { data } = await server.ask(by, `query ($id: ID!) { theme(id: $id) { ${THEME.slice(8, -2)} } }`, {
    id,
  });
  return data?.['theme'] as unknown as ThemeAnswer;
}

async function found(by: Principal, input: Record<string, unknown> = {}) {
  return server.mutate(
    by,
    'foundWorkingGroup',
    {
      name: `AG ${newId()}`,
      mandate: 'Wege zu Kurs und Arbeit verbessern.',
      leadUnitId: transport,
      members: [],
      ...input,
    },
    `... on WorkingGroupPayload { ${GROUP} }`,
  );
}

async function group(input: Record<string, unknown> = {}): Promise<string> {
  return ((await found(lead, input))['workingGroup'] as { id: string }).id;
}

async function assign(
  by: Principal,
  themeId: string,
  workingGroupId: string,
  input: Record<string, unknown> = {},
) {
  return server.mutate(
    by,
    'assignTheme',
    { themeId, workingGroupId, reason: 'Passt zum Auftrag.', ...input },
    `... on ThemePayload { ${THEME} } ... on TransitionRejected { currentStates failedGuards { guard explanation } }`,
  );
}

async function answer(by: Principal, theme: ThemeAnswer, input: Record<string, unknown>) {
  const assignmentId = theme.assignments.at(-1)?.id;
  return server.mutate(
    by,
    'answerThemeAssignment',
    { assignmentId, ...input },
    `... on ThemePayload { ${THEME} } ... on TransitionRejected { currentStates }`,
  );
}

describe('a theme', () => {
  it('S4.6 shows how many findings are behind it from five on, and below that to the coordination only', async () => {
    const theme = themeOf(await create(lead, { findingIds: await findings(4) }));
    expect(theme).toMatchObject({ state: 'COLLECTING', findingsCount: 4, isGenerative: false });
    const counted = `query ($id: ID!) { findings(themeId: $id) { edges { node { id } } } }`;
    const [reader] = authors as [StaffPrincipal];
    expect((await readTheme(reader, theme.id)).findingsCount).toBeNull();
    expect((await server.ask(reader, counted, { id: theme.id })).data?.['findings']?.['edges']).toEqual([]);
    const input = { themeId: theme.id, findingIds: await findings(1) };
    await server.mutate(lead, 'addFindingsToTheme', input, '');
    expect(await readTheme(reader, theme.id)).toMatchObject({ findingsCount: 5, isGenerative: true });
    expect((await server.ask(reader, counted, { id: theme.id })).data?.['findings']?.['edges']).toHaveLength(
      5,
    );
  });

  it('is not generative by many findings of few units, unless a working group says so', async () => {
    const theme = themeOf(await create(lead, { findingIds: await findings(6, 2) }));
    expect(theme).toMatchObject({ findingsCount: 6, isGenerative: false });
    const assigned = themeOf(await assign(lead, theme.id, await group()));
    const accepted = themeOf(
      await answer(groupLead, assigned, { answer: 'ACCEPTED', declaresGenerative: true }),
    );
    expect(accepted).toMatchObject({ state: 'ACCEPTED', isGenerative: true });
  });

  it('is made by the coordination only, of released findings only, without identifiers', async () => {
    for (const somebody of [authors[0] as StaffPrincipal, groupLead, steering]) {
      await expect(create(somebody)).rejects.toThrow(DENIED);
    }
    expect(await create(lead, { findingIds: [newId()] })).toMatchObject({ code: 'FINDING_UNKNOWN' });
    expect(await create(lead, { title: 'Der Fall F-7K3M-92QX' })).toMatchObject({ hints: ['FILE_NUMBER'] });
  });

  it('has a title of its own and is made once however often the same request comes', async () => {
    const input = { title: 'Einfache Sprache in Behördenbriefen', idempotencyKey: newId() };
    expect(themeOf(await create(lead, input)).id).toBe(themeOf(await create(lead, input)).id);
    expect(await create(lead, { title: input.title })).toMatchObject({ code: 'THEME_TITLE_TAKEN' });
  });

  it('is nothing a person logged in or the system administration could see', async () => {
    const admin = await server.staff('Administration', [units[0] as UnitId, 'SYSTEM_ADMIN']);
    for (const reader of [server.person(asId<PersonId>(newId())), admin]) {
      for (const query of [
        '{ themes { edges { node { id } } } }',
        '{ workingGroups { id } }',
        '{ measures { edges { node { id } } } }',
      ]) {
        expect((await server.ask(reader, query)).errors?.[0]?.extensions.code).toBe(DENIED);
      }
    }
  });
});

describe('a working group', () => {
  it('S3.2 without self-representation shows the vacant seat as defect', async () => {
    const without = await found(lead);
    expect(without['workingGroup']).toMatchObject({
      vacantSelfRepresentation: true,
      members: [{ seat: 'LEAD', unit: { name: 'Verkehrsplanung' } }],
    });
    const complete = await found(lead, { members: [{ unitId: refugees, seat: 'SELF_REPRESENTATION' }] });
    expect(complete['workingGroup']).toMatchObject({ vacantSelfRepresentation: false });
  });

  it('is registered by coordination or steering group, each unit with one seat', async () => {
    await expect(found(groupLead)).rejects.toThrow(DENIED);
    expect(await found(steering)).toMatchObject({ __typename: 'WorkingGroupPayload' });
    const twice = { members: [{ unitId: transport, seat: 'MEMBER' }] };
    expect(await found(lead, twice)).toMatchObject({ code: 'WORKING_GROUP_SEAT_TWICE' });
    expect(await found(lead, { leadUnitId: newId() })).toMatchObject({ code: 'UNIT_UNKNOWN' });
    expect(await found(lead, { name: 'AG Sprache' })).toMatchObject({ __typename: 'WorkingGroupPayload' });
    expect(await found(lead, { name: 'AG Sprache' })).toMatchObject({ code: 'WORKING_GROUP_NAME_TAKEN' });
  });

  it('S4.13 founded from a theme keeps the link, and gets the theme after existing groups were considered', async () => {
    const theme = themeOf(await create(lead, { findingIds: await findings(5) }));
    const founded = (await found(lead, { name: 'AG Mobilität', foundedFromThemeId: theme.id }))[
      'workingGroup'
    ];
    expect(founded).toMatchObject({ foundedFromTheme: { id: theme.id } });
    const { id } = founded as { id: string };
    expect(await assign(lead, theme.id, id)).toMatchObject({
      __typename: 'TransitionRejected',
      failedGuards: expect.arrayContaining([expect.objectContaining({ guard: 'existingGroupConsidered' })]),
    });
    expect((await readTheme(lead, theme.id)).assignments).toEqual([]);
    const considered = { existingGroupsConsidered: 'Keine bestehende Gruppe befasst sich mit Wegen.' };
    expect(themeOf(await assign(lead, theme.id, id, considered))).toMatchObject({
      state: 'ASSIGNED',
      assignments: [{ workingGroupName: 'AG Mobilität', groupIsNew: true, answer: null }],
    });
  });
});

describe('an assignment', () => {
  it('S4.15 to an existing group is answered within twenty working days, and a refusal keeps its reason', async () => {
    const theme = themeOf(await create(lead));
    const assigned = themeOf(await assign(steering, theme.id, await group()));
    // Twenty working days after Monday 2 November.
    expect(assigned.assignments).toMatchObject([{ groupIsNew: false, answerDueOn: '2026-11-30' }]);
    expect(await answer(groupLead, assigned, { answer: 'REFUSED' })).toMatchObject({
      code: 'REFUSAL_REASON_MISSING',
    });
    const refusal = { answer: 'REFUSED', refusalReason: 'NO_CAPACITY' };
    const refused = themeOf(
      await answer(groupLead, assigned, { ...refusal, comment: 'Bis März ausgelastet.' }),
    );
    expect(refused).toMatchObject({
      state: 'COLLECTING',
      assignments: [{ ...refusal, answerComment: 'Bis März ausgelastet.' }],
    });
    const again = themeOf(await assign(lead, theme.id, await group()));
    const accepted = themeOf(await answer(groupLead, again, { answer: 'ACCEPTED' }));
    expect(accepted).toMatchObject({
      state: 'ACCEPTED',
      assignments: [{ answer: 'REFUSED' }, { answer: 'ACCEPTED' }],
    });
  });

  it('after the refusal of an existing group lets a new one be founded without further words', async () => {
    const theme = themeOf(await create(lead));
    const assigned = themeOf(await assign(lead, theme.id, await group()));
    await answer(groupLead, assigned, { answer: 'REFUSED', refusalReason: 'NOT_OUR_MANDATE' });
    const founded = await group({ foundedFromThemeId: theme.id });
    expect(themeOf(await assign(lead, theme.id, founded))).toMatchObject({ state: 'ASSIGNED' });
  });

  it('cannot be made twice: the process refuses, and nothing of the second one stays', async () => {
    const theme = themeOf(await create(lead));
    await assign(lead, theme.id, await group());
    const second = await assign(lead, theme.id, await group());
    expect(second).toMatchObject({ __typename: 'TransitionRejected', currentStates: ['theme.assigned'] });
    expect((await readTheme(lead, theme.id)).assignments).toHaveLength(1);
  });

  it('of two at the same time only one stays', async () => {
    const theme = themeOf(await create(lead));
    const groups = [await group(), await group()];
    const answers = await Promise.all(groups.map((id) => assign(lead, theme.id, id)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      'ThemePayload',
      'TransitionRejected',
    ]);
    expect((await readTheme(lead, theme.id)).assignments).toHaveLength(1);
  });

  it('is made by coordination or steering group and answered by the lead of the group, once', async () => {
    const theme = themeOf(await create(lead));
    const id = await group();
    await expect(assign(groupLead, theme.id, id)).rejects.toThrow(DENIED);
    expect(await assign(lead, theme.id, newId())).toMatchObject({ code: 'WORKING_GROUP_UNKNOWN' });
    const assigned = themeOf(await assign(lead, theme.id, id));
    for (const somebody of [lead, steering, authors[0] as StaffPrincipal]) {
      await expect(answer(somebody, assigned, { answer: 'ACCEPTED' })).rejects.toThrow(DENIED);
    }
    await answer(groupLead, assigned, { answer: 'ACCEPTED' });
    const again = await answer(groupLead, assigned, { answer: 'REFUSED', refusalReason: 'OTHER' });
    expect(again).toMatchObject({ code: 'ASSIGNMENT_NOT_OPEN' });
  });
});
