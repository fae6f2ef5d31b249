import { Injectable } from '@nestjs/common';
import { ok } from '../../../kernel/index.js';
import { CommandRunner, type Principal } from '../../../platform/index.js';
import { requireMigrator } from './migration-access.js';
import { PlanMigration, type PlannedMigration } from './plan-migration.js';

/** What a client sends. */
export interface StartProcessMigrationCommand extends PlannedMigration {
  readonly idempotencyKey: string;
}

/** Proposes the migration of the running processes of a version; a second person has to approve it. */
@Injectable()
export class StartProcessMigration {
  constructor(
    private readonly commands: CommandRunner,
    private readonly planning: PlanMigration,
  ) {}

  /**
   * @returns Id of the migration. Errors: those of {@link PlanMigration.plan}.
   * @throws {AccessDenied} neither project lead nor administrator.
   */
  async execute(principal: Principal, input: StartProcessMigrationCommand) {
    requireMigrator(principal);
    return this.commands.run({ name: 'startProcessMigration', principal, input }, async (tx) => {
      const planned = await this.planning.plan(tx, input, 'proposed');
      return planned.ok ? ok({ migrationId: planned.value.id }) : planned;
    });
  }
}
