import { Args, Query, Resolver } from '@nestjs/graphql';
import { CurrentPrincipal, type Principal } from '../../../platform/index.js';
import { OwnerLabels } from '../../application/owner-labels.js';
import { ReadWaitingTimes } from '../application/read-waiting-times.js';
import { WaitingTimesArgs, WaitingTimesByOwner } from './waiting-times.type.js';

/** Figures about waiting. */
@Resolver(() => WaitingTimesByOwner)
export class WaitingTimesResolver {
  constructor(
    private readonly times: ReadWaitingTimes,
    private readonly labels: OwnerLabels,
  ) {}

  @Query(() => WaitingTimesByOwner, {
    description:
      'How long the processes of a definition waited for whom; anonymous, for leads «Wartezeiten».',
  })
  async waitingTimesByOwner(
    @CurrentPrincipal() principal: Principal,
    @Args() args: WaitingTimesArgs,
  ): Promise<WaitingTimesByOwner> {
    const { definitionKey, from, to } = args;
    const answer = await this.times.byOwner(principal, { definitionKey, from, to });
    const owners = answer.owners.map((each) => ({ ...each, ownerLabel: this.labels.labelOf(each.owner) }));
    return { ...answer, owners };
  }
}
