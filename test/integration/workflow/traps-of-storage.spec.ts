import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { JsonObject, ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { definitionHash } from '../../../src/workflow/domain/definition-hash.js';
import { storedState } from '../../../src/workflow/application/process-state.js';
import type { ProcessView } from '../../../src/workflow/domain/process.js';
import { decide, MAX_CONTEXT_SIZE } from '../../../src/workflow/kernel/kernel.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

let database: TestDatabase;
let node: WorkflowNode;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
});

afterAll(async () => database?.drop());

beforeEach(async () => {
  node = new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
  );
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
});

async function store(process: ProcessView, columns: Readonly<Record<string, string>>): Promise<void> {
  const names = Object.keys(columns);
  const assignments = names.map((name, index) => `${name} = $${String(index + 2)}`).join(', ');
  await node.inTx((tx) =>
    tx.query(`UPDATE process SET ${assignments} WHERE id = $1`, [process.id, ...Object.values(columns)]),
  );
}

/** A definition of notes: one field takes any value that JSON has. */
function notes(): ProcessDefinition {
  const any = { type: ['string', 'number', 'boolean', 'null', 'array', 'object'] };
  const { machine, ...head } = libraryLoan();
  return {
    ...head,
    version: 3,
    context: { note: any },
    delays: {},
    events: {
      NOTED: {
        label: { de: 'Notiz', en: 'Note' },
        by: ['LIBRARY'],
        payload: { type: 'object', additionalProperties: false, properties: { note: any } },
      },
      LOOPED: { label: { de: 'Kreis', en: 'Loop' }, by: ['LIBRARY'] },
    },
    machine: {
      id: machine.id,
      initial: 'open',
      states: {
        open: {
          meta: { owner: 'LIBRARY', label: { de: 'Offen', en: 'Open' } },
          on: {
            NOTED: { actions: [{ type: 'record', params: { fields: ['note'] } }] },
            LOOPED: { target: 'there' },
          },
        },
        there: { meta: { label: { de: 'Hin', en: 'There' } }, always: { target: 'back' } },
        back: { meta: { label: { de: 'Her', en: 'Back' } }, always: { target: 'there' } },
      },
    },
  };
}

async function startNotes(): Promise<ProcessView> {
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(notes())]));
  return node.startLoan();
}

describe('stored states that do not fit', () => {
  it.each([
    ['traps 7 and 8: a compound state without its inside', { state_value: '{"lent": {"fee": "open"}}' }],
    ['trap 8: a leaf with states inside', { state_value: '{"ready": "inside"}' }],
    [
      'trap 9: history of a state that is gone',
      { history_value: '{"library-loan.lent.book.home.before": ["library-loan.lent.book.home.late"]}' },
    ],
    ['trap 23: a reference in place of a value', { context: '{"title": {"xstate$$type": 1, "id": "x"}}' }],
  ])('%s moves nothing and is told', async (_name, columns) => {
    const loan = await node.startLoan();
    await store(loan, columns);
    const before = await node.read(loan.id);
    expect(await node.send(loan.id, 'CANCELLED')).toMatchObject({
      ok: false,
      error: { code: 'STORED_STATE_INVALID' },
    });
    expect(await node.read(loan.id)).toEqual(before);
  });
});

describe('what is stored of a process', () => {
  it('trap 20: names its definition by key and hash, and its place in the log; each entry names the hash, too', async () => {
    const { id } = await node.lend('2026-03-02');
    const hash = definitionHash(libraryLoan());
    const [row] = await node.inTx((tx) => tx.query(`SELECT * FROM process WHERE id = $1`, [id]));
    expect(row).toMatchObject({ definition_key: 'library-loan', definition_hash: hash, revision: 3 });
    const log = await node.inTx((tx) => node.engine.history(tx, id));
    expect(log.map(({ seq, definitionHash: of }) => [seq, of])).toEqual([1, 2, 3].map((seq) => [seq, hash]));
  });

  it('trap 21: a row as an earlier release wrote it goes on under this one', async () => {
    const loan = await node.lend('2026-03-02');
    await store(loan, {
      state_value: '{"lent": {"fee": "paid", "book": "misplaced"}}',
      history_value: '{"library-loan.lent.book.home.before": ["library-loan.lent.book.home.overdue"]}',
      context: '{"kind": null, "title": "Momo", "lentOn": "2025-11-03", "remindedOnce": false}',
    });
    expect(await node.send(loan.id, 'FOUND')).toMatchObject({
      ok: true,
      value: { value: { lent: { fee: 'paid', book: { home: 'overdue' } } } },
    });
    expect(await node.send(loan.id, 'RETURNED')).toMatchObject({ ok: true, value: { status: 'done' } });
  });

  it.each<[string, JsonObject[string]]>([
    ['a day', '2026-03-02'],
    ['signs of several planes and quotes', 'Čaj „für“ 👩‍👩‍👧 \\u0041 \n'],
    ['a fraction', 0.1],
    ['a large number', 1e21],
    ['an empty list', []],
    ['an object with keys in another order', { zz: 1, a: { b: [null, true] } }],
    ['nothing', null],
  ])('trap 19: %s comes back from the database as it was sent', async (_name, note) => {
    const { id } = await startNotes();
    expect(await node.send(id, 'NOTED', { note })).toMatchObject({ ok: true });
    expect((await node.read(id)).context).toEqual({ note });
    const [, entry] = await node.inTx((tx) => node.engine.history(tx, id));
    expect(entry?.payload).toEqual({ note });
  });

  it('trap 22: a context that grows too large is refused, and nothing of it is stored', async () => {
    const started = await startNotes();
    const refused = await node.send(started.id, 'NOTED', { note: 'x'.repeat(MAX_CONTEXT_SIZE) });
    expect(refused).toMatchObject({ ok: false, error: { code: 'CONTEXT_TOO_LARGE' } });
    expect(await node.read(started.id)).toEqual(started);
  });

  it('trap 25: the log keeps every inner step with its transitions, and the guards that were asked', async () => {
    const { id } = await node.lend('2026-03-02');
    await node.send(id, 'FEE_PAID');
    await node.send(id, 'RETURNED');
    const log = await node.inTx((tx) => node.engine.history(tx, id));
    expect(log[1]?.guards).toMatchObject([
      { guard: 'readerCardValid', verdict: true },
      { guard: 'eventIs', verdict: false },
    ]);
    expect(log.at(-1)?.microsteps.map(({ transitions }) => transitions)).toEqual([
      ['library-loan.lent.book.home/RETURNED/0'],
      ['library-loan.lent/onDone/0'],
    ]);
  });
});

describe('a decision that breaks', () => {
  it('trap 16: a guard that throws is answered with a code, and the process goes on once it is repaired', async () => {
    const loan = await node.startLoan();
    const broken = new WorkflowNode(database.unitOfWork, node.clock);
    broken.registry.factsFor = async () => {
      return Object.defineProperty({}, 'readerCardValid', {
        get: () => {
          throw new Error('card reader unplugged');
        },
      });
    };
    const sent = await broken.send(loan.id, 'REQUESTED', { title: 'Momo' });
    expect(sent).toMatchObject({ ok: false, error: { code: 'GUARD_BROKEN' } });
    expect(await node.read(loan.id)).toEqual(loan);
    expect(await node.send(loan.id, 'REQUESTED', { title: 'Momo' })).toMatchObject({ ok: true });
  });

  it('trap 17: steps without end are cut off, and the transaction can be used on', async () => {
    const started = await startNotes();
    const codes = await node.inTx(async (tx) => {
      const looped = await node.engine.send(tx, node.event(started.id, 'LOOPED'));
      const noted = await node.engine.send(tx, node.event(started.id, 'NOTED', { note: 'after' }));
      return [looped.ok ? 'ok' : looped.error.code, noted.ok];
    });
    expect(codes).toEqual(['TOO_MANY_STEPS', true]);
    expect(await node.read(started.id)).toMatchObject({ value: 'open', context: { note: 'after' } });
  });
});

describe('speed', () => {
  it('trap 24: the database is the limit, not the machine: deciding takes the smaller part of an event', async () => {
    const loan = await node.lend('2026-03-02');
    const compiled = await node.inTx((tx) => node.definitions.compiled(tx, loan.definitionHash));
    if (!compiled) throw new Error('The loan is not served');
    const events = ['MISPLACED', 'FOUND'];
    const times = { decided: 0, sent: 0 };
    for (let round = 0; round < 20; round += 1) {
      const type = events[round % 2] ?? '';
      const state = storedState(await node.read(loan.id));
      let from = performance.now();
      decide(compiled, state, { type }, {}, { at: node.clock.now().toString() });
      times.decided += performance.now() - from;
      from = performance.now();
      expect(await node.send(loan.id, type)).toMatchObject({ ok: true });
      times.sent += performance.now() - from;
    }
    expect(times.decided).toBeLessThan(times.sent / 2);
  });
});
