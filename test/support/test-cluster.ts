import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { startEmbeddedPostgres, type EmbeddedLogins } from '../../src/platform/database/embedded-postgres.js';
import { migrateUp } from '../../src/platform/database/migrate.js';
import { ensureDatabase, withClient } from '../../src/platform/database/roles.js';
import { CLUSTER_VARIABLE } from './global-setup.js';

/** Database with the newest schema and no rows; copied for every test file. */
export const TEMPLATE = 'fallwerk_template';
const EMPTY = 'fallwerk';

interface Outcome {
  readonly logins?: EmbeddedLogins;
  readonly failure?: string;
}

/** The same login for another database of the cluster. */
export function inDatabase(url: string, database: string): string {
  return url.replace(/[^/]+$/, database);
}

async function start(folder: string): Promise<Outcome> {
  try {
    const { ownerUrl, appUrl, superuserUrl } = await startEmbeddedPostgres({
      dataDir: join(folder, 'data'),
      fast: true,
    });
    await withClient(inDatabase(superuserUrl, EMPTY), (client) => ensureDatabase(client, TEMPLATE));
    // The steps of graphile-worker's own migrations would fill the test report.
    Logger.overrideLogger(['error']);
    await migrateUp(inDatabase(ownerUrl, TEMPLATE));
    return { logins: { ownerUrl, appUrl, superuserUrl } };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/**
 * The cluster of this test run. Whoever asks first, in whichever worker, starts and migrates it; the others wait.
 *
 * @throws {Error} with the first one's failure, in every test file.
 */
export async function testCluster(): Promise<EmbeddedLogins> {
  const folder = process.env[CLUSTER_VARIABLE];
  if (!folder) throw new Error('Run the tests through npm, which loads test/support/global-setup.ts');
  const ready = join(folder, 'ready.json');
  try {
    mkdirSync(join(folder, 'starting'));
    writeFileSync(`${ready}.new`, JSON.stringify(await start(folder)));
    renameSync(`${ready}.new`, ready);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  while (!existsSync(ready)) await delay(50);
  const outcome = JSON.parse(readFileSync(ready, 'utf8')) as Outcome;
  if (!outcome.logins) throw new Error(`The test database did not start: ${outcome.failure}`);
  return outcome.logins;
}
