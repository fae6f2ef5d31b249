import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { asId } from '../../../src/kernel/index.js';
import { newId, systemPrincipal } from '../../../src/platform/index.js';
import { ActivateDefinition } from '../../../src/workflow/application/activate-definition.js';
import { listDefinitions } from '../../../src/workflow/application/list-definitions.js';
import { RetireDefinition } from '../../../src/workflow/application/retire-definition.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { DefinitionRows } from '../../../src/workflow/persistence/definition.rows.js';
import { asFile, insertRegion, libraryLoan, SettableClock, staff, WorkflowNode } from './workflow-harness.js';

const operator = systemPrincipal(asId('system'));
const rows = new DefinitionRows();
const KEY = 'library-loan';

let database: TestDatabase;
let node: WorkflowNode;

// One database per test: deployed definitions can never be removed.
beforeEach(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  node = aNode('production');
  await deploy(1, 2);
});
afterEach(() => database.drop());

function aNode(mode: 'test' | 'production'): WorkflowNode {
  const clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z'));
  return new WorkflowNode(database.unitOfWork, clock, { mode });
}

function version(number: number): ProcessDefinition {
  return number === 1
    ? libraryLoan()
    : { ...libraryLoan(), version: number, description: `Version ${number}` };
}

/** What a release with these versions does at its start. */
async function deploy(...versions: number[]) {
  const files = versions.map((number) => asFile(version(number)));
  return node.inTx((tx) => node.definitions.deployAll(tx, files));
}

function activate(number: number, reason = 'Version 2 rechnet falsch', key = KEY) {
  const useCase = new ActivateDefinition(database.unitOfWork, rows, node.registry, node.clock);
  return useCase.execute(operator, { key, version: number, reason, operator: 'inge' });
}

function retire(reason = 'Die Bücherei schließt', key = KEY) {
  const useCase = new RetireDefinition(database.unitOfWork, rows, node.clock);
  return useCase.execute(operator, { key, reason, operator: 'inge' });
}

async function activeVersion(): Promise<number | undefined> {
  return (await node.inTx((tx) => node.definitions.active(tx, KEY)))?.version;
}

function start() {
  const input = { key: KEY, subject: { type: 'loan', id: newId() }, at: node.clock.now() };
  return node.inTx((tx) =>
    node.engine.start(tx, { ...input, actor: { kind: 'person', id: newId(), codes: ['READER'] } }),
  );
}

async function decisions(): Promise<readonly object[]> {
  return node.inTx((tx) =>
    tx.query(`SELECT hash IS NULL AS retired, origin, operator, reason FROM workflow_activation ORDER BY id`),
  );
}

describe('activation', () => {
  it('goes back to an older version on purpose; who, when and why stay on record', async () => {
    const young = await node.startLoan();
    expect(await activate(1)).toMatchObject({ ok: true, value: { key: KEY, version: 1 } });
    const old = await node.startLoan();
    expect(old.definitionHash).toBe(asFile(version(1)).hash);
    expect((await node.read(young.id)).definitionHash).toBe(asFile(version(2)).hash);
    expect((await decisions()).at(-1)).toEqual({
      retired: false,
      origin: 'operator',
      operator: 'inge',
      reason: 'Version 2 rechnet falsch',
    });
  });

  it('of an older version is not undone by later starts, in any mode, nor by a newer release', async () => {
    await activate(1);
    expect(await deploy(1, 2)).toMatchObject({ activated: [], held: ['library-loan/2'] });
    expect(await deploy(1, 2, 3)).toEqual({
      deployed: ['library-loan/3'],
      activated: [],
      held: ['library-loan/3'],
    });
    node = aNode('test');
    await deploy(1, 2, 3);
    expect(await activeVersion()).toBe(1);
  });

  it('of the newest version lets the next release follow again', async () => {
    await activate(1);
    await activate(2, 'Berichtigt');
    expect(await deploy(1, 2, 3)).toMatchObject({ activated: ['library-loan/3'], held: [] });
    expect(await activeVersion()).toBe(3);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['an unknown key', () => activate(1, 'Grund', 'library-game'), 'DEFINITION_KEY_UNKNOWN'],
    ['an unknown version', () => activate(9), 'DEFINITION_VERSION_UNKNOWN'],
    ['no version at all', () => activate(Number.NaN), 'DEFINITION_VERSION_UNKNOWN'],
    ['no reason', () => activate(1, ' \n '), 'ACTIVATION_REASON_MISSING'],
    ['a reason without end', () => activate(1, 'x'.repeat(501)), 'ACTIVATION_REASON_MISSING'],
    ['the active version', () => activate(2), 'DEFINITION_ALREADY_ACTIVE'],
  ])('with %s is refused and changes nothing', async (_what, act, code) => {
    const before = await decisions();
    expect(await act()).toMatchObject({ ok: false, error: { code } });
    expect(await decisions()).toEqual(before);
  });

  it('of a version this program cannot run is refused', async () => {
    Object.defineProperty(node.registry, 'guards', { value: {} });
    expect(await activate(1)).toMatchObject({ ok: false, error: { code: 'DEFINITION_NOT_SERVED' } });
    expect(await activeVersion()).toBe(2);
  });

  it('is for operators only', async () => {
    const useCase = new ActivateDefinition(database.unitOfWork, rows, node.registry, node.clock);
    const input = { key: KEY, version: 1, reason: 'Grund', operator: 'inge' };
    await expect(useCase.execute(staff, input)).rejects.toThrow();
    await expect(
      new RetireDefinition(database.unitOfWork, rows, node.clock).execute(staff, input),
    ).rejects.toThrow();
    expect(await activeVersion()).toBe(2);
  });
});

describe('retirement', () => {
  it('lets no new process start; running ones go on', async () => {
    const loan = await node.startLoan();
    expect(await retire()).toEqual({ ok: true, value: { version: 2, running: 1 } });
    expect(await start()).toMatchObject({ ok: false, error: { code: 'DEFINITION_NOT_ACTIVE' } });
    expect(await node.send(loan.id, 'REQUESTED', { title: 'Momo' })).toMatchObject({ ok: true });
    expect((await decisions()).at(-1)).toMatchObject({ retired: true, origin: 'operator', operator: 'inge' });
  });

  it('is not undone by later starts, in any mode, nor by a newer release', async () => {
    await retire();
    expect(await deploy(1, 2, 3)).toEqual({
      deployed: ['library-loan/3'],
      activated: [],
      held: ['library-loan/3'],
    });
    node = aNode('test');
    await deploy(1, 2, 3);
    expect(await activeVersion()).toBeUndefined();
  });

  it('ends with an activation', async () => {
    await retire();
    await activate(2, 'Wieder geöffnet');
    expect(await start()).toMatchObject({ ok: true });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['an unknown key', () => retire('Grund', 'library-game'), 'DEFINITION_KEY_UNKNOWN'],
    ['no reason', () => retire(''), 'ACTIVATION_REASON_MISSING'],
    [
      'a retired key',
      async () => {
        await retire();
        return retire();
      },
      'DEFINITION_ALREADY_RETIRED',
    ],
  ])('with %s is refused', async (_what, act, code) => {
    expect(await act()).toMatchObject({ ok: false, error: { code } });
  });
});

describe('two operators at once', () => {
  it('are heard one after the other: only one of two equal decisions is written', async () => {
    const before = (await decisions()).length;
    const answers = await Promise.all([activate(1), activate(1)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await decisions()).toHaveLength(before + 1);
  });
});

describe('the list of definitions', () => {
  it('shows every version with what runs on it, what is active and what a person decided', async () => {
    await node.startLoan();
    await retire();
    const [listed] = await node.inTx((tx) => listDefinitions(tx, rows));
    expect(listed?.definitions).toEqual([
      { key: KEY, version: 1, hash: asFile(version(1)).hash, isActive: false, running: 0 },
      { key: KEY, version: 2, hash: asFile(version(2)).hash, isActive: false, running: 1 },
    ]);
    expect(listed?.decision).toMatchObject({ hash: null, operator: 'inge', reason: 'Die Bücherei schließt' });
  });
});
