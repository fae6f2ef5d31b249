// Measures how fast running processes are moved to another version, as a ratio of ordinary events in the same process
// and with as many at a time. One worker is killed with SIGKILL on the way; another goes on, and the log of every
// process is replayed at the end.
// Usage: npm run bench:migration [-- --processes 10000 --seconds 5]
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Installation } from './engine/installation.mjs';

const { values: options } = parseArgs({
  options: { processes: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '5' } },
});
const processes = Number(options.processes);
const seconds = Number(options.seconds);
/** As in RunMigrations. */
const AT_A_TIME = 4;

const installation = await Installation.start();
try {
  const first = installation.worker('../migration/worker.mjs');
  await first.ask('start', { isFirst: true });
  const loans = await first.ask('lend', { count: processes });
  const list = loans.slice(0, 40 * AT_A_TIME);
  await first.ask('events', { list, clients: AT_A_TIME, seconds: 2 });
  const events = [await first.ask('events', { list, clients: AT_A_TIME, seconds })];
  const migration = await first.ask('plan');
  const { counts: planned } = await first.ask('details', { id: migration.id });
  const second = installation.worker('../migration/worker.mjs');
  await second.ask('start', { isFirst: false });
  // A real kill in the middle: nothing of it may be lost or done twice.
  const killed = first.ask('run', { migration }).catch(() => undefined);
  let { counts } = await second.ask('details', { id: migration.id });
  while (counts.done < processes / 5) {
    await delay(20);
    ({ counts } = await second.ask('details', { id: migration.id }));
  }
  first.process.kill('SIGKILL');
  // It has ended; nobody has to stop it.
  installation.workers.splice(installation.workers.indexOf(first), 1);
  await killed;
  const before = (await second.ask('details', { id: migration.id })).counts.done;
  const stoppedAt = performance.now();
  let run = await second.ask('run', { migration });
  while (run.done === 0) {
    await delay(250);
    run = await second.ask('run', { migration });
  }
  const takenOverAfter = (performance.now() - stoppedAt) / 1_000 - run.seconds;
  const { counts: after } = await second.ask('details', { id: migration.id });
  const [logged] = await installation.sql(
    `SELECT count(*)::int AS total, count(DISTINCT process_id)::int AS processes FROM process_event
     WHERE type = 'process.migrated'`,
  );
  const perSecond = run.done / run.seconds;
  const verified = await second.ask('verify');
  console.log(`planned                          ${planned.planned}`);
  console.log(`done before the kill             ${before}`);
  console.log(`taken over after                 ${takenOverAfter.toFixed(1)} s`);
  console.log(`done, refused, skipped           ${after.done}, ${after.refused}, ${after.skipped}`);
  console.log(`entries / processes in the log   ${logged.total} / ${logged.processes}`);
  console.log(`replayed, of these different     ${verified.processes}, ${verified.broken}`);
  console.log(`processes moved per second       ${perSecond.toFixed(0)}`);
  console.log(`ordinary events per second       ${events[0].perSecond.toFixed(0)}`);
  console.log(`ratio                            ${(perSecond / events[0].perSecond).toFixed(2)}`);
  const isExact = after.done === planned.planned && logged.total === after.done && verified.broken === 0;
  process.exitCode = isExact ? 0 : 1;
} finally {
  await installation.stop();
}
