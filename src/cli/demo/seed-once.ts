import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client } from 'pg';
import { StartProblem, type AppConfig } from '../../platform/index.js';

/** Written by the seed as its last step; a new number makes installed demonstrations seed again. */
export const SEED_COMPLETE = 'seed-lippe-complete-3';

/**
 * Seeds the demonstration unless it is complete, in a process of its own: the API then starts with a small heap.
 *
 * @param signal Ends the seed; what it did so far stays, and the next start adds the rest.
 * @throws {StartProblem} the seed failed; its reason stands in the output.
 */
export async function seedOnce(config: AppConfig, signal: AbortSignal): Promise<void> {
  if (await isSeeded(config)) return;
  const { url, migrationUrl } = config.database;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'seed-main.js')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      FALLWERK_MODE: 'demonstration',
      ...(url === undefined ? {} : { DATABASE_URL: url }),
      ...(migrationUrl === undefined ? {} : { MIGRATION_DATABASE_URL: migrationUrl }),
    },
  });
  // At once, so that it does not complain about the database going away.
  const end = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', end, { once: true });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve).once('error', reject);
  }).finally(() => signal.removeEventListener('abort', end));
  signal.throwIfAborted();
  if (code === 0) return;
  throw new StartProblem(
    'SEED_FAILED',
    'Die Demonstration konnte nicht angelegt werden; die Zeilen darüber sagen warum. Mit npm run reset beginnt sie neu.',
    'The demonstration could not be seeded; the lines above say why. npm run reset lets it begin anew.',
  );
}

async function isSeeded(config: AppConfig): Promise<boolean> {
  const client = new Client({ connectionString: config.database.url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `SELECT 1 FROM idempotency_record WHERE region_id = 'lippe' AND key = $1`,
      [SEED_COMPLETE],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}
