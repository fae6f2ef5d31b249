import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import { DateScalar, ListOfIds, MutationInput, RevisionedInput } from '../../../platform/graphql/index.js';
import { RECORD_TARGETS, type RecordTarget } from '../domain/record-check.js';
import { NOT_CONFIRMED_REASONS, type NotConfirmedReason } from '../persistence/decision-answer.repository.js';
import { KEPT_FOR, type KeptFor } from '../persistence/purge.repository.js';
import * as enums from './record.type.js';

/** Input of `submitConferenceRecord`. */
@InputType({ description: 'Submits the record for corrections.' })
export class SubmitConferenceRecordInput extends RevisionedInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;
}

/** Input of `requestReviewConference`. */
@InputType({ description: 'Requests the conference that looks back at one.' })
export class RequestReviewConferenceInput extends RevisionedInput {
  @Field(() => ID, { description: 'The conference that is looked back at.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;
}

/** Input of `reportRecordCorrection`. */
@InputType({ description: 'Reports an error of a record.' })
export class ReportRecordCorrectionInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => enums.RecordTargetEnum, { description: 'Part that is wrong.' })
  @IsIn(RECORD_TARGETS)
  readonly target!: RecordTarget;

  @Field(() => ID, { nullable: true, description: 'The decision, where one is wrong.' })
  @IsOptional()
  @IsUUID()
  readonly decisionId?: string | null;

  @Field(() => String, { description: 'What is wrong and how it should read; 3 to 2,000 characters.' })
  @Length(3, 2_000)
  readonly wish!: string;

  @Field(() => Boolean, { nullable: true, description: 'The case lead takes down what the person said.' })
  @IsOptional()
  @IsBoolean()
  readonly forPerson?: boolean | null;
}

/** Input of `agreeToConferenceRecord`. */
@InputType({ description: 'Says that there is nothing to correct.' })
export class AgreeToConferenceRecordInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => Boolean, { nullable: true, description: 'The case lead takes down that the person agreed.' })
  @IsOptional()
  @IsBoolean()
  readonly forPerson?: boolean | null;
}

/** Input of `answerRecordCorrection`. */
@InputType({ description: 'Accepts or rejects a correction.' })
export class AnswerRecordCorrectionInput extends MutationInput {
  @Field(() => ID, { description: 'The correction.' })
  @IsUUID()
  readonly correctionId!: string;

  @Field(() => enums.CorrectionOutcomeEnum, { description: 'Whether the record changes.' })
  @IsIn(['ACCEPTED', 'REJECTED'])
  readonly outcome!: 'ACCEPTED' | 'REJECTED';

  @Field(() => String, { description: 'Why; 3 to 2,000 characters.' })
  @Length(3, 2_000)
  readonly answer!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How the whole part reads now, 3 to 4,000 characters; only when it is accepted.',
  })
  @IsOptional()
  @Length(3, 4_000)
  readonly newText?: string | null;
}

/** One decided line. */
@InputType({ description: 'What becomes of something disclosed for the conference.' })
export class DisclosedLineInput {
  @Field(() => String, { description: 'Part that knows the line, as it was shown.' })
  @Matches(/^[A-Z_]{2,30}$/)
  readonly source!: string;

  @Field(() => ID, { description: 'Identifier within the part.' })
  @IsUUID()
  readonly lineId!: string;

  @Field(() => enums.KeptForEnum, { nullable: true, description: 'Left out: unneeded, taken back.' })
  @IsOptional()
  @IsIn(KEPT_FOR)
  readonly keptFor?: KeptFor | null;
}

/** Input of `purgeUnneeded`. */
@InputType({ description: 'Decides on everything that was disclosed for the conference.' })
export class PurgeUnneededInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => [DisclosedLineInput], { description: 'Every line that is shown, at most 500.' })
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => DisclosedLineInput)
  readonly lines!: DisclosedLineInput[];
}

/** Input of `addRecordAddendum`. */
@InputType({ description: 'Sets something right after approval.' })
export class AddRecordAddendumInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => String, { description: 'What is set right; 3 to 2,000 characters.' })
  @Length(3, 2_000)
  readonly words!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Bodies whose extract it belongs to, at most 50; left out: none but the whole record.',
  })
  @IsOptional()
  @ListOfIds({ max: 50 })
  readonly concernedUnitIds?: UnitId[] | null;
}

/** Input of `answerConferenceDecision`. */
@InputType({ description: 'What a body says to a decision that was taken down for it.' })
export class AnswerConferenceDecisionInput extends MutationInput {
  @Field(() => ID, { description: 'The decision.' })
  @IsUUID()
  readonly decisionId!: string;

  @Field(() => enums.DecisionAnswerEnum, { description: 'Whether the body stands behind it.' })
  @IsIn(['CONFIRMED', 'NOT_CONFIRMED'])
  readonly outcome!: 'CONFIRMED' | 'NOT_CONFIRMED';

  @Field(() => enums.NotConfirmedReasonEnum, {
    nullable: true,
    description: 'Only when it is not confirmed.',
  })
  @IsOptional()
  @IsIn(NOT_CONFIRMED_REASONS)
  readonly reason?: NotConfirmedReason | null;
}

/** Input of `addBescheidReference`. */
@InputType({ description: 'Says where the Bescheid of a body is found.' })
export class AddBescheidReferenceInput extends MutationInput {
  @Field(() => ID, { description: 'The decision.' })
  @IsUUID()
  readonly decisionId!: string;

  @Field(() => String, { description: 'File number or place, never its content; 1 to 100 characters.' })
  @Length(1, 100)
  readonly reference!: string;

  @Field(() => DateScalar, { description: 'Date of the Bescheid.' })
  @Allow()
  readonly issuedOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'When it was notified; left out: not yet.' })
  @Allow()
  readonly notifiedOn?: string | null;

  @Field(() => String, { description: 'Code of the remedy, e.g. WIDERSPRUCH_SGG.' })
  @MaxLength(40)
  readonly remedy!: string;
}
