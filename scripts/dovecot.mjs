// Runs a real IMAP server (Dovecot 2.3, from Debian's packages) on this machine, as an ordinary user too:
//   node scripts/dovecot.mjs --port 1143 --tls-port 1993 --user name:password
// Everything lies in node_modules/.cache, and in the folder for temporary files while it runs. Prints `ready` and the path of the
// certificate it made for this run, once it answers. Started by root, it runs as `nobody`.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { cache, fail, unpacked } from './debian-packages.mjs';

const PACKAGES = ['dovecot-core', 'dovecot-imapd', 'libsodium23', 'libunwind8'];
const PARTS = join('usr', 'lib', 'dovecot');
/** Where the programs look for their parts, and a place of the same length that leads there: `L` in their own folder. */
const BUILT_FOR = Buffer.from('/usr/lib/dovecot');
const LOOKS_IN = Buffer.from('/proc/self/cwd/L');
/** Paths of sockets end at 108 bytes; Dovecot's own names take up to 30 of them. */
const LONGEST_FOLDER = 70;
const isRoot = process.getuid() === 0;

function said(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (done.status !== 0) fail(`${command} failed: ${done.stderr ?? done.error}`);
  return done.stdout.trim();
}

function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile());
}

/** Has the programs look for their parts where they were unpacked, and puts the libraries there that they need. */
function relocate(folder) {
  for (const path of files(folder).filter((one) => /linux-gnu[^/]*\/lib[^/]+\.so/.test(one)))
    copyFileSync(path, join(folder, PARTS, /lib[^/]+\.so\.\d+/.exec(path)?.[0] ?? 'unused'));
  for (const path of files(join(folder, 'usr'))) {
    const bytes = readFileSync(path);
    const places = [];
    for (let at = bytes.indexOf(BUILT_FOR); at >= 0; at = bytes.indexOf(BUILT_FOR, at + 1)) places.push(at);
    for (const at of places) LOOKS_IN.copy(bytes, at);
    if (places.length > 0) writeFileSync(path, bytes);
  }
}

function configOf(folder, { port, tlsPort }) {
  const whose = isRoot ? ['nobody'] : [];
  const [user, group] = [said('id', ['-un', ...whose]), said('id', ['-gn', ...whose])];
  return `base_dir = ${folder}
state_dir = ${folder}
log_path = ${folder}/events.log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
ssl_cert = <${folder}/certificate.pem
ssl_key = <${folder}/key.pem
mail_location = maildir:${folder}/mail
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}/mail
}
service config {
  executable = config -c ${folder}/settings.conf
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
`;
}

/** Folder of one run, with everything in it. */
function prepare(home, options) {
  const short = cache.length < LONGEST_FOLDER - 'dovecot-run-XXXXXX'.length;
  // Whom root runs it as may not be let into the folder of the project.
  const folder = mkdtempSync(join(short && !isRoot ? cache : tmpdir(), 'dovecot-run-'));
  chmodSync(folder, 0o755);
  const programs = isRoot ? join(folder, 'programs') : home;
  if (isRoot) cpSync(home, programs, { recursive: true, verbatimSymlinks: true });
  mkdirSync(join(folder, 'mail'));
  symlinkSync(join(programs, PARTS), join(folder, 'L'));
  const [name, password] = options.user.split(':');
  writeFileSync(join(folder, 'users'), `${name}:{PLAIN}${password}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'settings.conf'), configOf(folder, options), { mode: 0o600 });
  const certificate = [
    '-keyout',
    join(folder, 'key.pem'),
    '-out',
    join(folder, 'certificate.pem'),
    '-days',
    '2',
  ];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  said('openssl', ['req', '-x509', ...kind, ...certificate, ...names]);
  if (isRoot) {
    const [uid, gid] = [Number(said('id', ['-u', 'nobody'])), Number(said('id', ['-g', 'nobody']))];
    for (const path of ['.', 'mail', 'users', 'settings.conf', 'key.pem', 'certificate.pem'])
      chownSync(join(folder, path), uid, gid);
    return { folder, programs, as: { uid, gid } };
  }
  return { folder, programs, as: {} };
}

async function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

async function start(home, options) {
  const { folder, programs, as } = prepare(home, options);
  const program = (name) => join(programs, 'usr', name);
  // The program would read its settings with a helper at a fixed place; called first, the helper hands them over.
  const settings = ['-f', 'service=master', '-c', join(folder, 'settings.conf'), '-m', 'master'];
  const server = spawn(program('bin/doveconf'), [...settings, '-e', program('sbin/dovecot'), '-F'], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'inherit'],
    ...as,
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.kill());
  server.once('error', (error) => fail(`Dovecot could not be started: ${error.message}`));
  server.once('exit', (code) => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(code ?? 0);
  });
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (await answers(options.port)) return console.log(`ready ${join(folder, 'certificate.pem')}`);
    await delay(100);
  }
  console.error(readFileSync(join(folder, 'events.log'), 'utf8'));
  server.kill();
  return undefined;
}

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '1143' },
    'tls-port': { type: 'string', default: '1993' },
    user: { type: 'string', default: 'fallwerk:fallwerk' },
  },
});
const { port, user } = values;
const home = unpacked('dovecot', PACKAGES, join(PARTS, 'imap'), relocate);
await start(home, { port: Number(port), tlsPort: Number(values['tls-port']), user });
