import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config/app-config.js';
import { dataSourceOptions, sameLogin, type EntityClass } from './data-source.js';
import { NotificationListener } from '../notifications/notification-listener.js';
import { UnitOfWork } from './unit-of-work.js';

function optionsFor(config: AppConfig, entities: readonly EntityClass[]) {
  const { url, migrationUrl, poolSize } = config.database;
  if (url === undefined) throw new Error('The database is started before Nest is created (withDatabase).');
  const asApplicationRole = sameLogin(url, migrationUrl);
  return { ...dataSourceOptions({ url, entities, poolSize, asApplicationRole }), retryAttempts: 0 };
}

/** Provides the application's `DataSource` and the `UnitOfWork`; connections are closed at shutdown. */
@Global()
@Module({})
export class DatabaseModule {
  /** @param entities All entities of the application (`src/entities.ts`). */
  static forRoot(entities: readonly EntityClass[]): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppConfig],
          useFactory: (config: AppConfig) => optionsFor(config, entities),
        }),
      ],
      providers: [UnitOfWork, NotificationListener],
      exports: [UnitOfWork, NotificationListener, TypeOrmModule],
    };
  }
}
