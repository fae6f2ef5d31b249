import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { checkHistory } from './check-history.js';
import { checkLeases, type OverdueLease } from './check-leases.js';
import { checkTimers } from './check-timers.js';
import type { Fault, LoggedProcess } from './history.js';
import { bringForward, readLog, workLeft } from './read-log.js';
import { ChaosInstallation } from './support/installation.js';
import { Killer } from './support/killer.js';
import { LeaseWatch } from './support/lease-watch.js';
import { Random } from './support/random.js';
import { Writers } from './writers.js';

/** What a run is to be. */
export interface ChaosSettings {
  readonly seconds: number;
  readonly writers: number;
  readonly processes: number;
  /** Same seed, same choices; what the machine makes of them differs. */
  readonly seed: number;
  /** How often the database is stopped without warning. */
  readonly crashes: number;
  /** Pause between two kills in milliseconds, shortest and longest. */
  readonly pauseMs: readonly [number, number];
  readonly say?: (line: string) => void;
  /** Ends the run early; everything is cleaned up. */
  readonly signal?: AbortSignal;
}

/** What a run found. */
export interface ChaosReport {
  readonly settings: Omit<ChaosSettings, 'say' | 'signal'>;
  readonly acknowledged: number;
  readonly refused: number;
  readonly unknown: number;
  /** Events sent more than once under their key. */
  readonly repeated: number;
  readonly eventsPerSecond: number;
  readonly reads: number;
  readonly kills: { readonly api: number; readonly worker: number };
  readonly freezes: number;
  readonly crashes: number;
  readonly timersFired: number;
  /** Longest time a lease was seen after its holder had died, milliseconds. */
  readonly longestLeaseMs: number;
  /** What must be empty. */
  readonly faults: readonly Fault[];
  readonly overdueLeases: readonly OverdueLease[];
  /** Nodes that ended although nobody killed them, with what they said last. */
  readonly ownDeaths: readonly string[];
  /** What was still to be done when the time to settle was over. */
  readonly left: { readonly deadlines: number; readonly jobs: readonly object[] };
  /** What `fallwerk verify` said, empty when it found nothing. */
  readonly verification: string;
}

/** Longest time a dead node may hold anything. */
const LEASE_LIMIT_MS = 10_000;
const SETTLE_MS = 90_000;
/** Whenever nothing moved for so long, jobs waiting for their repetition and, by a new worker, deadlines get going. */
const IMPATIENCE_MS = 4_000;
const TIMED = {
  stateIds: ['lending-desk.lent', 'lending-desk.renewed'],
  followUpOf: (processId: string, seq: number) => `remind:${processId}:${seq}`,
};

/**
 * Three API nodes and two workers on one database, killed and frozen at random while writers send events, and the
 * database stopped without warning; then everything the writers saw is held against the log.
 */
export async function runChaos(settings: ChaosSettings): Promise<ChaosReport> {
  const { writers: count, processes } = settings;
  const say = settings.say ?? (() => undefined);
  const installation = await ChaosInstallation.create({ apis: 3, workers: 2, writers: count, processes });
  const pool = installation.cluster.pool();
  try {
    await Promise.all(installation.nodes.map((node) => node.start()));
    say(`${installation.nodes.length} nodes run on ${installation.processIds.length} processes`);
    const run = await load(installation, pool, settings);
    say(`${run.writers.writes.length} events sent; settling`);
    settings.signal?.throwIfAborted();
    const left = await settle(installation, pool);
    await run.watch.stop();
    return await judge(installation, pool, { ...run, left, settings });
  } finally {
    await pool.end();
    await installation.remove();
  }
}

interface Run {
  readonly writers: Writers;
  readonly killer: Killer;
  readonly watch: LeaseWatch;
  readonly elapsedMs: number;
}

async function load(installation: ChaosInstallation, pool: Pool, settings: ChaosSettings): Promise<Run> {
  const durationMs = settings.seconds * 1_000;
  const { processIds, apis } = installation;
  const tokenOf = (writer: number) => installation.tokenOf(writer);
  const writers = new Writers({ processIds, urls: apis.map(({ url }) => url), tokenOf }, settings.seed);
  const { crashes, pauseMs } = settings;
  const killer = new Killer(installation, new Random(settings.seed + 1), { crashes, pauseMs, durationMs });
  const watch = new LeaseWatch(pool, installation.nodes);
  watch.start();
  const startedAt = performance.now();
  const working = writers.work(settings.writers);
  const killing = killer.work();
  await Promise.race([
    delay(durationMs, undefined, { signal: settings.signal }).catch(() => undefined),
    killing,
  ]);
  const elapsedMs = performance.now() - startedAt;
  killer.stop();
  await killing.finally(() => writers.stop());
  await working;
  return { writers, killer, watch, elapsedMs };
}

/** Waits until nothing is due and no job is left. */
async function settle(installation: ChaosInstallation, pool: Pool): Promise<ChaosReport['left']> {
  const end = Date.now() + SETTLE_MS;
  let left = await workLeft(pool);
  let movedAt = Date.now();
  for (let turn = 0; left.deadlines + left.jobs.length > 0 && Date.now() < end;) {
    await delay(200);
    const now = await workLeft(pool);
    if (now.deadlines + now.jobs.length < left.deadlines + left.jobs.length) movedAt = Date.now();
    left = now;
    if (Date.now() - movedAt < IMPATIENCE_MS) continue;
    await bringForward(pool);
    const worker = left.deadlines > 0 ? installation.workers[turn % installation.workers.length] : undefined;
    turn += 1;
    await worker?.kill();
    await worker?.start();
    movedAt = Date.now();
  }
  return left;
}

interface Evidence extends Run {
  readonly settings: ChaosSettings;
  readonly left: ChaosReport['left'];
}

async function judge(
  installation: ChaosInstallation,
  pool: Pool,
  { writers, killer, watch, elapsedMs, settings, left }: Evidence,
): Promise<ChaosReport> {
  const { writes, reads } = writers;
  const log = await readLog(pool);
  const { code, output } = await installation.verify();
  const outcomes = (kind: string) => writes.filter(({ outcome }) => outcome.kind === kind).length;
  const leases = checkLeases(watch.samples, watch.deaths(), killer.outages, 0);
  const { say: _say, signal: _signal, ...given } = settings;
  return {
    settings: given,
    acknowledged: outcomes('acknowledged'),
    refused: outcomes('refused'),
    unknown: outcomes('unknown'),
    repeated: writes.filter(({ attempts }) => attempts > 1).length,
    eventsPerSecond: Math.round(outcomes('acknowledged') / (elapsedMs / 1_000)),
    reads: reads.length,
    kills: killer.kills,
    freezes: killer.freezes,
    crashes: killer.outages.length,
    timersFired: timersIn(log),
    longestLeaseMs: Math.max(0, ...leases.map(({ heldForMs }) => heldForMs)),
    faults: [...checkHistory(log, writes, reads), ...checkTimers(log, TIMED, today())],
    overdueLeases: leases.filter(({ heldForMs }) => heldForMs > LEASE_LIMIT_MS),
    ownDeaths: installation.nodes.flatMap((node) => node.ownDeaths),
    left,
    verification: code === 0 ? '' : output,
  };
}

function timersIn(log: readonly LoggedProcess[]): number {
  return log.flatMap(({ events }) => events).filter(({ type }) => type.startsWith('xstate.after.')).length;
}

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
}

/** Whether the run worked, and found nothing that must not be. */
export function isClean(report: ChaosReport): boolean {
  const { faults, overdueLeases, ownDeaths, left, verification, acknowledged, timersFired } = report;
  const found = faults.length + overdueLeases.length + ownDeaths.length + left.deadlines + left.jobs.length;
  return found === 0 && verification === '' && acknowledged > 0 && timersFired > 0;
}
