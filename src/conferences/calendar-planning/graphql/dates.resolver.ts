import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { ConferenceId } from '../../../kernel/index.js';
import { UnitOfWork, type Principal } from '../../../platform/index.js';
import { CurrentPrincipal, InputArg, toMutationResult } from '../../../platform/graphql/index.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { BestConferenceSlots } from '../application/best-conference-slots.js';
import { DateProposals, type AskedProposal } from '../application/date-proposals.js';
import { FixDate } from '../application/fix-date.js';
import { KeepNeeds } from '../application/keep-needs.js';
import { ProposeDates } from '../application/propose-dates.js';
import { VoteOnDates } from '../application/vote-on-dates.js';
import * as inputs from './dates.input.js';
import * as types from './dates.type.js';
import { ConferencePlanningNeeds } from './needs.type.js';

/** What a conference needs of its date, and which dates there are. */
@Resolver()
export class ConferenceDatesResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly best: BestConferenceSlots,
    private readonly needs: KeepNeeds,
  ) {}

  @Query(() => types.BestConferenceSlotsResult, {
    description:
      'The best dates of a conference with reasons, for its convener; if there is none, what would have to give way.',
  })
  async bestConferenceSlots(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.BestConferenceSlotsInput,
  ) {
    const found = await this.unitOfWork.run(principal, (tx) => this.best.find(tx, input));
    return toMutationResult(found, (slots) => slots);
  }

  @Query(() => ConferencePlanningNeeds, {
    description: 'What a conference needs of its date, for its convener.',
  })
  async conferencePlanning(
    @CurrentPrincipal() principal: Principal,
    @Args('conferenceId', { type: () => ID, description: 'The conference.' }, ParseUUIDPipe)
    conferenceId: ConferenceId,
  ): Promise<ConferencePlanningNeeds> {
    const { needs, seats } = await this.unitOfWork.run(principal, (tx) => this.needs.read(tx, conferenceId));
    return { ...needs, seats };
  }

  @Mutation(() => types.SetConferencePlanningResult, {
    description: 'Sets what a conference needs of its date.',
  })
  async setConferencePlanning(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.SetConferencePlanningInput,
  ) {
    const set = await this.needs.set(principal, input);
    return toMutationResult(set, (payload) => ({ ...payload, proposalId: null }));
  }
}

/** Dates that are proposed and voted on. */
@Resolver()
export class DateProposalResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly proposals: DateProposals,
    private readonly propose: ProposeDates,
    private readonly vote: VoteOnDates,
    private readonly fix: FixDate,
    private readonly reader: ConferenceReader,
  ) {}

  @Query(() => types.DateProposal, {
    nullable: true,
    description: 'Latest proposed dates of a conference with all votes, for its convener.',
  })
  async conferenceDateProposal(
    @CurrentPrincipal() principal: Principal,
    @Args('conferenceId', { type: () => ID, description: 'The conference.' }, ParseUUIDPipe)
    conferenceId: ConferenceId,
  ): Promise<types.DateProposal | null> {
    const found = await this.unitOfWork.run(principal, (tx) => this.proposals.ofConference(tx, conferenceId));
    return found ? shown(found) : null;
  }

  @Query(() => [types.DateProposal], {
    description: 'Dates you are asked for, with your own votes; at most 100.',
  })
  async myDateProposals(@CurrentPrincipal() principal: Principal): Promise<readonly types.DateProposal[]> {
    const found = await this.unitOfWork.run(principal, (tx) => this.proposals.mine(tx, principal));
    return found.map(shown);
  }

  @Mutation(() => types.ProposeConferenceDatesResult, {
    description: 'Proposes dates to those who would take part; people, rooms and interpreters are held.',
  })
  async proposeConferenceDates(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ProposeConferenceDatesInput,
  ) {
    return toMutationResult(await this.propose.execute(principal, input), (proposed) => proposed);
  }

  @Mutation(() => types.WithdrawConferenceDatesResult, {
    description: 'Withdraws proposed dates; what was held is free again.',
  })
  async withdrawConferenceDates(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.WithdrawConferenceDatesInput,
  ) {
    return toMutationResult(await this.fix.withdraw(principal, input), (withdrawn) => ({
      ...withdrawn,
      proposalId: null,
    }));
  }

  @Mutation(() => types.VoteOnConferenceDatesResult, {
    description: 'Says which of the proposed dates suit you; replaces what you said before.',
  })
  async voteOnConferenceDates(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.VoteOnConferenceDatesInput,
  ) {
    return toMutationResult(await this.vote.execute(principal, input), (voted) => voted);
  }

  @Mutation(() => types.FixConferenceDateResult, {
    description: 'Makes a proposed date the date of the conference; the others are free again.',
  })
  async fixConferenceDate(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.FixConferenceDateInput,
  ) {
    const fixed = await this.fix.execute(principal, input);
    if (!fixed.ok) return fixed.error;
    const { conferenceId } = fixed.value;
    const conference = await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, conferenceId));
    return { conference };
  }
}

function shown({ conference, ...proposal }: AskedProposal): types.DateProposal {
  const slots = proposal.slots.map((slot) => ({
    ...slot,
    votes: slot.votes.map(({ holderId, holderKind, answer }) => ({
      holderId,
      answer,
      isPerson: holderKind === 'PERSON',
    })),
  }));
  const { number, topic } = conference;
  return { ...proposal, number, topic, slots };
}
