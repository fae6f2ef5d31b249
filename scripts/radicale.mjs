// Runs a real CalDAV server (Radicale, from Debian's packages) on this machine, as an ordinary user too:
//   node scripts/radicale.mjs --port 5232 --user name:password
// Everything lies in node_modules/.cache; nothing of the system is changed. Prints `ready` once it answers.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { cache, fail, unpacked } from './debian-packages.mjs';

const PACKAGES = [
  'radicale',
  'vobject',
  'dateutil',
  'defusedxml',
  'passlib',
  'pkg-resources',
  'six',
  'tz',
].map((name) => `python3-${name}`);
const MODULES = join('usr', 'lib', 'python3', 'dist-packages');

async function start(home, port, user) {
  const folder = mkdtempSync(join(cache, 'radicale-run-'));
  writeFileSync(join(folder, 'users'), `${user}\n`, { mode: 0o600 });
  const config = `[server]
hosts = 127.0.0.1:${port}
[auth]
type = htpasswd
htpasswd_filename = ${join(folder, 'users')}
htpasswd_encryption = plain
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = ${join(folder, 'collections')}
`;
  writeFileSync(join(folder, 'config'), config);
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const server = spawn(python, ['-m', 'radicale', '--config', join(folder, 'config')], {
    // Without compiled files beside the modules: they may belong to somebody else.
    env: { ...process.env, PYTHONPATH: join(home, MODULES), PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const end = () => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  server.once('error', (error) => fail(`Radicale could not be started: ${error.message}`));
  server.once('exit', (code) => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(code ?? 0);
  });
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const answered = await fetch(`http://127.0.0.1:${port}/.web/`, { redirect: 'manual' }).catch(
      () => undefined,
    );
    if (answered) return console.log('ready');
    await delay(100);
  }
  end();
  return fail('Radicale does not answer.');
}

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5232' },
    user: { type: 'string', default: 'fallwerk:fallwerk' },
  },
});
await start(unpacked('radicale', PACKAGES, join(MODULES, 'radicale')), values.port, values.user);
