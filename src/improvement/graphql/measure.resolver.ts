import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { DomainError, MeasureId, Result } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  toConnection,
  type Connection,
  type GraphqlContext,
  type UserFacingError,
  InputArg,
} from '../../platform/graphql/index.js';
import { Process, ProcessQueries, toProcess } from '../../workflow/index.js';
import { MoveMeasure } from '../application/move-measure.js';
import { PlanMeasure } from '../application/plan-measure.js';
import { StructureReader } from '../application/structure-reader.js';
import * as types from './measure.type.js';

const MEASURES = 'measures.dueOn';

/** Measures. */
@Resolver(() => types.Measure)
export class MeasureResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: StructureReader,
    private readonly units: UnitLoader,
    private readonly processes: ProcessQueries,
  ) {}

  @Query(() => types.MeasureConnection, { description: 'Measures by due date.' })
  async measures(
    @CurrentPrincipal() principal: Principal,
    @Args() args: types.MeasuresArgs,
  ): Promise<Connection<types.Measure>> {
    const after = args.position(MEASURES, { sortKey: 'date' });
    const rows = await this.unitOfWork.run(principal, (tx) =>
      this.reader.measures(tx, { limit: args.first + 1, after, ownerUnitId: args.ownerUnitId ?? undefined }),
    );
    return toConnection(rows, args.first, (row) => ({ sortKey: row.dueOn, id: row.id }), {
      list: MEASURES,
      hasPreviousPage: after !== undefined,
    });
  }

  @ResolveField(() => OrganisationUnit, { description: 'Unit responsible for it.' })
  async ownerUnit(
    @Parent() parent: types.Measure,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.ownerUnitId);
  }

  @ResolveField(() => Process, { description: 'Its process, with what may happen next and its deadlines.' })
  async process(@Parent() parent: types.Measure, @CurrentPrincipal() principal: Principal): Promise<Process> {
    return toProcess(await this.processes.get(principal, parent.processId));
  }
}

/** Commands on measures. */
@Resolver()
export class MeasureCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: StructureReader,
    private readonly plan: PlanMeasure,
    private readonly moves: MoveMeasure,
  ) {}

  @Mutation(() => types.PlanMeasureResult, {
    description: 'Agrees a measure on a theme; by the lead of the group, coordination or steering group.',
  })
  async planMeasure(@CurrentPrincipal() principal: Principal, @InputArg() input: types.PlanMeasureInput) {
    return this.answer(principal, await this.plan.execute(principal, input));
  }

  @Mutation(() => types.StartMeasureResult, {
    description: 'Work begins; by the owner unit or the coordination.',
  })
  async startMeasure(@CurrentPrincipal() principal: Principal, @InputArg() input: types.StartMeasureInput) {
    return this.answer(principal, await this.moves.start(principal, input));
  }

  @Mutation(() => types.CompleteMeasureResult, {
    description: 'Carried out; by the owner unit or the coordination. Its effect is looked at later.',
  })
  async completeMeasure(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.CompleteMeasureInput,
  ) {
    return this.answer(principal, await this.moves.complete(principal, input));
  }

  @Mutation(() => types.ReviewMeasureResult, {
    description: 'Did it help? By steering group, coordination or the owner unit.',
  })
  async reviewMeasure(@CurrentPrincipal() principal: Principal, @InputArg() input: types.ReviewMeasureInput) {
    return this.answer(principal, await this.moves.review(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly measureId: MeasureId }, DomainError>,
  ): Promise<types.MeasurePayload | UserFacingError> {
    if (!result.ok) return result.error;
    return {
      measure: await this.unitOfWork.run(principal, (tx) => this.reader.measure(tx, result.value.measureId)),
    };
  }
}
