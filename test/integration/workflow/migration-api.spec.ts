import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '#test/support/test-app.js';
import { newId } from '../../../src/platform/index.js';
import { definitionHash } from '../../../src/workflow/domain/definition-hash.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { RunMigrations } from '../../../src/workflow/migration/application/run-migrations.js';
import { DefinitionRows } from '../../../src/workflow/persistence/definition.rows.js';

const MAPPING = { key: 'task', from: 1, to: 2, reason: 'Die Texte wurden überarbeitet.' };
const PREVIEW = `query ($mapping: JSON) {
  migrationPreview(key: "task", from: "1", to: "2", mapping: $mapping) {
    ... on MigrationPreviewPayload { toHash processes { edges { node { verdict } } } }
    ... on UserFacingError { code }
    ... on ValidationFailed { fields { path } }
  } }`;
const mutation = (name: string) => `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
  ${name}(input: $input) {
    ... on ${name[0]?.toUpperCase()}${name.slice(1)}Payload { migration { id status summary stillOnOldVersion } }
    ... on UserFacingError { code }
  } }`;

let test: TestApp;

beforeAll(async () => {
  test = await TestApp.start();
  // The second version of a definition that comes with the product, with another state of law.
  await test.tx(async (tx) => {
    const rows = test.get(DefinitionRows);
    const [one] = (await rows.deployed(tx)).filter(({ key }) => key === 'task');
    const first = one && (await rows.find(tx, one.hash));
    if (!first) throw new Error('The tasks are not deployed');
    const document: ProcessDefinition = { ...first.document, version: 2, lawVersion: '2027-01-01' };
    const { key, version, lawVersion } = document;
    const text = JSON.stringify(document);
    await rows.insert(
      tx,
      { hash: definitionHash(document), key, version, lawVersion, text },
      test.clock.now().toString(),
    );
  });
});

afterAll(async () => test?.stop());

async function command(subject: string, name: string, input: object, idempotencyKey: string = newId()) {
  const { data, codes } = await test.ask(subject, mutation(name), { input: { idempotencyKey, ...input } });
  return { answer: data?.[name] as { code?: string; migration?: { id: string; status: string } }, codes };
}

const start = { key: 'task', from: '1', to: '2', mapping: MAPPING, reason: 'Die Texte wurden überarbeitet.' };

describe('migration of running processes over GraphQL', () => {
  it('is closed to everybody but project leads and administrators', async () => {
    for (const subject of ['lead', 'jobcenterHead', 'moderation', 'datenschutz']) {
      expect((await test.ask(subject, PREVIEW)).codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
      expect((await command(subject, 'startProcessMigration', start)).codes).toEqual([
        'NOT_FOUND_OR_NOT_PERMITTED',
      ]);
    }
    expect(await test.rows(`SELECT id FROM workflow_migration`)).toEqual([]);
  });

  it('previews, and names what is wrong with a mapping', async () => {
    const { data } = await test.ask('administration', PREVIEW, { mapping: MAPPING });
    expect(data).toMatchObject({ migrationPreview: { processes: { edges: [] } } });
    const wrong = await test.ask('administration', PREVIEW, { mapping: { ...MAPPING, to: 9 } });
    expect(wrong.data).toMatchObject({
      migrationPreview: { code: 'MIGRATION_MAPPING_INVALID', fields: [{ path: 'to' }] },
    });
  });

  it('is proposed by one person, approved by another, once, and then runs', async () => {
    const key = newId();
    const proposed = await command('administration', 'startProcessMigration', start, key);
    expect(proposed.answer).toMatchObject({ migration: { status: 'PROPOSED' } });
    const repeated = await command('administration', 'startProcessMigration', start, key);
    expect(repeated.answer).toEqual(proposed.answer);
    const second = await command('projektleitung', 'startProcessMigration', start);
    expect(second.answer).toMatchObject({ code: 'MIGRATION_UNDER_WAY' });
    const migrationId = proposed.answer.migration?.id;
    const alone = await command('administration', 'approveProcessMigration', { migrationId });
    expect(alone.answer).toMatchObject({ code: 'MIGRATION_NEEDS_SECOND_PERSON' });
    const approved = await command('projektleitung', 'approveProcessMigration', { migrationId });
    expect(approved.answer).toMatchObject({ migration: { status: 'RUNNING' } });
    await test.get(RunMigrations).runAll();
    const { data } = await test.ask(
      'projektleitung',
      `query ($id: ID!) { processMigration(id: $id) { status done refused summary items { edges { node { status } } } } }`,
      { id: migrationId },
    );
    expect(data).toMatchObject({ processMigration: { status: 'COMPLETED', done: 0, items: { edges: [] } } });
    const late = await command('projektleitung', 'cancelProcessMigration', { migrationId });
    expect(late.answer).toMatchObject({ code: 'MIGRATION_NOT_POSSIBLE_NOW' });
    const audit = await test.rows<{ action: string }>(
      `SELECT action FROM audit_event WHERE object_id = $1 ORDER BY action`,
      [migrationId],
    );
    expect(audit.map(({ action }) => action)).toEqual(['MIGRATION_APPROVED', 'MIGRATION_PLANNED']);
  });

  it('refuses nonsense with a code and keeps nothing of it', async () => {
    const before = await test.rows(`SELECT count(*)::int AS count FROM workflow_migration`);
    const reason = await command('administration', 'startProcessMigration', { ...start, reason: 'zu kurz' });
    expect(reason.answer).toMatchObject({ code: 'VALIDATION_FAILED' });
    const version = await command('administration', 'startProcessMigration', { ...start, to: '9' });
    expect(version.answer).toMatchObject({ code: 'MIGRATION_VERSION_UNKNOWN' });
    const nobody = await command('administration', 'cancelProcessMigration', { migrationId: newId() });
    expect(nobody.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect(await test.rows(`SELECT count(*)::int AS count FROM workflow_migration`)).toEqual(before);
  });
});
