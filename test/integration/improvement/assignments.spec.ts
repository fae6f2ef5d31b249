import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type StaffPrincipal } from '../../../src/platform/index.js';
import { StructureRegion, themeOf } from './structure-region.js';

let region: StructureRegion;

const DENIED = 'NOT_FOUND_OR_NOT_PERMITTED';

beforeAll(async () => {
  region = await StructureRegion.start();
});

afterAll(async () => region?.server.stop());

describe('an assignment', () => {
  it('S4.15 to an existing group is answered within twenty working days, and a refusal keeps its reason', async () => {
    const theme = themeOf(await region.createTheme(region.cast.lead));
    const assigned = themeOf(await region.assign(region.cast.steering, theme.id, await region.group()));
    // Twenty working days after Monday 2 November.
    expect(assigned.assignments).toMatchObject([{ groupIsNew: false, answerDueOn: '2026-11-30' }]);
    expect(await region.answer(region.cast.groupLead, assigned, { answer: 'REFUSED' })).toMatchObject({
      code: 'REFUSAL_REASON_MISSING',
    });
    const refusal = { answer: 'REFUSED', refusalReason: 'NO_CAPACITY' };
    const refused = themeOf(
      await region.answer(region.cast.groupLead, assigned, { ...refusal, comment: 'Bis März ausgelastet.' }),
    );
    expect(refused).toMatchObject({
      state: 'COLLECTING',
      assignments: [{ ...refusal, answerComment: 'Bis März ausgelastet.' }],
    });
    const again = themeOf(await region.assign(region.cast.lead, theme.id, await region.group()));
    const accepted = themeOf(await region.answer(region.cast.groupLead, again, { answer: 'ACCEPTED' }));
    expect(accepted).toMatchObject({
      state: 'ACCEPTED',
      assignments: [{ answer: 'REFUSED' }, { answer: 'ACCEPTED' }],
    });
  });

  it('after the refusal of an existing group lets a new one be founded without further words', async () => {
    const theme = themeOf(await region.createTheme(region.cast.lead));
    const assigned = themeOf(await region.assign(region.cast.lead, theme.id, await region.group()));
    await region.answer(region.cast.groupLead, assigned, {
      answer: 'REFUSED',
      refusalReason: 'NOT_OUR_MANDATE',
    });
    const founded = await region.group({ foundedFromThemeId: theme.id });
    expect(themeOf(await region.assign(region.cast.lead, theme.id, founded))).toMatchObject({
      state: 'ASSIGNED',
    });
  });

  it('cannot be made twice: the process refuses, and nothing of the second one stays', async () => {
    const theme = themeOf(await region.createTheme(region.cast.lead));
    await region.assign(region.cast.lead, theme.id, await region.group());
    const second = await region.assign(region.cast.lead, theme.id, await region.group());
    expect(second).toMatchObject({ __typename: 'TransitionRejected', currentStates: ['theme.assigned'] });
    expect((await region.theme(region.cast.lead, theme.id)).assignments).toHaveLength(1);
  });

  it('of two at the same time only one stays', async () => {
    const theme = themeOf(await region.createTheme(region.cast.lead));
    const groups = [await region.group(), await region.group()];
    const answers = await Promise.all(groups.map((id) => region.assign(region.cast.lead, theme.id, id)));
    const kinds = answers.map((member) => String(member['__typename']));
    expect(new Set(kinds)).toEqual(new Set(['ThemePayload', 'TransitionRejected']));
    expect((await region.theme(region.cast.lead, theme.id)).assignments).toHaveLength(1);
  });

  it('is made by coordination or steering group and answered by the lead of the group, once', async () => {
    const theme = themeOf(await region.createTheme(region.cast.lead));
    const id = await region.group();
    await expect(region.assign(region.cast.groupLead, theme.id, id)).rejects.toThrow(DENIED);
    expect(await region.assign(region.cast.lead, theme.id, newId())).toMatchObject({
      code: 'WORKING_GROUP_UNKNOWN',
    });
    const assigned = themeOf(await region.assign(region.cast.lead, theme.id, id));
    for (const somebody of [
      region.cast.lead,
      region.cast.steering,
      region.cast.authors[0] as StaffPrincipal,
    ]) {
      await expect(region.answer(somebody, assigned, { answer: 'ACCEPTED' })).rejects.toThrow(DENIED);
    }
    await region.answer(region.cast.groupLead, assigned, { answer: 'ACCEPTED' });
    const again = await region.answer(region.cast.groupLead, assigned, {
      answer: 'REFUSED',
      refusalReason: 'OTHER',
    });
    expect(again).toMatchObject({ code: 'ASSIGNMENT_NOT_OPEN' });
  });
});
