import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../../directory/index.js';
import type { UnitId } from '../../../kernel/index.js';
import { UnitOfWork, type Principal } from '../../../platform/index.js';
import { CurrentPrincipal, type GraphqlContext } from '../../../platform/graphql/index.js';
import { ConferenceDecision } from '../../graphql/conference-record.type.js';
import { ConditionReader } from '../application/condition-reader.js';

/** Condition of a decision. */
@ObjectType({
  description: 'Condition under which a body agreed to a decision «Zustimmung unter Bedingung».',
})
export class DecisionConditionEntry {
  readonly unitId!: UnitId;

  @Field(() => String, { nullable: true, description: 'The condition; null once the person was erased.' })
  readonly words!: string | null;
}

/** Conditions of a decision. */
@Resolver(() => ConferenceDecision)
export class DecisionConditionsResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConditionReader,
  ) {}

  @ResolveField(() => [DecisionConditionEntry], {
    description: 'Conditions under which bodies agreed to it; empty where it is masked.',
  })
  async conditions(
    @Parent() decision: ConferenceDecision,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly DecisionConditionEntry[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.list(tx, decision.conferenceId, decision.id));
  }
}

/** Body of a condition. */
@Resolver(() => DecisionConditionEntry)
export class DecisionConditionUnitResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'The body whose condition it is.' })
  async unit(
    @Parent() parent: DecisionConditionEntry,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(loaders, principal, parent.unitId);
  }
}
