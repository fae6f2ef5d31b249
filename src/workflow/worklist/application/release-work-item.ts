import { Injectable } from '@nestjs/common';
import { err, ok } from '../../../kernel/index.js';
import { CommandRunner, type Principal } from '../../../platform/index.js';
import { refused } from '../domain/work-item.errors.js';
import type { WorkItemCommand } from './claim-work-item.js';
import { WorkItemDesk } from './work-item-desk.js';

/** Why a work item is handed back. */
export const RELEASE_REASONS = [
  'ABSENT',
  'NO_CAPACITY',
  'NOT_COMPETENT',
  'CONFLICT_OF_INTEREST',
  'TAKEN_BY_MISTAKE',
] as const;

/** A work item to hand back. */
export interface ReleaseWorkItemCommand extends WorkItemCommand {
  readonly reason: (typeof RELEASE_REASONS)[number];
}

/** Hands a work item back to the unit, or to the units of the case that share it. */
@Injectable()
export class ReleaseWorkItem {
  constructor(
    private readonly commands: CommandRunner,
    private readonly desk: WorkItemDesk,
  ) {}

  /**
   * @returns Id of the item. Errors: WORK_ITEM_NOT_CLAIMED (neither one's own nor the head's to hand back),
   *   WORK_ITEM_CLOSED, WORK_ITEM_REVISION_CONFLICT.
   * @throws {AccessDenied} not for the actor.
   */
  async execute(principal: Principal, input: ReleaseWorkItemCommand) {
    return this.commands.run({ name: 'releaseWorkItem', principal, input }, async (tx) => {
      const taken = await this.desk.take(tx, principal, input.workItemId, input.expectedRevision);
      if (!taken.ok) return taken;
      const { item, staff, isHead } = taken.value;
      if (item.status !== 'claimed' || (item.assigneeId !== staff.staffId && !isHead))
        return err(refused('WORK_ITEM_NOT_CLAIMED'));
      const unitId = item.isShared ? null : item.unitId;
      const assignment = { status: 'open', unitId, assigneeId: null } as const;
      await this.desk.assign(tx, taken.value, assignment, { kind: 'RELEASED', reason: input.reason });
      return ok({ workItemId: item.id });
    });
  }
}
