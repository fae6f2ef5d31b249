import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type MeasureId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../platform/index.js';
import { WorkflowEngine, type JsonObject } from '../../workflow/index.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import type { MeasureHelped, MeasureRecord, ReviewConclusion } from '../domain/measure.js';
import { findMeasure } from '../persistence/measure.repository.js';
import { structureActor, type StructureCode } from './structure-access.js';

export interface MoveMeasureCommand {
  readonly idempotencyKey: string;
  readonly measureId: MeasureId;
}

export interface CompleteMeasureCommand extends MoveMeasureCommand {
  /** Day on which it was carried out, today or earlier. */
  readonly doneOn: string;
  /** Day of the review; as planned when left out. */
  readonly reviewOn?: string | null;
}

export interface ReviewMeasureCommand extends MoveMeasureCommand {
  readonly helped: MeasureHelped;
  readonly conclusion: ReviewConclusion;
  /** New due date when it is adapted, and only then. */
  readonly dueOn?: string | null;
}

/** One event of a measure. */
interface Move {
  readonly command: string;
  readonly event: string;
  readonly action: string;
  readonly by: readonly StructureCode[];
  /** `undefined`: the dates contradict each other. */
  readonly payload: (measure: MeasureRecord, today: string) => JsonObject | undefined;
}

/** Moves a measure on: begun, carried out, its effect looked at. */
@Injectable()
export class MoveMeasure {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly engine: WorkflowEngine,
  ) {}

  /** Work begins; needs an indicator. By the owner unit or the coordination. @throws {AccessDenied} nobody of these. */
  start(principal: Principal, input: MoveMeasureCommand) {
    return this.move(principal, input, {
      command: 'startMeasure',
      event: 'MEASURE_STARTED',
      action: 'MEASURE_STARTED',
      by: ['MEASURE_OWNER', 'COORDINATION'],
      payload: () => ({}),
    });
  }

  /** Carried out; the effect is still open. By the owner unit or the coordination. @throws {AccessDenied} as above. */
  complete(principal: Principal, input: CompleteMeasureCommand) {
    return this.move(principal, input, {
      command: 'completeMeasure',
      event: 'MEASURE_DONE',
      action: 'MEASURE_COMPLETED',
      by: ['MEASURE_OWNER', 'COORDINATION'],
      payload: (measure, today) => {
        const reviewOn = input.reviewOn ?? measure.reviewOn;
        return input.doneOn <= today && reviewOn >= input.doneOn
          ? { doneOn: input.doneOn, reviewOn }
          : undefined;
      },
    });
  }

  /** Did it help? Closed, adapted with a new date, or stopped. By steering group, coordination, owner unit. */
  review(principal: Principal, input: ReviewMeasureCommand) {
    return this.move(principal, input, {
      command: 'reviewMeasure',
      event: 'MEASURE_REVIEWED',
      action: 'MEASURE_REVIEWED',
      by: ['COORDINATION', 'STEERING', 'MEASURE_OWNER'],
      payload: (_measure, today) => {
        const { helped, conclusion, dueOn } = input;
        const isConsistent = conclusion === 'ADAPT' ? Boolean(dueOn && dueOn >= today) : !dueOn;
        return isConsistent
          ? { reviewedOn: today, helped, conclusion, ...(dueOn ? { dueOn } : {}) }
          : undefined;
      },
    });
  }

  /** @returns Id of the measure. Errors: MEASURE_DATES_INCONSISTENT, and those of the engine. */
  private async move(principal: Principal, input: MoveMeasureCommand, move: Move) {
    return this.commands.run({ name: move.command, principal, input }, async (tx) => {
      const measure = await findMeasure(tx, input.measureId);
      if (!measure) throw new AccessDenied();
      const actor = structureActor(principal, measure, move.by);
      const payload = move.payload(measure, this.clock.today().toString());
      if (!payload) return err(rejected(improvementErrors, 'MEASURE_DATES_INCONSISTENT'));
      const moved = await this.engine.send(tx, {
        processId: measure.processId,
        event: { type: move.event, payload },
        actor,
        at: this.clock.now(),
      });
      if (!moved.ok) return moved;
      await this.audit.record(tx, {
        action: move.action,
        objectType: 'measure',
        objectId: measure.id,
        unitId: measure.ownerUnitId,
      });
      return ok({ measureId: measure.id });
    });
  }
}
