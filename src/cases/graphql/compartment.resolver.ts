import { ParseUUIDPipe } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { CaseId, DomainError, Result } from '../../kernel/index.js';
import { AccessDenied, CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import { InputArg, type GraphqlContext, type UserFacingError } from '../../platform/graphql/index.js';
import { CaseReader } from '../application/case-reader.js';
import { OpenCompartment } from '../application/open-compartment.js';
import { ProtectCase } from '../application/protect-case.js';
import { ReferWithoutRecording } from '../application/refer-without-recording.js';
import { INTAKE_NOTICE, OPENING_WARNING } from '../domain/protection-notices.js';
import { CasePayload } from './case.type.js';
import * as inputs from './compartment.input.js';
import * as types from './compartment.type.js';

/** Protected compartments: putting a case into one, naming counsellors, and what has to be read first. */
@Resolver()
export class CompartmentResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: CaseReader,
    private readonly protection: ProtectCase,
    private readonly referral: ReferWithoutRecording,
  ) {}

  @Query(() => types.ProtectionNotices, { description: 'Notices about § 87 AufenthG in force.' })
  protectionNotices(): types.ProtectionNotices {
    return { intake: INTAKE_NOTICE, opening: OPENING_WARNING };
  }

  @Mutation(() => types.ProtectCaseResult, {
    description: 'Puts a case of a free body into a protected compartment; by the case lead.',
  })
  async protectCase(@CurrentPrincipal() principal: Principal, @InputArg() input: inputs.ProtectCaseInput) {
    return this.answer(principal, await this.protection.protect(principal, input));
  }

  @Mutation(() => types.NameCaseCounsellorResult, {
    description: 'Names somebody of the leading unit for whom a protected case exists; by the case lead.',
  })
  async nameCaseCounsellor(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.NameCaseCounsellorInput,
  ) {
    return this.answer(principal, await this.protection.nameCounsellor(principal, input));
  }

  @Mutation(() => types.ReferWithoutRecordingResult, {
    description: 'Refers somebody to independent counselling: a number per unit and month stays.',
  })
  async referWithoutRecording(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.ReferWithoutRecordingInput,
  ): Promise<types.ReferWithoutRecordingPayload> {
    await this.referral.execute(principal, input);
    return { unitId: input.unitId };
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly caseId: CaseId }, DomainError>,
  ): Promise<CasePayload | UserFacingError> {
    if (!result.ok) return result.error;
    return { case: await this.unitOfWork.run(principal, (tx) => this.reader.get(tx, result.value.caseId)) };
  }
}

/** Opening a protected case to one unit. */
@Resolver(() => types.CompartmentOpeningType)
export class CompartmentOpeningResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly openings: OpenCompartment,
    private readonly units: UnitLoader,
  ) {}

  @Query(() => [types.CompartmentOpeningType], {
    description: 'Requests to open a protected case, oldest first; for its leading unit.',
  })
  async compartmentOpenings(
    @CurrentPrincipal() principal: Principal,
    @Args('caseId', { type: () => ID, description: 'The case.' }, ParseUUIDPipe) caseId: CaseId,
  ): Promise<readonly types.CompartmentOpeningType[]> {
    return this.unitOfWork.run(principal, (tx) => this.openings.ofCase(tx, caseId));
  }

  @ResolveField(() => OrganisationUnit, { description: 'The unit that would take part.' })
  async toUnit(
    @Parent() parent: types.CompartmentOpeningType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.toUnitId);
  }

  @Mutation(() => types.RequestCompartmentOpeningResult, {
    description: 'Asks to open a protected case to one unit; by the case lead.',
  })
  async requestCompartmentOpening(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RequestCompartmentOpeningInput,
  ) {
    return this.answer(principal, await this.openings.request(principal, input));
  }

  @Mutation(() => types.DecideCompartmentOpeningResult, {
    description: 'Decides about the opening of a protected case; by a second person of the leading unit.',
  })
  async decideCompartmentOpening(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.DecideCompartmentOpeningInput,
  ) {
    return this.answer(principal, await this.openings.decide(principal, input));
  }

  private async answer(
    principal: Principal,
    result: Result<{ readonly caseId: CaseId; readonly openingId: string }, DomainError>,
  ): Promise<types.CompartmentOpeningPayload | UserFacingError> {
    if (!result.ok) return result.error;
    const { caseId, openingId } = result.value;
    const openings = await this.unitOfWork.run(principal, (tx) => this.openings.ofCase(tx, caseId));
    const opening = openings.find(({ id }) => id === openingId);
    if (!opening) throw new AccessDenied();
    return { caseId, opening };
  }
}
