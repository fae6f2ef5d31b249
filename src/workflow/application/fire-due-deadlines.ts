import { Injectable, Logger } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { asId, type RegionId } from '../../kernel/index.js';
import { AuditLog } from '../../audit/index.js';
import { Clock, systemPrincipal, UnitOfWork, type Tx } from '../../platform/index.js';
import type { DeadlineView, ProcessView } from '../domain/process.js';
import type { EngineRefusal } from '../domain/workflow.errors.js';
import { DeadlineStore, type DueCursor } from '../persistence/deadline.store.js';
import { ProcessStore } from '../persistence/process.store.js';
import { systemActor } from './system-actor.js';
import { WorkflowEngine } from './workflow-engine.js';

/** What one run did. */
export interface FiredDeadlines {
  /** Expiry events that moved a process. */
  readonly fired: number;
  /** Rows closed without moving anything: stale, or the definition did not take the expiry. */
  readonly closed: number;
  /** Left for the next run: held by another worker, not runnable by this build, or broken. */
  readonly left: number;
  readonly warned: number;
}

type Outcome = 'fired' | 'closed' | 'left' | 'none';
type Pass = Readonly<Record<Outcome, number>>;

/** A deadline whose expiry could not be carried out: undone, and left open. */
class LeftOpen extends Error {
  constructor(readonly refusal: EngineRefusal) {
    super(refusal.code);
  }
}

/** An expiry moved a process whose own expiry is in the same transaction: each has to get its own. */
class Entangled extends Error {}

const FIRST: DueCursor = { on: '0001-01-01', id: '00000000-0000-0000-0000-000000000000' };
const WARNINGS_PER_RUN = 200;
/** How often one run looks again. */
const MOST_PASSES = 10;
/** Deadlines read at once. */
const PAGE = 400;
/** Deadlines that expire in one transaction; a process in it is held for about as many milliseconds. */
const BATCH = 25;
/** Batches at the same time: while the database works on one, the next is decided. */
const IN_FLIGHT = 3;
/** Refusals after which the expiry is over, because it no longer fits or its condition was false. */
const SPENT: readonly string[] = [
  'GUARD_REFUSED',
  'EVENT_NOT_POSSIBLE_NOW',
  'DEADLINE_NOT_RUNNING',
  'PROCESS_FINISHED',
];

/**
 * Sends the expiry events of all deadlines that are due today in Germany, oldest first.
 *
 * Any number of workers may run it at once, and after a standstill it catches up in order. Taking a deadline and
 * sending its event commit together, so it expires exactly once. Deadlines of several processes share a transaction;
 * when one of them fails, each of them gets its own, so that it does not stop the others. A process held by somebody
 * else is left to the next run.
 */
@Injectable()
export class FireDueDeadlines {
  private readonly logger = new Logger(FireDueDeadlines.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly engine: WorkflowEngine,
    private readonly deadlines: DeadlineStore,
    private readonly processes: ProcessStore,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @param stopping Ends the run after the deadlines in hand. */
  async run(stopping?: AbortSignal): Promise<FiredDeadlines> {
    const total = { fired: 0, closed: 0, left: 0, warned: 0 };
    for (const regionId of await this.regions()) {
      const { fired, closed, left } = await this.catchUp(regionId, stopping);
      total.fired += fired;
      total.closed += closed;
      total.left += left;
      if (stopping?.aborted) return total;
      total.warned += await this.warn(regionId);
    }
    return total;
  }

  /** What expires may open a deadline that is due as well, so it looks again; circles go on with the next run. */
  private async catchUp(regionId: RegionId, stopping: AbortSignal | undefined): Promise<Pass> {
    const total = { fired: 0, closed: 0, left: 0, none: 0 };
    for (let turn = 0; turn < MOST_PASSES; turn += 1) {
      if (stopping?.aborted) break;
      const { fired, closed, left } = await this.pass(regionId, stopping);
      total.fired += fired;
      total.closed += closed;
      total.left = left;
      if (fired === 0) break;
    }
    return total;
  }

  /** Everything that is due now, page by page. */
  private async pass(regionId: RegionId, stopping: AbortSignal | undefined): Promise<Pass> {
    const total = { fired: 0, closed: 0, left: 0, none: 0 };
    for (let page = await this.page(regionId, FIRST); page.length > 0;) {
      const batches = batchesOf(page);
      const clerk = async (): Promise<void> => {
        for (let batch = batches.shift(); batch; batch = batches.shift()) {
          if (stopping?.aborted) return;
          for (const outcome of await this.fire(regionId, batch)) total[outcome] += 1;
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, clerk));
      const last = page.at(-1);
      if (stopping?.aborted || !last || page.length < PAGE) break;
      page = await this.page(regionId, cursorOf(last));
    }
    return total;
  }

  private async page(regionId: RegionId, after: DueCursor): Promise<readonly DeadlineView[]> {
    return this.unitOfWork.run(systemPrincipal(regionId), async (tx) =>
      this.deadlines.due(tx, this.clock.today().toString(), after, PAGE),
    );
  }

  private async regions(): Promise<readonly RegionId[]> {
    return this.unitOfWork.run(systemPrincipal(asId('system')), async (tx) => {
      const rows = await tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`);
      return rows.map((row) => asId<RegionId>(row.region_id));
    });
  }

  /** Writes one audit line per reached warning day; where several days passed unnoticed, one for the last of them. */
  private async warn(regionId: RegionId): Promise<number> {
    return this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
      const reached = await this.deadlines.takeWarnings(tx, this.clock.today().toString(), WARNINGS_PER_RUN);
      for (const { deadline, warnedOn } of reached) {
        const process = await this.processes.find(tx, deadline.processId);
        this.record(tx, 'DEADLINE_WARNING', deadline, process, { endsOn: deadline.endsOn, warnedOn });
      }
      return reached.length;
    });
  }

  /** One transaction for all; if that fails, one for each. */
  private async fire(regionId: RegionId, batch: readonly DeadlineView[]): Promise<readonly Outcome[]> {
    try {
      return await this.unitOfWork.run(systemPrincipal(regionId), async (tx) => this.expireAll(tx, batch));
    } catch (error) {
      const [first, ...others] = batch;
      if (!first) return [];
      if (others.length > 0) {
        const outcomes: Outcome[] = [];
        for (const due of batch) outcomes.push(...(await this.fire(regionId, [due])));
        return outcomes;
      }
      await this.leave(regionId, first, error);
      return ['left'];
    }
  }

  private async expireAll(tx: Tx, batch: readonly DeadlineView[]): Promise<readonly Outcome[]> {
    this.deadlines.looksAgain(tx);
    const processes = new Map(await this.processes.lockFree(tx, [...new Set(batch.map(processOf))]));
    const at = this.clock.now();
    const outcomes: Outcome[] = [];
    // Of several deadlines of one process, the later ones depend on what the first one did.
    for (const round of rounds(batch)) {
      const free = round.filter((due) => processes.has(due.processId));
      outcomes.push(...Array.from<Outcome>({ length: round.length - free.length }).fill('left'));
      const stale = free.filter((due) => isStale(due, processes.get(due.processId)));
      const ids = (list: readonly DeadlineView[]) => list.map(({ id }) => id);
      const [dropped, taken] = await Promise.all([
        this.deadlines.close(tx, ids(stale), 'cancelled', at.toString()),
        this.deadlines.close(tx, ids(free.filter((due) => !stale.includes(due))), 'fired', at.toString()),
      ]);
      for (const due of free) {
        const process = processes.get(due.processId);
        if (!process) continue;
        if (dropped.has(due.id)) {
          this.record(tx, 'DEADLINE_STALE', due, process, { generation: due.generation });
          outcomes.push('closed');
        } else if (taken.has(due.id)) {
          const present = await this.processes.asWritten(tx, process);
          if (present.revision !== process.revision) throw new Entangled();
          const { outcome, next } = await this.expire(tx, due, process, at);
          processes.set(next.id, next);
          outcomes.push(outcome);
        }
      }
    }
    return outcomes;
  }

  private async expire(
    tx: Tx,
    due: DeadlineView,
    process: ProcessView,
    at: Temporal.Instant,
  ): Promise<{ readonly outcome: Outcome; readonly next: ProcessView }> {
    const result = await this.engine.expire(tx, process, due, systemActor, at);
    if (result.ok) return { outcome: 'fired', next: result.value };
    if (!SPENT.includes(result.error.code)) throw new LeftOpen(result.error);
    this.record(tx, 'DEADLINE_WITHOUT_EFFECT', due, process, { reason: result.error.code });
    return { outcome: 'closed', next: process };
  }

  /** The deadline stays open. A process whose state does not fit is held, so that it is not tried for ever (trap 6). */
  private async leave(regionId: RegionId, due: DeadlineView, error: unknown): Promise<void> {
    const fields = { deadlineId: due.id, processId: due.processId };
    if (!(error instanceof LeftOpen)) {
      this.logger.error({ message: 'Deadline could not expire', ...fields, error });
      return;
    }
    this.logger.error({ message: 'Deadline left open', ...fields, code: error.refusal.code });
    if (error.refusal.code !== 'STORED_STATE_INVALID') return;
    await this.unitOfWork.run(systemPrincipal(regionId), async (tx) =>
      this.engine.quarantine(tx, due.processId, error.refusal.code),
    );
  }

  private record(
    tx: Tx,
    action: string,
    deadline: DeadlineView,
    process: Pick<ProcessView, 'caseId'> | undefined,
    details: Readonly<Record<string, string | number>>,
  ): void {
    this.auditLog.post(tx, {
      action,
      objectType: 'process',
      objectId: deadline.processId,
      ...(process?.caseId ? { caseId: process.caseId } : {}),
      ...(deadline.legalBasis === null ? {} : { legalBasis: deadline.legalBasis }),
      details: { deadlineId: deadline.id, key: deadline.key, ...details },
    });
  }
}

function processOf({ processId }: DeadlineView): string {
  return processId;
}

/** Parts of a page in due order; all deadlines of one process are in the same part, so that they follow each other. */
function batchesOf(page: readonly DeadlineView[]): DeadlineView[][] {
  const byProcess = new Map<string, DeadlineView[]>();
  for (const due of page) byProcess.set(due.processId, [...(byProcess.get(due.processId) ?? []), due]);
  const batches: DeadlineView[][] = [];
  let batch: DeadlineView[] = [];
  for (const deadlines of byProcess.values()) {
    if (batch.length >= BATCH) batch = [];
    if (batch.length === 0) batches.push(batch);
    batch.push(...deadlines);
  }
  return batches;
}

/** The first deadline of every process, then the second of those that have one, and so on. */
function rounds(batch: readonly DeadlineView[]): readonly (readonly DeadlineView[])[] {
  const turns = new Map<string, number>();
  const list: DeadlineView[][] = [];
  for (const due of batch) {
    const turn = turns.get(due.processId) ?? 0;
    turns.set(due.processId, turn + 1);
    (list[turn] ??= []).push(due);
  }
  return list;
}

/** Trap 4: a wildcard would take an expiry that belongs to an earlier stay in the state. */
function isStale(due: DeadlineView, process: ProcessView | undefined): boolean {
  return process?.status !== 'active' || !isOfPresentStay(due, process);
}

function cursorOf(deadline: DeadlineView): DueCursor {
  return { on: deadline.firesOn, id: deadline.id };
}

function isOfPresentStay(deadline: DeadlineView, process: ProcessView): boolean {
  const entry = process.stateEntries[deadline.stateId];
  const isActive = process.activeStates.some(
    (id) => id === deadline.stateId || id.startsWith(`${deadline.stateId}.`),
  );
  return isActive && entry?.generation === deadline.generation;
}
