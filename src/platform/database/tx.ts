import type { RegionId } from '../../kernel/index.js';
import type { Principal } from '../auth/principal.js';
import type { PreparedStatement } from './prepared-statement.js';

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
