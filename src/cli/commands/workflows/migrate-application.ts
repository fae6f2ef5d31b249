import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../../app.module.js';
import { asId, type RegionId } from '../../../kernel/index.js';
import { loadConfig, systemPrincipal, UnitOfWork, withRoles, type Tx } from '../../../platform/index.js';
import {
  MigrationQueries,
  PlanMigration,
  PreviewMigration,
  RunMigrations,
  workflowErrors,
  type WorkflowErrorCode,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type ExitCode, type OptionValues } from '../command.js';
import { connected, ownerUrlOf, requireSchema, withDatabaseOf } from '../database.js';
import type { Terminal } from '../terminal.js';

/** The parts of the application that migrate, with the guards and effects of this program. */
export class MigrationApplication {
  readonly previews: PreviewMigration;
  readonly planning: PlanMigration;
  readonly runner: RunMigrations;
  readonly queries: MigrationQueries;
  private readonly unitOfWork: UnitOfWork;

  constructor(app: INestApplicationContext) {
    this.previews = app.get(PreviewMigration);
    this.planning = app.get(PlanMigration);
    this.runner = app.get(RunMigrations);
    this.queries = app.get(MigrationQueries);
    this.unitOfWork = app.get(UnitOfWork);
  }

  /** The regions meant: the named one, or all. @throws {Refusal} there is no such region. */
  async regions(named: OptionValues[string]): Promise<readonly RegionId[]> {
    const all = await this.runner.regions();
    if (typeof named !== 'string') return all;
    const region = all.find((id) => id === named);
    if (region) return [region];
    throw new Refusal(
      'REGION_UNKNOWN',
      { de: `Die Region „${named}“ gibt es nicht.`, en: `There is no region “${named}”.` },
      EXIT.failed,
    );
  }

  /** One transaction of the platform in a region. */
  tx<T>(regionId: RegionId, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(systemPrincipal(asId<RegionId>(regionId)), work);
  }
}

/** Runs `work` with the application started for a moment, without API and workers. */
export function withMigrations<T>(work: (migrations: MigrationApplication) => Promise<T>): Promise<T> {
  return withDatabaseOf(loadConfig(), async (config) => {
    await connected(ownerUrlOf(config), requireSchema);
    const app = await NestFactory.createApplicationContext(AppModule.forRoot(withRoles(config, [])), {
      logger: false,
      abortOnError: false,
    });
    try {
      return await work(new MigrationApplication(app));
    } finally {
      await app.close();
    }
  });
}

/** Says why something was refused, with its code, and every wrong part. */
export function complainOf(
  error: { readonly code: string; readonly fields?: readonly { path: string; message: string }[] },
  terminal: Terminal,
): ExitCode {
  const { de, en, action } = workflowErrors[error.code as WorkflowErrorCode];
  terminal.complain(`${error.code}: ${de} · ${en}`);
  for (const { path, message } of error.fields ?? []) terminal.complain(`  ${path}: ${message}`);
  terminal.complain(`  ${action}`);
  return EXIT.failed;
}
