import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/platform/index.js';
import { longLoan, VerificationBench } from './verification-bench.js';
import type { WorkflowNode } from './workflow-harness.js';

let bench: VerificationBench;
let owner: VerificationBench['owner'];
let node: WorkflowNode;

beforeAll(async () => {
  bench = await VerificationBench.open();
  owner = bench.owner;
});

afterAll(() => bench?.close());

beforeEach(async () => {
  node = await bench.fresh();
});

describe('tampering by somebody with all rights in the database', () => {
  const update = (what: string) => `UPDATE process_event SET ${what} WHERE process_id = $1 AND seq =`;

  it.each<[string, string, object]>([
    ['a payload', `${update(`payload = '{"title": "Krabat"}'`)} 2`, { seq: 2, field: 'hash' }],
    ['a sender', `${update(`actor_id = gen_random_uuid()`)} 2`, { seq: 2, field: 'hash' }],
    ['an instant', `${update(`at = at + interval '1 second'`)} 3`, { seq: 3, field: 'hash' }],
    ['a state', `${update(`to_states = '{library-loan.ready}'`)} 3`, { seq: 3, field: 'toStates' }],
    ['an inner step', `${update(`microsteps = '[]'`)} 3`, { seq: 3, field: 'microsteps' }],
    ['an owner', `${update(`waiting_for = '{LIBRARY}'`)} 3`, { seq: 3, field: 'waitingFor' }],
    ['a norm', `${update(`legal_basis = '{}'`)} 2`, { seq: 2, field: 'legalBasis' }],
    [
      'a deleted event',
      `DELETE FROM process_event WHERE process_id = $1 AND seq = 4`,
      { seq: 4, field: 'seq' },
    ],
    [
      'a swapped order',
      `UPDATE process_event SET seq = CASE seq WHEN 5 THEN 6 ELSE 5 END WHERE process_id = $1 AND seq IN (5, 6)`,
      { seq: 5 },
    ],
    ['an entry of no sense', `${update(`microsteps = '{"transitions": 1}'`)} 3`, { seq: 3 }],
  ])('is found in the log: %s', async (what, sql, expected) => {
    const loan = await longLoan(node);
    if (what.includes('order'))
      await owner.query(`ALTER TABLE process_event DROP CONSTRAINT process_event_pk`);
    await owner.query(sql, [loan.id]);
    if (what.includes('order')) {
      await owner.query(
        `ALTER TABLE process_event ADD CONSTRAINT process_event_pk PRIMARY KEY (region_id, process_id, seq)`,
      );
    }
    expect((await bench.verify()).differences).toMatchObject([
      { processId: loan.id, place: 'entry', isChainWhole: false, ...expected },
    ]);
  });

  it('is found in the log: a log cut off at its end', async () => {
    const loan = await longLoan(node);
    await owner.query(`DELETE FROM process_event WHERE process_id = $1 AND seq = 8`, [loan.id]);
    expect((await bench.verify()).differences).toMatchObject([
      { processId: loan.id, place: 'process', field: 'revision', expected: '7', found: '8' },
    ]);
  });

  it.each<[string, string, string]>([
    ['the state', `state_value = '"closed"'`, 'value'],
    ['the active states', `active_states = '{library-loan.closed}'`, 'activeStates'],
    ['the history', `history_value = '{}'`, 'historyValue'],
    [
      'the number of a stay',
      `state_entries = jsonb_set(state_entries, '{library-loan.lent,generation}', '7')`,
      'stateEntries',
    ],
    ['the context', `context = jsonb_set(context, '{title}', '"Krabat"')`, 'context (title)'],
    ['the output', `output = '"lost"'`, 'output'],
    ['the status', `status = 'done'`, 'status'],
    ['the owner waited for', `waiting_for = '{LIBRARY}'`, 'waitingFor'],
    ['since when it waits', `waiting_since = waiting_since - interval '1 day'`, 'waitingSince'],
    ['its end', `ended_at = now()`, 'endedAt'],
    ['its start', `started_at = started_at - interval '1 day'`, 'startedAt'],
    ['its head', `chain_head = repeat('0', 64)`, 'chainHead'],
  ])('is found in the row of a process: %s', async (_what, change, field) => {
    const loan = await longLoan(node);
    await owner.query(`UPDATE process SET ${change} WHERE id = $1`, [loan.id]);
    expect((await bench.verify()).differences).toMatchObject([
      { processId: loan.id, place: 'process', field },
    ]);
  });

  const oldest = `id = (SELECT id FROM deadline WHERE process_id = $1 AND key = 'LOAN_4W' ORDER BY id LIMIT 1)`;

  it.each<[string, string, string]>([
    ['a last day', `UPDATE deadline SET ends_on = ends_on + 1 WHERE ${oldest}`, 'endsOn (LOAN_4W'],
    ['a first day', `UPDATE deadline SET starts_on = starts_on + 1 WHERE ${oldest}`, 'startsOn (LOAN_4W'],
    [
      'a last day before the shift',
      `UPDATE deadline SET nominal_end_on = nominal_end_on + 1 WHERE ${oldest}`,
      'nominalEndOn (LOAN_4W',
    ],
    [
      'the day to plan with',
      `UPDATE deadline SET internal_due_on = internal_due_on - 1 WHERE ${oldest}`,
      'internalDueOn (LOAN_4W',
    ],
    ['a warning', `UPDATE deadline SET warn_on = '{}' WHERE ${oldest}`, 'warnOn (LOAN_4W'],
    ['the day it fires', `UPDATE deadline SET fires_on = fires_on + 30 WHERE ${oldest}`, 'firesOn (LOAN_4W'],
    ['a status', `UPDATE deadline SET status = 'fired' WHERE ${oldest}`, 'status (LOAN_4W'],
    ['a stay', `UPDATE deadline SET generation = 9 WHERE ${oldest}`, 'generation (LOAN_4W'],
    ['a row that is gone', `DELETE FROM deadline WHERE ${oldest}`, 'row'],
  ])('is found in deadlines: %s', async (_what, sql, field) => {
    const loan = await longLoan(node);
    await owner.query(sql, [loan.id]);
    expect((await bench.verify()).differences).toMatchObject([
      { processId: loan.id, place: 'deadline', field: expect.stringContaining(field) },
    ]);
  });

  it('is found although every hash was computed anew: an inserted event', async () => {
    const loan = await longLoan(node);
    await owner.query(
      `INSERT INTO process_event SELECT region_id, process_id, 9, $2, 'RETURNED', '{}', actor_kind, actor_id, actor_unit_id,
         'LIBRARY', at, to_states, '{library-loan.lent.book.back,library-loan.lent.fee.open}',
         '[{"transitions": ["library-loan.lent.book.home/RETURNED/0"], "value": {"lent": {"fee": "open", "book": "back"}}}]',
         '[]', '{}', '{READER}', definition_hash, prev_hash, hash
       FROM process_event WHERE process_id = $1 AND seq = 8`,
      [loan.id, newId()],
    );
    await bench.rechain(node, loan.id);
    expect((await bench.verify()).differences).toMatchObject([
      { processId: loan.id, place: 'process', field: 'value', isChainWhole: true },
    ]);
  });

  it('is found although every hash was computed anew: an event that its sender may not send', async () => {
    const loan = await longLoan(node);
    await owner.query(`${update(`type = 'FEE_PAID', payload = '{}'`)} 2`, [loan.id]);
    await bench.rechain(node, loan.id);
    expect((await bench.verify()).differences).toMatchObject([
      { processId: loan.id, seq: 2, field: 'event', expected: 'EVENT_NOT_PERMITTED', isChainWhole: true },
    ]);
  });

  it('is found although every hash was computed anew: a deadline that expired before its day', async () => {
    const loan = await longLoan(node);
    await owner.query(`${update(`at = at - interval '2 months'`)} 7`, [loan.id]);
    await bench.rechain(node, loan.id);
    expect((await bench.verify()).differences).toMatchObject([
      { processId: loan.id, seq: 7, field: 'deadline', isChainWhole: true },
    ]);
  });

  it('is found although every hash was computed anew: a verdict turned round', async () => {
    const loan = await longLoan(node);
    await owner.query(
      `${update(`guards = jsonb_set(guards, '{0,verdict}', CASE WHEN guards->0->>'verdict' = 'true' THEN 'false' ELSE 'true' END::jsonb)`)} 2`,
      [loan.id],
    );
    await bench.rechain(node, loan.id);
    expect((await bench.verify()).differences).toMatchObject([
      { processId: loan.id, seq: 2, isChainWhole: true },
    ]);
  });

  it('is found by the audit register: a process that is gone with all its rows', async () => {
    const [loan, other] = [await longLoan(node), await node.startLoan()];
    for (const table of ['work_item_step', 'work_item', 'deadline', 'process_event', 'process']) {
      const key = table === 'process' ? 'id' : 'process_id';
      const own =
        table === 'work_item_step'
          ? `work_item_id IN (SELECT id FROM work_item WHERE process_id = $1)`
          : `${key} = $1`;
      await owner.query(`DELETE FROM ${table} WHERE ${own}`, [loan.id]);
    }
    const { differences, processes } = await bench.verify();
    expect(processes).toBe(2);
    expect(differences).toEqual([
      expect.objectContaining({
        processId: loan.id,
        place: 'missing',
        field: 'row',
        expected: expect.stringContaining('in the audit register'),
        found: 'process missing',
      }),
    ]);
    expect((await bench.verify({ processId: loan.id })).differences).toHaveLength(1);
    expect((await bench.verify({ processId: other.id })).differences).toEqual([]);
  });

  it('names every broken process, and none of those beside it', async () => {
    const loans = [await node.startLoan(), await node.startLoan(), await node.startLoan()];
    await owner.query(`UPDATE process SET waiting_for = '{LIBRARY}' WHERE id = ANY ($1::uuid[])`, [
      [loans[0]?.id, loans[2]?.id],
    ]);
    const { differences, processes } = await bench.verify();
    expect(processes).toBe(3);
    const named = differences.map(({ processId }) => processId);
    expect(new Set(named)).toEqual(new Set([loans[0]?.id, loans[2]?.id]));
    expect(named).toHaveLength(2);
  });
});
