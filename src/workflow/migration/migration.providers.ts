import { ApproveProcessMigration } from './application/approve-process-migration.js';
import { CancelProcessMigration } from './application/cancel-process-migration.js';
import { MigrateProcess } from './application/migrate-process.js';
import { MigrationJobs } from './application/migration-jobs.js';
import { MigrationQueries } from './application/migration-queries.js';
import { MigrationVersions } from './application/migration-versions.js';
import { PlanMigration } from './application/plan-migration.js';
import { PreviewMigration } from './application/preview-migration.js';
import { RunMigrations } from './application/run-migrations.js';
import { StartProcessMigration } from './application/start-process-migration.js';
import { MigrationResolver } from './graphql/migration.resolver.js';
import { MigrationStore } from './persistence/migration.store.js';

/** Parts of the migration of running processes. */
export const migrationProviders = [
  MigrationStore,
  MigrationVersions,
  PreviewMigration,
  PlanMigration,
  MigrateProcess,
  RunMigrations,
  MigrationJobs,
  MigrationQueries,
  StartProcessMigration,
  ApproveProcessMigration,
  CancelProcessMigration,
  MigrationResolver,
];
