import { Field, ID, InputType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsOptional, IsUUID, MaxLength } from 'class-validator';
import type { CaseId, UnitId } from '../../kernel/index.js';
import { MutationInput } from '../../platform/graphql/index.js';
import {
  CLOSURE_REASONS,
  LEAD_OFFER_ANSWERS,
  type ClosureReason,
  type LeadOfferAnswer,
} from '../domain/case-course.js';
import { ClosureReasonEnum, LeadOfferAnswerEnum } from './case-course.type.js';

/** Input of `closeCase`. */
@InputType({ description: 'Closes a case.' })
export class CloseCaseInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ClosureReasonEnum, { description: 'Why.' })
  @IsIn(CLOSURE_REASONS)
  readonly reason!: ClosureReason;
}

/** Input of `reopenCase`. */
@InputType({ description: 'Goes on with a closed case.' })
export class ReopenCaseInput extends MutationInput {
  @Field(() => ID, { description: 'The case, as `closedCases` names it.' })
  @IsUUID()
  readonly caseId!: CaseId;
}

/** Input of `offerCaseLead`. */
@InputType({ description: 'Asks a participating unit to lead a case.' })
export class OfferCaseLeadInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'The unit that is to lead it; it takes part already.' })
  @IsUUID()
  readonly toUnitId!: UnitId;

  @Field(() => Boolean, { description: 'Whether your unit goes on taking part.' })
  @IsBoolean()
  readonly formerLeadStays!: boolean;
}

/** Input of `answerCaseLeadOffer`. */
@InputType({ description: 'Answers an offer to lead a case.' })
export class AnswerCaseLeadOfferInput extends MutationInput {
  @Field(() => ID, { description: 'The offer.' })
  @IsUUID()
  readonly leadOfferId!: string;

  @Field(() => LeadOfferAnswerEnum, { description: 'The answer; with ACCEPTED you lead the case.' })
  @IsIn(LEAD_OFFER_ANSWERS)
  readonly answer!: LeadOfferAnswer;

  @Field(() => String, {
    nullable: true,
    description:
      'Version of the notice before intake you have read; needed for units that may have to report.',
  })
  @IsOptional()
  @MaxLength(20)
  readonly intakeNoticeVersion?: string | null;
}

/** Input of `withdrawCaseLeadOffer`. */
@InputType({ description: 'Takes back an offer to lead a case.' })
export class WithdrawCaseLeadOfferInput extends MutationInput {
  @Field(() => ID, { description: 'The offer.' })
  @IsUUID()
  readonly leadOfferId!: string;
}
