import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import { DateScalar, ListOfIds, MutationInput } from '../../../platform/graphql/index.js';
import { FAIR_LOADS, planLimits, type FairLoad } from '../domain/plan.js';
import { FairLoadEnum } from './plan.type.js';

/** Conferences of one day. */
@InputType({ description: 'Conferences that shall lie on one day, e.g. cases of one session.' })
export class ConferenceBlockInput {
  @Field(() => [ID], { description: `Two to ${planLimits.perBlock} conferences.` })
  @ListOfIds({ min: 2, max: planLimits.perBlock })
  readonly conferenceIds!: ConferenceId[];
}

/** Input of `planConferences`. */
@InputType({ description: 'Plans all open conferences that you convene for a unit.' })
export class PlanConferencesInput extends MutationInput {
  @Field(() => ID, { description: 'Your unit that convenes.' })
  @IsUUID()
  readonly convenerUnitId!: UnitId;

  @Field(() => ID, { nullable: true, description: 'Only conferences of this programme.' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Plan again, moving as little as possible of this plan.' })
  @IsOptional()
  @IsUUID()
  readonly previousPlanId?: string | null;

  @Field(() => DateScalar, { description: 'First day, after today.' })
  @Allow()
  readonly from!: string;

  @Field(() => DateScalar, { description: `Last day, at most ${planLimits.days} days later.` })
  @Allow()
  readonly until!: string;

  @Field(() => FairLoadEnum, { defaultValue: 'NORMAL', description: 'How much an even spread counts.' })
  @IsIn(FAIR_LOADS)
  readonly fairLoad: FairLoad = 'NORMAL';

  @Field(() => [ConferenceBlockInput], {
    defaultValue: [],
    description: `Conferences of one day, at most ${planLimits.blocks} blocks.`,
  })
  @ArrayMaxSize(planLimits.blocks)
  @ValidateNested({ each: true })
  @Type(() => ConferenceBlockInput)
  readonly blocks: ConferenceBlockInput[] = [];

  @Field(() => Int, { defaultValue: 20, description: 'Seconds the search may take, 1 to 120.' })
  @IsInt()
  @Min(planLimits.seconds.least)
  @Max(planLimits.seconds.most)
  readonly seconds: number = 20;
}

/** Input of `cancelConferencePlan`. */
@InputType({ description: 'Ends a planning; its best plan so far stays.' })
export class CancelConferencePlanInput extends MutationInput {
  @Field(() => ID, { description: 'The plan.' })
  @IsUUID()
  readonly planId!: string;
}

/** Input of `acceptConferencePlan`. */
@InputType({ description: 'Accepts a plan or some of its entries: their dates are booked.' })
export class AcceptConferencePlanInput extends MutationInput {
  @Field(() => ID, { description: 'The plan.' })
  @IsUUID()
  readonly planId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Conferences whose dates are accepted, at most 500; all that are left when absent.',
  })
  @IsOptional()
  @ListOfIds({ min: 1, max: 500 })
  readonly conferenceIds?: ConferenceId[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Book nothing unless every entry still fits.',
  })
  @IsBoolean()
  readonly onlyIfAllFit: boolean = false;
}

/** Arguments of `conferencePlanComparison`. */
@ArgsType()
export class ConferencePlanComparisonArgs {
  @Field(() => ID, { description: 'The first plan.' })
  @IsUUID()
  readonly planId!: string;

  @Field(() => ID, { description: 'The plan to compare it with.' })
  @IsUUID()
  readonly otherPlanId!: string;
}
