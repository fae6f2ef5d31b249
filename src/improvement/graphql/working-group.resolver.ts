import { Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { InputArg, type GraphqlContext } from '../../platform/graphql/index.js';
import { FoundWorkingGroup } from '../application/found-working-group.js';
import { StructureReader } from '../application/structure-reader.js';
import { isSelfRepresentationVacant } from '../domain/working-group.js';
import { FoundWorkingGroupInput } from './theme.input.js';
import * as types from './theme.type.js';

/** Working groups. */
@Resolver(() => types.WorkingGroup)
export class WorkingGroupResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: StructureReader,
    private readonly found: FoundWorkingGroup,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => [types.WorkingGroup], { description: 'Working groups of the region by name; a few dozen.' })
  async workingGroups(@CurrentPrincipal() principal: Principal): Promise<readonly types.WorkingGroup[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.workingGroups(tx));
  }

  @Mutation(() => types.FoundWorkingGroupResult, {
    description: 'Registers a working group, new or existing; by coordination or steering group.',
  })
  async foundWorkingGroup(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: FoundWorkingGroupInput,
  ) {
    const result = await this.found.execute(principal, input);
    if (!result.ok) return result.error;
    const { workingGroupId } = result.value;
    return {
      workingGroup: await this.unitOfWork.run(principal, (tx) =>
        this.reader.workingGroup(tx, workingGroupId),
      ),
    };
  }

  @ResolveField(() => Boolean, {
    description: 'Nobody speaks for those it is about: a defect of the group «Selbstvertretung unbesetzt».',
  })
  vacantSelfRepresentation(@Parent() parent: types.WorkingGroup): boolean {
    return isSelfRepresentationVacant(parent.members);
  }

  @ResolveField(() => types.Theme, {
    nullable: true,
    description: 'Theme it was founded from; null for a group that existed before.',
  })
  async foundedFromTheme(
    @Parent() parent: types.WorkingGroup,
    @CurrentPrincipal() principal: Principal,
  ): Promise<types.Theme | null> {
    const { foundedFromThemeId } = parent;
    if (foundedFromThemeId === null) return null;
    return this.unitOfWork.run(principal, (tx) => this.reader.theme(tx, foundedFromThemeId));
  }

  @ResolveField(() => OrganisationUnit, { description: 'Unit that leads it and answers for it.' })
  async leadUnit(
    @Parent() parent: types.WorkingGroup,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.leadUnitId);
  }
}

/** Unit of a seat. */
@Resolver(() => types.WorkingGroupMember)
export class WorkingGroupMemberResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'The unit.' })
  async unit(
    @Parent() parent: types.WorkingGroupMember,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.unitId);
  }
}
