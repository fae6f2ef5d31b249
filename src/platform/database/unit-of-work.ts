import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Optional } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { Principal } from '../auth/principal.js';
import { Clock, SystemClock } from '../clock/clock.js';
import { Announcements } from '../notifications/announcements.js';
import { sqlState } from './database-error.js';
import { prepared, type PreparedStatement } from './prepared-statement.js';
import { LockConflict } from './lock-conflict.js';
import { SharedReading } from './shared-reading.js';
import { Transaction } from './transaction.js';
import type { Tx } from './tx.js';

export { prepared, type PreparedStatement } from './prepared-statement.js';
export type { Tx } from './tx.js';

/** Codes after which PostgreSQL guarantees that nothing happened and the same transaction may be tried again. */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 4;

/** The page that the present call reads for. */
const pages = new AsyncLocalStorage<SharedReading>();

const NOTIFY = prepared('notify', 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload');

/** Opens transactions. A use case opens exactly one; everything below receives it as `Tx`. */
@Injectable()
export class UnitOfWork {
  private known: Pool | undefined;
  private readonly announcements = new Announcements(async (channel, payloads) => {
    await this.lookUp(NOTIFY, [channel, payloads]);
  });

  constructor(
    private readonly dataSource: DataSource,
    @Optional() private readonly clock: Clock = new SystemClock(),
  ) {}

  /**
   * Runs `work` in one transaction and commits when it resolves; anything thrown rolls back and goes on.
   * Serialisation failures, deadlocks and locks asked for out of order are repeated with a fresh transaction, so
   * `work` must be free of effects outside the database.
   *
   * Statements are pipelined: those sent without waiting for each other share a round trip, and so do the beginning
   * with the first statement and the last posted ones with the commit.
   */
  async run<T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> {
    const page = pages.getStore();
    if (page?.serves(principal)) return page.read(work);
    let lockFirst: LockConflict['lockFirst'] | undefined;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(principal, lockFirst ? after(lockFirst, work) : work);
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS) throw error;
        if (error instanceof LockConflict) {
          ({ lockFirst } = error);
          continue;
        }
        const code = sqlState(error);
        if (code === undefined || !RETRYABLE.has(code)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10 * attempt * (1 + Math.random())));
      }
    }
  }

  /**
   * Reads a page: whatever `work` runs for `principal` shares one transaction, which ends with it. Only for reading; lines
   * of the access log are written in it as well, and when they cannot be, nothing is shown.
   *
   * @throws also what the end of the transaction fails with.
   */
  async readTogether<T>(principal: Principal, work: () => Promise<T>): Promise<T> {
    const page = new SharedReading(principal, (reading) => this.attempt(principal, reading));
    return page.readDuring(() => pages.run(page, work));
  }

  /**
   * Lets `work` read the database as it is at one instant, whatever others commit meanwhile; nothing can be written.
   */
  async snapshot<T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.attempt(principal, work, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  }

  /**
   * Runs one statement on its own, outside of any region and without an actor: for what has to be known before
   * anybody is, such as whom a login belongs to. It takes one round trip.
   */
  async lookUp<Row extends object>(
    statement: PreparedStatement,
    parameters: readonly unknown[],
  ): Promise<Row[]> {
    const { rows } = await this.pool().query<Row>({ ...statement, values: [...parameters] });
    return rows;
  }

  private async attempt<T>(principal: Principal, work: (tx: Tx) => Promise<T>, begin = 'BEGIN'): Promise<T> {
    const client = await this.pool().connect();
    // A connection made before the first transaction has no listener yet (see `pool`).
    if (client.listenerCount('error') === 0) client.on('error', () => undefined);
    const transaction = new Transaction(client, principal, this.clock);
    try {
      transaction.begin(begin);
      const result = await work(transaction);
      await transaction.runLastSteps();
      await transaction.commit();
      client.release();
      for (const { channel, key, value } of transaction.announced)
        this.announcements.add(channel, key, value);
      return result;
    } catch (error) {
      const isUsable = await transaction.rollBack();
      client.release(!isUsable);
      throw error instanceof LockConflict ? error : (transaction.firstFailure ?? error);
    }
  }

  /** The pool of the data source; TypeORM types it loosely. */
  private pool(): Pool {
    if (this.known) return this.known;
    const pool = (this.dataSource.driver as unknown as { readonly master: Pool }).master;
    // Without a listener a connection lost between two statements would end the process; the next one reports it.
    pool.on('connect', (client) => client.on('error', () => undefined));
    this.known = pool;
    return pool;
  }
}

/** The same work with locks taken before it. */
function after<T>(
  lockFirst: LockConflict['lockFirst'],
  work: (tx: Tx) => Promise<T>,
): (tx: Tx) => Promise<T> {
  return async (tx) => {
    await lockFirst(tx);
    return work(tx);
  };
}
