import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ParseUUIDPipe } from '@nestjs/common';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { ProgrammeId } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { InputArg, type GraphqlContext } from '../../platform/graphql/index.js';
import { AddCaseToProgramme } from '../application/add-case-to-programme.js';
import { ProgrammeRegister } from '../application/programme-register.js';
import * as types from './programme.type.js';

/** Programmes, their figures, and the cases that count for them. */
@Resolver(() => types.Programme)
export class ProgrammeResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly register: ProgrammeRegister,
    private readonly add: AddCaseToProgramme,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => [types.Programme], { description: 'Programmes of the region by name; a handful.' })
  async programmes(@CurrentPrincipal() principal: Principal): Promise<readonly types.Programme[]> {
    return this.unitOfWork.run(principal, (tx) => this.register.list(tx));
  }

  @Query(() => types.Programme, { description: 'A programme.' })
  async programme(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID, description: 'Identifier of the programme.' }, ParseUUIDPipe)
    id: ProgrammeId,
  ): Promise<types.Programme> {
    return this.unitOfWork.run(principal, (tx) => this.register.get(tx, id));
  }

  @ResolveField(() => types.ProgrammeFiguresType, { description: 'Figures, counted now.' })
  async figures(
    @Parent() parent: types.Programme,
    @CurrentPrincipal() principal: Principal,
  ): Promise<types.ProgrammeFiguresType> {
    return this.unitOfWork.run(principal, (tx) => this.register.figures(tx, parent.id));
  }

  @ResolveField(() => OrganisationUnit, { description: 'Unit that leads it.' })
  async leadUnit(
    @Parent() parent: types.Programme,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.leadUnitId);
  }

  @Mutation(() => types.AddCaseToProgrammeResult, {
    description: 'Counts a case as case study of a programme; by the case lead.',
  })
  async addCaseToProgramme(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.AddCaseToProgrammeInput,
  ) {
    const result = await this.add.execute(principal, input);
    if (!result.ok) return result.error;
    const { programmeId } = result.value;
    return { programme: await this.unitOfWork.run(principal, (tx) => this.register.get(tx, programmeId)) };
  }
}
