import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors } from '../../directory/index.js';
import { err, ok, rejected, type MeasureId, type ThemeId, type UnitId } from '../../kernel/index.js';
import { Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { WorkflowEngine, type ProcessActor } from '../../workflow/index.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import { arePlanDatesConsistent } from '../domain/measure.js';
import { currentAssignment, type ThemeAssignmentView, type ThemeRecord } from '../domain/theme.js';
import { insertMeasure } from '../persistence/measure.repository.js';
import { findTheme } from '../persistence/theme.repository.js';
import { structureActor } from './structure-access.js';

export interface PlanMeasureCommand {
  readonly idempotencyKey: string;
  readonly themeId: ThemeId;
  readonly title: string;
  /** Unit responsible for it. */
  readonly ownerUnitId: UnitId;
  readonly dueOn: string;
  /** Day on which its effect is looked at. */
  readonly reviewOn: string;
  readonly indicator: string;
  readonly indicatorBaseline: string;
  readonly indicatorTarget: string;
}

/** Agrees a structural measure on a theme a group has accepted: owner, date, and how its effect is measured. */
@Injectable()
export class PlanMeasure {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly directory: DirectoryReader,
    private readonly engine: WorkflowEngine,
  ) {}

  /**
   * @returns Id of the measure. Errors: THEME_UNKNOWN, THEME_HAS_NO_GROUP, MEASURE_DATES_INCONSISTENT, UNIT_UNKNOWN,
   *   and those of the engine.
   * @throws {AccessDenied} the actor is neither lead of the group nor coordination nor steering group.
   */
  async execute(principal: Principal, input: PlanMeasureCommand) {
    return this.commands.run({ name: 'planMeasure', principal, input }, async (tx) => {
      const theme = await findTheme(tx, input.themeId);
      const assignment = theme && currentAssignment(theme.assignments);
      const relation = {
        programmeLeadUnitId: theme?.programmeLeadUnitId ?? null,
        groupLeadUnitId: assignment?.leadUnitId ?? null,
      };
      const actor = structureActor(principal, relation, ['COORDINATION', 'STEERING', 'GROUP_LEAD']);
      if (!theme) return err(rejected(improvementErrors, 'THEME_UNKNOWN'));
      if (assignment?.answer !== 'ACCEPTED') return err(rejected(improvementErrors, 'THEME_HAS_NO_GROUP'));
      if (!arePlanDatesConsistent(input, this.clock.today().toString())) {
        return err(rejected(improvementErrors, 'MEASURE_DATES_INCONSISTENT'));
      }
      const [owner] = await this.directory.findUnits(tx, [input.ownerUnitId]);
      if (!owner) return err(rejected(directoryErrors, 'UNIT_UNKNOWN'));
      return this.adopt(tx, theme, assignment, actor, input);
    });
  }

  private async adopt(
    tx: Tx,
    theme: ThemeRecord,
    assignment: ThemeAssignmentView,
    actor: ProcessActor,
    input: PlanMeasureCommand,
  ) {
    const at = this.clock.now();
    const measureId = newId<MeasureId>(at);
    const { idempotencyKey: _key, ...plan } = input;
    await insertMeasure(tx, {
      ...plan,
      id: measureId,
      workingGroupId: assignment.workingGroupId,
      createdAt: at.toString(),
    });
    const started = await this.engine.start(tx, {
      key: 'measure',
      subject: { type: 'measure', id: measureId },
      context: { dueOn: input.dueOn, reviewOn: input.reviewOn },
      at,
      actor,
    });
    if (!started.ok) return started;
    const event = { type: 'MEASURE_ADOPTED', payload: { measureId } };
    const moved = await this.engine.send(tx, { processId: theme.processId, event, actor, at });
    if (!moved.ok) return moved;
    await this.audit.record(tx, {
      action: 'MEASURE_PLANNED',
      objectType: 'measure',
      objectId: measureId,
      unitId: input.ownerUnitId,
      details: { themeId: theme.id },
    });
    return ok({ measureId });
  }
}
