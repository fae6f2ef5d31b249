import type { DataSource } from 'typeorm';
import {
  createDataSource,
  findRunningPostgres,
  startEmbeddedPostgres,
  StartProblem,
  withDatabase,
  type AppConfig,
  type DataSourceSettings,
  type EmbeddedPostgres,
} from '../../platform/index.js';
import { Refusal } from './command.js';

/**
 * Runs `work` with the database this configuration means: the configured server, else the embedded one of a running
 * Fallwerk, else the embedded one started for this moment.
 *
 * @throws {StartProblem} the embedded server cannot be started.
 */
export async function withDatabaseOf<T>(
  config: AppConfig,
  work: (config: AppConfig) => Promise<T>,
): Promise<T> {
  if (config.database.url !== undefined) return work(config);
  const running = findRunningPostgres(config.dataDir);
  if (running) return work(withDatabase(config, running));
  const embedded: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir: config.dataDir });
  try {
    return await work(withDatabase(config, embedded));
  } finally {
    await embedded.stop();
  }
}

/** The server does not let this login in. */
function unreachable(url: string, cause: unknown): StartProblem {
  const { host, pathname } = new URL(url);
  return new StartProblem(
    'DATABASE_UNREACHABLE',
    `Der Datenbankserver ${host} (Datenbank ${pathname.slice(1)}) nimmt die Anmeldung nicht an. Bitte prüfen, ob er läuft und ob DATABASE_URL und MIGRATION_DATABASE_URL stimmen.`,
    `The database server ${host} (database ${pathname.slice(1)}) does not accept the login. Please check that it runs and that DATABASE_URL and MIGRATION_DATABASE_URL are right.`,
    { cause },
  );
}

/**
 * Runs `work` with one connection, unless it asks for more, closed afterwards.
 *
 * @throws {StartProblem} `DATABASE_UNREACHABLE`.
 */
export async function connected<T>(
  url: string,
  work: (dataSource: DataSource) => Promise<T>,
  settings: Partial<Pick<DataSourceSettings, 'asApplicationRole' | 'poolSize'>> = {},
): Promise<T> {
  const dataSource = createDataSource({ url, entities: [], poolSize: 1, name: 'fallwerk-cli', ...settings });
  await dataSource.initialize().catch((cause: unknown) => {
    throw unreachable(url, cause);
  });
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Whether a table exists in the schema of the application. */
export async function hasTable(dataSource: DataSource, table: string): Promise<boolean> {
  const rows = await dataSource.query<{ name: string | null }[]>(`SELECT to_regclass($1)::text AS name`, [
    table,
  ]);
  return rows[0]?.name != null;
}

/** @throws {Refusal} the database has no schema yet. */
export async function requireSchema(dataSource: DataSource): Promise<void> {
  if (await hasTable(dataSource, 'process')) return;
  throw new Refusal('DATABASE_NOT_SET_UP', {
    de: 'Die Datenbank ist noch nicht eingerichtet. Bitte zuerst: npm run fallwerk -- migrate',
    en: 'The database is not set up yet. Please run first: npm run fallwerk -- migrate',
  });
}

/** Login that owns the schema. @throws {Error} outside {@link withDatabaseOf}. */
export function ownerUrlOf(config: AppConfig): string {
  const url = config.database.migrationUrl;
  if (url === undefined) throw new Error('The database is known inside withDatabaseOf only');
  return url;
}
