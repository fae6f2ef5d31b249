import { loanMapping, loanOne, loanTwo } from '#test/builders/loan-migration.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import type { UnitOfWork } from '../../../src/platform/index.js';
import type { DeadlineView, ProcessView } from '../../../src/workflow/domain/process.js';
import type { EngineRefusal } from '../../../src/workflow/domain/workflow.errors.js';
import { MigrateProcess } from '../../../src/workflow/migration/application/migrate-process.js';
import { MigrationVersions } from '../../../src/workflow/migration/application/migration-versions.js';
import { PlanMigration } from '../../../src/workflow/migration/application/plan-migration.js';
import { PreviewMigration } from '../../../src/workflow/migration/application/preview-migration.js';
import { RunMigrations } from '../../../src/workflow/migration/application/run-migrations.js';
import type { Migration, MigrationItem } from '../../../src/workflow/migration/migration.js';
import type { ProcessForecast } from '../../../src/workflow/migration/migration-report.js';
import { MigrationStore } from '../../../src/workflow/migration/persistence/migration.store.js';
import { DefinitionRows } from '../../../src/workflow/persistence/definition.rows.js';
import { asFile, REGION, SettableClock, staff, WorkflowNode } from './workflow-harness.js';

export const FILES = { one: asFile(loanOne()), two: asFile(loanTwo()) };

/** A migration as the tests ask for it. */
export const ASKED = {
  key: 'library-loan',
  from: '1',
  to: '2',
  mapping: loanMapping(),
  reason: 'Die Benutzungsordnung wurde geändert.',
};

/** A node of the engine that also migrates. */
export class MigrationNode extends WorkflowNode {
  readonly store = new MigrationStore();
  readonly versions = new MigrationVersions(new DefinitionRows(), this.definitions);
  readonly planning = new PlanMigration(this.versions, this.store, this.audit, this.clock);
  readonly preview: PreviewMigration;
  readonly one: MigrateProcess;
  readonly runner: RunMigrations;

  constructor(unitOfWork: UnitOfWork, clock: SettableClock) {
    super(unitOfWork, clock);
    const { engine, processes, deadlines, store, versions } = this;
    this.preview = new PreviewMigration(unitOfWork, versions, store, processes, deadlines, clock);
    this.one = new MigrateProcess(unitOfWork, engine, store, processes, deadlines, this.workItems, clock);
    this.runner = new RunMigrations(unitOfWork, store, versions, this.one, clock);
  }

  /** Plans a migration that runs at once. */
  async plan(asked: Partial<typeof ASKED> = {}): Promise<Migration> {
    const planned = await this.tryPlan(asked);
    if (!('id' in planned)) throw new Error(JSON.stringify(planned));
    return planned;
  }

  /** Plans a migration, or tells why not. */
  async tryPlan(
    asked: Partial<Omit<typeof ASKED, 'mapping'>> & { readonly mapping?: unknown } = {},
  ): Promise<Migration | EngineRefusal> {
    return this.inTx(async (tx) => {
      const planned = await this.planning.plan(tx, { ...ASKED, ...asked }, 'running');
      return planned.ok ? planned.value : planned.error;
    });
  }

  /** Plans and carries out. */
  async migrate(asked: Partial<typeof ASKED> = {}): Promise<readonly MigrationItem[]> {
    const migration = await this.plan(asked);
    await this.runner.run(REGION, migration);
    return this.items(migration);
  }

  async items({ id }: Migration): Promise<readonly MigrationItem[]> {
    return this.inTx((tx) => this.store.items(tx, id, { after: null, limit: 1_000 }));
  }

  async forecasts(): Promise<readonly ProcessForecast[]> {
    const forecasts: ProcessForecast[] = [];
    const told = await this.preview.each(staff, ASKED, (forecast) => forecasts.push(forecast));
    if (!told.ok) throw new Error(told.error.code);
    return forecasts;
  }

  async deadlinesOf(id: ProcessId): Promise<readonly DeadlineView[]> {
    return this.inTx((tx) => this.deadlines.ofProcess(tx, id));
  }

  /** Starts a loan and brings it to the shelf. */
  async requested(): Promise<ProcessView> {
    const { id } = await this.startLoan();
    const sent = await this.send(id, 'REQUESTED', { title: 'Momo' });
    if (!sent.ok) throw new Error(sent.error.code);
    return sent.value;
  }
}
