import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { CLEAN, compiled } from './command-line.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

function worker(env: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [compiled('worker.js')], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...CLEAN, ...env },
  });
}

describe('worker process', () => {
  it('works off jobs without listening anywhere, and stops in order when asked', async () => {
    const child = worker({ FALLWERK_MODE: 'test', DATABASE_URL: database.appUrl, PORT: '9' });
    const lines: Record<string, unknown>[] = [];
    const reader = createInterface(child.stdout);
    for await (const line of reader) {
      lines.push(JSON.parse(line) as Record<string, unknown>);
      if (lines.at(-1)?.['event'] === 'WORKER_RUNNING') break;
    }
    expect(lines).toContainEqual(expect.objectContaining({ message: 'Job runner started' }));
    expect(lines).not.toContainEqual(expect.objectContaining({ context: 'InstanceLoader' }));
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
  });

  it('says that the embedded database needs none', async () => {
    const child = worker({});
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(78);
    expect(err).toContain('npm start');
  });
});
