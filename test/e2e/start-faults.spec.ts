import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../src/platform/database/process-identity.js';
import { Installation } from './support/server.js';

const EX_CONFIG = 78;
const EXIT_INTERRUPTED = 130;

let installation: Installation;
beforeEach(async () => {
  installation = await Installation.create();
});
afterEach(() => installation.remove(), 30_000);

/** Whether a process runs the seed as child of this one. */
function isSeeding(pid: number): boolean {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return children.some((child) => {
    const file = `/proc/${child}/cmdline`;
    return child !== '' && existsSync(file) && readFileSync(file, 'utf8').includes('seed-main');
  });
}

describe('Ctrl-C during the first start', () => {
  it.each([
    ['PostgreSQL is made', 'group', (_: number) => existsSync(join(installation.dataDir, 'postgres.new'))],
    ['PostgreSQL has started', 'group', (_: number) => installation.postgresPid() !== undefined],
    ['the demonstration is seeded', 'group', isSeeding],
    ['the demonstration is seeded', 'process', isSeeding],
  ] as const)(
    'while %s (signal to the %s) ends with one line and 130, and leaves nothing running',
    async (_, target, reached) => {
      const running = installation.begin();
      const { child } = running;
      const pid = child.pid ?? 0;
      while (child.exitCode === null && !reached(pid)) await delay(20);
      await delay(target === 'group' ? 0 : 700);
      const postgres = installation.postgresPid();
      process.kill(target === 'group' ? -pid : pid, 'SIGINT');
      expect(await running.ended()).toEqual({
        code: EXIT_INTERRUPTED,
        output: '\nStart abgebrochen. · Start interrupted.\n',
      });
      expect(postgres !== undefined && isAlive(postgres)).toBe(false);
      expect(installation.postgresPid()).toBeUndefined();
      expect(existsSync(join(installation.dataDir, 'fallwerk.lock'))).toBe(false);
    },
    60_000,
  );
});

describe('a start that cannot be', () => {
  it('tells of the occupied port before anything is made', async () => {
    const other = createServer().listen(installation.port, '127.0.0.1');
    await once(other, 'listening');
    const { code, output } = await installation.startInVain();
    other.close();
    expect(code).toBe(EX_CONFIG);
    expect(output).toContain(`Port ${installation.port} wird schon von einem anderen Programm benutzt.`);
    expect(existsSync(join(installation.dataDir, 'postgres'))).toBe(false);
  });

  it.each([
    ['postgres.passwords.json', '{"superuser"', 'mit den Kennwörtern der Datenbank ist beschädigt'],
    ['postgres.passwords.json', '{}', 'mit den Kennwörtern der Datenbank ist beschädigt'],
    ['demo-oidc-keys.json', '{"jwks"', 'Schlüsseldatei der Demonstration ist beschädigt'],
    ['postgres/base', 'x', 'keine vollständige Datenbank (PG_VERSION fehlt)'],
  ])(
    'says what is wrong with %s (%s) and shows no stack',
    async (name, content, sentence) => {
      const file = join(installation.dataDir, name);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, content);
      const { code, output } = await installation.startInVain();
      expect(output).toContain(sentence);
      expect(output).not.toMatch(/^\s+at /m);
      expect(code).toBe(EX_CONFIG);
    },
    60_000,
  );
});
