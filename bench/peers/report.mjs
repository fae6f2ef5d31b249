// What the bench of the peers prints.
import { median } from '../engine/load.mjs';

const NAMES = {
  rows: 'The rows alone, as the peers write them',
  useCase: 'Fallwerk, use case without HTTP',
  graphql: 'Fallwerk, authenticated GraphQL',
  dbosEvents: 'DBOS, workflow per event',
  dbosProcesses: 'DBOS, workflow per loan with messages',
  restateRows: 'Restate, object per loan, rows in PostgreSQL',
  restateOwnStore: 'Restate, everything in its own store',
};
const OURS = ['useCase', 'graphql'];
/** Those that write the same rows. */
const PEERS = ['dbosEvents', 'dbosProcesses', 'restateRows'];
const LIMIT = 5;

const of = (results, figure) => median(results.map((result) => result[figure]));

function ratio(results, ours, peers) {
  const fastest = (round) => Math.max(...peers.map((peer) => results[peer][round].perSecond));
  return median(results[ours].map(({ perSecond }, round) => perSecond / fastest(round)));
}

function processorTime(results) {
  const names = Object.keys(results[0].cpuMs);
  return names
    .map((name) => `${name} ${median(results.map(({ cpuMs }) => cpuMs[name])).toFixed(2)}`)
    .join(', ');
}

/** What the ratio would be if all processes shared the cores without a gap and nobody else used them. */
function processorRatio(results, ours, peers) {
  const least = (round) => Math.min(...peers.map((peer) => inTotal(results[peer][round])));
  return median(results[ours].map((result, round) => least(round) / inTotal(result))).toFixed(2);
}

const inTotal = ({ cpuMs }) => Object.values(cpuMs).reduce((sum, ms) => sum + ms, 0);

/** Table of all ways and, below it, by how much ours is ahead of the faster peer in the same round. */
export function printPeers(results, alone, { clients, cores, disk }) {
  const head = [
    'Way',
    'events/s',
    'median ms',
    'p95 ms',
    'median ms, 1 client',
    'write transactions per event',
    'WAL kB per event',
    'CPU ms per event',
    'use case ahead',
    'GraphQL ahead',
  ];
  const rows = Object.keys(results).map((way) => [
    NAMES[way],
    of(results[way], 'perSecond').toFixed(0),
    of(results[way], 'medianMs').toFixed(1),
    of(results[way], 'p95Ms').toFixed(1),
    of(alone[way], 'medianMs').toFixed(1),
    of(results[way], 'transactions').toFixed(1),
    of(results[way], 'walKb').toFixed(1),
    `${median(results[way].map(inTotal)).toFixed(2)} (${processorTime(results[way])})`,
    ...OURS.map((ours) =>
      results[ours] && ours !== way ? `${ratio(results, ours, [way]).toFixed(2)}×` : '–',
    ),
  ]);
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
  printVerdict(results);
  console.log(`\n${clients} clients, ${cores} cores, synchronous_commit=on, ${disk}`);
}

function printVerdict(results) {
  const peers = PEERS.filter((peer) => results[peer]);
  if (peers.length === 0) return;
  for (const ours of OURS.filter((way) => results[way])) {
    const ahead = ratio(results, ours, peers);
    const verdict = ahead >= LIMIT ? 'reached' : 'not reached';
    console.log(
      `\n${NAMES[ours]}: ${ahead.toFixed(2)} times the faster peer (at least ${LIMIT}: ${verdict})`,
    );
    console.log(`by processor time per event: ${processorRatio(results, ours, peers)} times`);
  }
  if (!results.rows) return;
  const most = ratio(results, 'rows', peers).toFixed(2);
  console.log(
    `\nThe rows alone: ${most} times the faster peer; an engine that adds nothing to them gets there`,
  );
}
