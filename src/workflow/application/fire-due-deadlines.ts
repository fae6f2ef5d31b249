import { Injectable, Logger } from '@nestjs/common';
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

/** One deadline looked at; no cursor: there is none left. */
interface Step {
  readonly cursor: DueCursor | undefined;
  readonly outcome: Outcome;
}

type Outcome = 'fired' | 'closed' | 'left' | 'none';

/** A deadline whose expiry could not be carried out: undone, and left open. */
class LeftOpen extends Error {
  constructor(readonly refusal: EngineRefusal) {
    super(refusal.code);
  }
}

const FIRST: DueCursor = { on: '0001-01-01', id: '00000000-0000-0000-0000-000000000000' };
const WARNINGS_PER_RUN = 200;
/** Refusals after which the expiry is over, because it no longer fits or its condition was false. */
const SPENT: readonly string[] = [
  'GUARD_REFUSED',
  'EVENT_NOT_POSSIBLE_NOW',
  'DEADLINE_NOT_RUNNING',
  'PROCESS_FINISHED',
];

/**
 * Sends the expiry events of all deadlines that are due today in Germany, oldest first, each in its own transaction.
 *
 * Any number of workers may run it at once, and after a standstill it catches up in order. Taking a deadline and
 * sending its event commit together, so it expires exactly once. A process held by somebody else is left to the next
 * run; one that fails does not stop the others.
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

  /** @param stopping Ends the run after the deadline in hand. */
  async run(stopping?: AbortSignal): Promise<FiredDeadlines> {
    const total = { fired: 0, closed: 0, left: 0, warned: 0 };
    for (const regionId of await this.regions()) {
      for (let cursor: DueCursor | undefined = FIRST; cursor;) {
        if (stopping?.aborted) return total;
        const step: Step = await this.next(regionId, cursor);
        if (step.outcome !== 'none') total[step.outcome] += 1;
        cursor = step.cursor;
      }
      total.warned += await this.warn(regionId);
    }
    return total;
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
        await this.record(tx, 'DEADLINE_WARNING', deadline, { endsOn: deadline.endsOn, warnedOn });
      }
      return reached.length;
    });
  }

  private async next(regionId: RegionId, after: DueCursor): Promise<Step> {
    let due: DeadlineView | undefined;
    try {
      const outcome = await this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
        due = await this.deadlines.nextDue(tx, this.clock.today().toString(), after);
        return due ? this.expire(tx, due) : 'none';
      });
      return { cursor: due && cursorOf(due), outcome };
    } catch (error) {
      if (!due) throw error;
      await this.leave(regionId, due, error);
      return { cursor: cursorOf(due), outcome: 'left' };
    }
  }

  private async expire(tx: Tx, due: DeadlineView): Promise<Outcome> {
    const process = await this.processes.tryLock(tx, due.processId);
    if (!process) return 'left';
    const at = this.clock.now();
    // Trap 4: a wildcard would take an expiry that belongs to an earlier stay in the state.
    const isStale = process.status !== 'active' || !isOfPresentStay(due, process);
    if (!(await this.deadlines.close(tx, due.id, isStale ? 'cancelled' : 'fired', at.toString())))
      return 'none';
    if (isStale) {
      await this.record(tx, 'DEADLINE_STALE', due, { generation: due.generation });
      return 'closed';
    }
    const result = await this.engine.expire(tx, process, due, systemActor, at);
    if (result.ok) return 'fired';
    if (!SPENT.includes(result.error.code)) throw new LeftOpen(result.error);
    await this.record(tx, 'DEADLINE_WITHOUT_EFFECT', due, { reason: result.error.code });
    return 'closed';
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

  private async record(
    tx: Tx,
    action: string,
    deadline: DeadlineView,
    details: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    const process = await this.processes.find(tx, deadline.processId);
    await this.auditLog.record(tx, {
      action,
      objectType: 'process',
      objectId: deadline.processId,
      ...(process?.caseId ? { caseId: process.caseId } : {}),
      ...(deadline.legalBasis === null ? {} : { legalBasis: deadline.legalBasis }),
      details: { deadlineId: deadline.id, key: deadline.key, ...details },
    });
  }
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
