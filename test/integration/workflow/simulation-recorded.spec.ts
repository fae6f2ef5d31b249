import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { contentOf } from '#test/support/workflow-folder.js';
import { runCommandLine } from '../../../src/cli/commands/command-line.js';
import { workflowsSimulate } from '../../../src/cli/commands/workflows/simulate.js';
import { statechartOf } from '../../../src/workflow/domain/statechart.js';
import type { Assumptions } from '../../../src/workflow/simulation/assumptions.js';
import { readRecordedEntries } from '../../../src/workflow/simulation/read-recorded.js';
import { recordedAssumptions } from '../../../src/workflow/simulation/recorded.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/workflows');
const SURROUNDINGS = ['FALLWERK_MODE', 'DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const;

let database: TestDatabase;
let node: WorkflowNode;
const before = SURROUNDINGS.map((name) => [name, process.env[name]] as const);

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  node = new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
  );
  node.registry.registerFacts('loan', async () => node.facts);
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
  process.env['FALLWERK_MODE'] = 'test';
  process.env['DATABASE_URL'] = database.appUrl;
  process.env['MIGRATION_DATABASE_URL'] = database.ownerUrl;
});

afterAll(async () => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await database?.drop();
});

/** A loan that lay ready for two days before it was fetched. */
async function lend(day: number): Promise<string> {
  node.clock.setDay(Temporal.PlainDate.from('2026-03-02').add({ days: day }).toString());
  const { id } = await node.startLoan();
  await node.send(id, 'REQUESTED', { title: 'Momo' });
  node.clock.advance({ hours: 48 });
  const lent = await node.send(id, 'HANDED_OUT', { on: '2026-03-04' });
  expect(lent.ok).toBe(true);
  return id;
}

async function simulate() {
  const [out, err]: [string[], string[]] = [[], []];
  const words = ['library-loan', '--recorded', '--runs', '20', '--json', '--folder', FOLDER];
  const code = await runCommandLine([workflowsSimulate], ['workflows', 'simulate', ...words], {
    say: (line) => void out.push(line),
    complain: (line) => void err.push(line),
    ask: () => Promise.resolve(''),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('a simulation of recorded processes', () => {
  it('is refused below five cases, then takes durations and shares from the event log and names no process', async () => {
    const ids = [await lend(0), await lend(1), await lend(2), await lend(3)];
    const refused = await simulate();
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('SIMULATION_TOO_FEW_PROCESSES');

    ids.push(await lend(4));
    const entries = await readRecordedEntries(database.unitOfWork, 'library-loan');
    const assumed = contentOf<Assumptions>(join(FOLDER, 'library-loan/simulation.json'));
    const result = recordedAssumptions(entries, statechartOf(libraryLoan().machine), assumed);
    expect(result.ok && result.value.states?.['ready']).toEqual({
      HANDED_OUT: {
        share: 1,
        after: { kind: 'empirical', unit: 'calendarDays', values: [2, 2, 2, 2, 2] },
      },
    });

    const { code, out, err } = await simulate();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('aufgezeichnet');
    for (const id of ids) expect(out).not.toContain(id);
  });
});
