import { Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Case } from '../../cases/index.js';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { ConferenceId, DomainError, Result } from '../../kernel/index.js';
import { UnitOfWork, type Principal } from '../../platform/index.js';
import {
  CurrentPrincipal,
  InputArg,
  toMutationResult,
  type GraphqlContext,
  type UserFacingError,
} from '../../platform/graphql/index.js';
import { ChangeCircle } from '../application/change-circle.js';
import { ConductConference } from '../application/conduct-conference.js';
import { ConferenceReader } from '../application/conference-reader.js';
import { ConferenceRules } from '../application/conference-rules.js';
import { ConvertConference } from '../application/convert-conference.js';
import { DeclineConference } from '../application/decline-conference.js';
import { ProposeConference } from '../application/propose-conference.js';
import { KIND_RULES } from '../domain/conference-kinds.js';
import * as circle from './conference-circle.input.js';
import { ConferenceKindRule } from './conference-kind.type.js';
import * as inputs from './conference-request.input.js';
import * as types from './conference-request.type.js';
import { CaseConference, type ConferencePayload } from './conference.type.js';

/** Asking for conferences, and what becomes of it. */
@Resolver(() => CaseConference)
export class ConferenceRequestResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConferenceReader,
    private readonly proposal: ProposeConference,
    private readonly declines: DeclineConference,
    private readonly conversion: ConvertConference,
    private readonly conduct: ConductConference,
  ) {}

  @ResolveField(() => types.ConferenceDecline, {
    nullable: true,
    description: 'Why it was declined, for the person, the convening side and the body that proposed it.',
  })
  async decline(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<types.ConferenceDecline | null> {
    return this.unitOfWork.run(principal, (tx) => this.declines.find(tx, parent.id));
  }

  @Mutation(() => types.ProposeConferenceResult, {
    description: 'A body that takes part in a case proposes a conference; its convener accepts or declines.',
  })
  async proposeConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ProposeConferenceInput,
  ) {
    return this.answer(principal, await this.proposal.execute(principal, input));
  }

  @Mutation(() => types.AcceptConferenceProposalResult, {
    description: 'The convener accepts a proposal; the consent check follows.',
  })
  async acceptConferenceProposal(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AcceptConferenceProposalInput,
  ) {
    return this.answer(principal, await this.proposal.accept(principal, input));
  }

  @Mutation(() => types.WithdrawConferenceRequestResult, {
    description: 'Whoever asked does not want it any more; no reason is asked.',
  })
  async withdrawConferenceRequest(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.WithdrawConferenceRequestInput,
  ) {
    return this.answer(principal, await this.conduct.withdraw(principal, input));
  }

  @Mutation(() => types.DeclineConferenceResult, {
    description: 'Declines what the person or a body asked for, on a permitted ground and with reasons.',
  })
  async declineConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.DeclineConferenceInput,
  ) {
    return this.answer(principal, await this.declines.execute(principal, input));
  }

  @Mutation(() => types.ConvertConferenceToAnonymisedResult, {
    description:
      'Goes on without naming the person; answers the new conference, which nothing links to the old.',
  })
  async convertConferenceToAnonymised(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ConvertConferenceToAnonymisedInput,
  ) {
    return this.answer(principal, await this.conversion.execute(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly conferenceId: ConferenceId }, DomainError>,
  ): Promise<ConferencePayload | UserFacingError> {
    if (!result.ok) return result.error;
    const { conferenceId } = result.value;
    return { conference: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, conferenceId)) };
  }
}

/** Who takes part, and what each learns. */
@Resolver()
export class ConferenceCircleResolver {
  constructor(private readonly circle: ChangeCircle) {}

  @Mutation(() => types.DropConferenceBodyResult, { description: 'The convener leaves a body out.' })
  async dropConferenceBody(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: circle.DropConferenceBodyInput,
  ) {
    return toMutationResult(await this.circle.dropBody(principal, input), (value) => value);
  }

  @Mutation(() => types.DeclineConferenceParticipationResult, {
    description: 'A body does not take part, on principle or whatever; nobody asks why.',
  })
  async declineConferenceParticipation(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: circle.DeclineConferenceParticipationInput,
  ) {
    return toMutationResult(await this.circle.declineParticipation(principal, input), (value) => value);
  }

  @Mutation(() => types.ReduceConferenceNeedsResult, {
    description: 'The convener lets a body learn less; more needs a new request.',
  })
  async reduceConferenceNeeds(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: circle.ReduceConferenceNeedsInput,
  ) {
    return toMutationResult(await this.circle.reduceNeeds(principal, input), (value) => value);
  }

  @Mutation(() => types.DeclareConferenceConflictResult, {
    description:
      'Convener, chair, the person, or a body of itself: somebody cannot take part, without reasons.',
  })
  async declareConferenceConflict(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: circle.DeclareConferenceConflictInput,
  ) {
    return toMutationResult(await this.circle.declareConflict(principal, input), (value) => value);
  }

  @Mutation(() => types.StateConferenceMandateResult, {
    description: 'A body says whether it may take on tasks.',
  })
  async stateConferenceMandate(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: circle.StateConferenceMandateInput,
  ) {
    return toMutationResult(await this.circle.stateMandate(principal, input), (value) => value);
  }

  @Mutation(() => types.HoldConferenceAsConsultationResult, {
    description: 'Convener or chair hold it without decisions, or with them again.',
  })
  async holdConferenceAsConsultation(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: circle.HoldConferenceAsConsultationInput,
  ) {
    return toMutationResult(await this.circle.holdAsConsultation(principal, input), (value) => value);
  }
}

/** Kinds, quorum, links to conferences of other law. */
@Resolver(() => Case)
export class ConferenceRulesResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: ConferenceRules,
  ) {}

  @Query(() => [ConferenceKindRule], {
    description: 'What holds for each kind of conference, with its norm.',
  })
  conferenceKinds(): readonly ConferenceKindRule[] {
    return KIND_RULES;
  }

  @Query(() => types.ConferenceQuorum, { description: 'Quorum of the region today, for staff.' })
  async conferenceQuorum(@CurrentPrincipal() principal: Principal): Promise<types.ConferenceQuorum> {
    return this.unitOfWork.run(principal, (tx) => this.rules.quorum(tx));
  }

  @Mutation(() => types.SetConferenceQuorumResult, {
    description: 'The project lead sets the quorum of the region.',
  })
  async setConferenceQuorum(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: circle.SetConferenceQuorumInput,
  ) {
    return toMutationResult(await this.rules.setQuorum(principal, input), (value) => value);
  }

  @Mutation(() => types.LinkStatutoryConferenceResult, {
    description: 'The leading unit links a conference of other law, which its authority holds.',
  })
  async linkStatutoryConference(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: circle.LinkStatutoryConferenceInput,
  ) {
    return toMutationResult(await this.rules.linkStatutory(principal, input), (value) => value);
  }

  @ResolveField(() => [types.StatutoryConference], {
    description: 'Conferences of other law, for the leading unit and the person; empty for others.',
  })
  async statutoryConferences(
    @Parent() parent: Case,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.StatutoryConference[]> {
    return this.unitOfWork.run(principal, (tx) => this.rules.listStatutory(tx, parent.id));
  }
}

/** Authority of a conference of other law. */
@Resolver(() => types.StatutoryConference)
export class StatutoryConferenceResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'Authority that holds it.' })
  async authority(
    @Parent() parent: types.StatutoryConference,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(loaders, principal, parent.authorityUnitId);
  }
}
