import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { DomainError, FindingId, Result } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  toConnection,
  type Connection,
  type GraphqlContext,
  type UserFacingError,
  InputArg,
} from '../../platform/graphql/index.js';
import { FindingReader } from '../application/finding-reader.js';
import { ReleaseFinding } from '../application/release-finding.js';
import { ReportFinding } from '../application/report-finding.js';
import * as types from './finding.type.js';

const FINDINGS = 'findings.quarter';

/** Findings: reading, reporting, releasing. */
@Resolver(() => types.Finding)
export class FindingResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: FindingReader,
    private readonly report: ReportFinding,
    private readonly release: ReleaseFinding,
  ) {}

  @Query(() => types.FindingConnection, { description: 'Findings, newest quarter first.' })
  async findings(
    @CurrentPrincipal() principal: Principal,
    @Args() args: types.FindingsArgs,
  ): Promise<Connection<types.Finding>> {
    const after = args.position(FINDINGS);
    const rows = await this.unitOfWork.run(principal, (tx) =>
      this.reader.list(tx, {
        limit: args.first + 1,
        after,
        themeId: args.themeId ?? undefined,
        kind: args.kind ?? undefined,
      }),
    );
    return toConnection(rows, args.first, (row) => ({ sortKey: row.quarter, id: row.id }), {
      list: FINDINGS,
      hasPreviousPage: after !== undefined,
    });
  }

  @Mutation(() => types.ReportFindingResult, {
    description: 'Reports an anonymised finding for one of your units; a second person releases it.',
  })
  async reportFinding(@CurrentPrincipal() principal: Principal, @InputArg() input: types.ReportFindingInput) {
    return this.answer(principal, await this.report.execute(principal, input));
  }

  @Mutation(() => types.ReleaseFindingResult, {
    description: 'Releases a finding of a colleague; by the origin unit or the coordination.',
  })
  async releaseFinding(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.ReleaseFindingInput,
  ) {
    return this.answer(principal, await this.release.execute(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly findingId: FindingId }, DomainError>,
  ): Promise<types.FindingPayload | UserFacingError> {
    if (!result.ok) return result.error;
    return {
      finding: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, result.value.findingId)),
    };
  }
}

/** Unit of an origin. */
@Resolver(() => types.FindingOrigin)
export class FindingOriginResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'Unit that reported it.' })
  async unit(
    @Parent() parent: types.FindingOrigin,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.unitId);
  }
}
