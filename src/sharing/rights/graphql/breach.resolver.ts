import { ParseUUIDPipe } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../../directory/index.js';
import type { DomainError, Result } from '../../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../../platform/index.js';
import {
  ConnectionArgs,
  InputArg,
  toConnection,
  type Connection,
  type GraphqlContext,
  type UserFacingError,
} from '../../../platform/graphql/index.js';
import { DataBreaches } from '../application/data-breaches.js';
import type { DataBreachId } from '../domain/breach.js';
import * as inputs from './breach.input.js';
import * as types from './breach.type.js';

const BREACHES = 'dataBreaches.noticedAt';

/** Breaches; for the data protection officer of the controller only. */
@Resolver(() => types.DataBreachType)
export class DataBreachResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly breaches: DataBreaches,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => types.DataBreachConnection, {
    description: 'Breaches at the controllers whose officer you are, newest first.',
  })
  async dataBreaches(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.DataBreachType>> {
    const after = args.position(BREACHES, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.breaches.list(tx, args.first + 1, after));
    return toConnection(rows, args.first, (row) => ({ sortKey: row.noticedAt.toISOString(), id: row.id }), {
      list: BREACHES,
      hasPreviousPage: after !== undefined,
    });
  }

  @Query(() => types.DataBreachType, { description: 'A breach; for the officer of its controller.' })
  async dataBreach(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID, description: 'The breach.' }, ParseUUIDPipe) id: DataBreachId,
  ): Promise<types.DataBreachType> {
    return this.unitOfWork.run(principal, (tx) => this.breaches.get(tx, id));
  }

  @ResolveField(() => OrganisationUnit, { description: 'Controller at which it happened.' })
  async controller(
    @Parent() parent: types.DataBreachType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.controllerUnitId);
  }

  @Mutation(() => types.RecordDataBreachResult, { description: 'Records a breach; the 72 hours begin.' })
  async recordDataBreach(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordDataBreachInput,
  ) {
    return this.answer(principal, await this.breaches.record(principal, input));
  }

  @Mutation(() => types.AssessDataBreachResult, { description: 'Assesses risk, effects and measures.' })
  async assessDataBreach(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AssessDataBreachInput,
  ) {
    return this.answer(principal, await this.breaches.assess(principal, input));
  }

  @Mutation(() => types.ReportDataBreachResult, {
    description: 'Writes down the report to the supervisory authority; the report itself is sent outside.',
  })
  async reportDataBreach(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ReportDataBreachInput,
  ) {
    return this.answer(principal, await this.breaches.report(principal, input));
  }

  @Mutation(() => types.TellBreachPersonsResult, { description: 'Writes down how the persons were told.' })
  async tellBreachPersons(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.TellBreachPersonsInput,
  ) {
    return this.answer(principal, await this.breaches.tellPersons(principal, input));
  }

  @Mutation(() => types.CloseDataBreachResult, { description: 'Closes a breach that is dealt with.' })
  async closeDataBreach(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.CloseDataBreachInput,
  ) {
    return this.answer(principal, await this.breaches.close(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly breachId: DataBreachId }, DomainError>,
  ): Promise<types.DataBreachPayload | UserFacingError> {
    if (!result.ok) return result.error;
    const { breachId } = result.value;
    return { breach: await this.unitOfWork.run(principal, (tx) => this.breaches.get(tx, breachId)) };
  }
}
