import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import {
  DateScalar,
  DateTimeScalar,
  ListOfIds,
  MutationInput,
  RevisionedInput,
} from '../../../platform/graphql/index.js';
import { SHORT_NOTICE_CODES, type ShortNoticeGround } from '../../domain/short-notice.js';
import { ShortNoticeGroundEnum } from '../../graphql/conference.enums.js';
import { ConferenceAttendeeInput } from '../../graphql/conference.input.js';
import { DATE_ANSWERS, type DateAnswer } from '../domain/proposal.js';
import { INTERPRETER_LEVELS, type InterpreterLevel } from '../domain/resource.js';
import { CONFERENCE_FORMATS, type ConferenceFormat } from '../domain/wishes.js';
import { ConferenceFormatEnum, InterpreterLevelEnum } from './availability.type.js';
import { DateAnswerEnum } from './dates.type.js';

/** Input of `bestConferenceSlots`. */
@InputType({ description: 'For which conference and when dates are searched.' })
export class BestConferenceSlotsInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => DateScalar, { nullable: true, description: 'First day; left out: tomorrow.' })
  @IsOptional()
  readonly fromOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; left out: eight weeks later.' })
  @IsOptional()
  readonly untilOn?: string | null;

  @Field(() => Int, { defaultValue: 5, description: 'How many dates at most, 1 to 20.' })
  @IsInt()
  @Min(1)
  @Max(20)
  readonly count: number = 5;

  @Field(() => ID, { nullable: true, description: 'Who shall chair if they can.' })
  @IsOptional()
  @IsUUID()
  readonly chairId?: StaffId | null;

  @Field(() => ID, { nullable: true, description: 'Who shall take the record if they can.' })
  @IsOptional()
  @IsUUID()
  readonly recorderId?: StaffId | null;
}

/** Seats of a body as they come in. */
@InputType({ description: 'Who may come for a body: so many of these people.' })
export class ConferenceUnitSeatsInput {
  @Field(() => ID, { description: 'The body; it takes part.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => Int, { description: 'How many come, 1 to 5.' })
  @IsInt()
  @Min(1)
  @Max(5)
  readonly seats!: number;

  @Field(() => Boolean, { description: 'It has to be there.' })
  @IsBoolean()
  readonly isRequired!: boolean;

  @Field(() => Boolean, { description: 'Only somebody who may commit it «Mandat».' })
  @IsBoolean()
  readonly needsMandate!: boolean;

  @Field(() => [ID], { description: 'The regular ones first, then substitutes; at most 20.' })
  @ListOfIds({ min: 1, max: 20 })
  readonly staffIds!: StaffId[];
}

/** Input of `setConferencePlanning`. */
@InputType({ description: 'Sets what a conference needs of its date.' })
export class SetConferencePlanningInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => Int, { description: 'Length in minutes, 15 to 240.' })
  @IsInt()
  @Min(15)
  @Max(240)
  readonly durationMinutes!: number;

  @Field(() => ConferenceFormatEnum, { description: 'In a room, by video, or either.' })
  @IsIn(CONFERENCE_FORMATS)
  readonly format!: ConferenceFormat;

  @Field(() => Boolean, { description: 'Without steps «barrierefrei».' })
  @IsBoolean()
  readonly needsStepFree!: boolean;

  @Field(() => Boolean, { description: 'With a hearing loop «Höranlage».' })
  @IsBoolean()
  readonly needsHearingLoop!: boolean;

  @Field(() => Boolean, { description: 'In a room equipped for video.' })
  @IsBoolean()
  readonly needsVideo!: boolean;

  @Field(() => Int, { defaultValue: 0, description: 'Minutes kept free before, 0 to 120.' })
  @IsInt()
  @Min(0)
  @Max(120)
  readonly bufferBeforeMinutes: number = 0;

  @Field(() => Int, { defaultValue: 0, description: 'Minutes kept free after, 0 to 120.' })
  @IsInt()
  @Min(0)
  @Max(120)
  readonly bufferAfterMinutes: number = 0;

  @Field(() => InterpreterLevelEnum, { nullable: true, description: 'At least this level of interpreting.' })
  @IsOptional()
  @IsIn(INTERPRETER_LEVELS)
  readonly interpreterLevel?: InterpreterLevel | null;

  @Field(() => DateScalar, { nullable: true, description: 'First possible day.' })
  @IsOptional()
  readonly earliestOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last possible day.' })
  @IsOptional()
  readonly latestOn?: string | null;

  @Field(() => [ConferenceUnitSeatsInput], {
    description: 'Bodies of which it is said who may come, at most 15.',
  })
  @ArrayMaxSize(15)
  @ValidateNested({ each: true })
  @Type(() => ConferenceUnitSeatsInput)
  readonly seats!: ConferenceUnitSeatsInput[];
}

/** A date as it is proposed. */
@InputType({ description: 'A date to be proposed.' })
export class ProposedDateInput {
  @Field(() => DateTimeScalar, { description: 'Begin, in the future.' })
  @Allow()
  readonly startsAt!: string;

  @Field(() => DateTimeScalar, { description: 'End; 15 minutes to 4 hours later.' })
  @Allow()
  readonly endsAt!: string;

  @Field(() => ID, { nullable: true, description: 'Room; left out for video.' })
  @IsOptional()
  @IsUUID()
  readonly roomId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Interpreter of the pool.' })
  @IsOptional()
  @IsUUID()
  readonly interpreterId?: string | null;

  @Field(() => [ConferenceAttendeeInput], { description: 'Who would come for which body, at most 30.' })
  @ArrayMaxSize(30)
  @ValidateNested({ each: true })
  @Type(() => ConferenceAttendeeInput)
  readonly attendees!: ConferenceAttendeeInput[];
}

/** Input of `proposeConferenceDates`. */
@InputType({ description: 'Proposes dates and holds people and rooms.' })
export class ProposeConferenceDatesInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => ID, { description: 'Who would chair «Moderation».' })
  @IsUUID()
  readonly chairId!: StaffId;

  @Field(() => ID, { description: 'Who would take the record «Protokollführung».' })
  @IsUUID()
  readonly recorderId!: StaffId;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when people and rooms are held, at most 14 days; left out: three days.',
  })
  @IsOptional()
  readonly expiresAt?: string | null;

  @Field(() => [ProposedDateInput], { description: 'Dates that do not overlap, 1 to 10.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => ProposedDateInput)
  readonly dates!: ProposedDateInput[];
}

/** Input of `withdrawConferenceDates`. */
@InputType({ description: 'Withdraws proposed dates.' })
export class WithdrawConferenceDatesInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;
}

/** A vote as it comes in. */
@InputType({ description: 'What you say to a date.' })
export class DateVoteInput {
  @Field(() => ID, { description: 'The proposed date.' })
  @IsUUID()
  readonly slotId!: string;

  @Field(() => DateAnswerEnum, { description: 'Your word.' })
  @IsIn(DATE_ANSWERS)
  readonly answer!: DateAnswer;
}

/** Input of `voteOnConferenceDates`. */
@InputType({ description: 'Says which of the proposed dates suit you.' })
export class VoteOnConferenceDatesInput extends MutationInput {
  @Field(() => [DateVoteInput], { description: 'Dates with your word, 1 to 10.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => DateVoteInput)
  readonly votes!: DateVoteInput[];
}

/** Input of `fixConferenceDate`. */
@InputType({ description: 'Makes a proposed date the date of the conference.' })
export class FixConferenceDateInput extends RevisionedInput {
  @Field(() => ID, { description: 'The proposed date.' })
  @IsUUID()
  readonly slotId!: string;

  @Field(() => ShortNoticeGroundEnum, {
    nullable: true,
    description:
      'Why people are invited late; needed only below the lead time of the kind, else INVITATION_TOO_SHORT.',
  })
  @IsOptional()
  @IsIn(SHORT_NOTICE_CODES)
  readonly shortNoticeGround?: ShortNoticeGround | null;
}
