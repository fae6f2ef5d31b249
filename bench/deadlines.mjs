// Measures how fast due deadlines expire: many at once after a standstill, and single ones while nothing else happens.
// Usage: npm run bench:deadlines [-- --deadlines 100000 --singles 20 --workers 1]
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Installation, STAFF } from './engine/installation.mjs';
import { percentiles } from './engine/load.mjs';
import { copyLoans } from './engine/copies.mjs';

const { values: options } = parseArgs({
  options: {
    deadlines: { type: 'string', default: '100000' },
    singles: { type: 'string', default: '20' },
    workers: { type: 'string', default: '1' },
  },
});
const deadlines = Number(options.deadlines);
const LIMIT_PER_SECOND = 1_500;
const LIMIT_MS = 1_000;

const installation = await Installation.start();
const count = async (where) => {
  const [{ number }] = await installation.sql(
    `SELECT count(*)::integer AS number FROM deadline WHERE ${where}`,
  );
  return number;
};

/** Time until all due deadlines have fired, from the moment the workers look for them. */
async function manyAtOnce() {
  const workers = Array.from({ length: Number(options.workers) }, () => installation.worker('use-case.mjs'));
  for (const worker of workers) {
    await worker.ask('start', { staff: STAFF, issuer: installation.issuer.issuer });
  }
  const begin = performance.now();
  const runs = await Promise.all(workers.map((worker) => worker.ask('fireDeadlines')));
  const seconds = (performance.now() - begin) / 1_000;
  const memory = Math.max(
    ...(await Promise.all(workers.map((worker) => worker.memory()))).map(({ rssMb }) => rssMb),
  );
  for (const worker of workers) await worker.stop();
  const left = await count(`status = 'open' AND fires_on <= current_date`);
  const [{ expiries, processes }] = await installation.sql(
    `SELECT count(*)::integer AS expiries, count(DISTINCT process_id)::integer AS processes
     FROM process_event WHERE type LIKE 'xstate.after.LOAN%'`,
  );
  if (left > 0 || expiries !== deadlines || processes !== deadlines) {
    throw new Error(`Not exactly once: ${expiries} expiries of ${processes} processes, ${left} left`);
  }
  return { seconds, memory, fired: runs.reduce((sum, run) => sum + run.fired, 0) };
}

/** Time from the commit that opens a deadline which is due already until it has fired, one after the other. */
async function singles() {
  const worker = installation.worker('use-case.mjs', { env: { FALLWERK_ROLES: 'worker' } });
  await worker.ask('start', { staff: STAFF, issuer: installation.issuer.issuer });
  await delay(2_000);
  const latencies = [];
  for (let number = 0; number < Number(options.singles); number += 1) {
    const { id, at } = await worker.ask('lendLate');
    for (;;) {
      const [row] = await installation.sql(
        `SELECT at FROM process_event WHERE process_id = $1 AND type LIKE 'xstate.after.LOAN%'`,
        [id],
      );
      if (row) {
        latencies.push(row.at.getTime() - at);
        break;
      }
      if (Date.now() - at > 70_000) throw new Error('A due deadline did not fire');
      await delay(20);
    }
  }
  await worker.stop();
  return percentiles(latencies);
}

try {
  const seeding = installation.worker('use-case.mjs');
  await seeding.ask('start', { staff: STAFF, issuer: installation.issuer.issuer, seed: true });
  const [pattern] = await seeding.ask('lend', { count: 1 });
  await seeding.stop();
  await copyLoans(installation, { pattern: pattern.id, copies: deadlines, isDue: true, tag: randomUUID() });
  const { seconds, memory } = await manyAtOnce();
  const { medianMs, maxMs } = await singles();
  const perSecond = deadlines / seconds;
  console.log(
    [
      '| Figure | Measured | Limit | Ratio |',
      '| --- | --- | --- | --- |',
      `| ${deadlines} due deadlines, ${options.workers} worker(s), each exactly once | ${perSecond.toFixed(0)}/s | ≥ ${LIMIT_PER_SECOND}/s | ${(LIMIT_PER_SECOND / perSecond).toFixed(2)} |`,
      `| a due deadline while idle, largest of ${options.singles} (median ${medianMs.toFixed(0)} ms) | ${maxMs.toFixed(0)} ms | ${LIMIT_MS} ms | ${(maxMs / LIMIT_MS).toFixed(2)} |`,
      `| memory of a worker after it | ${memory.toFixed(0)} MB | 350 MB | ${(memory / 350).toFixed(2)} |`,
    ].join('\n'),
  );
} finally {
  await installation.stop();
}
