// Measures the engine against engines for durable execution that do the same work: for every event of a loan the same
// rows, exactly once per idempotency key. All take turns in one run. Prints ratios.
// Usage: npm run bench:peers [-- --seconds 5 --rounds 4 --clients 32 --ways useCase,dbosEvents]
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serverSeconds } from '../engine/cpu.mjs';
import { freePort, Installation, STAFF } from '../engine/installation.mjs';
import { fsyncMs } from './disk.mjs';
import { install } from './install.mjs';
import { printPeers } from './report.mjs';
import { RestateServer } from './restate-server.mjs';
import { readPatterns } from './rows.mjs';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '4' },
    clients: { type: 'string', default: '32' },
    warmup: { type: 'string', default: '' },
    ways: {
      type: 'string',
      default: 'rows,useCase,graphql,dbosEvents,dbosProcesses,restateRows,restateOwnStore',
    },
    // Found by trial to be the best for the peers.
    connections: { type: 'string', default: '16' },
    partitions: { type: 'string', default: '2' },
    coalesce: { type: 'string', default: '1' },
  },
});
const seconds = Number(options.seconds);
const clients = Number(options.clients);
const connections = Number(options.connections);
const WAYS = options.ways.split(',');
const LOANS_PER_CLIENT = 8;
const SHARES = ['rows', 'useCase', 'graphql', 'dbos', 'restateRows', 'restateOwnStore'];

install();
const installation = await Installation.start();
let restate;
try {
  // The hand-written rows are those without protection: row-level security does not bind the owner.
  const { ownerUrl: appUrl, superuserUrl } = installation.database;
  const workers = {
    api: installation.worker('api.mjs'),
    useCase: installation.worker('use-case.mjs'),
    http: installation.worker('http-load.mjs'),
    dbos: installation.worker('../peers/dbos.mjs', { execArgv: [] }),
    service: installation.worker('../peers/restate-service.mjs', {
      execArgv: [],
      env: { RESTATE_LOGGING: 'ERROR' },
    }),
    rows: installation.worker('../peers/rows-only.mjs', { execArgv: [] }),
    load: installation.worker('../peers/restate-load.mjs', { execArgv: [] }),
  };

  const port = await freePort();
  await workers.api.ask('start', { port, staff: STAFF });
  await workers.useCase.ask('start', { staff: STAFF, issuer: installation.issuer.issuer });
  const lent = await workers.useCase.ask('lend', { count: SHARES.length * clients * LOANS_PER_CLIENT + 2 });
  const [found, misplaced, ...loans] = lent;
  await workers.useCase.ask('use', { list: [found, misplaced], clients: 1 });
  await workers.useCase.ask('run', { clients: 1, seconds: 60, most: 3 });
  const patterns = await readPatterns(appUrl, misplaced.id, found.id);
  const share = (name) => loans.filter((_loan, index) => SHARES[index % SHARES.length] === name);

  await workers.useCase.ask('use', { list: share('useCase'), clients });
  await workers.rows.ask('start', { appUrl, patterns, connections, list: share('rows'), clients });
  const tokens = await installation.tokens();
  await workers.http.ask('start', { port, clients, list: share('graphql'), tokens });

  await installation.administer('CREATE DATABASE dbos');
  const systemUrl = superuserUrl.replace(/[^/]+$/, 'dbos');
  const coalesceMs = Number(options.coalesce);
  await workers.dbos.ask('start', {
    appUrl,
    systemUrl,
    patterns,
    connections,
    coalesceMs,
    list: share('dbos'),
    clients,
  });

  restate = await RestateServer.start(installation.folder, Number(options.partitions));
  const servicePort = await freePort();
  await workers.service.ask('start', { appUrl, patterns, connections, port: servicePort });
  await restate.register(servicePort);
  const lists = { withRows: share('restateRows'), ownStore: share('restateOwnStore') };
  await workers.load.ask('start', { port: restate.ingress, clients, lists });

  // As the server does by itself within a minute: plans made for empty tables would read them from end to end.
  await installation.sql('ANALYZE');
  const ways = {
    rows: { worker: 'rows', input: { way: 'rows' }, uses: ['rows'], loans: 'rows' },
    useCase: { worker: 'useCase', uses: ['useCase'], loans: 'useCase' },
    graphql: { worker: 'http', uses: ['api', 'http'], loans: 'graphql' },
    dbosEvents: { worker: 'dbos', input: { way: 'events' }, uses: ['dbos'], loans: 'dbos' },
    dbosProcesses: { worker: 'dbos', input: { way: 'processes' }, uses: ['dbos'], loans: 'dbos' },
    restateRows: {
      worker: 'load',
      input: { way: 'withRows' },
      uses: ['service', 'load', 'restate'],
      loans: 'restateRows',
    },
    restateOwnStore: { worker: 'load', input: { way: 'ownStore' }, uses: ['service', 'load', 'restate'] },
  };
  const written = Object.fromEntries(SHARES.map((name) => [name, 0]));

  /** Processor seconds so far and how far the database has got. */
  const sample = async ({ uses }) => {
    const cpu = { database: serverSeconds(join(installation.folder, 'data')) };
    for (const name of uses)
      cpu[name] = name === 'restate' ? restate.seconds() : await workers[name].ask('cpu');
    const [{ wal, xids }] = await installation.sql(
      `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS wal,
              pg_snapshot_xmax(pg_current_snapshot())::text::float8 AS xids`,
    );
    return { cpu, wal, xids };
  };
  const phase = async (name, input) => {
    const { worker, input: kind, uses, loans: from } = ways[name];
    if (name === 'dbosProcesses') await workers.dbos.ask('open');
    const before = await sample({ uses });
    const result = await workers[worker].ask('run', { ...input, ...kind });
    const after = await sample({ uses });
    if (name === 'dbosProcesses') await workers.dbos.ask('close');
    if (from) written[from] += result.events;
    const perEvent = (end, start) => (end - start) / result.events;
    return {
      ...result,
      transactions: perEvent(after.xids, before.xids),
      walKb: perEvent(after.wal, before.wal) / 1_000,
      cpuMs: Object.fromEntries(
        Object.entries(after.cpu).map(([part, end]) => [part, perEvent(end, before.cpu[part]) * 1_000]),
      ),
    };
  };
  const measure = async (input, rounds) => {
    const results = Object.fromEntries(WAYS.map((way) => [way, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const way of WAYS) results[way].push(await phase(way, input));
    }
    return results;
  };

  // A key sent twice counts once, with everybody.
  for (const name of WAYS.filter((each) => ways[each].input?.way)) {
    const { worker, input, loans: from } = ways[name];
    if (name === 'dbosProcesses') await workers.dbos.ask('open');
    await workers[worker].ask('twice', input);
    if (name === 'dbosProcesses') await workers.dbos.ask('close');
    if (from) written[from] += 1;
  }
  await measure({ clients, seconds: Number(options.warmup) || seconds }, 1);
  const results = await measure({ clients, seconds }, Number(options.rounds));
  const alone = await measure({ clients: 1, seconds: Math.max(1, seconds / 2) }, Number(options.rounds));
  for (const [name, expected] of Object.entries(written)) {
    const [{ count }] = await installation.sql(
      `SELECT count(*)::int AS count FROM process_event
       WHERE process_id = ANY ($1::uuid[]) AND type IN ('MISPLACED', 'FOUND')`,
      [share(name).map(({ id }) => id)],
    );
    if (count !== expected) throw new Error(`${name}: ${expected} events answered, ${count} written`);
  }
  const disk = `fsync of 8 kB ${fsyncMs(installation.folder).toFixed(2)} ms (median)`;
  printPeers(results, alone, { clients, cores: availableParallelism(), disk });
} finally {
  await restate?.stop();
  await installation.stop();
}
