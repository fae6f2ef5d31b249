import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Tells the test files where the cluster of this run is, or will be. */
export const CLUSTER_VARIABLE = 'FALLWERK_TEST_CLUSTER';
/** Setup and teardown are loaded by Jest without its import map, so they share through the process they both run in. */
const shared = globalThis as { removeTestCluster?: () => Promise<void> };
const PREFIX = 'fallwerk-test-';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Makes the folder of this run; its name carries the process that has to remove it. */
function createClusterFolder(): string {
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Stops the server in a folder, if one runs, and removes everything. */
async function removeClusterFolder(folder: string): Promise<void> {
  const file = join(folder, 'data', 'postgres', 'postmaster.pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    // SIGINT is PostgreSQL's fast shutdown; its last act is to remove the file.
    if (alive(pid)) process.kill(pid, 'SIGINT');
    for (let wait = 0; wait < 200 && alive(pid) && existsSync(file); wait += 1) await delay(20);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Removes what runs left behind that were killed before their teardown. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(pid) && pid > 0 && !alive(pid))
      await removeClusterFolder(join(tmpdir(), name)).catch(() => undefined);
  }
}

/** Names the cluster's folder; the first test that needs a database starts it, so pure specs cost nothing. */
export default async function globalSetup(): Promise<void> {
  await removeLeftovers();
  const folder = createClusterFolder();
  process.env[CLUSTER_VARIABLE] = folder;
  shared.removeTestCluster = () => removeClusterFolder(folder);
}
