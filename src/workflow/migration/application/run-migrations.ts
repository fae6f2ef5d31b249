import { Injectable, Logger } from '@nestjs/common';
import { asId, type ProcessId, type RegionId } from '../../../kernel/index.js';
import { Clock, newId, systemPrincipal, UnitOfWork } from '../../../platform/index.js';
import { isoOf } from '../../application/process-state.js';
import type { Migration } from '../migration.js';
import { MigrationStore } from '../persistence/migration.store.js';
import { MigrateProcess, type MigratedProcess } from './migrate-process.js';
import { MigrationVersions, type VersionPair } from './migration-versions.js';

/** What one run did. */
export type MigrationRun = Readonly<Record<MigratedProcess, number>>;

/** Processes between two looks at the status of the migration. */
const BATCH = 100;
/** Processes at the same time; each takes one connection. */
const CONCURRENCY = 4;
/** Seconds after which another worker takes over from one that died. */
const LEASE_SECONDS = 10;

/**
 * Goes on with running migrations until nothing is planned any more, or they are paused or cancelled.
 *
 * Any number of workers may run it at once: one of them holds the lease of a migration, and even without it each process
 * would be moved once. A run that is killed loses nothing; the next one goes on where it stood.
 */
@Injectable()
export class RunMigrations {
  private readonly logger = new Logger(RunMigrations.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: MigrationStore,
    private readonly versions: MigrationVersions,
    private readonly migrateProcess: MigrateProcess,
    private readonly clock: Clock,
  ) {}

  /** Goes on with every running migration of every region. @param stopping Ends the run after the processes in hand. */
  async runAll(stopping?: AbortSignal): Promise<MigrationRun> {
    const total = emptyRun();
    for (const regionId of await this.regions()) {
      const running = await this.unitOfWork.run(systemPrincipal(regionId), (tx) => this.store.running(tx));
      for (const migration of running) {
        if (stopping?.aborted) return total;
        add(total, await this.run(regionId, migration, stopping));
      }
    }
    return total;
  }

  /** Goes on with one migration. Does nothing while another run holds its lease, or when this build lacks a version. */
  async run(regionId: RegionId, migration: Migration, stopping?: AbortSignal): Promise<MigrationRun> {
    const total = emptyRun();
    const principal = systemPrincipal(regionId);
    const pair = await this.unitOfWork.run(principal, (tx) =>
      this.versions.stored(tx, migration.fromHash, migration.toHash),
    );
    if (!pair) {
      this.logger.warn({ message: 'Migration left to a newer release', migrationId: migration.id });
      return total;
    }
    const holder = newId();
    try {
      for (;;) {
        if (stopping?.aborted || !(await this.lease(regionId, migration, holder))) break;
        const batch = await this.unitOfWork.run(principal, (tx) =>
          this.store.planned(tx, migration.id, BATCH),
        );
        if (batch.length === 0) {
          await this.complete(regionId, migration);
          break;
        }
        const moved = await this.moveAll({ regionId, migration, pair, stopping }, batch);
        add(total, moved);
        // Everything left is in other hands for the moment.
        if (moved.left === batch.length) break;
      }
    } finally {
      await this.unitOfWork.run(principal, (tx) => this.store.release(tx, migration.id, holder));
    }
    this.logger.log({ message: 'Migration worked on', migrationId: migration.id, count: total.done });
    return total;
  }

  private lease(regionId: RegionId, { id }: Migration, holder: string): Promise<boolean> {
    return this.unitOfWork.run(systemPrincipal(regionId), (tx) =>
      this.store.lease(tx, id, holder, LEASE_SECONDS),
    );
  }

  private async moveAll(work: Work, batch: readonly ProcessId[]): Promise<MigrationRun> {
    const moved = emptyRun();
    const left = [...batch];
    const next = async (): Promise<void> => {
      for (let id = left.shift(); id !== undefined && !work.stopping?.aborted; id = left.shift()) {
        moved[await this.migrateProcess.run(work.regionId, work.migration, work.pair, id)] += 1;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, next));
    return moved;
  }

  private async complete(regionId: RegionId, { id }: Migration): Promise<void> {
    const at = isoOf(this.clock.now());
    await this.unitOfWork.run(systemPrincipal(regionId), (tx) =>
      this.store.advance(tx, id, { from: ['running'], to: 'completed', at }),
    );
  }

  /** Every region, by id. */
  regions(): Promise<readonly RegionId[]> {
    return this.unitOfWork.run(systemPrincipal(asId('system')), async (tx) => {
      const rows = await tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`);
      return rows.map((row) => asId<RegionId>(row.region_id));
    });
  }
}

interface Work {
  readonly regionId: RegionId;
  readonly migration: Migration;
  readonly pair: Omit<VersionPair, 'mapping'>;
  readonly stopping: AbortSignal | undefined;
}

type MutableRun = { -readonly [Outcome in keyof MigrationRun]: number };

function emptyRun(): MutableRun {
  return { done: 0, refused: 0, skipped: 0, left: 0 };
}

function add(total: MutableRun, run: MigrationRun): void {
  total.done += run.done;
  total.refused += run.refused;
  total.skipped += run.skipped;
  total.left += run.left;
}
