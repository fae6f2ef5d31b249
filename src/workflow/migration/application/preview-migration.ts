import { Injectable } from '@nestjs/common';
import { ok, type ProcessId, type Result } from '../../../kernel/index.js';
import { Clock, newId, UnitOfWork, type Principal, type Tx } from '../../../platform/index.js';
import { isoOf } from '../../application/process-state.js';
import type { EngineRefusal } from '../../domain/workflow.errors.js';
import { DeadlineStore } from '../../persistence/deadline.store.js';
import { ProcessStore } from '../../persistence/process.store.js';
import { migrateState, type MigrationJudgement } from '../migrate-state.js';
import { MigrationStore } from '../persistence/migration.store.js';
import type { ProcessForecast } from '../migration-report.js';
import { MigrationVersions, type VersionPair, type VersionsAsked } from './migration-versions.js';

const PAGE = 100;

/** What a preview tells before the first process. */
export interface PreviewHead {
  readonly fromHash: string;
  readonly toHash: string;
}

/** Shows what a migration would do to each running process, without changing anything. */
@Injectable()
export class PreviewMigration {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: MigrationVersions,
    private readonly store: MigrationStore,
    private readonly processes: ProcessStore,
    private readonly deadlines: DeadlineStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Tells about every process of the region that runs on the old version, by id, a page per transaction. Who may ask is
   * decided by the caller.
   *
   * @param tell Called once per process.
   * @returns    The versions, or why there is no such migration.
   */
  async each(
    principal: Principal,
    asked: VersionsAsked,
    tell: (forecast: ProcessForecast) => void,
  ): Promise<Result<PreviewHead, EngineRefusal>> {
    for (let after: ProcessId | null = null; ;) {
      const page: Result<Page, EngineRefusal> = await this.unitOfWork.run(principal, (tx) =>
        this.page(tx, asked, { after, limit: PAGE }),
      );
      if (!page.ok) return page;
      for (const forecast of page.value.forecasts) tell(forecast);
      after = page.value.last;
      if (after === null) return ok(page.value.head);
    }
  }

  /** One page of {@link each}, behind a process. */
  async page(
    tx: Tx,
    asked: VersionsAsked,
    page: { readonly after: ProcessId | null; readonly limit: number },
  ): Promise<Result<Page, EngineRefusal>> {
    const pair = await this.versions.resolve(tx, asked);
    if (!pair.ok) return pair;
    const { from, to } = pair.value;
    const ids = await this.store.processesOf(tx, { key: asked.key, hash: from.hash }, page);
    const forecasts: ProcessForecast[] = [];
    for (const id of ids) {
      const forecast = await this.forecast(tx, pair.value, id);
      if (forecast) forecasts.push(forecast);
    }
    const last = ids.length < page.limit ? null : (ids.at(-1) ?? null);
    return ok({ head: { fromHash: from.hash, toHash: to.hash }, forecasts, last });
  }

  private async forecast(tx: Tx, pair: VersionPair, id: ProcessId): Promise<ProcessForecast | undefined> {
    const [process, deadlines] = await Promise.all([
      this.processes.find(tx, id),
      this.deadlines.ofProcess(tx, id),
    ]);
    if (!process) return undefined;
    const judgement = migrateState({
      from: pair.from.compiled,
      to: pair.to.compiled,
      mapping: pair.mapping,
      process,
      deadlines,
      at: isoOf(this.clock.now()),
      newId,
    });
    return forecastOf(id, process.activeStates, judgement);
  }
}

/** A page of forecasts; `last` is `null` when none follows. */
interface Page {
  readonly head: PreviewHead;
  readonly forecasts: readonly ProcessForecast[];
  readonly last: ProcessId | null;
}

function forecastOf(
  processId: ProcessId,
  states: readonly string[],
  judgement: MigrationJudgement,
): ProcessForecast {
  const problems = judgement.kind === 'fits' ? [] : judgement.problems;
  const entered = judgement.kind === 'fits' ? judgement.accepted.entered : [];
  return { processId, states, verdict: judgement.kind, problems, entered, deadlines: judgement.moves };
}
