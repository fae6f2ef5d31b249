import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { unit, unitName } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import { WorkList, type WorkListRequest } from '../../../src/workflow/worklist/application/work-list.js';
import { BenefitChange, NEW_BENEFIT, paths } from './benefit-change.js';

let change: BenefitChange;

beforeAll(async () => {
  change = await BenefitChange.open();
});

afterAll(async () => change?.test.stop());

describe('work items of states', () => {
  beforeEach(async () => {
    await change.startApplication();
  });

  it('are opened in the transaction of the event: one per state with an owner, with the unit that is to act', async () => {
    const process = await change.work.process(change.processId);
    const rows = await change.test.rows<{ state_id: string; owner: string; unit_id: string | null }>(
      `SELECT state_id, owner, unit_id FROM work_item WHERE process_id = $1 AND status = 'open' ORDER BY state_id`,
      [change.processId],
    );
    expect(rows.map((row) => row.state_id)).toEqual(process.activeStates.toSorted());
    expect([...new Set(rows.map((row) => row.owner))].toSorted()).toEqual(process.waitingFor.toSorted());
    const units = new Set(rows.filter(({ owner }) => owner === 'JC').map((row) => row.unit_id));
    expect([...units]).toEqual([unit('jobcenter')]);
  });

  it('end with the event by which the state was left, and stay as history', async () => {
    expect(await change.rowsOf('switching.steps.newBenefit.notApplied')).toEqual([
      { status: 'closed', outcome: 'APPLIED_JC', generation: 1 },
    ]);
    expect(await change.rowsOf(NEW_BENEFIT)).toEqual([{ status: 'open', outcome: null, generation: 1 }]);
    await change.send('jobcenter', 'GRANTED_JC', { paysFrom: '2026-06-01' });
    expect(await change.rowsOf(NEW_BENEFIT)).toEqual([
      { status: 'closed', outcome: 'GRANTED_JC', generation: 1 },
    ]);
    expect(await change.rowsOf('switching.steps.newBenefit.granted')).toEqual([]);
  });

  it('carry the earliest internal due day of the running deadlines of their state', async () => {
    const rows = await change.test.rows<{ state_id: string; due_on: string; expected: string | null }>(
      `SELECT item.state_id, item.due_on, (SELECT min(coalesce(internal_due_on, ends_on))::text FROM deadline d
         WHERE d.process_id = item.process_id AND d.status = 'open'
           AND (item.state_id = d.state_id OR item.state_id LIKE d.state_id || '.%')) AS expected
       FROM work_item item WHERE process_id = $1 AND status = 'open'`,
      [change.processId],
    );
    expect(rows.some((row) => row.expected !== null)).toBe(true);
    expect(rows.map((row) => row.due_on)).toEqual(rows.map((row) => row.expected ?? '9999-12-31'));
  });
});

describe('the work list', () => {
  beforeEach(async () => {
    await change.startApplication();
  });

  it('shows a unit what it is to do, and nothing of what others are to do', async () => {
    const seen = await change.listOf('jobcenter');
    expect(paths(seen)).toContain(NEW_BENEFIT);
    expect(seen.map(({ item }) => item.unitId)).toEqual(seen.map(() => unit('jobcenter')));
  });

  it('shows the unit that leads a case everything that is open in it, whoever is to act', async () => {
    const all = await change.listOf('lead', { view: 'LED' });
    expect(paths(all)).toContain(NEW_BENEFIT);
    expect(all.find(({ item }) => item.owner === 'JC')?.mayAct).toBe(false);
    expect(await change.listOf('jobcenter', { view: 'LED' })).toEqual([]);
  });

  it('shows nothing to units without part in the case, nor through roles that do not work on cases', async () => {
    for (const who of [
      'sozialamt',
      'projektleitung',
      'projektleitungAhorn',
      'datenschutz',
      'administration',
    ] as const) {
      expect(await change.listOf(who)).toEqual([]);
      expect(await change.listOf(who, { view: 'LED' })).toEqual([]);
    }
  });

  it('shows nothing any more to a unit that left the case', async () => {
    expect(await change.listOf('jobcenter')).not.toEqual([]);
    const leave = { idempotencyKey: key(), caseId: change.caseId, unitId: unit('jobcenter') };
    valueOf(await change.test.get(EndCaseParticipation).execute(await change.test.staff('lead'), leave));
    expect(await change.listOf('jobcenter')).toEqual([]);
    const rows = await change.test.rows(
      `SELECT id FROM work_item WHERE process_id = $1 AND owner = 'JC' AND status <> 'closed'
      AND unit_id IS NOT NULL`,
      [change.processId],
    );
    expect(rows).toEqual([]);
  });

  it('asks the access rule of the subject about every row, whatever unit is noted in it', async () => {
    await change.test.rows(
      `UPDATE case_participation SET ended_at = $3 WHERE case_id = $1 AND unit_id = $2`,
      [change.caseId, unit('jobcenter'), change.test.clock.now().toString()],
    );
    const noted = await change.test.rows(
      `SELECT id FROM work_item WHERE process_id = $1 AND unit_id = $2 AND status = 'open'`,
      [change.processId, unit('jobcenter')],
    );
    expect(noted.length).toBeGreaterThan(0);
    expect(await change.listOf('jobcenter')).toEqual([]);
  });

  it('shows the person what they are to do, and no other person', async () => {
    const person = await change.work.linkPerson(change.caseId);
    const request = { view: 'OWN', orderBy: 'DUE_ON', after: undefined, limit: 100 } as const;
    const mine = await change.test.get(WorkList).list(person, request);
    expect(mine.length).toBeGreaterThan(0);
    expect(new Set(mine.map(({ item }) => item.owner))).toEqual(new Set(['CLIENT']));
    const other = await change.work.linkPerson(await change.work.openCase());
    expect(await change.test.get(WorkList).list(other, request)).toEqual([]);
  });

  it('finds by owner, definition, taker, due day and waiting time', async () => {
    const all = await change.listOf('jobcenter');
    const [first] = all;
    if (!first) throw new Error('Nothing to do');
    expect(await change.listOf('jobcenter', { owner: 'ABH' })).toEqual([]);
    expect(await change.listOf('jobcenter', { definitionKey: 'task' })).toEqual([]);
    expect(await change.listOf('jobcenter', { assignee: 'ME' })).toEqual([]);
    expect(await change.listOf('jobcenter', { waitingSinceBefore: first.item.openedAt })).toEqual([]);
    expect(paths(await change.listOf('jobcenter', { assignee: 'NONE', unitId: unit('jobcenter') }))).toEqual(
      paths(all),
    );
    expect(await change.listOf('jobcenter', { unitId: unit('abh') })).toEqual([]);
    change.test.clock.setDay('2026-12-01');
    const overdue = await change.listOf('jobcenter', { overdue: true });
    expect(overdue.every(({ item }) => item.dueOn < '2026-12-01')).toBe(true);
    expect(overdue.length).toBe(all.filter(({ item }) => item.dueOn < '2026-12-01').length);
  });

  it('pages in a stable order through several cases', async () => {
    await change.startApplication();
    const everywhere = { caseId: undefined };
    const all = await change.listOf('jobcenter', everywhere);
    const seen: string[] = [];
    for (let after: WorkListRequest['after']; ;) {
      const [entry] = await change.listOf('jobcenter', { ...everywhere, limit: 1, after });
      if (!entry) break;
      seen.push(entry.item.id);
      after = { sortKey: entry.item.dueOn, id: entry.item.id };
    }
    expect(seen).toEqual(all.map(({ item }) => item.id));
    expect(new Set(all.map(({ item }) => item.processId)).size).toBeGreaterThan(1);
  });

  it('answers over the API, with process, unit and the words of the definition', async () => {
    const query = `query ($caseId: ID!) { workList(first: 50, filter: { caseId: $caseId }) {
      edges { node { label ownerLabel status dueOn isOverdue mayAct unit { name } assignee { displayName }
        process { id definition { key } } } } pageInfo { hasNextPage } } }`;
    const { data, codes } = await change.test.ask('jobcenter', query, { caseId: change.caseId });
    expect(codes).toEqual([]);
    const list = data?.['workList'] as { edges: { node: Record<string, unknown> }[] };
    expect(list.edges.length).toBeGreaterThan(0);
    expect(list.edges[0]?.node).toMatchObject({
      ownerLabel: 'Jobcenter',
      status: 'OPEN',
      mayAct: true,
      unit: { name: unitName('jobcenter') },
      assignee: null,
      process: { id: change.processId, definition: { key: 'rechtskreiswechsel' } },
    });
  });
});
