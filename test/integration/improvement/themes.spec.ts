import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asId, type PersonId, type UnitId } from '../../../src/kernel/index.js';
import { newId, type StaffPrincipal } from '../../../src/platform/index.js';
import { StructureRegion, themeOf } from './structure-region.js';

let region: StructureRegion;

const DENIED = 'NOT_FOUND_OR_NOT_PERMITTED';

beforeAll(async () => {
  region = await StructureRegion.start();
});

afterAll(async () => region?.server.stop());

describe('a theme', () => {
  it('S0.13 S4.6 shows how many findings are behind it from five on, and below that to the coordination only', async () => {
    const theme = themeOf(
      await region.createTheme(region.cast.lead, { findingIds: await region.findings(4) }),
    );
    expect(theme).toMatchObject({ state: 'COLLECTING', findingsCount: 4, isGenerative: false });
    const counted = `query ($id: ID!) { findings(themeId: $id) { edges { node { id } } } }`;
    const [reader] = region.cast.authors as [StaffPrincipal];
    expect((await region.theme(reader, theme.id)).findingsCount).toBeNull();
    expect(
      (await region.server.ask(reader, counted, { id: theme.id })).data?.['findings']?.['edges'],
    ).toEqual([]);
    const input = { themeId: theme.id, findingIds: await region.findings(1) };
    await region.server.mutate(region.cast.lead, 'addFindingsToTheme', input, '');
    expect(await region.theme(reader, theme.id)).toMatchObject({ findingsCount: 5, isGenerative: true });
    expect(
      (await region.server.ask(reader, counted, { id: theme.id })).data?.['findings']?.['edges'],
    ).toHaveLength(5);
  });

  it('is not generative by many findings of few units, unless a working group says so', async () => {
    const theme = themeOf(
      await region.createTheme(region.cast.lead, { findingIds: await region.findings(6, 2) }),
    );
    expect(theme).toMatchObject({ findingsCount: 6, isGenerative: false });
    const assigned = themeOf(await region.assign(region.cast.lead, theme.id, await region.group()));
    const accepted = themeOf(
      await region.answer(region.cast.groupLead, assigned, { answer: 'ACCEPTED', declaresGenerative: true }),
    );
    expect(accepted).toMatchObject({ state: 'ACCEPTED', isGenerative: true });
  });

  it('is made by the coordination only, of released findings only, without identifiers', async () => {
    for (const somebody of [
      region.cast.authors[0] as StaffPrincipal,
      region.cast.groupLead,
      region.cast.steering,
    ]) {
      await expect(region.createTheme(somebody)).rejects.toThrow(DENIED);
    }
    expect(await region.createTheme(region.cast.lead, { findingIds: [newId()] })).toMatchObject({
      code: 'FINDING_UNKNOWN',
    });
    expect(await region.createTheme(region.cast.lead, { title: 'Der Fall F-7K3M-92QX' })).toMatchObject({
      hints: ['FILE_NUMBER'],
    });
  });

  it('has a title of its own and is made once however often the same request comes', async () => {
    const input = { title: 'Einfache Sprache in Behördenbriefen', idempotencyKey: newId() };
    expect(themeOf(await region.createTheme(region.cast.lead, input)).id).toBe(
      themeOf(await region.createTheme(region.cast.lead, input)).id,
    );
    expect(await region.createTheme(region.cast.lead, { title: input.title })).toMatchObject({
      code: 'THEME_TITLE_TAKEN',
    });
  });

  it('is nothing a person logged in or the system administration could see', async () => {
    const admin = await region.server.staff('Administration', [
      region.cast.units[0] as UnitId,
      'SYSTEM_ADMIN',
    ]);
    for (const reader of [region.server.person(asId<PersonId>(newId())), admin]) {
      for (const query of [
        '{ themes { edges { node { id } } } }',
        '{ workingGroups { id } }',
        '{ measures { edges { node { id } } } }',
      ]) {
        expect((await region.server.ask(reader, query)).errors?.[0]?.extensions.code).toBe(DENIED);
      }
    }
  });
});

describe('a working group', () => {
  it('S1.20 S3.2 without self-representation shows the vacant seat as defect', async () => {
    const without = await region.foundGroup(region.cast.lead);
    expect(without['workingGroup']).toMatchObject({
      vacantSelfRepresentation: true,
      members: [{ seat: 'LEAD', unit: { name: 'Verkehrsplanung' } }],
    });
    const complete = await region.foundGroup(region.cast.lead, {
      members: [{ unitId: region.cast.refugees, seat: 'SELF_REPRESENTATION' }],
    });
    expect(complete['workingGroup']).toMatchObject({ vacantSelfRepresentation: false });
  });

  it('is registered by coordination or steering group, each unit with one seat', async () => {
    await expect(region.foundGroup(region.cast.groupLead)).rejects.toThrow(DENIED);
    expect(await region.foundGroup(region.cast.steering)).toMatchObject({
      __typename: 'WorkingGroupPayload',
    });
    const twice = { members: [{ unitId: region.cast.transport, seat: 'MEMBER' }] };
    expect(await region.foundGroup(region.cast.lead, twice)).toMatchObject({
      code: 'WORKING_GROUP_SEAT_TWICE',
    });
    expect(await region.foundGroup(region.cast.lead, { leadUnitId: newId() })).toMatchObject({
      code: 'UNIT_UNKNOWN',
    });
    expect(await region.foundGroup(region.cast.lead, { name: 'AG Sprache' })).toMatchObject({
      __typename: 'WorkingGroupPayload',
    });
    expect(await region.foundGroup(region.cast.lead, { name: 'AG Sprache' })).toMatchObject({
      code: 'WORKING_GROUP_NAME_TAKEN',
    });
  });

  it('S2.58 S4.13 founded from a theme keeps the link, and gets the theme after existing groups were considered', async () => {
    const theme = themeOf(
      await region.createTheme(region.cast.lead, { findingIds: await region.findings(5) }),
    );
    const founded = (
      await region.foundGroup(region.cast.lead, { name: 'AG Mobilität', foundedFromThemeId: theme.id })
    )['workingGroup'];
    expect(founded).toMatchObject({ foundedFromTheme: { id: theme.id } });
    const { id } = founded as { id: string };
    expect(await region.assign(region.cast.lead, theme.id, id)).toMatchObject({
      __typename: 'TransitionRejected',
      failedGuards: expect.arrayContaining([expect.objectContaining({ guard: 'existingGroupConsidered' })]),
    });
    expect((await region.theme(region.cast.lead, theme.id)).assignments).toEqual([]);
    const considered = { existingGroupsConsidered: 'Keine bestehende Gruppe befasst sich mit Wegen.' };
    expect(themeOf(await region.assign(region.cast.lead, theme.id, id, considered))).toMatchObject({
      state: 'ASSIGNED',
      assignments: [{ workingGroupName: 'AG Mobilität', groupIsNew: true, answer: null }],
    });
  });
});
