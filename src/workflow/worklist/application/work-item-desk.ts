import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, type RequestRejected, type Result, type UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  hasRole,
  unitsOf,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../../platform/index.js';
import type { ProcessDetails } from '../../application/process-queries.js';
import { refused, workItemConflict, type WorkItemConflict } from '../domain/work-item.errors.js';
import type { WorkItem } from '../domain/work-item.js';
import { insertStep, type NewWorkItemStep } from '../persistence/work-item-step.rows.js';
import { WorkItemStore, type Assignment } from '../persistence/work-item.store.js';
import { WorkList } from './work-list.js';
import { WorkScopes } from './work-scopes.js';

/** An item in the hands of somebody who may act on it; locked until the transaction ends. */
export interface ItemInHand {
  readonly item: WorkItem;
  readonly details: ProcessDetails;
  readonly staff: StaffPrincipal;
  /** Unit through which they act. */
  readonly unitId: UnitId;
  /** Units of the case that hold the owner code. */
  readonly holders: readonly UnitId[];
  /** Whether they lead that unit. */
  readonly isHead: boolean;
}

/** What the commands on work items share: who may, and how a change is written down. */
@Injectable()
export class WorkItemDesk {
  constructor(
    private readonly store: WorkItemStore,
    private readonly list: WorkList,
    private readonly scopes: WorkScopes,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns The item. Errors: WORK_ITEM_REVISION_CONFLICT, WORK_ITEM_CLOSED.
   * @throws {AccessDenied} no such item, not for the actor, or their units do not have to act.
   */
  async take(
    tx: Tx,
    principal: Principal,
    id: string,
    expectedRevision: number,
  ): Promise<Result<ItemInHand, WorkItemConflict | RequestRejected>> {
    const item = await this.store.lock(tx, id);
    if (!item || principal.kind !== 'staff') throw new AccessDenied();
    const [entry] = await this.list.readable(tx, principal, [item]);
    if (!entry) throw new AccessDenied();
    const scope = this.scopes.of(item.subjectType);
    const holders = await this.store.holders(tx, id, scope?.holders);
    const mine = unitsOf(principal, ...(scope?.roles ?? [])).filter((unitId) => holders.includes(unitId));
    const unitId = item.unitId === null ? mine[0] : mine.find((own) => own === item.unitId);
    if (!scope || unitId === undefined) throw new AccessDenied();
    const isHead = hasRole(principal, ['UNIT_LEAD'], unitId);
    if (!entry.mayAct && !isHead) throw new AccessDenied();
    if (item.revision !== expectedRevision) return err(workItemConflict(item.revision));
    if (item.status === 'closed') return err(refused('WORK_ITEM_CLOSED'));
    return ok({ item, details: entry.details, staff: principal, unitId, holders, isHead });
  }

  /** Gives the item to somebody, with a step in its history and a line in the register. */
  async assign(
    tx: Tx,
    { item, details, unitId }: ItemInHand,
    assignment: Assignment,
    step: Pick<NewWorkItemStep, 'kind' | 'reason'>,
  ): Promise<void> {
    this.store.assign(tx, item.id, assignment);
    const to = { toStaffId: assignment.assigneeId, toUnitId: assignment.unitId };
    insertStep(tx, { workItemId: item.id, ...step, ...to }, this.clock.now());
    const { caseId } = details.process;
    await this.auditLog.record(tx, {
      action: `WORK_ITEM_${step.kind}`,
      objectType: 'workItem',
      objectId: item.id,
      unitId,
      ...(caseId === null ? {} : { caseId }),
      details: { processId: item.processId, ...to, reason: step.reason ?? null },
    });
  }
}
