// Measures what somebody notices first: how long the start takes and how much memory the idle API process holds.
// Runs the compiled server in a temporary folder; prints a table with each figure as a ratio of its limit.
// Usage: npm run bench:start [-- --starts 5]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.mjs';

const SECOND_START_LIMIT_S = 5;
const IDLE_MEMORY_LIMIT_MB = 300;
const GIVE_UP_MS = 120_000;

const { values } = parseArgs({ options: { starts: { type: 'string', default: '5' } } });
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dataDir = mkdtempSync(join(tmpdir(), 'fallwerk-bench-'));

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the server, waits until it is ready, and stops it. @returns seconds to ready, resident megabytes when idle */
async function once(idleMs) {
  const port = await freePort();
  const startedAt = performance.now();
  const server = spawn(
    process.execPath,
    [
      '--max-semi-space-size=16',
      '--heap-growing-percent=50',
      join(root, 'scripts', 'run.mjs'),
      'src/main.js',
    ],
    {
      env: { ...process.env, PORT: String(port), FALLWERK_DATA_DIR: dataDir },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const deadline = performance.now() + GIVE_UP_MS;
  let ready = false;
  while (!ready && performance.now() < deadline) {
    ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (!ready) await delay(25);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await delay(idleMs);
  const megabytes =
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1000;
  server.kill('SIGINT');
  await ended;
  if (!ready) throw new Error('The server did not become ready');
  return { seconds, megabytes };
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

try {
  build();
  const first = await once(0);
  const later = [];
  for (let count = Number(values.starts); count > 0; count -= 1) later.push(await once(5000));
  const second = median(later.map(({ seconds }) => seconds));
  const memory = Math.max(...later.map(({ megabytes }) => megabytes));
  console.log(
    [
      '| Figure | Measured | Limit | Ratio |',
      '| --- | --- | --- | --- |',
      `| first start with seed | ${first.seconds.toFixed(1)} s | – | – |`,
      `| later start, median of ${later.length} | ${second.toFixed(1)} s | ${SECOND_START_LIMIT_S} s | ${(second / SECOND_START_LIMIT_S).toFixed(2)} |`,
      `| idle memory of the API process, largest of ${later.length} | ${memory.toFixed(0)} MB | ${IDLE_MEMORY_LIMIT_MB} MB | ${(memory / IDLE_MEMORY_LIMIT_MB).toFixed(2)} |`,
    ].join('\n'),
  );
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
