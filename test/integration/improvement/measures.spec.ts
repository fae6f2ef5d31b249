import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UnitId } from '../../../src/kernel/index.js';
import { newId, type Principal, type StaffPrincipal } from '../../../src/platform/index.js';
import { FireDueDeadlines } from '../../../src/workflow/index.js';
import { StructureServer } from './structure-server.js';

let server: StructureServer;
let roads: UnitId;
let transport: UnitId;
let lead: StaffPrincipal;
let steering: StaffPrincipal;
let groupLead: StaffPrincipal;
let owner: StaffPrincipal;

const DENIED = 'NOT_FOUND_OR_NOT_PERMITTED';
const MEASURE = `measure { id title state dueState dueOn reviewOn indicator helped ownerUnit { name } process {
  status availableEvents { type allowed } } }`;

beforeAll(async () => {
  server = await StructureServer.start();
  const coordination = await server.unit('Koordination', 'KIM_COORDINATION');
  transport = await server.unit('Verkehrsplanung', 'NETWORK');
  roads = await server.unit('Verkehrsbetrieb', 'COMMISSIONED_PROVIDER');
  lead = await server.staff('Projektleitung', [coordination, 'PROJECT_LEAD']);
  steering = await server.staff('Lenkungsgruppe', [coordination, 'STEERING_MEMBER']);
  groupLead = await server.staff('AG-Leitung', [transport, 'WORKING_GROUP_MEMBER']);
  owner = await server.staff('Betriebsleitung', [roads, 'UNIT_LEAD']);
});

afterAll(async () => server?.stop());

async function id(
  by: Principal,
  name: string,
  input: Record<string, unknown>,
  field: string,
): Promise<string> {
  const payload = `${field.charAt(0).toUpperCase()}${field.slice(1)}Payload`;
  const answer = await server.mutate(by, name, input, `... on ${payload} { ${field} { id } }`);
  if (!answer[field]) throw new Error(JSON.stringify(answer));
  return (answer[field] as { id: string }).id;
}

/** Numbers the names of themes and groups; digits of an identifier could look like a telephone number. */
let named = 0;

/** A theme, accepted by the group unless told otherwise. */
async function theme(isAccepted = true): Promise<string> {
  named += 1;
  const title = `Wege ${named}`;
  const themeId = await id(
    lead,
    'createTheme',
    { title, description: 'Wege sind weit.', findingIds: [] },
    'theme',
  );
  if (!isAccepted) return themeId;
  const group = { name: `AG ${named}`, mandate: 'Wege verbessern', leadUnitId: transport, members: [] };
  const workingGroupId = await id(lead, 'foundWorkingGroup', group, 'workingGroup');
  const assigned = await server.mutate(
    lead,
    'assignTheme',
    { themeId, workingGroupId, reason: 'Passt' },
    '... on ThemePayload { theme { assignments { id } } }',
  );
  const [assignment] = (assigned['theme'] as { assignments: { id: string }[] }).assignments;
  await id(groupLead, 'answerThemeAssignment', { assignmentId: assignment?.id, answer: 'ACCEPTED' }, 'theme');
  return themeId;
}

async function plan(by: Principal, themeId: string, input: Record<string, unknown> = {}) {
  return server.mutate(
    by,
    'planMeasure',
    {
      themeId,
      title: 'Rufbus am Abend',
      ownerUnitId: roads,
      dueOn: '2027-01-29',
      reviewOn: '2027-06-30',
      indicator: 'Teilnehmende, die nach dem Abendkurs nach Hause kommen',
      indicatorBaseline: '60 %',
      indicatorTarget: '95 %',
      ...input,
    },
    `... on MeasurePayload { ${MEASURE} } ... on TransitionRejected { currentStates }`,
  );
}

function measureOf(answer: Record<string, unknown>): Record<string, unknown> & { id: string } {
  if (!answer['measure']) throw new Error(JSON.stringify(answer));
  return answer['measure'] as Record<string, unknown> & { id: string };
}

async function move(by: Principal, name: string, input: Record<string, unknown>) {
  return server.mutate(
    by,
    name,
    input,
    `... on MeasurePayload { ${MEASURE} } ... on TransitionRejected { currentStates }`,
  );
}

async function measuresOf(reader: Principal, themeId: string) {
  const query = `query ($id: ID!) { theme(id: $id) { state measures { id state dueState } } }`;
  return (await server.ask(reader, query, { id: themeId })).data?.['theme'] as {
    state: string;
    measures: { id: string; state: string; dueState: string | null }[];
  };
}

describe('a measure', () => {
  it('S0.20 has owner, due date and day of review, and moves its theme on', async () => {
    const themeId = await theme();
    const measure = measureOf(await plan(groupLead, themeId));
    expect(measure).toMatchObject({
      state: 'PLANNED',
      dueState: 'ON_TIME',
      dueOn: '2027-01-29',
      reviewOn: '2027-06-30',
      helped: null,
      ownerUnit: { name: 'Verkehrsbetrieb' },
    });
    expect(await measuresOf(steering, themeId)).toMatchObject({
      state: 'MEASURES',
      measures: [{ id: measure.id }],
    });
    expect(measureOf(await plan(steering, themeId, { title: 'Zweite Maßnahme' }))).toMatchObject({
      state: 'PLANNED',
    });
  });

  it('needs a group that accepted the theme, dates in order and an owner that exists', async () => {
    expect(await plan(lead, await theme(false))).toMatchObject({ code: 'THEME_HAS_NO_GROUP' });
    const themeId = await theme();
    const past = { dueOn: '2026-10-30' };
    expect(await plan(lead, themeId, past)).toMatchObject({ code: 'MEASURE_DATES_INCONSISTENT' });
    const early = { reviewOn: '2027-01-28' };
    expect(await plan(lead, themeId, early)).toMatchObject({ code: 'MEASURE_DATES_INCONSISTENT' });
    expect(await plan(lead, themeId, { ownerUnitId: newId() })).toMatchObject({ code: 'UNIT_UNKNOWN' });
    expect((await measuresOf(lead, themeId)).measures).toEqual([]);
  });

  it('is not planned by the owner alone, and once however often the same request comes', async () => {
    const themeId = await theme();
    await expect(plan(owner, themeId)).rejects.toThrow(DENIED);
    const input = { idempotencyKey: newId() };
    expect(measureOf(await plan(lead, themeId, input)).id).toBe(
      measureOf(await plan(lead, themeId, input)).id,
    );
    expect((await measuresOf(lead, themeId)).measures).toHaveLength(1);
  });

  it('S2.6 is begun and carried out by its owner, and its effect is looked at', async () => {
    const { id: measureId } = measureOf(await plan(lead, await theme()));
    await expect(move(groupLead, 'startMeasure', { measureId })).rejects.toThrow(DENIED);
    expect(measureOf(await move(owner, 'startMeasure', { measureId }))).toMatchObject({
      state: 'IN_PROGRESS',
    });
    const future = { measureId, doneOn: '2026-11-03' };
    expect(await move(owner, 'completeMeasure', future)).toMatchObject({
      code: 'MEASURE_DATES_INCONSISTENT',
    });
    const done = measureOf(await move(owner, 'completeMeasure', { measureId, doneOn: '2026-11-02' }));
    expect(done).toMatchObject({ state: 'DONE', dueState: null, reviewOn: '2027-06-30' });
    const adapt = { measureId, helped: 'PARTLY', conclusion: 'ADAPT' };
    expect(await move(steering, 'reviewMeasure', adapt)).toMatchObject({
      code: 'MEASURE_DATES_INCONSISTENT',
    });
    const adapted = measureOf(await move(steering, 'reviewMeasure', { ...adapt, dueOn: '2027-03-31' }));
    expect(adapted).toMatchObject({ state: 'PLANNED', dueOn: '2027-03-31', helped: 'PARTLY' });
    await move(owner, 'completeMeasure', { measureId, doneOn: '2026-11-02' });
    const closed = measureOf(
      await move(lead, 'reviewMeasure', { measureId, helped: 'YES', conclusion: 'CLOSE' }),
    );
    expect(closed).toMatchObject({ state: 'REVIEWED', helped: 'YES' });
    expect(await move(owner, 'startMeasure', { measureId })).toMatchObject({
      __typename: 'TransitionRejected',
    });
  });

  it('offers each reader what they may do', async () => {
    const { id: measureId } = measureOf(await plan(lead, await theme()));
    const query = `{ measures(first: 100) { edges { node { id process { availableEvents { type allowed } } } } } }`;
    const started = async (reader: Principal) => {
      const { data } = await server.ask(reader, query);
      const edges = data?.['measures']?.['edges'] as {
        node: { id: string; process: { availableEvents: { type: string; allowed: boolean }[] } };
      }[];
      const events = edges.find(({ node }) => node.id === measureId)?.node.process.availableEvents;
      return events?.find(({ type }) => type === 'MEASURE_STARTED')?.allowed;
    };
    expect(await started(owner)).toBe(true);
    expect(await started(groupLead)).toBe(false);
  });
});

describe('an overdue measure', () => {
  it('reminds the owner, goes to the coordination and to the steering group, all in the register', async () => {
    const themeId = await theme();
    const { id: measureId } = measureOf(await plan(lead, themeId, { dueOn: '2026-11-06' }));
    const states: unknown[] = [];
    // Friday 6 November, and three, ten, twenty working days later the day after.
    for (const day of ['2026-11-11', '2026-11-12', '2026-11-21', '2026-12-05']) {
      server.clock.setDay(day);
      await server.get(FireDueDeadlines).run();
      states.push((await measuresOf(lead, themeId)).measures[0]?.dueState);
    }
    expect(states).toEqual(['ON_TIME', 'REMINDED', 'ESCALATED', 'FLAGGED']);
    const rows = await server.inTx((tx) =>
      tx.query<{ action: string; kind: string; unit: string }>(
        `SELECT action, actor_kind AS kind, unit_id AS unit FROM audit_event
         WHERE object_id = $1 AND object_type = 'measure' AND actor_kind = 'system' ORDER BY at`,
        [measureId],
      ),
    );
    expect(rows).toEqual(
      ['MEASURE_REMINDED', 'MEASURE_ESCALATED', 'MEASURE_FLAGGED_TO_STEERING'].map((action) => ({
        action,
        kind: 'system',
        unit: roads,
      })),
    );
  });
});
