import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  createRunner,
  findBinaries,
  handOver,
  serverUser,
  type Binaries,
} from '../../../src/platform/database/postgres-binaries.js';

let closed: string;

beforeEach(() => {
  // Mode 0700: as root, the server's own user gets in only with help, as in a private clone.
  closed = mkdtempSync(join(tmpdir(), 'fallwerk-closed-'));
});

afterEach(() => rmSync(closed, { recursive: true, force: true }));

/** The server's files below a folder that others cannot enter. */
async function binariesInside(): Promise<Binaries> {
  const { initdb } = await findBinaries();
  const native = join(closed, 'native');
  cpSync(dirname(dirname(initdb)), native, { recursive: true, verbatimSymlinks: true });
  const program = (name: string): string => join(native, 'bin', name);
  return { initdb: program('initdb'), pg_ctl: program('pg_ctl'), postgres: program('postgres') };
}

it('makes a database with programs and data in a folder that only its owner may enter', async () => {
  const binaries = await binariesInside();
  const cluster = join(closed, 'data');
  mkdirSync(cluster, { mode: 0o700 });
  const user = serverUser(cluster);
  handOver(cluster, user);
  const run = createRunner(binaries, cluster, user);
  const { code, output } = await run(binaries.initdb, ['-D', cluster, '--no-sync', '--auth=trust']);
  expect(output).toContain('Success');
  expect(code).toBe(0);
});
