import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { VerifyProcessLog } from '../../../src/workflow/application/verify-process-log.js';
import { longLoan, VerificationBench } from './verification-bench.js';
import { libraryLoan, type WorkflowNode } from './workflow-harness.js';

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

describe('an untouched system', () => {
  it('is confirmed: entries, states and deadlines, in pages smaller than a log', async () => {
    await longLoan(node);
    const ended = await node.lend('2026-03-02');
    await node.send(ended.id, 'RETURNED');
    await node.send(ended.id, 'FEE_PAID');
    await node.startLoan();
    expect(await bench.verify({ processesPerPage: 2, eventsPerPage: 3 })).toEqual({
      processes: 3,
      events: 8 + 5 + 1,
      broken: 0,
      differences: [],
    });
  });

  it('is confirmed where an expiry changed nothing, since the audit register explains it', async () => {
    const loan = await node.lend('2026-03-02');
    await owner.query(
      `UPDATE deadline SET status = 'fired', closed_at = now() WHERE process_id = $1 AND status = 'open'`,
      [loan.id],
    );
    expect((await bench.verify()).differences).toMatchObject([
      { place: 'deadline', expected: 'open', found: 'fired' },
    ]);
    const [row] = (await node.inTx((tx) => node.engine.deadlines(tx, loan.id))).filter(
      ({ status }) => status === 'fired',
    );
    await node.inTx((tx) =>
      node.audit.record(tx, {
        action: 'DEADLINE_WITHOUT_EFFECT',
        objectType: 'process',
        objectId: loan.id,
        details: { deadlineId: row?.id ?? '' },
      }),
    );
    expect((await bench.verify()).differences).toEqual([]);
  });

  it('is confirmed while it runs: no false alarm from processes that move meanwhile', async () => {
    const loans = await Promise.all(['2026-03-02', '2026-03-02', '2026-03-02'].map((day) => node.lend(day)));
    const stopping = new AbortController();
    const writers = loans.map(async ({ id }) => {
      for (let turn = 0; !stopping.signal.aborted; turn += 1)
        await node.send(id, turn % 2 === 0 ? 'MISPLACED' : 'FOUND');
    });
    const runs = [];
    for (let turn = 0; turn < 5; turn += 1) runs.push(await bench.verify({ eventsPerPage: 5 }));
    stopping.abort();
    await Promise.all(writers);
    expect(runs.flatMap(({ differences }) => differences)).toEqual([]);
    expect(runs.at(-1)?.events).toBeGreaterThan(runs[0]?.events ?? 0);
  });

  it('is looked at in part: one process, or those with entries since an instant', async () => {
    const old = await node.lend('2026-03-02');
    node.clock.setDay('2026-04-01');
    await node.startLoan();
    expect(await bench.verify({ processId: old.id })).toMatchObject({ processes: 1, events: 3 });
    expect(await bench.verify({ since: '2026-03-31T00:00:00Z' })).toMatchObject({ processes: 1, events: 1 });
    expect(await bench.verify({ since: '2026-03-01T00:00:00Z' })).toMatchObject({ processes: 2 });
  });

  it('needs no code of guards and effects, and names a definition that it cannot have', async () => {
    const loan = await node.startLoan();
    await owner.query(
      `UPDATE workflow_definition SET document = jsonb_set(document::jsonb, '{lawVersion}', '"2031-01-01"')::json WHERE hash = $1`,
      [loan.definitionHash],
    );
    const { differences } = await bench.verify();
    await owner.query(`UPDATE workflow_definition SET document = $2 WHERE hash = $1`, [
      loan.definitionHash,
      JSON.stringify(libraryLoan()),
    ]);
    expect(differences).toMatchObject([
      { processId: loan.id, place: 'definition', expected: loan.definitionHash, found: 'altered' },
    ]);
    expect((await bench.verify()).differences).toEqual([]);
  });
});

describe('the hash chain of one log, in pages smaller than the log', () => {
  it.each([1, 3, 4, 8, 100])(
    'is whole, or broken at the entry that was changed: %d at a time',
    async (size) => {
      const loan = await longLoan(node);
      const check = () => node.inTx((tx) => new VerifyProcessLog(node.processes).run(tx, loan.id, size));
      expect(await check()).toMatchObject({ ok: true, value: { length: 8 } });
      await owner.query(
        `UPDATE process_event SET actor_code = 'READER' || actor_code WHERE process_id = $1 AND seq = 6`,
        [loan.id],
      );
      expect(await check()).toMatchObject({ ok: false, error: { kind: 'entry', index: 5 } });
      await owner.query(`DELETE FROM process_event WHERE process_id = $1 AND seq >= 5`, [loan.id]);
      expect(await check()).toMatchObject({ ok: false, error: { kind: 'head', index: 4 } });
    },
  );
});
