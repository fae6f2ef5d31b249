import { Field, Int, ObjectType } from '@nestjs/graphql';
import { describedEnum } from '../../../platform/graphql/index.js';
import type { ProofState, ScoreLevel } from '../../planning/index.js';
import { PlanLevelEnum } from './plan-level.type.js';

export const PlanProofStateEnum = describedEnum<ProofState>(
  'ConferencePlanProofState',
  'How far it is proved that no plan is better.',
  {
    PROVED: 'No plan is better «bewiesen»',
    GAP: 'The time was over before; the gaps say how much better one could be at most',
    TOO_LARGE: 'Too many possibilities to try',
    FAILED: 'The proof broke; the plan of the search stands',
  },
);

/** Gap of one level. */
@ObjectType({ description: 'How much better a plan could be at most that is as good on the levels before.' })
export class ConferencePlanGap {
  @Field(() => PlanLevelEnum, { description: 'Level.' })
  readonly level!: ScoreLevel;

  @Field(() => String, { description: 'What the level is about, German.' })
  readonly label!: string;

  @Field(() => Int, { description: 'No such plan scores better than this.' })
  readonly bound!: number;

  @Field(() => Int, { description: 'Points up to the bound; zero: nothing better.' })
  readonly gap!: number;
}

/** What is proved of a plan. */
@ObjectType({ description: 'What is proved of the best plan: whether there can be a better one «Beweis».' })
export class ConferencePlanProof {
  @Field(() => PlanProofStateEnum, { description: 'How far it is proved.' })
  readonly state!: ProofState;

  @Field(() => String, { description: 'The same, German.' })
  readonly label!: string;

  @Field(() => Boolean, { description: 'Whether the plan is better than the one the search found.' })
  readonly improved!: boolean;

  @Field(() => [ConferencePlanGap], {
    description: 'By level, hard first; levels of which nothing is known are left out.',
  })
  readonly gaps!: readonly ConferencePlanGap[];
}
