import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { ProcessId, RegionId } from '../../../kernel/index.js';
import { Clock, newId, sqlState, systemPrincipal, UnitOfWork, type Tx } from '../../../platform/index.js';
import { isoOf } from '../../application/process-state.js';
import { systemActor } from '../../application/system-actor.js';
import { WorkflowEngine } from '../../application/workflow-engine.js';
import type { ProcessView } from '../../domain/process.js';
import type { EngineRefusal, WorkflowErrorCode } from '../../domain/workflow.errors.js';
import { DeadlineStore } from '../../persistence/deadline.store.js';
import { ProcessStore } from '../../persistence/process.store.js';
import { ownerOf, type Statechart } from '../../domain/statechart.js';
import { WorkItemWriter, type HandedOver } from '../../worklist/application/work-item-writer.js';
import { newStateId } from '../mapping.js';
import type { Migration } from '../migration.js';
import { migrationStep, type MigrationStep } from '../migration-step.js';
import { MigrationStore, type RenamedStay, type SettledItem } from '../persistence/migration.store.js';
import type { VersionPair } from './migration-versions.js';

/** What became of one process; `left`: somebody else has it in hand, or the migration no longer runs. */
export type MigratedProcess = SettledItem['status'] | 'left';

const AGAIN_AFTER_MS = 200;
/** Somebody holds the process for long; its turn comes again. */
const LOCK_TIMEOUT = '55P03';

/** Undoes what was written of a process that an effect refused. */
class EffectRefused extends Error {
  constructor(readonly refusal: EngineRefusal) {
    super(refusal.code);
  }
}

/**
 * Moves one process, in a transaction of its own, exactly once.
 *
 * The process is judged again as it stands now, under its lock: an event that came before has been decided by the old
 * version, one that comes after is decided by the new one.
 */
@Injectable()
export class MigrateProcess {
  private readonly logger = new Logger(MigrateProcess.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly engine: WorkflowEngine,
    private readonly store: MigrationStore,
    private readonly processes: ProcessStore,
    private readonly deadlines: DeadlineStore,
    private readonly workItems: WorkItemWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws when the database cannot be reached; the process then stays planned. */
  async run(
    regionId: RegionId,
    migration: Migration,
    pair: Omit<VersionPair, 'mapping'>,
    processId: ProcessId,
  ): Promise<MigratedProcess> {
    const principal = systemPrincipal(regionId);
    const once = () => this.unitOfWork.run(principal, (tx) => this.move(tx, migration, pair, processId));
    try {
      return await this.twice(once);
    } catch (error) {
      if (sqlState(error) === LOCK_TIMEOUT) return 'left';
      const isRefused = error instanceof EffectRefused;
      const code = isRefused ? error.refusal.code : 'MIGRATION_FAILED';
      const fields = { processId, migrationId: migration.id };
      if (!isRefused) this.logger.error({ message: 'Process could not be migrated', ...fields, error });
      return this.unitOfWork.run(principal, async (tx) => {
        if (!(await this.store.take(tx, migration.id, processId))) return 'left';
        return this.settle(tx, migration, {
          processId,
          status: 'refused',
          code,
          problems: [],
          deadlines: [],
        });
      });
    }
  }

  /** A lost connection is no verdict about the process; what fails again is. */
  private async twice<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof EffectRefused || sqlState(error) === LOCK_TIMEOUT) throw error;
      await delay(AGAIN_AFTER_MS);
      return work();
    }
  }

  private async move(
    tx: Tx,
    migration: Migration,
    pair: Omit<VersionPair, 'mapping'>,
    processId: ProcessId,
  ): Promise<MigratedProcess> {
    // Sent together: one round trip. The rows of deadlines are read after the lock, because statements run in order.
    const [isTaken, process, deadlines] = await Promise.all([
      this.store.take(tx, migration.id, processId),
      this.processes.lock(tx, processId),
      this.deadlines.ofProcess(tx, processId),
    ]);
    if (!isTaken || !process) return 'left';
    const item = { processId, problems: [], deadlines: [] };
    const passed = passedBy(process, migration);
    if (passed) return this.settle(tx, migration, { ...item, status: 'skipped', code: passed });
    const { id: migrationId, fromHash, toHash, mapping } = migration;
    const step = migrationStep({
      regionId: tx.regionId,
      from: pair.from.compiled,
      to: pair.to.compiled,
      payload: { migrationId, fromHash, toHash, mapping },
      process,
      deadlines,
      actor: systemActor,
      id: newId(),
      at: isoOf(this.clock.now()),
      newId,
    });
    if (step.kind !== 'step') {
      const { problems, moves } = step;
      const code = problems[0]?.code ?? 'MIGRATION_FAILED';
      return this.settle(tx, migration, { processId, status: 'refused', code, problems, deadlines: moves });
    }
    await this.write(tx, migration, pair, process, step);
    const done = { processId, status: 'done', code: null, problems: [], deadlines: step.moves } as const;
    return this.settle(tx, migration, done);
  }

  /** @throws {EffectRefused} an entry action of a state entered on purpose was refused. */
  private async write(
    tx: Tx,
    { mapping, toHash }: Migration,
    pair: Omit<VersionPair, 'mapping'>,
    process: ProcessView,
    step: MigrationStep,
  ): Promise<void> {
    this.store.setVersion(tx, process.id, toHash);
    const stays = process.activeStates.flatMap((before): RenamedStay[] => {
      const after = newStateId(mapping, before);
      const generation = after === null ? undefined : step.process.stateEntries[after]?.generation;
      const isSame = after === before && generation === process.stateEntries[before]?.generation;
      return after === null || generation === undefined || isSame ? [] : [{ before, after, generation }];
    });
    this.store.renameWork(tx, process.id, stays);
    const { gained, changed } = movedOwners(mapping, pair, process);
    this.workItems.handOver(tx, step.process, changed);
    const written = await this.engine.put(tx, {
      compiled: pair.to.compiled,
      // A state that waited for nobody has no work item yet: it gets one as if it were entered.
      before: { ...step.before, activeStates: step.before.activeStates.filter((id) => !gained.includes(id)) },
      after: step.process,
      record: step.entry,
      plan: step.plan,
      accepted: step.accepted,
      actor: systemActor,
    });
    if (!written.ok) throw new EffectRefused(written.error);
  }

  private settle(tx: Tx, { id }: Migration, item: SettledItem): SettledItem['status'] {
    this.store.settle(tx, id, item, isoOf(this.clock.now()));
    return item.status;
  }
}

/** Why a process no longer takes part: it has ended, or runs on another version. */
function passedBy(process: ProcessView, { fromHash }: Migration): WorkflowErrorCode | undefined {
  if (process.status !== 'active' && process.status !== 'quarantined') return 'PROCESS_FINISHED';
  return process.definitionHash === fromHash ? undefined : 'PROCESS_MOVED_ON';
}

/** States that stay, by new id, whose owner is new (`gained`) or another one (`changed`) in the new version. */
function movedOwners(
  mapping: Migration['mapping'],
  { from, to }: Omit<VersionPair, 'mapping'>,
  process: ProcessView,
): { readonly gained: readonly string[]; readonly changed: readonly HandedOver[] } {
  const gained: string[] = [];
  const changed: HandedOver[] = [];
  for (const before of process.activeStates) {
    const stateId = newStateId(mapping, before);
    if (stateId === null) continue;
    const owners = [ownerIn(from.compiled.chart, before), ownerIn(to.compiled.chart, stateId)] as const;
    const [old, owner] = owners;
    if (owner === undefined || owner === old) continue;
    if (old === undefined) gained.push(stateId);
    else changed.push({ stateId, owner });
  }
  return { gained, changed };
}

function ownerIn(chart: Statechart, stateId: string): string | undefined {
  const node = chart.byId.get(stateId);
  return node && ownerOf(node);
}
