import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../../directory/index.js';
import { err, ok, type StaffId, type UnitId } from '../../../kernel/index.js';
import { Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import { refused } from '../domain/work-item.errors.js';
import type { Assignment } from '../persistence/work-item.store.js';
import type { WorkItemCommand } from './claim-work-item.js';
import { WorkItemDesk, type ItemInHand } from './work-item-desk.js';
import { WorkScopes } from './work-scopes.js';

/** A work item to pass on: to a member of staff or to a unit, exactly one of both. */
export interface DelegateWorkItemCommand extends WorkItemCommand {
  readonly toStaffId?: StaffId | undefined;
  readonly toUnitId?: UnitId | undefined;
}

/** Passes a work item on: to a colleague of the unit, or to another unit of the case that holds the same code. */
@Injectable()
export class DelegateWorkItem {
  constructor(
    private readonly commands: CommandRunner,
    private readonly desk: WorkItemDesk,
    private readonly directory: DirectoryReader,
    private readonly scopes: WorkScopes,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns Id of the item. Errors: WORK_ITEM_TARGET_REFUSED, WORK_ITEM_CLAIMED (by somebody else, and the actor does
   *   not lead the unit), WORK_ITEM_CLOSED, WORK_ITEM_REVISION_CONFLICT.
   * @throws {AccessDenied} not for the actor.
   */
  async execute(principal: Principal, input: DelegateWorkItemCommand) {
    return this.commands.run({ name: 'delegateWorkItem', principal, input }, async (tx) => {
      const taken = await this.desk.take(tx, principal, input.workItemId, input.expectedRevision);
      if (!taken.ok) return taken;
      const { item, staff, isHead } = taken.value;
      if (item.status === 'claimed' && item.assigneeId !== staff.staffId && !isHead)
        return err(refused('WORK_ITEM_CLAIMED'));
      const target = await this.targetOf(tx, taken.value, input);
      if (!target) return err(refused('WORK_ITEM_TARGET_REFUSED'));
      await this.desk.assign(tx, taken.value, target, { kind: 'DELEGATED' });
      return ok({ workItemId: item.id });
    });
  }

  /** `undefined` when the target is not responsible. */
  private async targetOf(
    tx: Tx,
    { item, unitId, holders }: ItemInHand,
    { toStaffId, toUnitId }: DelegateWorkItemCommand,
  ): Promise<Assignment | undefined> {
    if ((toStaffId === undefined) === (toUnitId === undefined)) return undefined;
    if (toUnitId !== undefined) {
      const isOther = holders.includes(toUnitId) && toUnitId !== item.unitId;
      return isOther ? { status: 'open', unitId: toUnitId, assigneeId: null } : undefined;
    }
    if (toStaffId === undefined) return undefined;
    const roles = this.scopes.of(item.subjectType)?.roles ?? [];
    const held = await this.directory.listRoles(tx, [toStaffId], this.clock.today().toString());
    const works = held.some((grant) => grant.unitId === unitId && roles.includes(grant.role));
    return works ? { status: 'claimed', unitId, assigneeId: toStaffId } : undefined;
  }
}
