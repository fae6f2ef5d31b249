import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { projectRoot } from '../../../src/platform/config/paths.js';
import {
  DefinitionsBroken,
  DeployDefinitions,
} from '../../../src/workflow/application/deploy-definitions.js';
import { WorkflowRegistry } from '../../../src/workflow/application/workflow-registry.js';
import { OwnerLabels } from '../../../src/workflow/application/owner-labels.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  folder = mkdtempSync(join(tmpdir(), 'fallwerk-workflows-'));
  mkdirSync(join(folder, 'library-loan'));
  const fixtures = join(projectRoot, 'test', 'fixtures', 'workflows');
  writeFileSync(join(folder, 'vocabulary.json'), readFileSync(join(fixtures, 'vocabulary.json')));
  cpSync(join(fixtures, 'library-loan', 'scenarios'), join(folder, 'library-loan', 'scenarios'), {
    recursive: true,
  });
  write(libraryLoan());
});

function write(definition: object, path = 'library-loan/1.json'): void {
  writeFileSync(join(folder, path), JSON.stringify(definition, null, 2));
}

// One database per test: deployed definitions can never be removed.
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

function aNode(mode: 'test' | 'production' = 'production'): WorkflowNode {
  return new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
    { mode },
  );
}

async function deploy(node: WorkflowNode) {
  const deployer = new DeployDefinitions(
    database.unitOfWork,
    node.definitions,
    node.registry,
    new OwnerLabels(),
  );
  return deployer.execute(folder);
}

async function activeVersions(node: WorkflowNode) {
  const active = await node.inTx((tx) => node.definitions.listActive(tx));
  return active.map(({ key, version }) => `${key}/${version}`);
}

async function activationCount(node: WorkflowNode): Promise<number> {
  const rows = await node.inTx((tx) => tx.query(`SELECT id FROM workflow_activation`));
  return rows.length;
}

function version2(): ProcessDefinition {
  return { ...libraryLoan(), version: 2, description: 'Second version.' };
}

describe('deployment at the start', () => {
  it('deploys and activates once, however often and on however many nodes it runs', async () => {
    const runs = await Promise.all([deploy(aNode()), deploy(aNode())]);
    expect(runs.flatMap(({ deployed }) => deployed)).toEqual(['library-loan/1']);
    expect(await deploy(aNode())).toEqual({ deployed: [], activated: [], held: [] });
    expect(await activationCount(aNode())).toBe(1);
  });

  it('activates a newer version; running processes keep theirs for life', async () => {
    const node = aNode();
    await deploy(node);
    const old = await node.startLoan();
    write(version2(), 'library-loan/2.json');
    expect(await deploy(node)).toEqual({
      deployed: ['library-loan/2'],
      activated: ['library-loan/2'],
      held: [],
    });
    const young = await node.startLoan();
    const moved = await node.send(old.id, 'REQUESTED', { title: 'Momo' });
    expect(moved).toMatchObject({ ok: true, value: { definitionHash: old.definitionHash } });
    expect(young.definitionHash).not.toBe(old.definitionHash);
  });

  it('a node of an older release does not take the newer version back', async () => {
    write(version2(), 'library-loan/2.json');
    await deploy(aNode());
    rmSync(join(folder, 'library-loan', '2.json'));
    expect(await deploy(aNode())).toEqual({ deployed: [], activated: [], held: [] });
    expect(await activeVersions(aNode())).toEqual(['library-loan/2']);
  });

  it('refuses an edited released version in production and says what to do', async () => {
    await deploy(aNode());
    write({ ...libraryLoan(), description: 'Edited.' });
    await expect(deploy(aNode())).rejects.toThrow('Ausgelieferte Fassungen werden nie geändert');
    expect(await activationCount(aNode())).toBe(1);
  });

  it('takes an edited version outside production, there and back', async () => {
    const node = aNode('test');
    await deploy(node);
    write({ ...libraryLoan(), description: 'Edited.' });
    expect((await deploy(node)).activated).toEqual(['library-loan/1']);
    write(libraryLoan());
    expect(await deploy(node)).toEqual({ deployed: [], activated: ['library-loan/1'], held: [] });
  });

  it('stops with the findings of all files at once and deploys nothing', async () => {
    const broken = libraryLoan();
    write({ ...broken, key: 'other-key' }, 'library-loan/2.json');
    write({ ...broken, version: 3, colour: 'red' }, 'library-loan/3.json');
    const failure = await deploy(aNode()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DefinitionsBroken);
    const { findings } = failure as DefinitionsBroken;
    expect(findings.join('\n')).toMatch(/library-loan\/2\.json.*KEY_MISMATCH/);
    expect(findings.join('\n')).toMatch(/library-loan\/3\.json.*SCHEMA/);
    expect(await activationCount(aNode())).toBe(0);
  });

  it.each([
    ['a scenario tells something else', 'SCENARIO', (text: string) => text.replace('"cancelled"', '"lost"')],
    ['a transition has no scenario', 'TRANSITION_UNCOVERED', () => undefined],
    [
      'a scenario names a member twice',
      'KEY_REPEATED',
      (text: string) => text.replace('{', '{ "name": "X",'),
    ],
  ])('is refused as a whole when %s, as `workflows check` refuses it', async (_what, code, change) => {
    const file = join(folder, 'library-loan', 'scenarios', 'cancelled.json');
    const text = change(readFileSync(file, 'utf8'));
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
    const failure = await deploy(aNode()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'DEFINITIONS_BROKEN' });
    expect((failure as DefinitionsBroken).findings.join('\n')).toMatch(
      new RegExp(`^workflows/library-loan/.*${code}`, 'm'),
    );
    expect(await activationCount(aNode())).toBe(0);
  });

  it('does not check again what is deployed', async () => {
    await deploy(aNode());
    rmSync(join(folder, 'library-loan', 'scenarios'), { recursive: true });
    expect(await deploy(aNode())).toEqual({ deployed: [], activated: [], held: [] });
  });

  it('refuses a vocabulary that says nothing in one of the languages', async () => {
    const file = join(folder, 'vocabulary.json');
    const words = JSON.parse(readFileSync(file, 'utf8')) as { owners: { READER: { en?: string } } };
    delete words.owners.READER.en;
    writeFileSync(file, JSON.stringify(words));
    await expect(deploy(aNode())).rejects.toThrow(/vocabulary\.json\/owners\/READER\/en: LABEL_MISSING/);
  });

  it('guards that only ask for a fact of their own name need no code and stay closed without it', async () => {
    const node = aNode();
    const plain = new WorkflowRegistry();
    for (const name of ['sendReminder', 'notifyDesk']) {
      plain.registerEffect(name, { label: { de: name, en: name }, run: async () => undefined });
    }
    const deployer = new DeployDefinitions(database.unitOfWork, node.definitions, plain, new OwnerLabels());
    await deployer.execute(folder);
    const input = { context: {}, event: { type: 'X', payload: {} }, params: {}, at: '2026-03-02T09:00:00Z' };
    expect(plain.guards['readerCardValid']?.evaluate({ ...input, facts: {} })).toBe(false);
    expect(plain.guards['readerCardValid']?.evaluate({ ...input, facts: { readerCardValid: true } })).toBe(
      true,
    );
  });

  it('names effects that no capability of this build carries out', async () => {
    const plain = new WorkflowRegistry();
    const deployer = new DeployDefinitions(
      database.unitOfWork,
      aNode().definitions,
      plain,
      new OwnerLabels(),
    );
    await expect(deployer.execute(folder)).rejects.toThrow(/NOT_SERVED Unknown effect/);
  });

  it('a node that lacks a guard of the definition says so and leaves its processes alone', async () => {
    const node = aNode();
    await deploy(node);
    const loan = await node.startLoan();
    const older = aNode();
    Object.defineProperty(older.registry, 'guards', { value: {} });
    expect(await older.send(loan.id, 'CANCELLED')).toMatchObject({
      ok: false,
      error: { code: 'DEFINITION_NOT_SERVED' },
    });
    expect(await node.send(loan.id, 'CANCELLED')).toMatchObject({ ok: true });
  });
});

describe('the stored document', () => {
  it('keeps the order of keys, so that parallel regions keep theirs', async () => {
    const node = aNode();
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
    const [row] = await node.inTx((tx) =>
      tx.query<{ text: string }>(`SELECT document::text AS text FROM workflow_definition`),
    );
    expect(row?.text).toBe(JSON.stringify(libraryLoan()));
  });
});
