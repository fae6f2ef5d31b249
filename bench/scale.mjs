// Compares the engine with few processes to the engine with very many: throughput, page of a process, work list.
// Both databases lie on one server and are measured in turns.
// Usage: npm run bench:scale [-- --few 10000 --many 1000000 --events 10 --seconds 5 --rounds 4]
import { statfsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { copyLoans, loanId } from './engine/copies.mjs';
import { Installation, STAFF } from './engine/installation.mjs';
import { median } from './engine/load.mjs';

const { values: options } = parseArgs({
  options: {
    few: { type: 'string', default: '10000' },
    many: { type: 'string', default: '1000000' },
    events: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '4' },
  },
});
const few = Number(options.few);
const many = Number(options.many);
const events = Number(options.events);
const seconds = Number(options.seconds);
const CLIENTS = 32;
/** What a log row takes with its indexes and its share of everything else, generously. */
const BYTES_PER_EVENT = 2_500;
const SAMPLE = 20_000;
/** Tables that grow with processes: reading one from front to back would show. */
const LARGE = ['process', 'process_event', 'deadline', 'work_item', 'audit_event'];

function requireDisk(folder) {
  const { bavail, bsize } = statfsSync(folder);
  const needed = many * events * BYTES_PER_EVENT;
  if (bavail * bsize < needed) {
    throw new Error(
      `This needs about ${Math.ceil(needed / 1e9)} GB of free disk; fewer with --many or --events`,
    );
  }
}

/** Loans of a database, drawn evenly. */
function sample(count) {
  const size = Math.min(count, SAMPLE);
  return Array.from({ length: size }, (_, index) => ({
    id: loanId(1 + Math.floor((index * count) / size)),
    revision: events,
    isMisplaced: false,
  })).sort(() => Math.random() - 0.5);
}

async function scans(installation) {
  const rows = await installation.sql(
    `SELECT relname, seq_scan::integer AS whole FROM pg_stat_user_tables WHERE relname = ANY ($1)`,
    [LARGE],
  );
  return Object.fromEntries(rows.map(({ relname, whole }) => [relname, whole]));
}

const installation = await Installation.start();
try {
  requireDisk(installation.folder);
  const seeding = installation.worker('use-case.mjs');
  await seeding.ask('start', { staff: STAFF, issuer: installation.issuer.issuer, seed: true });
  const [pattern] = await seeding.ask('lend', { count: 1 });
  await seeding.stop();
  const more = events - pattern.revision;
  await copyLoans(installation, { pattern: pattern.id, copies: few, events: more });
  const large = await installation.copy('fallwerk_many');
  const progress = (done) => process.stderr.write(`${done} of ${many} processes\n`);
  await copyLoans(large, { pattern: pattern.id, copies: many - few, from: few + 1, events: more, progress });
  await installation.administer('CHECKPOINT');
  const worlds = { few: installation, many: large };
  const counts = { few, many };
  const workers = {};
  for (const [name, world] of Object.entries(worlds)) {
    workers[name] = world.worker('use-case.mjs');
    await workers[name].ask('start', { staff: STAFF, issuer: installation.issuer.issuer });
    await workers[name].ask('use', { list: sample(counts[name]), clients: CLIENTS });
  }
  // As the server does by itself: statistics of what was copied.
  for (const world of Object.values(worlds)) await world.sql('ANALYZE');
  // Every loan of the sample moves once, so that neither database measures the first touch of its pages.
  for (const name of Object.keys(worlds))
    await workers[name].ask('run', { clients: CLIENTS, seconds: 300, most: Math.min(counts[name], SAMPLE) });
  const results = {};
  const figures = [
    ['run', CLIENTS],
    ['pages', 1],
    ['workList', 1],
  ];
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    for (const [figure, clients] of figures) {
      for (const name of Object.keys(worlds)) {
        const before = await scans(worlds[name]);
        const result = await workers[name].ask(figure, { clients, seconds });
        const after = await scans(worlds[name]);
        const whole = LARGE.filter((table) => after[table] > before[table]);
        // The first round warms up.
        if (round > 0) (results[`${figure} ${name}`] ??= []).push({ ...result, whole });
      }
    }
  }
  const ratio = (figure, value) =>
    median(
      results[`${figure} many`].map(
        (result, index) => result[value] / results[`${figure} few`][index][value],
      ),
    );
  const of = (figure, name, value) => median(results[`${figure} ${name}`].map((result) => result[value]));
  const readWhole = (figure) =>
    [...new Set(results[`${figure} many`].flatMap(({ whole }) => whole))].join(', ') || 'none';
  const line = (label, figure, value, unit, limit) =>
    `| ${label} | ${of(figure, 'few', value).toFixed(1)} ${unit} | ${of(figure, 'many', value).toFixed(1)} ${unit} | ` +
    `${ratio(figure, value).toFixed(2)} | ${limit} | ${readWhole(figure)} |`;
  console.log(
    [
      `| Figure | ${few} processes | ${many} processes, ${many * events} log rows | Ratio | Limit | whole tables read |`,
      '| --- | --- | --- | --- | --- | --- |',
      line('events through the use case, 32 at once', 'run', 'perSecond', '/s', '≥ 0.9'),
      line('page of a process, median', 'pages', 'medianMs', 'ms', '≤ 1.5'),
      line('first page of the work list, median', 'workList', 'medianMs', 'ms', '≤ 1.5'),
    ].join('\n'),
  );
} finally {
  await installation.stop();
}
