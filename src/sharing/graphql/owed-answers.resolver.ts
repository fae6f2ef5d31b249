import { Context, Field, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { UnitId } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { DateScalar, type GraphqlContext } from '../../platform/graphql/index.js';
import { OwedAnswers } from '../application/owed-answers.js';

/** Answers that one unit owes. */
@ObjectType('OwedAnswers', {
  description: 'Answers a unit owes because the basis of what it was told ended; numbers, nothing of a case.',
})
export class OwedAnswersType {
  readonly unitId!: UnitId;

  @Field(() => DateScalar, { description: 'Earliest day by which it has to answer.' })
  readonly earliestDueOn!: string;

  @Field(() => Int, { description: 'All that wait; for an officer only what is past due.' })
  readonly open!: number;

  @Field(() => Int, { description: 'Due tomorrow or today.' })
  readonly dueSoon!: number;

  @Field(() => Int, { description: 'Past due.' })
  readonly overdue!: number;
}

/** Owed answers, for the recipients and their officers. */
@Resolver(() => OwedAnswersType)
export class OwedAnswersResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly owed: OwedAnswers,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => [OwedAnswersType], {
    description:
      'Answers your units owe, most urgent first (the lines are in `endedBases`); for data protection officers what their units are late with.',
  })
  async owedAnswers(@CurrentPrincipal() principal: Principal): Promise<readonly OwedAnswersType[]> {
    return this.unitOfWork.run(principal, (tx) => this.owed.ofActor(tx));
  }

  @ResolveField(() => OrganisationUnit, { description: 'The unit that owes them.' })
  async unit(
    @Parent() parent: OwedAnswersType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.unitId);
  }
}
