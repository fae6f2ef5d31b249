import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { CaseId, DataItemId, DomainError, Result } from '../../kernel/index.js';
import { AccessDenied, CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  InputArg,
  toConnection,
  type Connection,
  type GraphqlContext,
  type UserFacingError,
} from '../../platform/graphql/index.js';
import { RecordDataItem } from '../application/record-data-item.js';
import { ReleaseEntrustedItem } from '../application/release-entrusted-item.js';
import { Visibility } from '../application/visibility.js';
import * as inputs from './data-item.input.js';
import * as types from './data-item.type.js';

const ITEMS = 'dataItems.recordedAt';
const LEFT = 'ownDataItemsOfLeftCase.recordedAt';

/** Items of data: reading and recording. */
@Resolver(() => types.DataItemType)
export class DataItemResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly visibility: Visibility,
    private readonly recording: RecordDataItem,
    private readonly releasing: ReleaseEntrustedItem,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => types.DataItemConnection, {
    description: 'Items of a case as you see them at this moment, oldest first.',
  })
  async dataItems(
    @CurrentPrincipal() principal: Principal,
    @Args() args: inputs.OfCaseArgs,
  ): Promise<Connection<types.DataItemType>> {
    const { caseId, first } = args;
    const after = args.position(ITEMS, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, async (tx) => {
      const lines = await this.visibility.ofCase(tx, caseId);
      const start = after === undefined ? 0 : lines.findIndex(({ item }) => item.id === after.id) + 1;
      return this.visibility.open(tx, lines.slice(start, start + first + 1));
    });
    return toConnection(rows.map(types.toDataItem), first, sortedBy, {
      list: ITEMS,
      hasPreviousPage: after !== undefined,
    });
  }

  @Query(() => types.DataItemConnection, {
    description: 'Items your units recorded in a case they have left, oldest first; they stay theirs.',
  })
  async ownDataItemsOfLeftCase(
    @CurrentPrincipal() principal: Principal,
    @Args() args: inputs.OfCaseArgs,
  ): Promise<Connection<types.DataItemType>> {
    const after = args.position(LEFT, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, async (tx) => {
      const lines = await this.visibility.ownOfLeft(tx, args.caseId);
      const start = after === undefined ? 0 : lines.findIndex(({ item }) => item.id === after.id) + 1;
      return this.visibility.open(tx, lines.slice(start, start + args.first + 1));
    });
    return toConnection(rows.map(types.toDataItem), args.first, sortedBy, {
      list: LEFT,
      hasPreviousPage: after !== undefined,
    });
  }

  @ResolveField(() => OrganisationUnit, { description: 'Unit that is responsible for it.' })
  async controller(
    @Parent() parent: types.DataItemType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.controllerUnitId);
  }

  @Mutation(() => types.RecordDataItemResult, { description: 'Records an item for one of your units.' })
  async recordDataItem(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RecordDataItemInput,
  ) {
    return this.answer(principal, await this.recording.record(principal, input));
  }

  @Mutation(() => types.CorrectDataItemResult, {
    description: 'Corrects an item of your unit; whoever holds it receives the correction.',
  })
  async correctDataItem(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.CorrectDataItemInput,
  ) {
    return this.answer(principal, await this.recording.correct(principal, input));
  }

  @Mutation(() => types.DisputeDataItemResult, {
    description: 'Marks an item as wrong; by the person, or for them by the unit that is its controller.',
  })
  async disputeDataItem(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.DisputeDataItemInput,
  ) {
    return this.answer(principal, await this.recording.dispute(principal, input));
  }

  @Mutation(() => types.ReleaseEntrustedItemResult, {
    description:
      'Lets the person read what somebody else entrusted about them, after weighing both sides; by who was trusted.',
  })
  async releaseEntrustedItem(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ReleaseEntrustedItemInput,
  ) {
    return this.answer(principal, await this.releasing.execute(principal, input));
  }

  /** The item as the actor sees it now, or why the command was refused. */
  private async answer(
    principal: Principal,
    result: Result<{ readonly caseId: CaseId; readonly itemId: DataItemId }, DomainError>,
  ): Promise<types.DataItemPayload | UserFacingError> {
    if (!result.ok) return result.error;
    const { caseId, itemId } = result.value;
    const [opened] = await this.unitOfWork.run(principal, async (tx) => {
      const lines = await this.visibility.ofCase(tx, caseId);
      return this.visibility.open(
        tx,
        lines.filter(({ item }) => item.id === itemId),
      );
    });
    if (!opened) throw new AccessDenied();
    return { item: types.toDataItem(opened) };
  }
}

function sortedBy({ recordedAt, id }: types.DataItemType) {
  return { sortKey: recordedAt.toISOString(), id };
}
