import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected } from '../../../kernel/index.js';
import { Clock, CommandRunner, type Principal } from '../../../platform/index.js';
import { planErrors } from '../domain/plan.errors.js';
import { endPlan } from '../persistence/plan.repository.js';
import { PlanAccess } from './plan-access.js';

/** What a client sends. */
export interface CancelConferencePlanCommand {
  readonly idempotencyKey: string;
  readonly planId: string;
}

/** Ends a planning before its time; the best plan so far stays and can be accepted. */
@Injectable()
export class CancelConferencePlan {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly access: PlanAccess,
  ) {}

  /**
   * @returns Id of the planning. Errors: PLAN_NOT_RUNNING.
   * @throws {AccessDenied} not there, or none of the actor's.
   */
  async execute(principal: Principal, input: CancelConferencePlanCommand) {
    return this.commands.run({ name: 'cancelConferencePlan', principal, input }, async (tx) => {
      const { id } = await this.access.get(tx, input.planId);
      const ended = await endPlan(tx, id, { status: 'CANCELLED', at: this.clock.now().toString() });
      if (!ended) return err(rejected(planErrors, 'PLAN_NOT_RUNNING'));
      await this.audit.record(tx, { action: 'PLAN_CANCELLED', objectType: 'conference-plan', objectId: id });
      return ok({ planId: id });
    });
  }
}
