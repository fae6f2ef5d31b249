import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient, QueryResult } from 'pg';
import type { RegionId } from '../../kernel/index.js';
import type { Principal } from '../auth/principal.js';
import type { Clock } from '../clock/clock.js';
import { SET_ACTOR_KIND, setActor } from './actor-settings.js';
import { prepared, type PreparedStatement } from './prepared-statement.js';
import { isOnlyReading, rollsBack } from './statement-kind.js';
import type { Tx } from './tx.js';

/** Which transactions the present call acts in «von Amts wegen»; per call, so that what runs beside it is not meant. */
const official = new AsyncLocalStorage<Transaction>();

/** Who acts no longer matters to it. */
const COMMIT = prepared('commit', 'COMMIT', { eitherWay: true });

/** A transaction on its connection, which belongs to it until it is over. */
export class Transaction implements Tx {
  readonly regionId: RegionId;
  /** What made the transaction fail, when it was a statement that nobody waited for. */
  firstFailure: Error | undefined;
  readonly announced: { readonly channel: string; readonly key: string; readonly value: string }[] = [];
  private readonly posted: Promise<unknown>[] = [];
  private readonly lastSteps: (() => Promise<void>)[] = [];
  private readonly remembered = new Map<string, Promise<unknown>>();
  private isOver = false;
  private takesNoMore = false;
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
    const { statement, values } = setActor(this.principal, this.clock.now());
    this.post(statement, values);
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
    const committed = this.send(COMMIT, []);
    this.takesNoMore = true;
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
    this.takesNoMore = true;
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
    if (this.takesNoMore) return Promise.reject(new Error('The transaction is over'));
    const { text, onlyNotes = false, eitherWay = false } = typeof sql === 'string' ? { text: sql } : sql;
    if (!eitherWay) this.switchKind();
    const statement = typeof sql === 'string' ? { text } : { name: sql.name, text };
    if (this.remembered.size > 0 && !onlyNotes && !isOnlyReading(text)) this.remembered.clear();
    if (rollsBack(text)) this.kindInForce = undefined;
    return this.client.query(parameters.length === 0 ? statement : { ...statement, values: [...parameters] });
  }
}
