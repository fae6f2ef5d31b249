// Runs a real CalDAV server (Radicale, from Debian's packages) on this machine, as an ordinary user too:
//   node scripts/radicale.mjs --port 5232 --user name:password
// The packages are only unpacked, into node_modules/.cache; nothing of the system is changed. Prints `ready` once it answers.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

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
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const home = join(root, 'node_modules', '.cache', 'radicale');
const modules = join(home, 'usr', 'lib', 'python3', 'dist-packages');

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function run(command, args, cwd) {
  return spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 180_000 });
}

/** Package lists of one's own, for who may not refresh those of the system. */
function ownLists(folder) {
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, part), { recursive: true });
  return [`Dir::State::lists=${join(folder, 'lists')}`, `Dir::Cache=${join(folder, 'cache')}`].flatMap(
    (option) => ['-o', option],
  );
}

function download(folder) {
  if (run('apt-get', ['-qq', 'download', ...PACKAGES], folder).status === 0) return;
  const lists = ownLists(join(folder, 'apt'));
  run('apt-get', ['-qq', ...lists, 'update'], folder);
  const again = run('apt-get', ['-qq', ...lists, 'download', ...PACKAGES], folder);
  if (again.status !== 0)
    fail(
      `Radicale is not to be had: apt-get could not download its packages (Debian or Ubuntu is needed).\n${again.stderr ?? again.error}`,
    );
}

function install() {
  if (existsSync(join(modules, 'radicale'))) return;
  mkdirSync(dirname(home), { recursive: true });
  const folder = mkdtempSync(`${home}-`);
  download(folder);
  const target = join(folder, 'unpacked');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb')))
    if (run('dpkg-deb', ['-x', file, target], folder).status !== 0) fail(`${file} could not be unpacked.`);
  rmSync(home, { recursive: true, force: true });
  renameSync(target, home);
  rmSync(folder, { recursive: true, force: true });
}

async function start(port, user) {
  const folder = mkdtempSync(join(tmpdir(), 'radicale-'));
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
    env: { ...process.env, PYTHONPATH: modules },
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
install();
await start(values.port, values.user);
