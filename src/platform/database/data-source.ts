import pg from 'pg';
import { DataSource } from 'typeorm';
import type { DataSourceOptions, MigrationInterface } from 'typeorm';
import { GatheringSocket } from './gathering-socket.js';
import { APPLICATION_ROLE } from './roles.js';

const DATE = 1082;
const DATE_ARRAY = 1182;
/** `text[]`; the type list of `pg` names no array types. */
const TEXT_ARRAY = 1009 as Parameters<typeof pg.types.getTypeParser>[0];

/** Longest time one statement of the application may take. */
const STATEMENT_TIMEOUT_MS = 15_000;
/**
 * Longest time a transaction may wait for its own process between two statements, and for a lock of another one: a
 * frozen node, or one that waits behind it, holds nobody up for more than ten seconds.
 */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 8_000;
const LOCK_TIMEOUT_MS = 8_000;
/**
 * The same for a node whose machine vanished from the network without a word: probed after 3 s of silence, given up
 * after two unanswered probes. A server without TCP (a socket on the same machine) ignores them.
 */
const KEEPALIVE = [
  'tcp_keepalives_idle=3',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=2',
  'tcp_user_timeout=8000',
];
const CONNECT_TIMEOUT_MS = 10_000;
/** How long an unused connection is kept: a new one costs a login and the preparation of every statement. */
const KEEP_IDLE_MS = 300_000;

/** A class decorated with `@Entity`. */
export type EntityClass = new () => object;

/** What a data source needs to know. */
export interface DataSourceSettings {
  readonly url: string;
  readonly entities: readonly EntityClass[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
  /** Largest number of connections. */
  readonly poolSize: number;
  /** Gives up the login's own rights for those of `fallwerk_app`; needed where one login owns and uses the schema. */
  readonly asApplicationRole?: boolean;
  /** Migrations may take as long as they need. */
  readonly unlimited?: boolean;
  /** Name shown in pg_stat_activity. */
  readonly name?: string;
}

/**
 * How values arrive, in entities and in hand-written SQL alike: `date` as text `YYYY-MM-DD` (a calendar day has no
 * time zone), `timestamptz` as `Date`, `bigint` and `numeric` as text (they may exceed what a number holds exactly),
 * `jsonb` parsed, arrays as arrays.
 */
const valueTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
    if (oid === DATE) return (text: string) => text;
    if (oid === DATE_ARRAY) return pg.types.getTypeParser(TEXT_ARRAY, format);
    return pg.types.getTypeParser(oid, format);
  },
};

/** Options of the one PostgreSQL data source; statements are never logged because they carry personal data. */
export function dataSourceOptions(settings: DataSourceSettings): DataSourceOptions {
  const limits = settings.unlimited
    ? {}
    : {
        statement_timeout: STATEMENT_TIMEOUT_MS,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
        lock_timeout: LOCK_TIMEOUT_MS,
      };
  const session = [...KEEPALIVE, ...(settings.asApplicationRole ? [`role=${APPLICATION_ROLE}`] : [])];
  return {
    type: 'postgres',
    url: settings.url,
    entities: [...settings.entities],
    migrations: [...(settings.migrations ?? [])],
    migrationsTableName: 'migrations',
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize: settings.poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: settings.name ?? 'fallwerk',
    extra: {
      ...limits,
      types: valueTypes,
      // Statements sent without waiting for each other share a round trip (see UnitOfWork).
      pipeline: true,
      idleTimeoutMillis: KEEP_IDLE_MS,
      stream: () => new GatheringSocket(),
      options: session.map((setting) => `-c ${setting}`).join(' '),
    },
  };
}

/** Makes a data source; the caller initialises and destroys it. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource(dataSourceOptions(settings));
}

/** Whether both addresses log in as the same user, so that the application has to give up the owner's rights. */
export function sameLogin(applicationUrl: string, ownerUrl: string | undefined): boolean {
  return ownerUrl === undefined || new URL(applicationUrl).username === new URL(ownerUrl).username;
}
