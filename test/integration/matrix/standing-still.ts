import { withClient } from '../../../src/platform/database/roles.js';

/** Reading itself fills the log; a referral without a record is counted without anybody’s name, not as a command. */
const COUNTERS = ['access_log', 'unrecorded_referral'];

/** A fingerprint of the rows of every table of the application, to see that nothing changed. */
export function fingerprints(ownerUrl: string): Promise<Readonly<Record<string, string>>> {
  return withClient(ownerUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables.rows) {
      if (COUNTERS.some((counter) => name.startsWith(counter))) continue;
      const { rows } = await client.query<{ hash: string }>(
        `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS hash FROM "${name}" t`,
      );
      found[name] = rows[0]?.hash ?? '';
    }
    return found;
  });
}
