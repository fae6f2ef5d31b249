import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Allow, IsIn, IsInt, IsOptional, IsUUID, Length, Max, Min } from 'class-validator';
import type { PersonId, UnitId } from '../../../kernel/index.js';
import { ListOfCodes, ListOfIds, DateTimeScalar, MutationInput } from '../../../platform/graphql/index.js';
import { itemCategories, type SharingCategory } from '../../domain/index.js';
import { SharingCategoryEnum } from '../../graphql/consent.type.js';
import {
  breachKinds,
  breachRisks,
  tellingWays,
  type BreachKind,
  type BreachRisk,
  type DataBreachId,
  type TellingWay,
} from '../domain/breach.js';
import * as enums from './rights.enums.js';

/** Input of `recordDataBreach`. */
@InputType({ description: 'Records a breach; the 72 hours run from the instant it was noticed.' })
export class RecordDataBreachInput extends MutationInput {
  @Field(() => ID, { description: 'Controller whose officer you are.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => [enums.BreachKindEnum], { description: 'What was breached.' })
  @ListOfCodes(Object.keys(breachKinds), { min: 1, max: 3 })
  readonly kinds!: BreachKind[];

  @Field(() => [SharingCategoryEnum], { description: 'Categories of data concerned.' })
  @ListOfCodes(itemCategories, { max: itemCategories.length })
  readonly categories!: SharingCategory[];

  @Field(() => DateTimeScalar, { description: 'When the controller learned of it.' })
  @Allow()
  readonly noticedAt!: string;

  @Field(() => String, { description: 'What happened, without names; 3 to 4000 characters.' })
  @Length(3, 4_000)
  readonly facts!: string;

  @Field(() => Int, { description: 'Number of persons concerned, estimated.' })
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  readonly personsEstimated!: number;

  @Field(() => [ID], { nullable: true, description: 'Persons concerned as far as known, up to 1000.' })
  @IsOptional()
  @ListOfIds({ max: 1_000 })
  readonly personIds?: PersonId[] | null;
}

/** Input of steps of a breach. */
@InputType({ isAbstract: true })
abstract class BreachStepInput extends MutationInput {
  @Field(() => ID, { description: 'The breach.' })
  @IsUUID()
  readonly breachId!: DataBreachId;
}

/** Input of `assessDataBreach`. */
@InputType({ description: 'Risk, effects and measures.' })
export class AssessDataBreachInput extends BreachStepInput {
  @Field(() => enums.BreachRiskEnum, { description: 'Likely risk.' })
  @IsIn(Object.keys(breachRisks))
  readonly risk!: BreachRisk;

  @Field(() => String, { description: 'Likely effects, without names; 3 to 4000 characters.' })
  @Length(3, 4_000)
  readonly effects!: string;

  @Field(() => String, { description: 'Measures taken or proposed; 3 to 4000 characters.' })
  @Length(3, 4_000)
  readonly measures!: string;
}

/** Input of `reportDataBreach`. */
@InputType({ description: 'It was reported to the supervisory authority.' })
export class ReportDataBreachInput extends BreachStepInput {
  @Field(() => DateTimeScalar, { description: 'When.' })
  @Allow()
  readonly reportedAt!: string;

  @Field(() => String, { nullable: true, description: 'Reference of the authority.' })
  @IsOptional()
  @Length(1, 200)
  readonly authorityReference?: string | null;

  @Field(() => String, { nullable: true, description: 'Reasons of a report after the 72 hours; only then.' })
  @IsOptional()
  @Length(3, 2_000)
  readonly delayReason?: string | null;
}

/** Input of `tellBreachPersons`. */
@InputType({ description: 'The persons concerned were told.' })
export class TellBreachPersonsInput extends BreachStepInput {
  @Field(() => enums.TellingWayEnum, { description: 'How.' })
  @IsIn(Object.keys(tellingWays))
  readonly way!: TellingWay;
}

/** Input of `closeDataBreach`. */
@InputType({ description: 'Everything is done and documented.' })
export class CloseDataBreachInput extends BreachStepInput {}
