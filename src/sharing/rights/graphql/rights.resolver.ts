import { ParseUUIDPipe } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../../directory/index.js';
import type { DomainError, Result } from '../../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../../platform/index.js';
import {
  ConnectionArgs,
  InputArg,
  toConnection,
  toMutationResult,
  type Connection,
  type GraphqlContext,
  type UserFacingError,
} from '../../../platform/graphql/index.js';
import { AnswerRequest } from '../application/answer-request.js';
import { MoveRequest } from '../application/move-request.js';
import { RecipientNotices } from '../application/recipient-notices.js';
import { RequestReader } from '../application/request-reader.js';
import { RequestRight } from '../application/request-right.js';
import type { DataSubjectRequestId } from '../domain/request.js';
import * as inputs from './rights.input.js';
import * as types from './rights.type.js';

const REQUESTS = 'dataSubjectRequests.recordedAt';
const NOTICES = 'recipientNotices.sentAt';

/** Requests of persons: reading. */
@Resolver(() => types.DataSubjectRequestType)
export class DataSubjectRequestResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: RequestReader,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => types.DataSubjectRequestConnection, {
    description: 'Your own requests, for staff those to their units; newest first.',
  })
  async dataSubjectRequests(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.DataSubjectRequestType>> {
    const after = args.position(REQUESTS, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.reader.list(tx, args.first + 1, after));
    return toConnection(rows, args.first, (row) => ({ sortKey: row.recordedAt.toISOString(), id: row.id }), {
      list: REQUESTS,
      hasPreviousPage: after !== undefined,
    });
  }

  @Query(() => types.DataSubjectRequestType, {
    description: 'A request; for the person, the controller and its officer.',
  })
  async dataSubjectRequest(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID, description: 'The request.' }, ParseUUIDPipe) id: DataSubjectRequestId,
  ): Promise<types.DataSubjectRequestType> {
    return this.unitOfWork.run(principal, (tx) => this.reader.get(tx, id));
  }

  @ResolveField(() => OrganisationUnit, { description: 'Controller that answers.' })
  async controller(
    @Parent() parent: types.DataSubjectRequestType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.controllerUnitId);
  }
}

/** Requests of persons: asking and answering. */
@Resolver()
export class DataSubjectRequestCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: RequestReader,
    private readonly asking: RequestRight,
    private readonly moving: MoveRequest,
    private readonly answering: AnswerRequest,
  ) {}

  @Mutation(() => types.RequestMyRightResult, {
    description: 'Asks one or more controllers; by the person, or recorded by staff for their own unit.',
  })
  async requestMyRight(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RequestMyRightInput,
  ): Promise<types.RequestMyRightPayload | UserFacingError> {
    const asked = await this.asking.execute(principal, input);
    if (!asked.ok) return asked.error;
    const { submissionId, requestIds } = asked.value;
    const requests = await this.unitOfWork.run(principal, async (tx) => {
      const views: types.DataSubjectRequestType[] = [];
      for (const id of requestIds) views.push(await this.reader.get(tx, id));
      return views;
    });
    return { submissionId, requests };
  }

  @Mutation(() => types.CheckRequestIdentityResult, {
    description: 'The controller has made sure that a request comes from the person.',
  })
  async checkRequestIdentity(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.CheckRequestIdentityInput,
  ) {
    return this.answer(principal, await this.moving.checkIdentity(principal, input));
  }

  @Mutation(() => types.ExtendRequestResult, {
    description: 'The controller needs longer: two months more, once, with reasons.',
  })
  async extendRequest(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ExtendRequestInput,
  ) {
    return this.answer(principal, await this.moving.extend(principal, input));
  }

  @Mutation(() => types.AnswerRequestResult, {
    description: 'The controller answers and carries out what it grants, in one step.',
  })
  async answerRequest(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AnswerRequestInput,
  ) {
    return this.answer(principal, await this.answering.execute(principal, input));
  }

  @Mutation(() => types.WithdrawRequestResult, { description: 'The person takes a request back.' })
  async withdrawRequest(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.WithdrawRequestInput,
  ) {
    return this.answer(principal, await this.moving.withdraw(principal, input));
  }

  @Mutation(() => types.NoteRequestDelayResult, {
    description: 'The officer of the controller takes note of an overdue request and urges an answer.',
  })
  async noteRequestDelay(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.NoteRequestDelayInput,
  ) {
    return this.answer(principal, await this.moving.noteDelay(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly requestId: DataSubjectRequestId }, DomainError>,
  ): Promise<types.DataSubjectRequestPayload | UserFacingError> {
    if (!result.ok) return result.error;
    const { requestId } = result.value;
    return { request: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, requestId)) };
  }
}

/** Notices to recipients. */
@Resolver(() => types.RecipientNoticeType)
export class RecipientNoticeResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: RecipientNotices,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => types.RecipientNoticeConnection, {
    description: 'Notices to your units that wait for your acknowledgement, oldest first.',
  })
  async recipientNotices(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.RecipientNoticeType>> {
    const after = args.position(NOTICES, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.notices.open(tx, args.first + 1, after));
    return toConnection(
      rows.map(types.toNotice),
      args.first,
      (row) => ({ sortKey: row.sentAt.toISOString(), id: row.id }),
      { list: NOTICES, hasPreviousPage: after !== undefined },
    );
  }

  @ResolveField(() => OrganisationUnit, { description: 'Unit you had the item from.' })
  async from(
    @Parent() parent: types.RecipientNoticeType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.fromUnitId);
  }

  @Mutation(() => types.AcknowledgeRecipientNoticeResult, {
    description: 'Your unit has read a notice and acted on it.',
  })
  async acknowledgeRecipientNotice(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AcknowledgeRecipientNoticeInput,
  ) {
    return toMutationResult(await this.notices.acknowledge(principal, input), ({ noticeId }) => ({
      noticeId,
    }));
  }
}
