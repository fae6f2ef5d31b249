import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Allow, IsIn, IsOptional, IsUUID, Length } from 'class-validator';
import type { MeasureId, ProcessId, ThemeId, UnitId, WorkingGroupId } from '../../kernel/index.js';
import {
  ConnectionArgs,
  createConnection,
  createMutationResult,
  DateScalar,
  MutationInput,
  RevisionConflict,
  TransitionRejected,
} from '../../platform/graphql/index.js';
import {
  MEASURE_HELPED,
  REVIEW_CONCLUSIONS,
  type MeasureDueState,
  type MeasureHelped,
  type MeasureState,
  type ReviewConclusion,
} from '../domain/measure.js';
import {
  MeasureDueStateEnum,
  MeasureHelpedEnum,
  MeasureStateEnum,
  ReviewConclusionEnum,
} from './structure.enums.js';

/** Measure. */
@ObjectType({ description: 'Agreed structural measure with owner, date and indicator «Maßnahme».' })
export class Measure {
  readonly themeId!: ThemeId;
  readonly workingGroupId!: WorkingGroupId;
  readonly ownerUnitId!: UnitId;
  readonly processId!: ProcessId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: MeasureId;

  @Field(() => String, { description: 'What is to be done.' })
  readonly title!: string;

  @Field(() => MeasureStateEnum, { description: 'Where it stands.' })
  readonly state!: MeasureState;

  @Field(() => MeasureDueStateEnum, {
    nullable: true,
    description: 'How far reminding and escalation have come; null when the work is over.',
  })
  readonly dueState!: MeasureDueState | null;

  @Field(() => DateScalar, { description: 'Last day for carrying it out.' })
  readonly dueOn!: string;

  @Field(() => DateScalar, { description: 'Day on which its effect is looked at.' })
  readonly reviewOn!: string;

  @Field(() => String, { description: 'By what its effect is measured «Kennzahl».' })
  readonly indicator!: string;

  @Field(() => String, { description: 'Value before it «Ausgangswert».' })
  readonly indicatorBaseline!: string;

  @Field(() => String, { description: 'Value aimed at «Zielwert».' })
  readonly indicatorTarget!: string;

  @Field(() => MeasureHelpedEnum, {
    nullable: true,
    description: 'Whether it helped; null before the review.',
  })
  readonly helped!: MeasureHelped | null;
}

/** Page of measures. */
export const MeasureConnection = createConnection(Measure);

/** Arguments of `measures`. */
@ArgsType()
export class MeasuresArgs extends ConnectionArgs {
  @Field(() => ID, { nullable: true, description: 'Only those this unit is responsible for.' })
  @IsOptional()
  @IsUUID()
  readonly ownerUnitId?: UnitId | null;
}

/** Input of `planMeasure`. */
@InputType({ description: 'Agrees a measure on a theme that a working group has accepted.' })
export class PlanMeasureInput extends MutationInput {
  @Field(() => ID, { description: 'The theme.' })
  @IsUUID()
  readonly themeId!: ThemeId;

  @Field(() => String, { description: 'What is to be done, 3 to 300 characters.' })
  @Length(3, 300)
  readonly title!: string;

  @Field(() => ID, { description: 'Unit responsible for it.' })
  @IsUUID()
  readonly ownerUnitId!: UnitId;

  @Field(() => DateScalar, { description: 'Last day for carrying it out, today or later.' })
  @Allow()
  readonly dueOn!: string;

  @Field(() => DateScalar, { description: 'Day on which its effect is looked at, not before it is due.' })
  @Allow()
  readonly reviewOn!: string;

  @Field(() => String, { description: 'By what its effect is measured, 3 to 300 characters.' })
  @Length(3, 300)
  readonly indicator!: string;

  @Field(() => String, { description: 'Value before it, 1 to 100 characters.' })
  @Length(1, 100)
  readonly indicatorBaseline!: string;

  @Field(() => String, { description: 'Value aimed at, 1 to 100 characters.' })
  @Length(1, 100)
  readonly indicatorTarget!: string;
}

/** Input of `startMeasure`; base of the other moves. */
@InputType({ description: 'Work on a measure begins.' })
export class StartMeasureInput extends MutationInput {
  @Field(() => ID, { description: 'The measure.' })
  @IsUUID()
  readonly measureId!: MeasureId;
}

/** Input of `completeMeasure`. */
@InputType({ description: 'A measure was carried out.' })
export class CompleteMeasureInput extends StartMeasureInput {
  @Field(() => DateScalar, { description: 'When, today or earlier.' })
  @Allow()
  readonly doneOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Day of the review; as planned when left out.' })
  @IsOptional()
  readonly reviewOn?: string | null;
}

/** Input of `reviewMeasure`. */
@InputType({ description: 'The effect of a measure was looked at.' })
export class ReviewMeasureInput extends StartMeasureInput {
  @Field(() => MeasureHelpedEnum, { description: 'Did it help?' })
  @IsIn(MEASURE_HELPED)
  readonly helped!: MeasureHelped;

  @Field(() => ReviewConclusionEnum, { description: 'What follows.' })
  @IsIn(REVIEW_CONCLUSIONS)
  readonly conclusion!: ReviewConclusion;

  @Field(() => DateScalar, { nullable: true, description: 'New due date when it is adapted, and only then.' })
  @IsOptional()
  readonly dueOn?: string | null;
}

/** Success of a command on a measure. */
@ObjectType({ description: 'The measure after the change.' })
export class MeasurePayload {
  @Field(() => Measure, { description: 'The measure.' })
  readonly measure!: Measure;
}

const engineErrors = [TransitionRejected, RevisionConflict];

export const PlanMeasureResult = createMutationResult('PlanMeasure', MeasurePayload, engineErrors);
export const StartMeasureResult = createMutationResult('StartMeasure', MeasurePayload, engineErrors);
export const CompleteMeasureResult = createMutationResult('CompleteMeasure', MeasurePayload, engineErrors);
export const ReviewMeasureResult = createMutationResult('ReviewMeasure', MeasurePayload, engineErrors);
