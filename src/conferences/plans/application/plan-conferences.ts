import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type ConferenceId, type UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  enqueue,
  newId,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { programmeExists } from '../../persistence/conference.repository.js';
import { type PlanSettings } from '../domain/plan.js';
import { planErrors } from '../domain/plan.errors.js';
import { settingsProblem } from '../domain/plan-settings.js';
import { insertPlan } from '../persistence/plan.repository.js';
import { listOpenConferences } from '../persistence/plan-scope.repository.js';
import { PlanAccess } from './plan-access.js';

/** Task that works off plans. */
export const RUN_PLANS = 'conferences.run-plans';

/** What a client sends. */
export interface PlanConferencesCommand extends PlanSettings {
  readonly idempotencyKey: string;
  /** The actor's unit, whose conferences are planned. */
  readonly convenerUnitId: UnitId;
  /** Only conferences of this programme. */
  readonly programmeId?: string | null;
  /** Plan again, moving as little as possible of this one. */
  readonly previousPlanId?: string | null;
}

/** Has all open conferences that the actor convenes for a unit planned at once. Confirmed dates stay. */
@Injectable()
export class PlanConferences {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly access: PlanAccess,
  ) {}

  /**
   * @returns Id of the planning, which a worker begins at once. Errors: PLAN_NOTHING_OPEN, PLAN_PERIOD_NOT_POSSIBLE,
   *   PLAN_BLOCK_NOT_POSSIBLE, PLAN_UNDER_WAY.
   * @throws {AccessDenied} not the actor's unit, no such programme, or the plan before is none of theirs.
   */
  async execute(principal: Principal, input: PlanConferencesCommand) {
    const { staffId } = this.access.staffOf(principal, input.convenerUnitId);
    return this.commands.run({ name: 'planConferences', principal, input }, async (tx) => {
      await this.requireKnown(tx, input);
      const programmeId = input.programmeId ?? null;
      const open = await listOpenConferences(tx, input.convenerUnitId, programmeId);
      const conferenceIds = [...(await this.access.convened(tx, open))];
      if (conferenceIds.length === 0) return err(rejected(planErrors, 'PLAN_NOTHING_OPEN'));
      const settings = settingsOf(input);
      const problem = settingsProblem(settings, this.clock.today().toString(), new Set(conferenceIds));
      if (problem) return err(rejected(planErrors, problem));
      const id = newId();
      const isNew = await insertPlan(tx, {
        id,
        convenerUnitId: input.convenerUnitId,
        programmeId,
        previousPlanId: input.previousPlanId ?? null,
        settings,
        requestedBy: staffId,
        requestedAt: this.clock.now().toString(),
        conferenceIds,
      });
      if (!isNew) return err(rejected(planErrors, 'PLAN_UNDER_WAY'));
      await this.note(tx, id, conferenceIds);
      await enqueue(tx, RUN_PLANS, {}, { jobKey: RUN_PLANS });
      return ok({ planId: id });
    });
  }

  private async requireKnown(tx: Tx, input: PlanConferencesCommand): Promise<void> {
    const { programmeId, previousPlanId, convenerUnitId } = input;
    if (programmeId && !(await programmeExists(tx, programmeId))) throw new AccessDenied();
    if (!previousPlanId) return;
    const previous = await this.access.get(tx, previousPlanId);
    if (previous.convenerUnitId !== convenerUnitId) throw new AccessDenied();
  }

  private note(tx: Tx, objectId: string, conferenceIds: readonly ConferenceId[]): Promise<void> {
    const details = { count: conferenceIds.length };
    return this.audit.record(tx, {
      action: 'PLAN_REQUESTED',
      objectType: 'conference-plan',
      objectId,
      details,
    });
  }
}

function settingsOf({ from, until, fairLoad, blocks, seconds }: PlanConferencesCommand): PlanSettings {
  return { from, until, fairLoad, blocks, seconds };
}
