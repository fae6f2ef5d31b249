import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Lease, LeaseSample } from '../check-leases.js';
import type { ChaosNode } from './node.js';

const EVERY_MS = 500;

interface Rows {
  readonly kind: Lease['kind'];
  readonly id: string;
  /** Worker of a job, or login of a connection. */
  readonly owner: string;
  /** When the connection began, epoch milliseconds; null for jobs. */
  readonly since: number | null;
}

const LEASES = `
  SELECT 'job' AS kind, id::text, locked_by AS owner, NULL::float8 AS since
  FROM graphile_worker.jobs WHERE locked_by IS NOT NULL
  UNION ALL
  SELECT 'connection', pid::text, usename, extract(epoch FROM backend_start) * 1000
  FROM pg_stat_activity WHERE usename = ANY ($1)`;

/** Looks twice a second at who holds what. */
export class LeaseWatch {
  readonly samples: LeaseSample[] = [];
  readonly #pool: Pool;
  readonly #nodes: readonly ChaosNode[];
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(pool: Pool, nodes: readonly ChaosNode[]) {
    this.#pool = pool;
    this.#nodes = nodes;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const logins = this.#nodes.map(({ settings }) => settings.name.replaceAll('-', '_'));
    while (!signal.aborted) {
      try {
        const { rows } = await this.#pool.query<Rows>(LEASES, [logins]);
        this.samples.push({ at: Date.now(), leases: rows.flatMap((row) => this.#leaseOf(row)) });
      } catch {
        // Without a database there is nothing to hold.
      }
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /**
   * When every holder that is no more ended, epoch milliseconds. A worker that died before it said its name was dead
   * by the time its lease was first seen, at the latest.
   */
  deaths(): ReadonlyMap<string, number> {
    const deaths = new Map(this.#nodes.flatMap((node) => [...node.deaths]));
    const lives = this.#nodes.flatMap((node) => node.lives);
    const named = new Set(lives.flatMap(({ id, workerIds }) => [id, ...workerIds]));
    for (const { at, leases } of this.samples) {
      for (const { holder } of leases) if (!named.has(holder) && !deaths.has(holder)) deaths.set(holder, at);
    }
    return deaths;
  }

  #leaseOf({ kind, id, owner, since }: Rows): readonly Lease[] {
    for (const { lives, settings } of this.#nodes) {
      const life =
        kind === 'job'
          ? lives.find(({ workerIds }) => workerIds.includes(owner))
          : settings.name.replaceAll('-', '_') === owner
            ? lives.findLast(({ startedAt }) => startedAt <= (since ?? 0))
            : undefined;
      if (life) return [{ kind, id, holder: life.id }];
    }
    return kind === 'job' ? [{ kind, id, holder: owner }] : [];
  }
}
