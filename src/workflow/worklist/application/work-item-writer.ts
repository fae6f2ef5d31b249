import { Injectable } from '@nestjs/common';
import type { CaseId } from '../../../kernel/index.js';
import { Clock, newId, type Tx } from '../../../platform/index.js';
import type { ProcessView } from '../../domain/process.js';
import type { Statechart } from '../../domain/statechart.js';
import { planWorkItems } from '../domain/work-item.js';
import { insertStep } from '../persistence/work-item-step.rows.js';
import { postDueDays, postHandOver, postMove, reassignCase } from '../persistence/work-item.writes.js';
import { WorkScopes } from './work-scopes.js';

/** One event of a process, already written. */
export interface FollowedEvent {
  readonly before: Pick<ProcessView, 'activeStates' | 'stateEntries' | 'status'>;
  readonly after: ProcessView;
  /** That of the definition after the event. */
  readonly chart: Statechart;
  /** Ids of states whose deadlines were opened or ended. */
  readonly movedDeadlines: readonly string[];
  /** Type of the event. */
  readonly event: string;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
}

/** A state that goes on waiting, for another body than before. */
export interface HandedOver {
  readonly stateId: string;
  /** Code of the body that must act from now on. */
  readonly owner: string;
}

/** Keeps work items in step with the states of processes, in the transaction of the event. */
@Injectable()
export class WorkItemWriter {
  constructor(
    private readonly scopes: WorkScopes,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends the items of left states, opens those of entered ones, and follows moved deadlines. Costs no round trip.
   *
   * Comes after the deadline rows of the same event: due days are read from them.
   */
  follow(tx: Tx, { before, after, chart, movedDeadlines, event, at }: FollowedEvent): void {
    const plan = planWorkItems(before, after, chart);
    const { id: processId, subject, definitionKey } = after;
    const opened = plan.opened.map((state) => ({ ...state, id: newId() }));
    const holders = this.scopes.of(subject.type)?.holders;
    const move = { processId, subject, definitionKey, closed: plan.closed, opened, at, event };
    // Whose turn it is does not depend on whom the actor knows of.
    if (holders === undefined) postMove(tx, move, holders);
    else tx.exOfficio(() => postMove(tx, move, holders));
    if (plan.kept.some((stateId) => movedDeadlines.some((moved) => isWithin(stateId, moved)))) {
      postDueDays(tx, processId);
    }
  }

  /** Passes the open items of states on to other bodies, because a new version names these. Costs no round trip. */
  handOver(tx: Tx, process: ProcessView, states: readonly HandedOver[]): void {
    if (states.length === 0) return;
    const { id, subject } = process;
    tx.exOfficio(() =>
      postHandOver(tx, { processId: id, subject, states }, this.scopes.of(subject.type)?.holders),
    );
  }

  /** Finds the units of the open items of a case anew, because units joined or left it. */
  async reassign(tx: Tx, caseId: CaseId): Promise<void> {
    const at = this.clock.now();
    for (const [subjectType, { holders }] of this.scopes.all()) {
      const moved = await tx.exOfficio(() => reassignCase(tx, caseId, subjectType, holders));
      for (const item of moved) {
        insertStep(tx, { workItemId: item.id, kind: 'REASSIGNED', toUnitId: item.unitId }, at);
      }
    }
  }
}

/** Whether a state is another one or lies inside it: it then has its deadlines, too. */
function isWithin(stateId: string, outer: string): boolean {
  return stateId === outer || stateId.startsWith(`${outer}.`);
}
