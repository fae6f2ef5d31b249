import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../../kernel/index.js';
import { AccessDenied, UnitOfWork, type Principal, type Tx } from '../../../platform/index.js';
import type { Migration, MigrationCounts, MigrationItem } from '../migration.js';
import { MigrationStore } from '../persistence/migration.store.js';
import { requireMigrator } from './migration-access.js';
import type { VersionsAsked } from './migration-versions.js';
import { PreviewMigration } from './preview-migration.js';

/** Processes read at a time for a whole report. */
const EXPORTED = 500;

/** A migration with how far it is. */
export interface MigrationDetails {
  readonly migration: Migration;
  readonly counts: MigrationCounts;
  /** Running processes of the old version, whether they take part or not. */
  readonly stillOnOldVersion: number;
}

/** Part of a list, behind a process. */
export interface MigrationPage {
  readonly after: ProcessId | null;
  readonly limit: number;
}

/** Reads migrations for project leads and administrators; everybody else is refused. */
@Injectable()
export class MigrationQueries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: MigrationStore,
    private readonly previews: PreviewMigration,
  ) {}

  /** @throws {AccessDenied} not permitted, or no such migration. */
  async get(principal: Principal, id: string): Promise<MigrationDetails> {
    requireMigrator(principal);
    return this.unitOfWork.run(principal, (tx) => this.details(tx, id));
  }

  /** The same for a caller who has been let in. @throws {AccessDenied} no such migration. */
  async details(tx: Tx, id: string): Promise<MigrationDetails> {
    const migration = await this.store.find(tx, id);
    if (!migration) throw new AccessDenied();
    const counts = await this.store.counts(tx, id);
    return { migration, counts, stillOnOldVersion: await this.store.stillOn(tx, migration) };
  }

  /** What became of the processes, by id. @throws {AccessDenied} not permitted. */
  async items(principal: Principal, id: string, page: MigrationPage): Promise<readonly MigrationItem[]> {
    requireMigrator(principal);
    return this.unitOfWork.run(principal, (tx) => this.store.items(tx, id, page));
  }

  /** Every process of a migration, by id, for a caller who has been let in. */
  async eachItem(tx: Tx, id: string, tell: (item: MigrationItem) => void): Promise<void> {
    for (let after: ProcessId | null = null; ;) {
      const page: readonly MigrationItem[] = await this.store.items(tx, id, { after, limit: EXPORTED });
      for (const item of page) tell(item);
      after = page.at(-1)?.processId ?? null;
      if (page.length < EXPORTED) return;
    }
  }

  /** A page of what a migration would do, by process. @throws {AccessDenied} not permitted. */
  async preview(principal: Principal, asked: VersionsAsked, page: MigrationPage) {
    requireMigrator(principal);
    return this.unitOfWork.run(principal, (tx) => this.previews.page(tx, asked, page));
  }
}
