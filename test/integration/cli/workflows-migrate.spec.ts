import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { definitionHash } from '../../../src/workflow/domain/definition-hash.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { fallwerk } from './command-line.js';

const REASON = ['--reason', 'Die Texte wurden überarbeitet.', '--by', 'inge'];

let database: TestDatabase;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'fallwerk-migrate-'));
  env = { FALLWERK_MODE: 'test', DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl };
  const deployed = await fallwerk(['workflows', 'deploy'], { env });
  if (deployed.code !== 0) throw new Error(deployed.err);
  await withClient(database.ownerUrl, async (owner) => {
    await owner.query(`INSERT INTO region (region_id, name) VALUES ('lippe', 'Lippe')`);
    const { rows } = await owner.query<{ document: ProcessDefinition }>(
      `SELECT document FROM workflow_definition WHERE key = 'task'`,
    );
    const document = { ...rows[0]!.document, version: 2, lawVersion: '2027-01-01' };
    await owner.query(
      `INSERT INTO workflow_definition (hash, key, version, law_version, document, deployed_at, deployed_by)
       VALUES ($1, 'task', 2, '2027-01-01', $2, now(), gen_random_uuid())`,
      [definitionHash(document), JSON.stringify(document)],
    );
  });
});

afterAll(async () => {
  await database?.drop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const workflows = (...words: string[]) => fallwerk(['workflows', ...words], { env });

async function rowsOf(table: string): Promise<number> {
  return withClient(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return rows[0]?.count ?? 0;
  });
}

describe('fallwerk workflows migrate', () => {
  it('shows what would happen without --execute, carries it out with it, and reports afterwards', async () => {
    const versions = ['migrate', 'task', '--from', '1', '--to', '2'];
    expect(await workflows(...versions)).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 Vorgänge passen, 0 brauchen eine Zuordnung, 0 gehen nicht'),
    });
    expect(await rowsOf('workflow_migration')).toBe(0);
    const done = await workflows(...versions, '--execute', '--region', 'lippe', ...REASON);
    expect(done).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('von Fassung 1 auf 2 ist abgeschlossen: 0 von 0 Vorgängen umgestellt'),
    });
    const [, id = ''] = /migration ([0-9a-f-]{36})/.exec(done.out) ?? [];
    const { out } = await workflows('migration', id, '--json');
    expect(JSON.parse(out)).toMatchObject({ id, status: 'completed', operator: 'inge', counts: { done: 0 } });
    expect(await workflows('migration', id, '--cancel')).toMatchObject({
      code: 1,
      err: expect.stringContaining('MIGRATION_NOT_POSSIBLE_NOW'),
    });
  }, 120_000);

  it.each<[readonly string[], number, string]>([
    [['migrate', 'task'], 64, 'USAGE --from'],
    [['migrate', '--from', '1', '--to', '2'], 64, 'USAGE'],
    [['migrate', 'task', '--from', '1', '--to', '2', '--execute', '--dry-run'], 64, 'USAGE --execute'],
    [['migrate', 'task', '--from', '1', '--to', '9'], 1, 'MIGRATION_VERSION_UNKNOWN'],
    [['migrate', 'task', '--from', '1', '--to', '2', '--region', 'nowhere'], 1, 'REGION_UNKNOWN'],
    [['migrate', 'task', '--from', '1', '--to', '2', '--execute'], 1, 'MIGRATION_REASON_MISSING'],
    [
      ['migrate', 'task', '--from', '1', '--to', '2', '--mapping', '/no/such.json'],
      1,
      'FILE_UNREADABLE /no/such.json',
    ],
    [['migration', 'nonsense'], 64, 'USAGE'],
    [['migration', '0192d000-0000-7000-8000-000000000001'], 1, 'MIGRATION_NOT_FOUND'],
    [
      ['migration', '0192d000-0000-7000-8000-000000000001', '--pause', '--cancel'],
      64,
      'USAGE Nur eines von --pause, --cancel',
    ],
  ])(
    '%j is refused with %i, a code and a sentence, and changes nothing',
    async (words, code, said) => {
      const before = await rowsOf('workflow_migration');
      expect(await workflows(...words)).toMatchObject({ code, err: expect.stringContaining(said) });
      expect(await rowsOf('workflow_migration')).toBe(before);
    },
    60_000,
  );

  it('takes nothing for a mapping that is none', async () => {
    const file = join(folder, 'null.json');
    for (const content of ['null', '[]', '"x"', '{}']) {
      await writeFile(file, content);
      expect(await workflows('migrate', 'task', '--from', '1', '--to', '2', '--mapping', file)).toMatchObject(
        {
          code: 1,
          err: expect.stringMatching(/^MIGRATION_MAPPING_INVALID/),
        },
      );
    }
  }, 60_000);

  it('names every wrong part of a mapping', async () => {
    const file = join(folder, 'mapping.json');
    await writeFile(file, JSON.stringify({ key: 'task', from: 1, to: 2, reason: 'kurz', more: 1 }));
    const { code, err } = await workflows('migrate', 'task', '--from', '1', '--to', '2', '--mapping', file);
    expect(code).toBe(1);
    expect(err).toContain('MIGRATION_MAPPING_INVALID');
    expect(err).toContain('/reason');
    expect(err).toContain('(more)');
  }, 60_000);
});
