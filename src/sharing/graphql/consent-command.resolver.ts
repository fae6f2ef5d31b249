import { Mutation, Resolver } from '@nestjs/graphql';
import type { ConsentId, DomainError, Result } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { InputArg, type UserFacingError } from '../../platform/graphql/index.js';
import { AnswerConsent } from '../application/answer-consent.js';
import { ConsentReader } from '../application/consent-reader.js';
import { EndConsents } from '../application/end-consents.js';
import { GrantConsent } from '../application/grant-consent.js';
import { LimitConsent } from '../application/limit-consent.js';
import { OfferConsent } from '../application/offer-consent.js';
import * as inputs from './consent.input.js';
import * as types from './consent.type.js';

type Outcome = Result<{ readonly consentId: ConsentId }, DomainError>;

/** Turns what a command did into a member of its result. */
abstract class ConsentCommands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConsentReader,
  ) {}

  protected async answer(
    principal: Principal,
    result: Outcome,
  ): Promise<types.ConsentPayload | UserFacingError> {
    if (!result.ok) return result.error;
    const { consentId } = result.value;
    return {
      consent: (await this.unitOfWork.run(principal, (tx) => this.reader.find(tx, consentId))) ?? null,
    };
  }
}

/** Offering and granting, and what changes a granted declaration. */
@Resolver()
export class ConsentCommandResolver extends ConsentCommands {
  constructor(
    unitOfWork: UnitOfWork,
    reader: ConsentReader,
    private readonly offer: OfferConsent,
    private readonly grant: GrantConsent,
    private readonly limit: LimitConsent,
    private readonly ends: EndConsents,
  ) {
    super(unitOfWork, reader);
  }

  @Mutation(() => types.OfferConsentResult, {
    description: 'Puts a consent or release before the person; by the unit that would disclose.',
  })
  async offerConsent(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.OfferConsentInput) {
    return this.answer(principal, await this.offer.execute(principal, input));
  }

  @Mutation(() => types.GrantConsentResult, {
    description:
      'Grants; by the person, or recorded by the disclosing unit from paper or a witnessed talk, with evidence.',
  })
  async grantConsent(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.GrantConsentInput) {
    return this.answer(principal, await this.grant.execute(principal, input));
  }

  @Mutation(() => types.LimitConsentResult, {
    description: 'Narrows a granted declaration; a narrower one takes its place at once and is answered.',
  })
  async limitConsent(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.LimitConsentInput) {
    return this.answer(principal, await this.limit.execute(principal, input));
  }

  @Mutation(() => types.EndConsentResult, {
    description: 'Ends a declaration because its ground is gone; by the disclosing unit.',
  })
  async endConsent(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.EndConsentInput) {
    return this.answer(principal, await this.ends.execute(principal, input));
  }

  @Mutation(() => types.WithdrawConsentOfferResult, {
    description: 'Takes back a declaration that the person has not answered; by the disclosing unit.',
  })
  async withdrawConsentOffer(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.WithdrawConsentOfferInput,
  ) {
    return this.answer(principal, await this.ends.withdraw(principal, input));
  }
}

/** Answers of the person that need no evidence. */
@Resolver()
export class ConsentAnswerResolver extends ConsentCommands {
  constructor(
    unitOfWork: UnitOfWork,
    reader: ConsentReader,
    private readonly answers: AnswerConsent,
  ) {
    super(unitOfWork, reader);
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

  @Mutation(() => types.DeferConsentResult, { description: 'Puts the answer off «jetzt nicht».' })
  async deferConsent(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.DeferConsentInput) {
    return this.answer(principal, await this.answers.defer(principal, input));
  }

  @Mutation(() => types.ExplainConsentResult, {
    description: 'Explains again what was put off; by the disclosing unit.',
  })
  async explainConsent(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ExplainConsentInput,
  ) {
    return this.answer(principal, await this.answers.explain(principal, input));
  }

  @Mutation(() => types.ConfirmConsentResult, {
    description: 'The person confirms a grant that staff recorded; who contests it revokes.',
  })
  async confirmConsent(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ConfirmConsentInput,
  ) {
    return this.answer(principal, await this.answers.confirm(principal, input));
  }

  @Mutation(() => types.RevokeConsentResult, {
    description:
      'Revokes with effect for the future, by the person or through any body of the case; what rests on it ends in the same moment.',
  })
  async revokeConsent(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RevokeConsentInput,
  ) {
    return this.answer(principal, await this.answers.revoke(principal, input));
  }
}
