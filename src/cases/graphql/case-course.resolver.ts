import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  ConnectionArgs,
  InputArg,
  toConnection,
  toMutationResult,
  type Connection,
  type GraphqlContext,
} from '../../platform/graphql/index.js';
import { CaseCourse } from '../application/case-course.js';
import { CaseReader } from '../application/case-reader.js';
import { CloseCase } from '../application/close-case.js';
import { HandOverCase } from '../application/hand-over-case.js';
import { ReopenCase } from '../application/reopen-case.js';
import { Case } from './case.type.js';
import * as inputs from './case-course.input.js';
import * as types from './case-course.type.js';

const CLOSED = 'closedCases.closedOn';

/** How a case went as a whole. */
@Resolver(() => Case)
export class CaseCourseResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly course: CaseCourse,
  ) {}

  @Query(() => types.ClosedCaseConnection, {
    description: 'Closed cases that your units led last, latest first; nothing of their content.',
  })
  async closedCases(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.ClosedCase>> {
    const after = args.position(CLOSED, { sortKey: 'date' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.course.closed(tx, args.first + 1, after));
    return toConnection(rows, args.first, (row) => ({ sortKey: row.closedOn, id: row.id }), {
      list: CLOSED,
      hasPreviousPage: after !== undefined,
    });
  }

  @ResolveField(() => [types.CaseChangeType], {
    description:
      'Closures, reopenings and changes of lead, oldest first; for the leading unit and the person, empty for others.',
  })
  async changes(
    @Parent() parent: Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.CaseChangeType[]> {
    return this.unitOfWork.run(principal, (tx) => this.course.changes(tx, parent.id));
  }

  @ResolveField(() => [types.CaseLeadOfferType], {
    description:
      'Offers to lead the case, oldest first: all for the leading unit and the person, else those to your units.',
  })
  async leadOffers(
    @Parent() parent: Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.CaseLeadOfferType[]> {
    return this.unitOfWork.run(principal, (tx) => this.course.leadOffers(tx, parent.id));
  }
}

/** Closing, reopening, handing over. */
@Resolver()
export class CaseCourseCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: CaseReader,
    private readonly closing: CloseCase,
    private readonly reopening: ReopenCase,
    private readonly handOver: HandOverCase,
  ) {}

  @Mutation(() => types.CloseCaseResult, {
    description: 'Closes a case in which nothing runs any more; by the case lead or the head of their unit.',
  })
  async closeCase(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.CloseCaseInput) {
    return toMutationResult(await this.closing.execute(principal, input), ({ caseId }) => ({ caseId }));
  }

  @Mutation(() => types.ReopenCaseResult, {
    description: 'Goes on with a closed case, led by you; by the unit that led it last.',
  })
  async reopenCase(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.ReopenCaseInput) {
    const result = await this.reopening.execute(principal, input);
    if (!result.ok) return result.error;
    return { case: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, result.value.caseId)) };
  }

  @Mutation(() => types.OfferCaseLeadResult, {
    description: 'Asks a participating unit to lead a case; by the case lead or the head of their unit.',
  })
  async offerCaseLead(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.OfferCaseLeadInput,
  ) {
    return toMutationResult(await this.handOver.offer(principal, input), (value) => value);
  }

  @Mutation(() => types.AnswerCaseLeadOfferResult, {
    description:
      'Answers an offer to lead a case; by the unit that was asked. All declarations end with a change.',
  })
  async answerCaseLeadOffer(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AnswerCaseLeadOfferInput,
  ) {
    return toMutationResult(await this.handOver.answer(principal, input), (value) => value);
  }

  @Mutation(() => types.WithdrawCaseLeadOfferResult, {
    description: 'Takes back an offer to lead a case; by the case lead or the head of their unit.',
  })
  async withdrawCaseLeadOffer(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.WithdrawCaseLeadOfferInput,
  ) {
    return toMutationResult(await this.handOver.withdraw(principal, input), (value) => value);
  }
}

/** Unit of a change. */
@Resolver(() => types.CaseChangeType)
export class CaseChangeResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, {
    description: 'Unit that leads from then on, or that closed the case.',
  })
  async unit(
    @Parent() parent: types.CaseChangeType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.unitId);
  }
}

/** Unit of an offer. */
@Resolver(() => types.CaseLeadOfferType)
export class CaseLeadOfferResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'The unit that is asked.' })
  async toUnit(
    @Parent() parent: types.CaseLeadOfferType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.toUnitId);
  }
}
