import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type Result } from '../../../kernel/index.js';
import { AuditLog } from '../../../audit/index.js';
import { Clock, enqueue, newId, type Tx } from '../../../platform/index.js';
import { isoOf } from '../../application/process-state.js';
import { workflowErrors, type EngineRefusal } from '../../domain/workflow.errors.js';
import type { Migration, MigrationStatus } from '../migration.js';
import { MigrationStore } from '../persistence/migration.store.js';
import { MigrationVersions, type VersionsAsked } from './migration-versions.js';

/** Task that goes on with running migrations. */
export const RUN_MIGRATIONS = 'workflow.run-migrations';

/** A migration somebody asks for. */
export interface PlannedMigration extends VersionsAsked {
  /** Why running processes are moved; kept for good. */
  readonly reason: string;
  /** Who sits at the command line; absent for accounts. */
  readonly operator?: string;
}

/** What a person can do to a migration that is open. */
export type MigrationControl = 'pause' | 'resume' | 'cancel';

const CONTROLS: Readonly<
  Record<MigrationControl, { readonly from: readonly MigrationStatus[]; readonly to: MigrationStatus }>
> = {
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  cancel: { from: ['proposed', 'running', 'paused'], to: 'cancelled' },
};

/** Writes migrations down and steers them. Who may do so is decided by the caller. */
@Injectable()
export class PlanMigration {
  constructor(
    private readonly versions: MigrationVersions,
    private readonly store: MigrationStore,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Plans the migration of every process of the region that runs on the old version.
   *
   * @param status `proposed` where a second person has to approve; `running`: workers begin at once.
   * @returns      Refused as {@link MigrationVersions.resolve} does, or with `MIGRATION_REASON_MISSING`,
   *   `MIGRATION_UNDER_WAY`.
   */
  async plan(
    tx: Tx,
    asked: PlannedMigration,
    status: 'proposed' | 'running',
  ): Promise<Result<Migration, EngineRefusal>> {
    const reason = asked.reason.trim();
    if (reason.length < 10 || reason.length > 1_000) {
      return err(rejected(workflowErrors, 'MIGRATION_REASON_MISSING'));
    }
    const pair = await this.versions.resolve(tx, asked);
    if (!pair.ok) return pair;
    const { from, to, mapping } = pair.value;
    const migration: Migration = {
      id: newId(),
      definitionKey: asked.key,
      fromHash: from.hash,
      toHash: to.hash,
      mapping,
      reason,
      status,
      requestedBy: tx.principal.accountId,
      requestedAt: isoOf(this.clock.now()),
      operator: asked.operator ?? null,
      approvedBy: null,
      finishedAt: null,
    };
    if (!(await this.store.insert(tx, migration)))
      return err(rejected(workflowErrors, 'MIGRATION_UNDER_WAY'));
    const count = await this.store.plan(tx, migration);
    await this.record(tx, migration, 'MIGRATION_PLANNED', { count });
    if (status === 'running') await this.wake(tx);
    return ok(migration);
  }

  /** Lets a proposed migration run. Refused with `MIGRATION_NEEDS_SECOND_PERSON`, `MIGRATION_NOT_POSSIBLE_NOW`. */
  async approve(tx: Tx, migration: Migration): Promise<Result<Migration, EngineRefusal>> {
    const by = tx.principal.accountId;
    if (by === migration.requestedBy) {
      return err(rejected(workflowErrors, 'MIGRATION_NEEDS_SECOND_PERSON'));
    }
    if (!(await this.store.approve(tx, migration.id, by, isoOf(this.clock.now())))) {
      return err(rejected(workflowErrors, 'MIGRATION_NOT_POSSIBLE_NOW'));
    }
    await this.record(tx, migration, 'MIGRATION_APPROVED', {});
    await this.wake(tx);
    return ok({ ...migration, status: 'running', approvedBy: by });
  }

  /** Pauses, resumes or cancels; what has been moved stays moved. Refused with `MIGRATION_NOT_POSSIBLE_NOW`. */
  async control(
    tx: Tx,
    migration: Migration,
    control: MigrationControl,
  ): Promise<Result<Migration, EngineRefusal>> {
    const change = CONTROLS[control];
    if (!(await this.store.advance(tx, migration.id, { ...change, at: isoOf(this.clock.now()) }))) {
      return err(rejected(workflowErrors, 'MIGRATION_NOT_POSSIBLE_NOW'));
    }
    await this.record(tx, migration, `MIGRATION_${change.to.toUpperCase()}`, {});
    if (change.to === 'running') await this.wake(tx);
    return ok({ ...migration, status: change.to });
  }

  private wake(tx: Tx): Promise<void> {
    return enqueue(tx, RUN_MIGRATIONS, {}, { jobKey: RUN_MIGRATIONS });
  }

  private record(
    tx: Tx,
    migration: Migration,
    action: string,
    details: Readonly<Record<string, number>>,
  ): Promise<void> {
    const { id: objectId, definitionKey, fromHash, toHash } = migration;
    const entry = { action, objectType: 'workflow-migration', objectId };
    return this.auditLog.record(tx, { ...entry, details: { definitionKey, fromHash, toHash, ...details } });
  }
}
