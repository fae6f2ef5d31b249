import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ConferenceId, StaffId } from '../../../kernel/index.js';
import { createMutationResult } from '../../../platform/graphql/index.js';
import type { ConstraintName, ScoreLevel } from '../../planning/index.js';
import type * as compared from '../domain/compare-plans.js';
import { PlanLevelEnum } from './plan-level.type.js';
import { DateChangeEnum, PlannedConferenceSlot, PlanVerdictEnum } from './plan.type.js';

/** A conference that lies elsewhere. */
@ObjectType({ description: 'A conference that the second plan has elsewhere.' })
export class MovedConference implements compared.MovedConference {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => PlannedConferenceSlot, { description: 'In the first plan.' })
  readonly before!: PlannedConferenceSlot;

  @Field(() => PlannedConferenceSlot, { description: 'In the second plan.' })
  readonly after!: PlannedConferenceSlot;

  @Field(() => [DateChangeEnum], { description: 'What differs.' })
  readonly changes!: readonly compared.DateChange[];
}

/** A level of the score in words. */
@ObjectType({ description: 'One level of the score of both plans.' })
export class ConferencePlanLevelComparison implements compared.LevelComparison {
  @Field(() => PlanLevelEnum, { description: 'The level.' })
  readonly level!: ScoreLevel;

  @Field(() => Int, { description: 'First plan.' })
  readonly before!: number;

  @Field(() => Int, { description: 'Second plan.' })
  readonly after!: number;

  @Field(() => String, { description: 'What that means, German.' })
  readonly sentence!: string;
}

/** A constraint that differs. */
@ObjectType({ description: 'A constraint that costs more in one of the plans.' })
export class ConferencePlanCostComparison implements compared.ConstraintComparison {
  readonly constraint!: ConstraintName;

  @Field(() => String, { description: 'What it is about, German.' })
  readonly label!: string;

  @Field(() => Int, { description: 'Points in the first plan.' })
  readonly before!: number;

  @Field(() => Int, { description: 'Points in the second plan.' })
  readonly after!: number;
}

/** What changes for somebody. */
@ObjectType({ description: 'Who gains or loses by the second plan.' })
export class ConferencePlanPersonComparison implements compared.PersonComparison {
  @Field(() => ID, { description: 'The staff member.' })
  readonly staffId!: StaffId;

  @Field(() => Int, { description: 'Sittings in the first plan.' })
  readonly sittingsBefore!: number;

  @Field(() => Int, { description: 'Sittings in the second plan.' })
  readonly sittingsAfter!: number;

  @Field(() => Int, { description: 'Days with a sitting in the first plan.' })
  readonly daysBefore!: number;

  @Field(() => Int, { description: 'Days with a sitting in the second plan.' })
  readonly daysAfter!: number;

  @Field(() => PlanVerdictEnum, { description: 'Whether that is better for them.' })
  readonly verdict!: 'GAINS' | 'LOSES';
}

/** Two plans side by side. */
@ObjectType({ description: 'Two plans side by side, over the conferences that you convene.' })
export class ConferencePlanComparison implements compared.PlanComparison {
  @Field(() => [MovedConference], { description: 'What lies elsewhere.' })
  readonly moved!: readonly MovedConference[];

  @Field(() => Int, { description: 'How many have the same date, room and people in both.' })
  readonly unchanged!: number;

  @Field(() => [ID], { description: 'Conferences that only the first plan has placed.' })
  readonly onlyBefore!: readonly ConferenceId[];

  @Field(() => [ID], { description: 'Conferences that only the second plan has placed.' })
  readonly onlyAfter!: readonly ConferenceId[];

  @Field(() => [ConferencePlanLevelComparison], { description: 'Which is better on which level.' })
  readonly levels!: readonly ConferencePlanLevelComparison[];

  @Field(() => [ConferencePlanCostComparison], { description: 'Constraints that cost differently.' })
  readonly constraints!: readonly ConferencePlanCostComparison[];

  @Field(() => [ConferencePlanPersonComparison], { description: 'Who gains and who loses.' })
  readonly people!: readonly ConferencePlanPersonComparison[];
}

export const ConferencePlanComparisonResult = createMutationResult(
  'ConferencePlanComparison',
  ConferencePlanComparison,
);
