import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ParseUUIDPipe } from '@nestjs/common';
import { OrganisationUnit, StaffLoader, StaffMember, UnitLoader } from '../../directory/index.js';
import type { CaseId, Result } from '../../kernel/index.js';
import type { DomainError } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  ConnectionArgs,
  type Connection,
  type GraphqlContext,
  toConnection,
  toMutationResult,
  type UserFacingError,
  InputArg,
} from '../../platform/graphql/index.js';
import { AddCaseParticipation } from '../application/add-case-participation.js';
import { CaseReader } from '../application/case-reader.js';
import type { SealedConcern } from '../application/case-views.js';
import { EndCaseParticipation } from '../application/end-case-participation.js';
import { LinkPersonAccount } from '../application/link-person-account.js';
import { OpenCase } from '../application/open-case.js';
import { RecordEntryInterview } from '../application/record-entry-interview.js';
import { RecordLifeAreaEntry } from '../application/record-life-area-entry.js';
import * as inputs from './case.input.js';
import * as types from './case.type.js';

const CASES = 'cases.openedOn';

/** Cases: reading, and the commands that change them. */
@Resolver(() => types.Case)
export class CaseResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: CaseReader,
  ) {}

  @Query(() => types.Case, { description: 'A case in which you take part.' })
  async case(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID, description: 'Identifier of the case.' }, ParseUUIDPipe) id: CaseId,
  ): Promise<types.Case> {
    return this.unitOfWork.run(principal, (tx) => this.reader.get(tx, id));
  }

  @Query(() => types.CaseConnection, { description: 'Cases in which you take part now, newest first.' })
  async cases(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.Case>> {
    const after = args.position(CASES, { sortKey: 'date' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.reader.list(tx, args.first + 1, after));
    return toConnection(rows, args.first, (row) => ({ sortKey: row.openedOn, id: row.id }), {
      list: CASES,
      hasPreviousPage: after !== undefined,
    });
  }

  /** In a list it is opened, and the look at it noted, for those who ask for it only. */
  @ResolveField(() => String, {
    nullable: true,
    description:
      'What the person came with, in their words; null for others than the unit that opened the case and the person.',
  })
  async concern(
    @Parent() parent: types.Case,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<string | null> {
    const { concern, concernSealed = null, id, personId, leadUnitId } = parent;
    if (concern !== undefined || concernSealed === null) return concern ?? null;
    return context.loaders
      .get<SealedConcern, string | null>(this, (rows) =>
        this.unitOfWork.run(principal, (tx) => this.reader.concernsOf(tx, rows)),
      )
      .load({ id, personId, leadUnitId, concernSealed });
  }

  @ResolveField(() => types.Person, {
    nullable: true,
    description: 'The person; null for a unit that has no basis to know who it is.',
  })
  async person(
    @Parent() parent: types.Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<types.Person | null> {
    return this.unitOfWork.run(principal, (tx) => this.reader.findPerson(tx, parent.id));
  }

  @ResolveField(() => [types.CaseParticipation], {
    description:
      'Units that take or took part: all for the leading unit and the person, else your own and the leading one.',
  })
  async participations(
    @Parent() parent: types.Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.CaseParticipation[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.participations(tx, parent.id));
  }

  @ResolveField(() => [types.EntryInterview], {
    description: 'Entry interviews, for the leading unit and the person; empty for others.',
  })
  async entryInterviews(
    @Parent() parent: types.Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.EntryInterview[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.interviews(tx, parent.id));
  }

  @ResolveField(() => [types.LifeAreaEntry], {
    description:
      'Needs and resources you see at this moment: of your units, and disclosed to them; all for the person.',
  })
  async lifeAreaEntries(
    @Parent() parent: types.Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.LifeAreaEntry[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.lifeAreaEntries(tx, parent.id));
  }
}

/** Commands on cases. */
@Resolver()
export class CaseCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: CaseReader,
    private readonly open: OpenCase,
    private readonly participation: AddCaseParticipation,
    private readonly account: LinkPersonAccount,
    private readonly interview: RecordEntryInterview,
    private readonly entry: RecordLifeAreaEntry,
  ) {}

  @Mutation(() => types.OpenCaseResult, { description: 'Opens a case for a new person, led by you.' })
  async openCase(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.OpenCaseInput) {
    return this.answer(principal, await this.open.execute(principal, input));
  }

  @Mutation(() => types.AddCaseParticipationResult, {
    description: 'Lets another unit take part; by the case lead.',
  })
  async addCaseParticipation(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AddCaseParticipationInput,
  ) {
    return this.answer(principal, await this.participation.execute(principal, input));
  }

  @Mutation(() => types.LinkPersonAccountResult, {
    description:
      'Gives the person their own access; by the case lead. A login that is somebody else’s is answered alike and opens nothing: whether it works shows when the person logs in.',
  })
  async linkPersonAccount(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.LinkPersonAccountInput,
  ) {
    return this.answer(principal, await this.account.execute(principal, input));
  }

  @Mutation(() => types.RecordEntryInterviewResult, {
    description: 'Records an entry interview; by the case lead.',
  })
  async recordEntryInterview(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordEntryInterviewInput,
  ) {
    return this.answer(principal, await this.interview.execute(principal, input));
  }

  @Mutation(() => types.RecordLifeAreaEntryResult, {
    description: 'Records a need or resource for one of your units.',
  })
  async recordLifeAreaEntry(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordLifeAreaEntryInput,
  ) {
    return this.answer(principal, await this.entry.execute(principal, input));
  }

  /** The case as it stands now, or why the command was refused. */
  private async answer(
    principal: Principal,
    result: Result<{ readonly caseId: CaseId }, DomainError>,
  ): Promise<types.CasePayload | UserFacingError> {
    if (!result.ok) return result.error;
    return { case: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, result.value.caseId)) };
  }
}

/** Leaving a case. */
@Resolver()
export class CaseLeavingResolver {
  constructor(private readonly leaving: EndCaseParticipation) {}

  @Mutation(() => types.EndCaseParticipationResult, {
    description:
      'Ends the participation of a unit; by the case lead or by the unit itself, no reason is asked.',
  })
  async endCaseParticipation(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.EndCaseParticipationInput,
  ) {
    return toMutationResult(await this.leaving.execute(principal, input), ({ caseId }) => ({ caseId }));
  }
}

/** Units and staff behind the identifiers of a case. */
@Resolver(() => types.Case)
export class CasePartyResolver {
  constructor(
    private readonly units: UnitLoader,
    private readonly staff: StaffLoader,
  ) {}

  @ResolveField(() => OrganisationUnit, { description: 'Unit that leads the case.' })
  async leadUnit(
    @Parent() parent: types.Case,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.leadUnitId);
  }

  @ResolveField(() => StaffMember, {
    description: 'Contact of the person: who leads the case «Fallführung».',
  })
  async lead(
    @Parent() parent: types.Case,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<StaffMember> {
    return this.staff.load(context.loaders, principal, parent.leadStaffId);
  }
}

/** Unit of a participation. */
@Resolver(() => types.CaseParticipation)
export class CaseParticipationResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'The unit.' })
  async unit(
    @Parent() parent: types.CaseParticipation,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.unitId);
  }
}

/** Controller of a need or resource. */
@Resolver(() => types.LifeAreaEntry)
export class LifeAreaEntryResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'Unit that is responsible for it.' })
  async controller(
    @Parent() parent: types.LifeAreaEntry,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.controllerUnitId);
  }
}
