import { withClient } from '../../src/platform/database/roles.js';

/** All rows of all tables as text, as a backup of the database holds them; bytes also as the text they might be. */
export function dumpOf(ownerUrl: string): Promise<string> {
  return withClient(ownerUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const parts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      for (const { row } of rows) parts.push(row, ...textsInBytes(row));
    }
    return parts.join('\n');
  });
}

function textsInBytes(row: string): readonly string[] {
  const bytes = row.match(/(?<=\\x)[0-9a-f]+/g) ?? [];
  return bytes.map((hex) => Buffer.from(hex, 'hex').toString('latin1'));
}
