import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ParseUUIDPipe } from '@nestjs/common';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { ConsentId } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import type { GraphqlContext } from '../../platform/graphql/index.js';
import { ConsentReader } from '../application/consent-reader.js';
import { ConsentTexts } from '../application/consent-texts.js';
import { plainStateOf } from '../domain/consent-state.js';
import type { ConsentKind } from '../domain/index.js';
import * as record from './consent-record.type.js';
import * as types from './consent.type.js';

/** Consents and releases. */
@Resolver(() => types.Consent)
export class ConsentResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: ConsentReader,
    private readonly units: UnitLoader,
    private readonly texts: ConsentTexts,
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

  @Query(() => record.ConsentText, {
    nullable: true,
    description: 'Text in force by which such a declaration is explained; null where the language has none.',
  })
  consentText(
    @Args('kind', { type: () => types.ConsentKindEnum, description: 'Consent or release.' })
    kind: ConsentKind,
    @Args('language', { type: () => String, description: 'Language, BCP 47.' }) language: string,
  ): record.ConsentText | null {
    return this.texts.find(kind, language) ?? null;
  }

  @ResolveField(() => [record.ConsentEvidenceFile], {
    description: 'Scans and signatures; empty for everybody but the person and the disclosing unit.',
  })
  async evidence(
    @Parent() parent: types.Consent,
    @CurrentPrincipal() principal: Principal,
  ): Promise<readonly record.ConsentEvidenceFile[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.listEvidence(tx, parent.id));
  }

  @ResolveField(() => String, {
    description: 'Where it stands, one or two sentences for the person in plain German.',
  })
  plainState(@Parent() parent: types.Consent): string {
    return plainStateOf(parent);
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
