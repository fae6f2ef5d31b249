import { Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AppConfig, UnitOfWork, type Principal } from '../../../platform/index.js';
import { CurrentPrincipal, InputArg, toMutationResult } from '../../../platform/graphql/index.js';
import { CaseConference } from '../../graphql/conference.type.js';
import { CalendarAccounts } from '../application/calendar-accounts.js';
import { CalendarFeeds } from '../application/calendar-feeds.js';
import { InvitationReader } from '../application/invitation-reader.js';
import { SetMailAddress } from '../application/set-mail-address.js';
import { FEED_PATH } from './calendar-feed.routes.js';
import * as types from './invitation.type.js';

/** Who is invited to a conference. */
@Resolver(() => CaseConference)
export class ConferenceInviteesResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: InvitationReader,
  ) {}

  @ResolveField(() => [types.ConferenceInvitee], {
    description:
      'Who is invited and what they answered; for those who convene, chair or record, empty for others.',
  })
  async invitees(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.ConferenceInvitee[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.invitees(tx, parent.id));
  }
}

/** Links for calendar programs, and addresses for mails. */
@Resolver()
export class CalendarFeedResolver {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly addresses: SetMailAddress,
    private readonly config: AppConfig,
  ) {}

  @Query(() => [types.CalendarFeed], { description: 'Your links for calendar programs; empty for persons.' })
  async calendarFeeds(@CurrentPrincipal() principal: Principal): Promise<readonly types.CalendarFeed[]> {
    return this.feeds.list(principal);
  }

  @Mutation(() => types.CreateCalendarFeedResult, {
    description:
      'Makes a secret link under which your calendar program reads your conferences; at most five.',
  })
  async createCalendarFeed(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.CreateCalendarFeedInput,
  ) {
    return toMutationResult(await this.feeds.create(principal, input), ({ feedId }) => ({
      feedId,
      url: `${this.config.http.publicUrl}${FEED_PATH}/${this.feeds.tokenOf(principal, feedId)}.ics`,
    }));
  }

  @Mutation(() => types.RevokeCalendarFeedResult, { description: 'Revokes a link of yours for good.' })
  async revokeCalendarFeed(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.RevokeCalendarFeedInput,
  ) {
    return toMutationResult(await this.feeds.revoke(principal, input), (revoked) => revoked);
  }

  @Mutation(() => types.SetMailAddressResult, {
    description: 'Sets or takes away the mail address for invitations: yours, or your unit’s as its head.',
  })
  async setMailAddress(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.SetMailAddressInput,
  ) {
    return toMutationResult(await this.addresses.execute(principal, input), (set) => set);
  }
}

/** Connected calendars. */
@Resolver()
export class CalendarConnectionResolver {
  constructor(private readonly accounts: CalendarAccounts) {}

  @Query(() => types.CalendarConnection, {
    nullable: true,
    description: 'Your connected calendar; null when there is none.',
  })
  async calendarConnection(
    @CurrentPrincipal() principal: Principal,
  ): Promise<types.CalendarConnection | null> {
    return (await this.accounts.find(principal)) ?? null;
  }

  @Mutation(() => types.ConnectCalendarResult, {
    description: 'Connects your calendar: busy times are read from it, your conferences written to it.',
  })
  async connectCalendar(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.ConnectCalendarInput,
  ) {
    const connected = await this.accounts.connect(principal, input);
    return connected.ok ? connected.value : connected.error;
  }

  @Mutation(() => types.DisconnectCalendarResult, {
    description: 'Forgets your calendar, its password and the busy times read from it.',
  })
  async disconnectCalendar(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: types.DisconnectCalendarInput,
  ) {
    return toMutationResult(await this.accounts.disconnect(principal, input), (connection) => connection);
  }
}
