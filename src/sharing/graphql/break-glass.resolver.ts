import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ParseUUIDPipe } from '@nestjs/common';
import { StaffLoader, StaffMember } from '../../directory/index.js';
import type { DomainError, Result } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  ConnectionArgs,
  InputArg,
  toConnection,
  type Connection,
  type GraphqlContext,
  type UserFacingError,
} from '../../platform/graphql/index.js';
import { BreakGlass } from '../application/break-glass.js';
import { BreakGlassReader } from '../application/break-glass-reader.js';
import * as types from './break-glass.type.js';

const LIST = 'breakGlasses.requestedAt';

/** Emergency accesses. */
@Resolver(() => types.BreakGlassAccess)
export class BreakGlassResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: BreakGlassReader,
    private readonly staff: StaffLoader,
  ) {}

  @Query(() => types.BreakGlassAccess, {
    description: 'An emergency access that you asked for, or decide on as officer or head of a unit.',
  })
  async breakGlass(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID, description: 'Identifier of the access.' }, ParseUUIDPipe) id: string,
  ): Promise<types.BreakGlassAccess> {
    return this.unitOfWork.run(principal, (tx) => this.reader.get(tx, id));
  }

  @Query(() => types.BreakGlassConnection, {
    description:
      'Emergency accesses that you asked for, or decide on as officer or head of a unit; newest first.',
  })
  async breakGlasses(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.BreakGlassAccess>> {
    const after = args.position(LIST, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.reader.list(tx, args.first + 1, after));
    return toConnection(rows, args.first, (row) => ({ sortKey: row.requestedAt.toISOString(), id: row.id }), {
      list: LIST,
      hasPreviousPage: after !== undefined,
    });
  }

  @ResolveField(() => StaffMember, { description: 'Who asked.' })
  async requester(
    @Parent() parent: types.BreakGlassAccess,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<StaffMember> {
    return this.staff.load(context.loaders, principal, parent.requestedBy);
  }

  @ResolveField(() => StaffMember, { nullable: true, description: 'Who allowed or refused it.' })
  async decider(
    @Parent() parent: types.BreakGlassAccess,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<StaffMember | null> {
    return parent.decidedBy && this.staff.load(context.loaders, principal, parent.decidedBy);
  }
}

/** Commands on emergency accesses. */
@Resolver()
export class BreakGlassCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: BreakGlassReader,
    private readonly commands: BreakGlass,
  ) {}

  @Mutation(() => types.RequestBreakGlassResult, {
    description:
      'Asks to read one case in an emergency; a second person of the unit in charge has to allow it.',
  })
  async requestBreakGlass(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.RequestBreakGlassInput,
  ) {
    return this.answer(principal, await this.commands.request(principal, input));
  }

  @Mutation(() => types.ApproveBreakGlassResult, {
    description: 'Allows it; by the officer or the head of the unit in charge, never by who asked.',
  })
  async approveBreakGlass(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.ApproveBreakGlassInput,
  ) {
    return this.answer(principal, await this.commands.approve(principal, input));
  }

  @Mutation(() => types.RefuseBreakGlassResult, {
    description: 'Refuses it; by the officer or the head of the unit in charge.',
  })
  async refuseBreakGlass(@CurrentPrincipal() principal: Principal, @InputArg() input: types.BreakGlassInput) {
    return this.answer(principal, await this.commands.refuse(principal, input));
  }

  @Mutation(() => types.EndBreakGlassResult, {
    description: 'Ends an open access, or takes an unanswered request back.',
  })
  async endBreakGlass(@CurrentPrincipal() principal: Principal, @InputArg() input: types.BreakGlassInput) {
    return this.answer(principal, await this.commands.end(principal, input));
  }

  @Mutation(() => types.ReviewBreakGlassResult, {
    description: 'Says afterwards whether it was right; by the officer of the unit in charge.',
  })
  async reviewBreakGlass(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.ReviewBreakGlassInput,
  ) {
    return this.answer(principal, await this.commands.review(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly id: string }, DomainError>,
  ): Promise<types.BreakGlassPayload | UserFacingError> {
    if (!result.ok) return result.error;
    return { breakGlass: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, result.value.id)) };
  }
}
