import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AccessDenied, isOnDuty, UnitOfWork, type Principal } from '../../../platform/index.js';
import { CurrentPrincipal, InputArg, toMutationResult } from '../../../platform/graphql/index.js';
import { CaseConference } from '../../graphql/conference.type.js';
import { AnonymisedBriefs } from '../application/anonymised-briefs.js';
import { AnonymityCheck } from '../application/anonymity-check.js';
import { briefRules } from '../application/brief-rules.js';
import { ReleaseBrief } from '../application/release-brief.js';
import { SetAnonymity } from '../application/set-anonymity.js';
import { ANONYMITY_ATTRIBUTES } from '../domain/anonymity-rules.js';
import * as settings from './anonymity.input.js';
import * as anonymity from './anonymity.type.js';
import { ReleaseBriefInput } from './brief.input.js';
import * as types from './brief.type.js';

/** Check of a brief without names. */
@Resolver(() => CaseConference)
export class AnonymityCheckResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly check: AnonymityCheck,
  ) {}

  @ResolveField(() => anonymity.AnonymityCheck, {
    nullable: true,
    description: 'Check of the brief without names; for the convening unit, null for others.',
  })
  async anonymityCheck(
    @Parent() parent: CaseConference,
    @CurrentPrincipal() principal: Principal,
  ): Promise<anonymity.AnonymityCheck | null> {
    const found = await this.unitOfWork.run(principal, (tx) => this.check.find(tx, parent.id));
    return found && { ...found, version: found.brief.version };
  }
}

/** Briefs without names, and what anonymity is measured by. */
@Resolver()
export class AnonymityResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly briefs: AnonymisedBriefs,
    private readonly releasing: ReleaseBrief,
    private readonly setting: SetAnonymity,
  ) {}

  @Query(() => [types.AnonymisedBriefHead], {
    description:
      'Briefs without names that were released for you, in an order that says nothing; at most 200.',
  })
  async anonymisedBriefs(
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly types.AnonymisedBriefHead[]> {
    return this.unitOfWork.run(principal, (tx) => this.briefs.list(tx));
  }

  @Query(() => types.AnonymisedBrief, { description: 'A brief without names that was released for you.' })
  async anonymisedBrief(
    @CurrentPrincipal() principal: Principal,
    @Args('number', { type: () => String, description: 'Its number.' }) number: string,
  ): Promise<types.AnonymisedBrief> {
    return this.unitOfWork.run(principal, (tx) => this.briefs.get(tx, number));
  }

  @Query(() => [anonymity.AnonymityGroup], { description: 'Codes of coarse attributes, for staff.' })
  anonymityAttributes(@CurrentPrincipal() principal: Principal): readonly anonymity.AnonymityGroup[] {
    if (!isOnDuty(principal)) throw new AccessDenied();
    return ANONYMITY_ATTRIBUTES.flatMap((attribute) =>
      Object.entries(briefRules.attributes[attribute]).map(([code, label]) => ({ attribute, code, label })),
    );
  }

  @Mutation(() => types.ReleaseBriefResult, {
    description: 'A second person releases a brief without names; any later edit voids it.',
  })
  async releaseBrief(@CurrentPrincipal() principal: Principal, @InputArg() input: ReleaseBriefInput) {
    return toMutationResult(await this.releasing.execute(principal, input), (released) => released);
  }

  @Mutation(() => anonymity.RecordCaseProfileResult, {
    description: 'The leading unit records in coarse groups as what a case counts.',
  })
  async recordCaseProfile(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: settings.RecordCaseProfileInput,
  ) {
    return toMutationResult(await this.setting.profile(principal, input), (profile) => profile);
  }

  @Mutation(() => anonymity.SetAnonymityThresholdResult, {
    description: 'The data protection officer decides the thresholds of the region.',
  })
  async setAnonymityThreshold(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: settings.SetAnonymityThresholdInput,
  ) {
    return toMutationResult(await this.setting.threshold(principal, input), (set) => set);
  }

  @Mutation(() => anonymity.SetNationalityResidentsResult, {
    description: 'Officer or project lead enter residents by nationality from an official statistic.',
  })
  async setNationalityResidents(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: settings.SetNationalityResidentsInput,
  ) {
    return toMutationResult(await this.setting.residents(principal, input), (set) => set);
  }
}
