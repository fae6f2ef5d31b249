import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRegistry } from '../../../platform/index.js';
import { RUN_MIGRATIONS } from './plan-migration.js';
import { RunMigrations } from './run-migrations.js';

/** Gives migrations to the job queue: at once when one begins, and every minute in case a worker died. */
@Injectable()
export class MigrationJobs implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly runMigrations: RunMigrations,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring({ task: RUN_MIGRATIONS, cron: '* * * * *' }, async (_payload, stopping) => {
      await this.runMigrations.runAll(stopping);
    });
  }
}
