import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Optional } from '@nestjs/common';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { DataSource } from 'typeorm';
import type { RegionId } from '../../kernel/index.js';
import type { Principal } from '../auth/principal.js';
import { Clock, SystemClock } from '../clock/clock.js';
import { Announcements } from '../notifications/announcements.js';
import { actorSettings, SET_ACTOR, SET_ACTOR_KIND } from './actor-settings.js';
import { sqlState } from './database-error.js';
import { prepared, type PreparedStatement } from './prepared-statement.js';
import { LockConflict } from './lock-conflict.js';
import { isOnlyReading, rollsBack } from './statement-kind.js';

export { prepared, type PreparedStatement } from './prepared-statement.js';

/** One open transaction of one actor in one region. */
export interface Tx {
  readonly regionId: RegionId;
  readonly principal: Principal;
  /** Runs hand-written SQL inside the transaction; rows come back as plain objects. */
  query<Row extends object>(sql: string | PreparedStatement, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * Sends a statement whose answer nobody needs, without waiting: it travels together with what follows. When it
   * fails, so does every statement behind it and the transaction as a whole.
   */
  post(sql: string | PreparedStatement, parameters?: readonly unknown[]): void;
  /**
   * Tells the other nodes once the transaction has committed; see {@link Announcements}, also for what may get lost.
   *
   * @param key What it is about, without spaces. @param value What to say, without line breaks.
   */
  announce(channel: string, key: string, value: string): void;
  /**
   * Runs `work` when everything else has been done and sent, right before the commit, in the order of asking; what it
   * throws rolls back. For what has to be safe outside the database before the database keeps it.
   */
  beforeCommit(work: () => Promise<void>): void;
  /**
   * Does something «von Amts wegen»: row-level security lets what `work` sends see the whole region, because the law or
   * the machine demands it whatever the actor may see: facts that a decision rests on (hiding one would permit more),
   * and effects of a deed on what belongs to others. Never for reading on behalf of the actor, and nothing read in it
   * may reach them but the decision. The actor stays the actor: for authorisation, the audit and the log.
   *
   * It counts for the statements of `work` and what it calls, not for others that run beside it; nobody waits longer.
   */
  exOfficio<T>(work: () => T): T;
  /**
   * Reads something that several parts of a page need only once: as long as the transaction merely reads, the answer is
   * remembered; writing anything or taking a lock forgets it, since others may have changed it meanwhile.
   *
   * @param key What is read and about what; the same key must mean the same statement.
   */
  once<T>(key: string, read: () => Promise<T>): Promise<T>;
}

/** Codes after which PostgreSQL guarantees that nothing happened and the same transaction may be tried again. */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 4;

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

/** Which transactions the present call acts in «von Amts wegen»; per call, so that what runs beside it is not meant. */
const official = new AsyncLocalStorage<Transaction>();

/** A transaction on its connection. */
class Transaction implements Tx {
  readonly regionId: RegionId;
  /** What made the transaction fail, when it was a statement that nobody waited for. */
  firstFailure: Error | undefined;
  readonly announced: { readonly channel: string; readonly key: string; readonly value: string }[] = [];
  private readonly posted: Promise<unknown>[] = [];
  private readonly lastSteps: (() => Promise<void>)[] = [];
  private readonly remembered = new Map<string, Promise<unknown>>();
  private isOver = false;
  /** Kind of actor that row-level security goes by now; `undefined` when a savepoint may have taken it back. */
  private kindInForce: Principal['kind'] | undefined;

  constructor(
    private readonly client: PoolClient,
    readonly principal: Principal,
    private readonly clock: Clock,
  ) {
    this.regionId = principal.regionId;
    this.kindInForce = principal.kind;
  }

  begin(begin: string): void {
    this.post(begin);
    this.post(SET_ACTOR, actorSettings(this.principal, this.clock.now()));
  }

  exOfficio<T>(work: () => T): T {
    return this.principal.kind === 'system' ? work() : official.run(this, work);
  }

  once<T>(key: string, read: () => Promise<T>): Promise<T> {
    // What is seen «von Amts wegen» is not what the actor sees.
    const name = `${this.isOfficial() ? 'official' : 'actor'}:${key}`;
    const known = this.remembered.get(name);
    if (known) return known as Promise<T>;
    const answer = read();
    this.remembered.set(name, answer);
    answer.catch(() => this.remembered.delete(name));
    return answer;
  }

  async query<Row extends object>(
    sql: string | PreparedStatement,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    const result = await this.send(sql, parameters);
    return result.rows as Row[];
  }

  post(sql: string | PreparedStatement, parameters: readonly unknown[] = []): void {
    const answer = this.send(sql, parameters);
    this.posted.push(
      answer.catch((error: unknown) => {
        this.firstFailure ??= error instanceof Error ? error : new Error(String(error));
      }),
    );
  }

  announce(channel: string, key: string, value: string): void {
    this.announced.push({ channel, key, value });
  }

  beforeCommit(work: () => Promise<void>): void {
    this.lastSteps.push(work);
  }

  /** @throws what a posted statement failed with, before any of the steps begins, or what one of them throws. */
  async runLastSteps(): Promise<void> {
    if (this.lastSteps.length === 0) return;
    // What only the commit would refuse has to be refused before the outside world hears of it.
    this.post('SET CONSTRAINTS ALL IMMEDIATE');
    await Promise.allSettled(this.posted);
    this.throwFirstFailure();
    for (const step of this.lastSteps) await step();
  }

  /** @throws what a posted statement or the commit failed with; then nothing stays. */
  async commit(): Promise<void> {
    // A savepoint may have saved the transaction from a posted statement that failed: it still counts.
    this.throwFirstFailure();
    const committed = this.send('COMMIT', []);
    // Whoever posted hears of a failure first: the commit only follows it.
    await Promise.allSettled([committed, ...this.posted]);
    this.throwFirstFailure();
    const { command } = await committed;
    this.isOver = true;
    // PostgreSQL answers so when an earlier statement failed and its error was swallowed.
    if (command !== 'COMMIT') throw new Error('The transaction had failed before its commit');
  }

  private throwFirstFailure(): void {
    if (this.firstFailure !== undefined) throw this.firstFailure;
  }

  /** @returns Whether the connection may be used again. */
  async rollBack(): Promise<boolean> {
    await Promise.allSettled(this.posted);
    if (this.isOver) return true;
    return this.client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
  }

  private isOfficial(): boolean {
    return official.getStore() === this;
  }

  /** Sent in the same breath as the statement it is for, so nothing else can come between. */
  private switchKind(): void {
    const kind = this.isOfficial() ? 'system' : this.principal.kind;
    if (this.kindInForce === kind) return;
    this.kindInForce = kind;
    this.post(SET_ACTOR_KIND, [kind]);
  }

  private send(sql: string | PreparedStatement, parameters: readonly unknown[]): Promise<QueryResult> {
    this.switchKind();
    const statement = typeof sql === 'string' ? { text: sql } : { name: sql.name, text: sql.text };
    if (this.remembered.size > 0 && !isOnlyReading(statement.text)) this.remembered.clear();
    if (rollsBack(statement.text)) this.kindInForce = undefined;
    return this.client.query(parameters.length === 0 ? statement : { ...statement, values: [...parameters] });
  }
}
