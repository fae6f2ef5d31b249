import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import { AuditModule } from './audit/index.js';
import { CasesModule } from './cases/index.js';
import { LippeDemoAccounts } from './cli/demo/lippe-accounts.js';
import { ConferencesModule } from './conferences/index.js';
import { DirectoryModule } from './directory/index.js';
import { entities } from './entities.js';
import { registerAllErrors } from './error-catalogues.js';
import {
  AppConfig,
  AppConfigModule,
  AuthModule,
  Clock,
  CommandRunner,
  CryptoModule,
  DatabaseModule,
  databaseCheck,
  DemoAccounts,
  DemoLoginModule,
  GraphqlModule,
  graphqlOptionsOf,
  HealthModule,
  migrationsCheck,
  RequestAuthenticator,
  SystemClock,
} from './platform/index.js';
import { JobsModule } from './platform/jobs/index.js';
import { MailModule } from './platform/mail/index.js';
import { ImprovementModule } from './improvement/index.js';
import { ProcessesModule } from './processes/index.js';
import { SharingModule } from './sharing/index.js';
import { WorkflowModule } from './workflow/index.js';

// Before the schema is built: the codes become the GraphQL enum `ErrorCode`.
registerAllErrors();

/** What every capability takes for granted: the time, and commands that happen once. */
@Global()
@Module({})
class CoreModule {
  static forRoot(clock: Clock): DynamicModule {
    return {
      module: CoreModule,
      providers: [
        { provide: Clock, useValue: clock },
        CommandRunner,
        { provide: DemoAccounts, useClass: LippeDemoAccounts },
      ],
      exports: [Clock, CommandRunner, DemoAccounts],
    };
  }
}

/** The whole application: the same modules for API, worker and command line. */
@Module({})
export class AppModule {
  /**
   * @param config Checked configuration with the logins of the database.
   * @param clock  Source of time; only the seed of the demonstration passes another than the machine's.
   */
  static forRoot(config: AppConfig, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        AppConfigModule.forRoot(config),
        CoreModule.forRoot(clock),
        DatabaseModule.forRoot(entities),
        CryptoModule,
        JobsModule,
        MailModule,
        AuditModule,
        DirectoryModule,
        AuthModule,
        WorkflowModule,
        SharingModule,
        CasesModule,
        ProcessesModule,
        ConferencesModule,
        ImprovementModule,
        GraphqlModule.forRootAsync({
          inject: [AppConfig, RequestAuthenticator],
          useFactory: graphqlOptionsOf,
        }),
        HealthModule.forRootAsync({
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => [
            databaseCheck(dataSource),
            migrationsCheck(
              dataSource,
              migrations.map((migration) => migration.name),
            ),
          ],
        }),
        DemoLoginModule,
      ],
    };
  }
}
