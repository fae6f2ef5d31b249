// What the bench prints.
import { median } from './load.mjs';

const LIMITS = { useCase: 0.75, graphql: 0.5 };
const NAMES = {
  floor: 'floor: hand-written SQL, one statement per table',
  tight: 'tight floor: the same rows, pipelined',
  useCase: 'use case without HTTP',
  graphql: 'authenticated GraphQL over HTTP',
};

const of = (results, figure) => median(results.map((result) => result[figure]));

/** Ratio of each round to the floor of the same round; the median of them is not moved by a busy minute. */
function ratio(results, way, figure) {
  return median(results[way].map((result, round) => result[figure] / results.floor[round][figure]));
}

const total = ({ serverMs, nodeMs }) => serverMs + nodeMs.reduce((sum, ms) => sum + ms, 0);

/** The round that took least: what neighbours add to it is least as well. */
function cheapest(results) {
  return results.reduce((least, result) => (total(result) < total(least) ? result : least));
}

function processorTime(results) {
  const { serverMs, nodeMs } = cheapest(results);
  return [serverMs, ...nodeMs].map((ms) => ms.toFixed(2)).join(' + ');
}

/** What the throughput would be if all processes shared the cores without a gap. */
function processorRatio(results, way) {
  return (total(cheapest(results.floor)) / total(cheapest(results[way]))).toFixed(2);
}

/** Table of throughput together and latency alone, each as a ratio of the floor of the same round. */
export function printTable({ together, alone, memory, clients, cores }) {
  const rows = Object.keys(together).map((way) => {
    const limit = LIMITS[way] === undefined ? '–' : `≥ ${LIMITS[way]}`;
    return [
      NAMES[way],
      of(together[way], 'perSecond').toFixed(0),
      ratio(together, way, 'perSecond').toFixed(2),
      limit,
      of(together[way], 'medianMs').toFixed(1),
      of(together[way], 'p95Ms').toFixed(1),
      processorTime(together[way]),
      processorRatio(together, way),
      of(alone[way], 'medianMs').toFixed(2),
      ratio(alone, way, 'medianMs').toFixed(2),
      way === 'floor' || way === 'tight' ? '–' : '≤ 3',
    ];
  });
  const head = [
    'Way',
    `events/s, ${clients} clients`,
    'of the floor',
    'limit',
    'median ms',
    'p95 ms',
    'CPU ms per event: database + own processes (best round)',
    'floor per CPU',
    'median ms, 1 client',
    'of the floor',
    'limit',
  ];
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
  console.log(
    `\nmemory: API process ${memory.api.rssMb.toFixed(0)} MB (heap ${memory.api.heapMb.toFixed(0)} MB), ` +
      `use case process ${memory.useCase.rssMb.toFixed(0)} MB; ${cores} cores, synchronous_commit=on`,
  );
}

/** Self time by module and function, in percent of the busy time. */
export function printProfile(title, { busy, modules, functions }) {
  console.log(`\n${title}; busy ${(busy * 100).toFixed(0)} %\n`);
  for (const [name, share] of modules) console.log(`  ${(share * 100).toFixed(1).padStart(5)} %  ${name}`);
  console.log('');
  for (const [name, share] of functions) console.log(`  ${(share * 100).toFixed(1).padStart(5)} %  ${name}`);
}
