import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { migrations } from '../../../migrations/index.js';
import { entities } from '../../../src/entities.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { migrateDown, migrateUp } from '../../../src/platform/database/migrate.js';
import { withClient } from '../../../src/platform/database/roles.js';

/**
 * Tables that belong to the whole installation. Everything else is data of one region and is distributed by it;
 * adding a table here is a decision of its own (ADR 0006 on scale).
 */
const GLOBAL_TABLES = [
  'account',
  'migrations',
  'organisation_type',
  'workflow_activation',
  'workflow_definition',
];

/** Tables that nobody may change or empty after the fact; recognised by their trigger. */
const APPEND_ONLY = `
  SELECT DISTINCT c.relname AS table_name FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
  WHERE p.proname = 'forbid_change' ORDER BY 1`;

/** Keys and indexes of the schema with their columns in order; expressions appear as NULL. */
const KEYS = `
  SELECT t.relname AS table_name, i.relname AS name,
         (SELECT array_agg(a.attname ORDER BY k.position) FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, position)
          LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number)::text[] AS columns
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
  WHERE t.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT t.relname, c.conname,
         (SELECT array_agg(a.attname ORDER BY k.position) FROM unnest(c.conkey) WITH ORDINALITY AS k(number, position)
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number)::text[]
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
  WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace
    AND c.confrelid NOT IN (SELECT oid FROM pg_class WHERE relname = ANY ($1))`;

interface Key {
  readonly table_name: string;
  readonly name: string;
  readonly columns: readonly (string | null)[];
}

describe('schema of the newest version', () => {
  let database: TestDatabase;
  let owner: DataSource;
  const names = async (sql: string, parameters?: unknown[]) =>
    (await owner.query<{ table_name: string }[]>(sql, parameters)).map((row) => row.table_name);

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = await createDataSource({ url: database.ownerUrl, entities, poolSize: 1 }).initialize();
  });
  afterAll(async () => {
    await owner?.destroy();
    await database?.drop();
  });

  it('differs in nothing from the entities', async () => {
    const { upQueries } = await owner.driver.createSchemaBuilder().log();
    // Comments stand in the migrations only (see below); to TypeORM each looks like one too many.
    const differences = upQueries
      .map((query) => query.query)
      .filter((sql) => !/^COMMENT ON TABLE \S+ IS NULL$/.test(sql));
    expect(differences).toEqual([]);
  });

  it('begins every key and index of a regional table with the region', async () => {
    const keys = await owner.query<Key[]>(KEYS, [GLOBAL_TABLES]);
    const wrong = keys.filter(
      (key) => !GLOBAL_TABLES.includes(key.table_name) && key.columns[0] !== 'region_id',
    );
    expect(wrong.map((key) => `${key.table_name}.${key.name}`)).toEqual([]);
    expect(keys.length).toBeGreaterThan(0);
  });

  it('has a primary key on every table', async () => {
    const without = `SELECT relname AS table_name FROM pg_class c WHERE relkind IN ('r', 'p')
      AND relnamespace = 'public'::regnamespace AND NOT EXISTS
      (SELECT 1 FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p')`;
    expect(await names(without)).toEqual([]);
  });

  it('explains every table', async () => {
    const silent = `SELECT relname AS table_name FROM pg_class WHERE relkind IN ('r', 'p', 'v')
      AND relnamespace = 'public'::regnamespace AND obj_description(oid, 'pg_class') IS NULL`;
    expect(await names(silent)).toEqual([]);
  });

  it('stores instants with their zone and codes as text', async () => {
    const types = `SELECT table_name || '.' || column_name AS table_name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name <> 'migrations' AND
      (data_type IN ('timestamp without time zone', 'character varying', 'character', 'money')
       OR udt_name IN (SELECT typname FROM pg_type WHERE typtype = 'e'))`;
    expect(await names(types)).toEqual([]);
  });

  it('gives the application nothing to own and nothing to create', async () => {
    const owned = `SELECT relname AS table_name FROM pg_class WHERE pg_get_userbyid(relowner) LIKE 'fallwerk_app%'`;
    expect(await names(owned)).toEqual([]);
    await expect(database.dataSource.query('CREATE TABLE stray (id int)')).rejects.toThrow(
      'permission denied',
    );
    await expect(database.dataSource.query('CREATE SCHEMA stray')).rejects.toThrow('permission denied');
    await expect(database.dataSource.query('SET ROLE fallwerk_owner')).rejects.toThrow('permission denied');
    await expect(database.dataSource.query('DROP TABLE region')).rejects.toThrow('must be owner');
  });

  it('lets the application neither change nor empty what is append-only', async () => {
    const may = `SELECT relname AS table_name FROM pg_class WHERE relname = ANY ($1) AND
      (has_any_column_privilege('fallwerk_app', oid, 'UPDATE') OR
       has_table_privilege('fallwerk_app', oid, 'DELETE') OR has_table_privilege('fallwerk_app', oid, 'TRUNCATE'))`;
    const tables = await names(APPEND_ONLY);
    expect(await names(may, [tables])).toEqual([]);
  });

  it('refuses the owner, too, to change what is append-only', async () => {
    const unguarded = `SELECT c.relname AS table_name FROM pg_class c WHERE relname = ANY ($1) AND NOT EXISTS
      (SELECT 1 FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = c.oid
       AND p.proname = 'forbid_change' AND t.tgenabled <> 'D' AND t.tgtype & 24 = 24)`;
    expect(await names(unguarded, [await names(APPEND_ONLY)])).toEqual([]);
  });

  it('never lets the application empty a table or change the migrations', async () => {
    const may = `SELECT relname AS table_name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND (has_table_privilege('fallwerk_app', oid, 'TRUNCATE') OR (relname = 'migrations' AND
           has_table_privilege('fallwerk_app', oid, 'INSERT, UPDATE, DELETE')))`;
    expect(await names(may)).toEqual([]);
  });
});

describe('migrations', () => {
  it('go up, down and up again, and leave nothing behind', async () => {
    const database = await createEmptyDatabase();
    // The tables of graphile-worker have migrations of their own and stay.
    const objects = `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND oid <> 'migrations'::regclass AND relkind <> 'i' AND relname <> 'migrations_id_seq'
      UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%' AND nspname NOT IN ('public', 'information_schema', 'graphile_worker')
      UNION ALL SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'`;
    try {
      expect(await migrateUp(database.ownerUrl)).toHaveLength(migrations.length);
      await migrateDown(database.ownerUrl);
      expect(
        await withClient(database.ownerUrl, async (client) => (await client.query(objects)).rows),
      ).toEqual([]);
      expect(await migrateUp(database.ownerUrl)).toHaveLength(migrations.length);
      expect(await migrateUp(database.ownerUrl)).toEqual([]);
    } finally {
      await database.drop();
    }
  });

  it('run once when several nodes start at the same moment', async () => {
    const database = await createEmptyDatabase();
    try {
      const nodes = await Promise.all([1, 2, 3].map(() => migrateUp(database.ownerUrl)));
      expect(nodes.map((done) => done.length).sort((a, b) => a - b)).toEqual([0, 0, migrations.length]);
    } finally {
      await database.drop();
    }
  });

  it('say what to do when the server does not answer', async () => {
    await expect(migrateUp('postgres://nobody:geheim@127.0.0.1:1/none')).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.not.stringContaining('geheim'),
    });
  });
});
