import { withClient } from '../../src/platform/database/roles.js';
import { inDatabase, testCluster } from './test-cluster.js';
import type { TestDatabase } from './test-database.js';

const TABLES = `
  SELECT c.table_name AS "table", string_agg(format('%I', c.column_name), ', ' ORDER BY c.ordinal_position) AS columns
  FROM information_schema.columns c
  JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
  GROUP BY c.table_name`;

/**
 * Takes a backup of all rows of the database.
 *
 * @returns Puts it back, as the administrator of the server does: whatever was written since is gone.
 */
export async function backupOf(database: TestDatabase): Promise<() => Promise<void>> {
  const { superuserUrl } = await testCluster();
  const url = inDatabase(superuserUrl, new URL(database.appUrl).pathname.slice(1));
  const tables = await withClient(url, async (client) => {
    const { rows } = await client.query<{ table: string; columns: string }>(TABLES);
    await client.query(`DROP SCHEMA IF EXISTS backup CASCADE; CREATE SCHEMA backup`);
    for (const { table } of rows) await client.query(`CREATE TABLE backup.${table} AS TABLE public.${table}`);
    return rows;
  });
  return () =>
    withClient(url, async (client) => {
      await client.query(`BEGIN; SET LOCAL session_replication_role = replica`);
      for (const { table, columns } of tables) {
        await client.query(`DELETE FROM public.${table}`);
        await client.query(
          `INSERT INTO public.${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM backup.${table}`,
        );
      }
      await client.query(`COMMIT; DROP SCHEMA backup CASCADE`);
    });
}
