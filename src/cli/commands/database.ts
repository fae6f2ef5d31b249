import {
  findRunningPostgres,
  startEmbeddedPostgres,
  withDatabase,
  type AppConfig,
  type EmbeddedPostgres,
} from '../../platform/index.js';

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

/** Login that owns the schema. @throws {Error} outside {@link withDatabaseOf}. */
export function ownerUrlOf(config: AppConfig): string {
  const url = config.database.migrationUrl;
  if (url === undefined) throw new Error('The database is known inside withDatabaseOf only');
  return url;
}
