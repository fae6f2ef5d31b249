import { Injectable } from '@nestjs/common';
import { ok } from '../../../kernel/index.js';
import { AccessDenied, CommandRunner, type Principal } from '../../../platform/index.js';
import { MigrationStore } from '../persistence/migration.store.js';
import type { MigrationCommand } from './approve-process-migration.js';
import { requireMigrator } from './migration-access.js';
import { PlanMigration } from './plan-migration.js';

/** Ends an open migration; processes that have been moved stay moved. */
@Injectable()
export class CancelProcessMigration {
  constructor(
    private readonly commands: CommandRunner,
    private readonly planning: PlanMigration,
    private readonly store: MigrationStore,
  ) {}

  /**
   * @returns Id of the migration. Errors: MIGRATION_NOT_POSSIBLE_NOW.
   * @throws {AccessDenied} neither project lead nor administrator, or no such migration.
   */
  async execute(principal: Principal, input: MigrationCommand) {
    requireMigrator(principal);
    return this.commands.run({ name: 'cancelProcessMigration', principal, input }, async (tx) => {
      const migration = await this.store.find(tx, input.migrationId);
      if (!migration) throw new AccessDenied();
      const cancelled = await this.planning.control(tx, migration, 'cancel');
      return cancelled.ok ? ok({ migrationId: migration.id }) : cancelled;
    });
  }
}
