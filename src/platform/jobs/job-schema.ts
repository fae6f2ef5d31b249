import { runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import { jobLogger } from './job-logger.js';

/** Schema of the job queue; it migrates itself and stays apart from ours. */
export const JOB_SCHEMA = 'graphile_worker';

/** The queue's tables have row-level security switched on without any policy: only their owner would see rows. */
const GRANTS = `
  GRANT USAGE ON SCHEMA ${JOB_SCHEMA} TO fallwerk_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOB_SCHEMA} TO fallwerk_app;
  GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${JOB_SCHEMA} TO fallwerk_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${JOB_SCHEMA} TO fallwerk_app;
  DO $$
  DECLARE queue_table text;
  BEGIN
    FOR queue_table IN
      SELECT relname FROM pg_class
      WHERE relnamespace = '${JOB_SCHEMA}'::regnamespace AND relkind = 'r' AND relrowsecurity
        AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'fallwerk_app_works')
    LOOP
      EXECUTE format('CREATE POLICY fallwerk_app_works ON ${JOB_SCHEMA}.%I TO fallwerk_app USING (true) WITH CHECK (true)',
                     queue_table);
    END LOOP;
  END $$`;

/**
 * Brings the job queue's own schema up to date and lets the application role work with it. Repeating it is harmless;
 * callers that may run at the same time hold a lock of their own (as `migrateUp` does).
 *
 * @param ownerUrl Login that migrates; the role `fallwerk_app` must exist.
 */
export async function migrateJobSchema(ownerUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: ownerUrl, max: 1, application_name: 'fallwerk-jobs-migration' });
  // A server that goes away is reported by the running query; without listeners it would end this process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runMigrations({ pgPool: pool, schema: JOB_SCHEMA, logger: jobLogger });
    await pool.query(GRANTS);
  } finally {
    await pool.end();
  }
}
