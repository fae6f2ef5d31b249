// npm run chaos [-- --seconds 180 --writers 32 --processes 240 --seed 1]
import { inspect, parseArgs } from 'node:util';
import { isClean, runChaos } from './run-chaos.js';

/** One stop of the database in so many seconds. */
const CRASH_EVERY_S = 25;
/** So many findings are printed; the rest is counted. */
const SHOWN = 20;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '180' },
    writers: { type: 'string', default: '32' },
    processes: { type: 'string', default: '240' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
  },
});

function numberOf(name: keyof typeof values, most: number): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`--${name} must be a whole number from 1 to ${most}`);
  }
  return value;
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

const seconds = numberOf('seconds', 3_600);
const report = await runChaos({
  seconds,
  writers: numberOf('writers', 256),
  processes: numberOf('processes', 10_000),
  seed: numberOf('seed', 1_000_000_000),
  crashes: Math.max(1, Math.floor(seconds / CRASH_EVERY_S)),
  pauseMs: [2_000, 4_500],
  say,
  signal: interrupted.signal,
});
const { faults, overdueLeases, ownDeaths, verification, ...figures } = report;
say(JSON.stringify(figures, undefined, 2));
for (const list of [faults, overdueLeases, ownDeaths]) {
  for (const finding of list.slice(0, SHOWN)) say(inspect(finding));
  if (list.length > SHOWN) say(`and ${list.length - SHOWN} more`);
}
if (verification !== '') say(verification);
say(isClean(report) ? 'Nothing lost, nothing done twice.' : 'FAILED');
process.exitCode = isClean(report) ? 0 : 1;
