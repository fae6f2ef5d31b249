import { Injectable } from '@nestjs/common';
import { ok } from '../../../kernel/index.js';
import { AccessDenied, CommandRunner, type Principal } from '../../../platform/index.js';
import { MigrationStore } from '../persistence/migration.store.js';
import { requireMigrator } from './migration-access.js';
import { PlanMigration } from './plan-migration.js';

/** What a client sends. */
export interface MigrationCommand {
  readonly idempotencyKey: string;
  readonly migrationId: string;
}

/** Lets a proposed migration run (four eyes). */
@Injectable()
export class ApproveProcessMigration {
  constructor(
    private readonly commands: CommandRunner,
    private readonly planning: PlanMigration,
    private readonly store: MigrationStore,
  ) {}

  /**
   * @returns Id of the migration. Errors: MIGRATION_NEEDS_SECOND_PERSON, MIGRATION_NOT_POSSIBLE_NOW.
   * @throws {AccessDenied} neither project lead nor administrator, or no such migration.
   */
  async execute(principal: Principal, input: MigrationCommand) {
    requireMigrator(principal);
    return this.commands.run({ name: 'approveProcessMigration', principal, input }, async (tx) => {
      const migration = await this.store.find(tx, input.migrationId);
      if (!migration) throw new AccessDenied();
      const approved = await this.planning.approve(tx, migration);
      return approved.ok ? ok({ migrationId: migration.id }) : approved;
    });
  }
}
