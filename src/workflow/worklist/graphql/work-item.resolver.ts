import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, StaffLoader, StaffMember, UnitLoader } from '../../../directory/index.js';
import { Clock, CurrentPrincipal, type Principal } from '../../../platform/index.js';
import {
  InputArg,
  toConnection,
  toMutationResult,
  type Connection,
  type GraphqlContext,
} from '../../../platform/graphql/index.js';
import { OwnerLabels } from '../../application/owner-labels.js';
import { ClaimWorkItem } from '../application/claim-work-item.js';
import { DelegateWorkItem } from '../application/delegate-work-item.js';
import { ReleaseWorkItem } from '../application/release-work-item.js';
import { positionOf, WorkList } from '../application/work-list.js';
import {
  ClaimWorkItemInput,
  DelegateWorkItemInput,
  ReleaseWorkItemInput,
  WorkListArgs,
} from './work-item.input.js';
import { toWorkItemType, toWorkListRequest } from './work-item.mapping.js';
import {
  ClaimWorkItemResult,
  DelegateWorkItemResult,
  ReleaseWorkItemResult,
  WorkItem,
  WorkItemConnection,
} from './work-item.type.js';

/** Work list over all cases. */
@Resolver(() => WorkItem)
export class WorkItemResolver {
  constructor(
    private readonly list: WorkList,
    private readonly claim: ClaimWorkItem,
    private readonly release: ReleaseWorkItem,
    private readonly delegate: DelegateWorkItem,
    private readonly units: UnitLoader,
    private readonly staff: StaffLoader,
    private readonly owners: OwnerLabels,
    private readonly clock: Clock,
  ) {}

  @Query(() => WorkItemConnection, {
    description: 'What waits for the units of the reader, over all cases and processes «Arbeitsliste».',
  })
  async workList(
    @CurrentPrincipal() principal: Principal,
    @Args() args: WorkListArgs,
  ): Promise<Connection<WorkItem>> {
    const { orderBy, first } = args;
    const name = `workList.${orderBy}`;
    const after = args.position(name, { sortKey: orderBy === 'DUE_ON' ? 'date' : 'instant' });
    const entries = await this.list.list(principal, toWorkListRequest(args, after));
    const page = toConnection(entries, first, ({ item }) => positionOf(item, orderBy), {
      list: name,
      hasPreviousPage: after !== undefined,
    });
    const today = this.clock.today().toString();
    const edges = page.edges.map(({ node, cursor }) => ({
      cursor,
      node: toWorkItemType(node, this.owners.labelOf(node.item.owner), today),
    }));
    return { ...page, edges };
  }

  @ResolveField(() => OrganisationUnit, {
    nullable: true,
    description:
      'Unit that is to act; null while several may, or when nobody on the platform holds the code.',
  })
  async unit(
    @Parent() { unitId }: WorkItem,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit | null> {
    return unitId === null ? null : this.units.load(context.loaders, principal, unitId);
  }

  @ResolveField(() => StaffMember, { nullable: true, description: 'Who took it.' })
  async assignee(
    @Parent() { assigneeId }: WorkItem,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<StaffMember | null> {
    return assigneeId === null ? null : this.staff.load(context.loaders, principal, assigneeId);
  }

  @Mutation(() => ClaimWorkItemResult, {
    description: 'Takes a work item on the name of the actor. Of several at once exactly one wins.',
  })
  async claimWorkItem(@CurrentPrincipal() principal: Principal, @InputArg() input: ClaimWorkItemInput) {
    return toMutationResult(await this.claim.execute(principal, input), (payload) => payload);
  }

  @Mutation(() => ReleaseWorkItemResult, { description: 'Hands a work item back to the unit.' })
  async releaseWorkItem(@CurrentPrincipal() principal: Principal, @InputArg() input: ReleaseWorkItemInput) {
    return toMutationResult(await this.release.execute(principal, input), (payload) => payload);
  }

  @Mutation(() => DelegateWorkItemResult, {
    description:
      'Passes a work item on to a colleague, or to another unit of the case that holds the same code.',
  })
  async delegateWorkItem(@CurrentPrincipal() principal: Principal, @InputArg() input: DelegateWorkItemInput) {
    return toMutationResult(await this.delegate.execute(principal, input), (payload) => payload);
  }
}
