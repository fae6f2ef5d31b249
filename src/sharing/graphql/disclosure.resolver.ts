import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ParseUUIDPipe } from '@nestjs/common';
import { OrganisationUnit, UnitLoader } from '../../directory/index.js';
import type { ConsentId } from '../../kernel/index.js';
import { CurrentPrincipal, UnitOfWork, type Principal } from '../../platform/index.js';
import {
  ConnectionArgs,
  InputArg,
  toConnection,
  toMutationResult,
  type Connection,
  type GraphqlContext,
} from '../../platform/graphql/index.js';
import { AnswerEndedBasis } from '../application/answer-ended-basis.js';
import { ConsentCopies } from '../application/consent-copies.js';
import { DiscloseItems, type ItemPreview } from '../application/disclose-items.js';
import { DisclosureReader } from '../application/disclosure-reader.js';
import { RegisterDisclosure } from '../application/register-disclosure.js';
import { OfCaseArgs } from './data-item.input.js';
import * as inputs from './disclosure.input.js';
import * as types from './disclosure.type.js';

const REGISTER = 'disclosures.disclosedAt';
const WITHOUT_BASIS = 'disclosuresWithoutBasis.disclosedAt';
const ANSWERS = 'endedBases.answerDueOn';

/** The register of disclosures: reading. */
@Resolver()
export class DisclosureResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: DisclosureReader,
    private readonly answers: AnswerEndedBasis,
    private readonly disclosing: DiscloseItems,
    private readonly copies: ConsentCopies,
  ) {}

  @Query(() => types.DisclosureConnection, {
    description:
      'Register of a case, newest first: all for the person, else what your units gave or received.',
  })
  async disclosures(
    @CurrentPrincipal() principal: Principal,
    @Args() args: OfCaseArgs,
  ): Promise<Connection<types.DisclosureType>> {
    const after = args.position(REGISTER, { sortKey: 'instant' });
    const { caseId, first } = args;
    const rows = await this.unitOfWork.run(principal, (tx) =>
      this.reader.ofCase(tx, caseId, first + 1, after),
    );
    return toConnection(rows, first, (row) => ({ sortKey: row.disclosedAt.toISOString(), id: row.id }), {
      list: REGISTER,
      hasPreviousPage: after !== undefined,
    });
  }

  @Query(() => types.DisclosureConnection, {
    description:
      'Disclosures to your units whose basis ended and that wait for your answer; earliest due first.',
  })
  async endedBases(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.DisclosureType>> {
    const after = args.position(ANSWERS, { sortKey: 'date' });
    const rows = await this.unitOfWork.run(principal, (tx) => this.answers.open(tx, args.first + 1, after));
    return toConnection(rows, args.first, (row) => ({ sortKey: row.answerDueOn ?? '', id: row.id }), {
      list: ANSWERS,
      hasPreviousPage: after !== undefined,
    });
  }

  @Query(() => types.DisclosureConnection, {
    description:
      'What units you are data protection officer of told although nothing permitted it, newest first; without content.',
  })
  async disclosuresWithoutBasis(
    @CurrentPrincipal() principal: Principal,
    @Args() args: ConnectionArgs,
  ): Promise<Connection<types.DisclosureType>> {
    const after = args.position(WITHOUT_BASIS, { sortKey: 'instant' });
    const rows = await this.unitOfWork.run(principal, (tx) =>
      this.reader.withoutBasis(tx, args.first + 1, after),
    );
    return toConnection(rows, args.first, (row) => ({ sortKey: row.disclosedAt.toISOString(), id: row.id }), {
      list: WITHOUT_BASIS,
      hasPreviousPage: after !== undefined,
    });
  }

  @Query(() => [types.UnitKnowledgeType], {
    description: 'Who learned what about you; for the person «Wer hat was über mich erfahren?».',
  })
  async myDisclosures(@CurrentPrincipal() principal: Principal): Promise<readonly types.UnitKnowledgeType[]> {
    return this.unitOfWork.run(principal, (tx) => this.reader.aboutMe(tx));
  }

  @Query(() => types.RevocationReceiptType, {
    description:
      'Confirmation of a revocation: what was disclosed under it and cannot be called back; for the person and the disclosing unit.',
  })
  async revocationReceipt(
    @CurrentPrincipal() principal: Principal,
    @Args('consentId', { type: () => ID, description: 'The consent or release.' }, ParseUUIDPipe)
    consentId: ConsentId,
  ): Promise<types.RevocationReceiptType> {
    return this.unitOfWork.run(principal, async (tx) => ({
      ...(await this.reader.receipt(tx, consentId)),
      ...(await this.copies.confirmation(tx, consentId)),
    }));
  }

  @Query(() => types.DisclosurePreviewResult, {
    description: 'What the law says about each item before it is disclosed; nothing happens.',
  })
  async disclosurePreview(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.DisclosurePreviewInput,
  ) {
    const previews = await this.unitOfWork.run(principal, (tx) =>
      this.disclosing.preview(tx, input, input.itemIds),
    );
    return toMutationResult(previews, (items) => ({ items: items.map(toPreviewItem) }));
  }
}

/** Disclosing, registering, answering. */
@Resolver()
export class DisclosureCommandResolver {
  constructor(
    private readonly disclosing: DiscloseItems,
    private readonly registering: RegisterDisclosure,
    private readonly answering: AnswerEndedBasis,
  ) {}

  @Mutation(() => types.DiscloseItemsResult, {
    description: 'Discloses the approved items to a unit, all or none; writes the register.',
  })
  async discloseItems(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.DiscloseItemsInput,
  ) {
    return toMutationResult(await this.disclosing.execute(principal, input), ({ disclosureIds }) => ({
      disclosureIds,
      withoutBasis: [],
    }));
  }

  @Mutation(() => types.RegisterDisclosureResult, {
    description: 'Registers by category what was told orally, on paper, in a conference or with a task.',
  })
  async registerDisclosure(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.RegisterDisclosureInput,
  ) {
    return toMutationResult(
      await this.registering.execute(principal, input),
      ({ disclosureIds, withoutBasis }) => ({ disclosureIds, withoutBasis }),
    );
  }

  @Mutation(() => types.AnswerEndedBasisResult, {
    description: 'Answers what your unit did with data whose basis ended.',
  })
  async answerEndedBasis(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: inputs.AnswerEndedBasisInput,
  ) {
    return toMutationResult(await this.answering.execute(principal, input), ({ answered }) => ({ answered }));
  }
}

function toPreviewItem({
  item,
  permitted,
  verdict,
  sentence,
  exclusions,
}: ItemPreview): types.DisclosurePreviewItem {
  const { decision, conditions, consentId, releaseId, section87Warning } = verdict;
  const { effect, row, tableVersion, basis, explanation } = decision;
  return {
    itemId: item.id,
    permitted,
    effect,
    row,
    tableVersion,
    basis,
    conditions,
    sentence,
    plainSentence: explanation.plain,
    exclusions,
    consentId,
    releaseId,
    section87Warning,
  };
}

/** Units of a line. */
@Resolver(() => types.DisclosureType)
export class DisclosureUnitsResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'Unit that told.' })
  async from(
    @Parent() parent: types.DisclosureType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.fromUnitId);
  }

  @ResolveField(() => OrganisationUnit, { description: 'Unit that was told.' })
  async to(
    @Parent() parent: types.DisclosureType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.toUnitId);
  }
}

/** Units of a line of a receipt. */
@Resolver(() => types.ReceiptLine)
export class ReceiptUnitsResolver extends DisclosureUnitsResolver {}

/** Unit of what was learned. */
@Resolver(() => types.UnitKnowledgeType)
export class UnitKnowledgeResolver {
  constructor(private readonly units: UnitLoader) {}

  @ResolveField(() => OrganisationUnit, { description: 'The unit.' })
  async unit(
    @Parent() parent: types.UnitKnowledgeType,
    @CurrentPrincipal() principal: Principal,
    @Context() context: GraphqlContext,
  ): Promise<OrganisationUnit> {
    return this.units.load(context.loaders, principal, parent.unitId);
  }
}
