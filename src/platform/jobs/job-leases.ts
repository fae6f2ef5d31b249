import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { JOB_SCHEMA } from './job-schema.js';

/** First half of the key of a worker's lock, `jobs` in hexadecimal; the second half is the hash of its id. */
export const LOCK_CLASS = 0x6a6f6273;

/** How quickly a dead worker is noticed. */
export interface LeaseTimings {
  /** Time between two looks. */
  readonly lookEveryMs: number;
  /** How long a worker must have been gone; covers the reconnection of a living one. */
  readonly graceMs: number;
}

const TIMINGS: LeaseTimings = { lookEveryMs: 1_000, graceMs: 3_000 };

const CLAIM = `SELECT pg_try_advisory_lock($1::int, hashtext($2)) AS held`;

/** Workers that hold jobs without being there. */
const ABSENT = `
  SELECT DISTINCT jobs.locked_by FROM ${JOB_SCHEMA}.jobs
  WHERE jobs.locked_by <> $2 AND NOT EXISTS (
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND classid = $1::bigint::oid AND objsubid = 2
      AND objid = (hashtext(jobs.locked_by)::bigint & 4294967295)::oid
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

const RELEASE = `SELECT ${JOB_SCHEMA}.force_unlock_workers($1::text[])`;

/**
 * Gives the jobs of dead workers back to the queue within seconds; by itself the queue would wait four hours.
 *
 * A worker that lives holds a session lock of PostgreSQL under its id. The lock ends with its connection: at once when
 * the process is killed, after the keepalive time of the connection when its machine vanishes. Every worker looks for
 * jobs held by workers without such a lock. A worker that only lost its connection has it again before the grace ends;
 * should it come later, a job runs twice, which every handler must stand anyway.
 */
export class JobLeases {
  private readonly logger = new Logger(JobLeases.name);
  private readonly stopping = new AbortController();
  /** When each absent worker was first missed, in milliseconds of the monotonic clock. */
  private readonly missedSince = new Map<string, number>();
  private client: PoolClient | undefined;
  private isHeld = false;
  private running: Promise<void> | undefined;

  /**
   * @param pool     One of its connections is kept for this worker's lock.
   * @param workerId Under which the queue notes the jobs of this worker.
   */
  constructor(
    private readonly pool: Pool,
    private readonly workerId: string,
    private readonly timings: LeaseTimings = TIMINGS,
  ) {}

  /** Starts looking; a lost database is waited for. */
  start(): void {
    this.running ??= this.run();
  }

  /** Ends the looking and this worker's own lock. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.disconnect();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.look(this.client ?? (await this.connect()));
      } catch (error) {
        this.disconnect();
        this.logger.warn({ message: 'Leases of jobs cannot be looked at', error });
      }
      await delay(this.timings.lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async connect(): Promise<PoolClient> {
    const client = await this.pool.connect();
    // A connection lost between two looks is reported by the next one.
    client.on('error', () => undefined);
    this.client = client;
    // While this worker was away, others may have come back unseen.
    this.missedSince.clear();
    return client;
  }

  private disconnect(): void {
    // Closed, not handed back: the lock must not live on in the pool.
    this.client?.release(true);
    this.client = undefined;
    this.isHeld = false;
  }

  private async look(client: PoolClient): Promise<void> {
    if (!this.isHeld) {
      const { rows } = await client.query<{ held: boolean }>(CLAIM, [LOCK_CLASS, this.workerId]);
      this.isHeld = rows[0]?.held === true;
    }
    const { rows } = await client.query<{ locked_by: string }>(ABSENT, [LOCK_CLASS, this.workerId]);
    const dead = this.deadAmong(rows.map((row) => row.locked_by));
    if (dead.length === 0) return;
    await client.query(RELEASE, [dead]);
    this.logger.warn({
      message: 'Jobs of dead workers were given back',
      event: 'JOBS_RELEASED',
      count: dead.length,
    });
  }

  /** Those who were absent at every look for as long as the grace lasts. */
  private deadAmong(absent: readonly string[]): readonly string[] {
    const now = performance.now();
    for (const id of this.missedSince.keys()) if (!absent.includes(id)) this.missedSince.delete(id);
    for (const id of absent) if (!this.missedSince.has(id)) this.missedSince.set(id, now);
    return absent.filter((id) => now - (this.missedSince.get(id) ?? now) >= this.timings.graceMs);
  }
}
