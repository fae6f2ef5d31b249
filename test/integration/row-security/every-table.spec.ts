import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';

/** Tables of the whole installation, and why they hold nothing of a region. */
const WITHOUT_REGION: Readonly<Record<string, string>> = {
  migrations: 'names of migrations, read by the readiness check',
  organisation_type: 'kinds of bodies, the same everywhere',
  workflow_activation: 'which version of a definition new processes begin with, the same everywhere',
  workflow_definition: 'deployed definitions, the same everywhere',
};

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const names = async (sql: string): Promise<readonly string[]> =>
  (await database.asOwner<{ name: string }>(sql)).map(({ name }) => name);

const TABLES = `SELECT c.oid, c.relname, c.relrowsecurity FROM pg_class c
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`;
const HAS_REGION = `EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'region_id' AND NOT a.attisdropped)`;

describe('row-level security', () => {
  it('is on for every table of a region, with a policy for the application', async () => {
    const open = await names(
      `SELECT t.relname AS name FROM (${TABLES}) t WHERE ${HAS_REGION} AND NOT (t.relrowsecurity AND EXISTS (
         SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polroles = ARRAY['fallwerk_app'::regrole::oid]))`,
    );
    expect(open).toEqual([]);
  });

  it('is missing only where nothing belongs to a region', async () => {
    const without = await names(
      `SELECT t.relname AS name FROM (${TABLES}) t WHERE NOT ${HAS_REGION} ORDER BY 1`,
    );
    expect(without.filter((name) => WITHOUT_REGION[name] === undefined)).toEqual([]);
  });

  it('compares the region in every policy but the one by which regions are found', async () => {
    const loose = await names(
      `SELECT polname AS name FROM pg_policy JOIN pg_class c ON c.oid = polrelid
       WHERE c.relnamespace = 'public'::regnamespace AND (pg_get_expr(coalesce(polqual, polwithcheck), polrelid)
         NOT LIKE '%fallwerk.region_id%' OR pg_get_expr(polwithcheck, polrelid) NOT LIKE '%fallwerk.region_id%')`,
    );
    expect(loose).toEqual(['region_known']);
  });

  it('cannot be bypassed, altered or taken away by the application', async () => {
    const roles = `WITH RECURSIVE held AS (
        SELECT oid FROM pg_roles WHERE rolname IN ('fallwerk_app', 'fallwerk_app_login')
        UNION SELECT m.roleid FROM pg_auth_members m JOIN held ON held.oid = m.member)
      SELECT r.rolname AS name FROM held JOIN pg_roles r ON r.oid = held.oid
      WHERE r.rolbypassrls OR r.rolsuper OR r.rolcreaterole
        OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid)
        OR EXISTS (SELECT FROM pg_proc f WHERE f.proowner = r.oid)`;
    expect(await names(roles)).toEqual([]);
    const asApplication = (sql: string) => database.dataSource.query<unknown>(sql);
    for (const sql of [
      'ALTER TABLE case_file DISABLE ROW LEVEL SECURITY',
      'DROP POLICY case_file_of_actor ON case_file',
      'CREATE POLICY everything ON case_file USING (true)',
    ]) {
      await expect(asApplication(sql)).rejects.toThrow('must be owner');
    }
    await expect(
      database.dataSource.transaction(async (manager) => {
        await manager.query('SET LOCAL row_security = off');
        await manager.query('SELECT FROM case_file');
      }),
    ).rejects.toThrow('row-level security');
  });

  it('is not undermined by a function that anybody may call or whose names can be redirected', async () => {
    const unsafe = `SELECT f.proname AS name FROM pg_proc f
      WHERE f.pronamespace = 'public'::regnamespace AND f.prosecdef
        AND (f.proconfig IS NULL OR NOT 'search_path=pg_catalog, public, pg_temp' = ANY (f.proconfig)
             OR EXISTS (SELECT FROM aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a WHERE a.grantee = 0))`;
    expect(await names(unsafe)).toEqual([]);
  });
});
