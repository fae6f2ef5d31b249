import type { DataSource } from 'typeorm';
import { loadConfig, sameLogin, UnitOfWork, type AppConfig } from '../../../platform/index.js';
import { connected, requireSchema, withDatabaseOf } from '../database.js';

/** What the commands about keys work with. */
export interface KeyDatabase {
  readonly config: AppConfig;
  readonly dataSource: DataSource;
  readonly unitOfWork: UnitOfWork;
}

/** Runs `work` as the application does, on the database of the configuration. @throws {StartProblem | Refusal} */
export function withKeyDatabase<T>(work: (database: KeyDatabase) => Promise<T>): Promise<T> {
  return withDatabaseOf(loadConfig(), (config) => {
    const { url = '', migrationUrl } = config.database;
    return connected(
      url,
      async (dataSource) => {
        await requireSchema(dataSource);
        return work({ config, dataSource, unitOfWork: new UnitOfWork(dataSource) });
      },
      { asApplicationRole: sameLogin(url, migrationUrl) },
    );
  });
}
