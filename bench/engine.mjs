// Measures how much of the database's own speed is left when an event goes through the engine.
// Four ways write the same rows in turns, because machines are noisy: hand-written SQL (natural and tight), the use
// case without HTTP, and authenticated GraphQL. Prints ratios.
// Usage: npm run bench:engine [-- --seconds 5 --rounds 4 --clients 32 --floor application --profile]
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serverSeconds } from './engine/cpu.mjs';
import { freePort, Installation, STAFF } from './engine/installation.mjs';
import { median } from './engine/load.mjs';
import { printProfile, printTable } from './engine/report.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '4' },
    clients: { type: 'string', default: '32' },
    warmup: { type: 'string', default: '' },
    ways: { type: 'string', default: 'floor,tight,useCase,graphql' },
    pool: { type: 'string', default: '' },
    // As the owner of the tables, whom row-level security does not bind, or with the login of the application.
    floor: { type: 'string', default: 'owner' },
    profile: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const clients = Number(options.clients);
const LOANS_PER_CLIENT = 20;
const WAYS = options.ways.split(',');

const installation = await Installation.start();
try {
  const env = options.pool === '' ? {} : { DATABASE_POOL_SIZE: options.pool };
  const workers = {
    api: installation.worker('api.mjs', { env }),
    useCase: installation.worker('use-case.mjs', { env }),
    floor: installation.worker('floor.mjs'),
    http: installation.worker('http-load.mjs'),
  };
  const port = await freePort();
  await workers.api.ask('start', { port, staff: STAFF });
  await workers.useCase.ask('start', { staff: STAFF, issuer: installation.issuer.issuer });
  const list = await workers.useCase.ask('lend', { count: 3 * clients * LOANS_PER_CLIENT + 1 });
  const [example, ...loans] = list;
  await workers.useCase.ask('use', { list: [example], clients: 1 });
  /** The row of the example after its next event, as the floor writes it. */
  const afterEvent = async () => {
    await workers.useCase.ask('run', { clients: 1, seconds: 60, most: 1 });
    return installation.processRow(example.id);
  };
  const rows = { MISPLACED: await afterEvent(), FOUND: await afterEvent() };
  const share = (number) => loans.filter((_loan, index) => index % 3 === number);
  await workers.useCase.ask('use', { list: share(0), clients });
  const tokens = await installation.tokens();
  await workers.http.ask('start', { port, clients, list: share(1), tokens });
  await workers.floor.ask('start', {
    url: installation.database.ownerUrl,
    ...(options.floor === 'application' ? { appUrl: installation.database.appUrl } : {}),
    clients,
    list: share(2),
    example: example.id,
    processes: rows,
  });
  // As the server does by itself within a minute: plans made for empty tables would read them from end to end.
  await installation.sql('ANALYZE');
  const run = {
    floor: (input) => workers.floor.ask('run', { kind: 'natural', ...input }),
    tight: (input) => workers.floor.ask('run', { kind: 'tight', ...input }),
    useCase: (input) => workers.useCase.ask('run', input),
    graphql: (input) => workers.http.ask('run', input),
  };
  const processes = { floor: ['floor'], tight: ['floor'], useCase: ['useCase'], graphql: ['api', 'http'] };
  /** Adds the processor milliseconds one event took, in the database and in our own processes. */
  const withProcessorTime = async (way, work) => {
    const node = () => Promise.all(processes[way].map((name) => workers[name].ask('cpu')));
    const server = () => serverSeconds(join(installation.folder, 'data'));
    const [before, serverBefore] = [await node(), server()];
    const result = await work();
    const perEvent = (end, start) => ((end - start) * 1_000) / result.events;
    const after = await node();
    return {
      ...result,
      serverMs: perEvent(server(), serverBefore),
      nodeMs: after.map((end, index) => perEvent(end, before[index])),
    };
  };
  const measure = async (input, count) => {
    const results = Object.fromEntries(WAYS.map((way) => [way, []]));
    for (let round = 0; round < count; round += 1) {
      for (const way of WAYS) results[way].push(await withProcessorTime(way, () => run[way](input)));
    }
    return results;
  };
  // Long enough for the code to be compiled for good.
  await measure({ clients, seconds: Number(options.warmup) || seconds }, 1);
  const together = await measure({ clients, seconds }, rounds);
  const alone = await measure({ clients: 1, seconds: Math.max(1, seconds / 2) }, rounds);
  const memory = { api: await workers.api.memory(), useCase: await workers.useCase.memory() };
  printTable({ together, alone, memory, clients, cores: availableParallelism() });
  if (options.profile) {
    for (const { title, worker, way } of [
      { title: 'GraphQL, API process', worker: workers.api, way: 'graphql' },
      { title: 'use case', worker: workers.useCase, way: 'useCase' },
    ]) {
      if (!WAYS.includes(way)) continue;
      await worker.ask('startProfile');
      const { perSecond } = await run[way]({ clients, seconds });
      printProfile(`${title} at ${perSecond.toFixed(0)} events/s`, await worker.ask('stopProfile'));
    }
  }
  console.log(
    `statements per event: ${median((together.useCase ?? []).map(({ statements }) => statements)).toFixed(1)}`,
  );
} finally {
  await installation.stop();
}
