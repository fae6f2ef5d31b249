import { Injectable } from '@nestjs/common';
import { err, ok } from '../../../kernel/index.js';
import { CommandRunner, type Principal } from '../../../platform/index.js';
import { refused } from '../domain/work-item.errors.js';
import { WorkItemDesk } from './work-item-desk.js';

/** A work item a client wants to change. */
export interface WorkItemCommand {
  readonly idempotencyKey: string;
  readonly workItemId: string;
  readonly expectedRevision: number;
}

/** Takes a work item on one's own name. Colleagues of the unit may still act on it; of several at once one wins. */
@Injectable()
export class ClaimWorkItem {
  constructor(
    private readonly commands: CommandRunner,
    private readonly desk: WorkItemDesk,
  ) {}

  /**
   * @returns Id of the item; also when it is the actor's already, and then nothing changes. Errors: WORK_ITEM_CLAIMED, WORK_ITEM_CLOSED, WORK_ITEM_REVISION_CONFLICT.
   * @throws {AccessDenied} not for the actor.
   */
  async execute(principal: Principal, input: WorkItemCommand) {
    return this.commands.run({ name: 'claimWorkItem', principal, input }, async (tx) => {
      const taken = await this.desk.take(tx, principal, input.workItemId, input.expectedRevision);
      if (!taken.ok) return taken;
      const { item, staff, unitId } = taken.value;
      if (item.status === 'claimed') {
        const isMine = item.assigneeId === staff.staffId;
        return isMine ? ok({ workItemId: item.id }) : err(refused('WORK_ITEM_CLAIMED'));
      }
      const assignment = { status: 'claimed', unitId, assigneeId: staff.staffId } as const;
      await this.desk.assign(tx, taken.value, assignment, { kind: 'CLAIMED' });
      return ok({ workItemId: item.id });
    });
  }
}
