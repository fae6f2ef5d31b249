import { ParseUUIDPipe } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, StaffLoader, StaffMember, UnitLoader } from '../../../directory/index.js';
import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import { UnitOfWork, type Principal } from '../../../platform/index.js';
import {
  CurrentPrincipal,
  DateScalar,
  InputArg,
  toMutationResult,
  type GraphqlContext,
} from '../../../platform/graphql/index.js';
import { CaseConference } from '../../graphql/conference.type.js';
import { BriefReader } from '../application/brief-reader.js';
import { ContributionReader } from '../application/contribution-reader.js';
import { DecideWithholding } from '../application/decide-withholding.js';
import { SendBrief } from '../application/send-brief.js';
import { WriteBrief } from '../application/write-brief.js';
import { WriteContribution } from '../application/write-contribution.js';
import * as inputs from './brief.input.js';
import * as types from './brief.type.js';

/** What is written for a conference. */
@Resolver(() => CaseConference)
export class ConferenceBriefResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly briefs: BriefReader,
    private readonly contributing: ContributionReader,
  ) {}

  @ResolveField(() => types.CaseBrief, {
    nullable: true,
    description: 'The brief, as far as you may know it; null when nothing of it is for you.',
  })
  async brief(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<types.CaseBrief | null> {
    return this.unitOfWork.run(principal, (tx) => this.briefs.find(tx, parent.id));
  }

  @ResolveField(() => [types.ConferenceContribution], {
    description: 'Contributions of the bodies that you may read, by unit.',
  })
  async contributions(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.ConferenceContribution[]> {
    return this.unitOfWork.run(principal, (tx) => this.contributing.list(tx, parent.id));
  }

  @ResolveField(() => DateScalar, {
    nullable: true,
    description: 'Last day for contributions; null while there is no date.',
  })
  async contributionsDueOn(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<string | null> {
    return this.unitOfWork.run(principal, (tx) => this.contributing.dueOn(tx, parent.id));
  }
}

/** Author of a brief. */
@Resolver(() => types.CaseBrief)
export class BriefAuthorResolver {
  constructor(private readonly staff: StaffLoader) {}

  @ResolveField(() => StaffMember, { description: 'Who wrote this version.' })
  async author(
    @Parent() parent: types.CaseBrief,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<StaffMember> {
    return this.staff.load(loaders, principal, parent.authorId);
  }
}

/** Body of a contribution. */
@Resolver(() => types.ConferenceContribution)
export class ContributionUnitResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'The body.' })
  async unit(
    @Parent() parent: types.ConferenceContribution,
    @CurrentPrincipal() principal: Principal,
    @Context() { loaders }: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(loaders, principal, parent.unitId);
  }
}

/** Commands on briefs and contributions. */
@Resolver()
export class BriefCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly briefs: BriefReader,
    private readonly writing: WriteBrief,
    private readonly sending: SendBrief,
    private readonly contributing: WriteContribution,
    private readonly deciding: DecideWithholding,
  ) {}

  @Query(() => [types.BriefLinePreview], {
    description:
      'What the latest version would tell a body, line by line; for the convening unit. Empty without names.',
  })
  async briefPreview(
    @CurrentPrincipal() principal: Principal,
    @Args('conferenceId', { type: () => ID, description: 'The conference.' }, ParseUUIDPipe) id: ConferenceId,
    @Args('toUnitId', { type: () => ID, description: 'Body that would receive.' }, ParseUUIDPipe)
    toUnitId: UnitId,
  ): Promise<readonly types.BriefLinePreview[]> {
    const plan = await this.unitOfWork.run(principal, (tx) => this.briefs.preview(tx, id, toUnitId));
    return (plan?.all ?? []).map(({ part, permitted, sentence, verdict, exclusions }) => ({
      lineId: part.id,
      permitted,
      sentence,
      conditions: verdict.conditions,
      exclusions,
    }));
  }

  @Mutation(() => types.WriteBriefResult, {
    description: 'Writes the next version of a brief; it voids a release without names.',
  })
  async writeBrief(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.WriteBriefInput) {
    return toMutationResult(await this.writing.execute(principal, input), (written) => written);
  }

  @Mutation(() => types.SendBriefResult, {
    description: 'Sends the brief: to each body the lines it may learn. The register keeps what was told.',
  })
  async sendBrief(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.SendBriefInput) {
    return toMutationResult(await this.sending.execute(principal, input), (sent) => sent);
  }

  @Mutation(() => types.WriteContributionResult, { description: 'Writes the contribution of your body.' })
  async writeContribution(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.WriteContributionInput,
  ) {
    return toMutationResult(await this.contributing.execute(principal, input), (written) => written);
  }

  @Mutation(() => types.DecideWithholdingResult, {
    description:
      'A second person of the body decides whether the person may read its contribution beforehand.',
  })
  async decideWithholding(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.DecideWithholdingInput,
  ) {
    return toMutationResult(await this.deciding.execute(principal, input), (decided) => decided);
  }
}
