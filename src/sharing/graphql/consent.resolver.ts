import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ParseUUIDPipe } from '@nestjs/common';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { ConsentId, DomainError, Result } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { InputArg, type GraphqlContext, type UserFacingError } from '../../platform/graphql/index.js';
import { AnswerConsent } from '../application/answer-consent.js';
import { ConsentReader } from '../application/consent-reader.js';
import { OfferConsent } from '../application/offer-consent.js';
import * as inputs from './consent.input.js';
import * as types from './consent.type.js';

/** Consents and releases. */
@Resolver(() => types.Consent)
export class ConsentResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConsentReader,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => types.Consent, {
    description: 'A consent that you gave, or under which your unit gives or receives.',
  })
  async consent(
    @CurrentPrincipal() principal: Principal,
    @Args('id', { type: () => ID, description: 'Identifier of the consent.' }, ParseUUIDPipe) id: ConsentId,
  ): Promise<types.Consent> {
    return this.unitOfWork.run(principal, (tx) => this.reader.get(tx, id));
  }

  @ResolveField(() => OrganisationUnit, { description: 'Unit that would disclose.' })
  async discloser(
    @Parent() parent: types.Consent,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.discloserUnitId);
  }

  @ResolveField(() => OrganisationUnit, { description: 'Unit that would receive.' })
  async recipient(
    @Parent() parent: types.Consent,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.recipientUnitId);
  }
}

/** Commands on consents. */
@Resolver()
export class ConsentCommandResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConsentReader,
    private readonly offer: OfferConsent,
    private readonly answers: AnswerConsent,
  ) {}

  @Mutation(() => types.OfferConsentResult, {
    description: 'Puts a consent or release before the person; by the unit that would disclose.',
  })
  async offerConsent(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.OfferConsentInput) {
    return this.answer(principal, await this.offer.execute(principal, input));
  }

  @Mutation(() => types.GrantConsentResult, {
    description: 'Grants; by the person, or recorded by the disclosing unit from paper or a witnessed talk.',
  })
  async grantConsent(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.GrantConsentInput) {
    return this.answer(principal, await this.answers.grant(principal, input));
  }

  @Mutation(() => types.RefuseConsentResult, {
    description: 'Refuses; the refusal is kept and brings no disadvantage.',
  })
  async refuseConsent(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RefuseConsentInput,
  ) {
    return this.answer(principal, await this.answers.refuse(principal, input));
  }

  @Mutation(() => types.RevokeConsentResult, {
    description:
      'Revokes with effect for the future; conferences that rest on it are blocked in the same moment.',
  })
  async revokeConsent(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RevokeConsentInput,
  ) {
    return this.answer(principal, await this.answers.revoke(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly consentId: ConsentId }, DomainError>,
  ): Promise<types.ConsentPayload | UserFacingError> {
    if (!result.ok) return result.error;
    return {
      consent: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, result.value.consentId)),
    };
  }
}
