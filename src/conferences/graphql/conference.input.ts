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
import { MEDIATION_LEVELS, MediationLevelEnum, type MediationLevel } from '../../cases/index.js';
import type { ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import { ListOfIds, DateScalar, DateTimeScalar, RevisionedInput } from '../../platform/graphql/index.js';
import * as codes from '../domain/conference.js';
import { SHORT_NOTICE_CODES, type ShortNoticeGround } from '../domain/short-notice.js';
import { ShortNoticeGroundEnum } from './conference.enums.js';
import { DecisionKindEnum } from './conference-record.type.js';
import * as enums from './conference.type.js';

/** Base of inputs about one conference. */
@InputType({ isAbstract: true })
export abstract class ConferenceStepInput extends RevisionedInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;
}

/** Input of `openConferenceSession`. */
@InputType({ description: 'Opens the sitting.' })
export class OpenConferenceSessionInput extends ConferenceStepInput {}

/** Input of `approveConferenceRecord`. */
@InputType({ description: 'Approves the record.' })
export class ApproveConferenceRecordInput extends ConferenceStepInput {}

/** Input of `closeConference`. */
@InputType({ description: 'Closes the conference.' })
export class CloseConferenceInput extends ConferenceStepInput {}

/** Input of `postponeConference`. */
@InputType({ description: 'Postpones the conference.' })
export class PostponeConferenceInput extends ConferenceStepInput {}

/** Input of `objectToConference`. */
@InputType({ description: 'The person wants no conference.' })
export class ObjectToConferenceInput extends ConferenceStepInput {}

/** Input of `agreeToConference`. */
@InputType({ description: 'The person takes their objection back.' })
export class AgreeToConferenceInput extends ConferenceStepInput {}

/** Who comes for a body. */
@InputType({ description: 'Who comes for which body.' })
export class ConferenceAttendeeInput {
  @Field(() => ID, { description: 'The body.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => ID, { description: 'The staff member.' })
  @IsUUID()
  readonly staffId!: StaffId;
}

/** Input of `scheduleConference`. */
@InputType({ description: 'Sets the date and takes people and room.' })
export class ScheduleConferenceInput extends ConferenceStepInput {
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

  @Field(() => ID, { nullable: true, description: 'Interpreter of the pool; left out when none is needed.' })
  @IsOptional()
  @IsUUID()
  readonly interpreterId?: string | null;

  @Field(() => ID, { description: 'Who chairs «Moderation»; never the case lead.' })
  @IsUUID()
  readonly chairId!: StaffId;

  @Field(() => ID, { description: 'Who takes the record «Protokollführung»; never the chair.' })
  @IsUUID()
  readonly recorderId!: StaffId;

  @Field(() => ShortNoticeGroundEnum, {
    nullable: true,
    description:
      'Why people are invited late; needed only below the lead time of the kind, else INVITATION_TOO_SHORT.',
  })
  @IsOptional()
  @IsIn(SHORT_NOTICE_CODES)
  readonly shortNoticeGround?: ShortNoticeGround | null;

  @Field(() => [ConferenceAttendeeInput], { description: 'Who comes for which body, at most 15.' })
  @ArrayMaxSize(15)
  @ValidateNested({ each: true })
  @Type(() => ConferenceAttendeeInput)
  readonly attendees!: ConferenceAttendeeInput[];
}

/** Input of `cancelConference`. */
@InputType({ description: 'Cancels a conference.' })
export class CancelConferenceInput extends ConferenceStepInput {
  @Field(() => enums.CancelReasonEnum, { description: 'Why.' })
  @IsIn(codes.CANCEL_REASONS)
  readonly reason!: codes.CancelReason;
}

/** Task as decided. */
@InputType({ description: 'A task that follows from a decision.' })
export class DecisionTaskInput {
  @Field(() => String, {
    description: 'What is to be done; readable without knowing the case; 3 to 200 characters.',
  })
  @Length(3, 200)
  readonly title!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Unit that is to do it; left out when the person takes it.',
  })
  @IsOptional()
  @IsUUID()
  readonly unitId?: UnitId | null;

  @Field(() => DateScalar, { description: 'Day on which it is due.' })
  @Allow()
  readonly dueOn!: string;
}

/** Decision as recorded. */
@InputType({ description: 'A decision with its tasks.' })
export class ConferenceDecisionInput {
  @Field(() => DecisionKindEnum, { description: 'Kind.' })
  @IsIn(codes.DECISION_KINDS)
  readonly kind!: codes.DecisionKind;

  @Field(() => ID, { nullable: true, description: 'Body that decided; needed for its own decisions.' })
  @IsOptional()
  @IsUUID()
  readonly unitId?: UnitId | null;

  @Field(() => String, { description: 'Wording; 3 to 1,000 characters.' })
  @Length(3, 1_000)
  readonly text!: string;

  @Field(() => [DecisionTaskInput], { description: 'Tasks that follow, at most 10.' })
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => DecisionTaskInput)
  readonly tasks!: DecisionTaskInput[];
}

/** Input of `recordConference`. */
@InputType({ description: 'Record of a sitting.' })
export class RecordConferenceInput extends ConferenceStepInput {
  @Field(() => String, { description: 'Common result; 3 to 4,000 characters.' })
  @Length(3, 4_000)
  readonly result!: string;

  @Field(() => String, { description: 'View of the person; 3 to 4,000 characters.' })
  @Length(3, 4_000)
  readonly personsView!: string;

  @Field(() => Boolean, { description: 'Whether the person was there.' })
  @IsBoolean()
  readonly personPresent!: boolean;

  @Field(() => String, { nullable: true, description: 'Why not, and how their view came in.' })
  @IsOptional()
  @MaxLength(1_000)
  readonly personAbsentReason?: string | null;

  @Field(() => String, {
    description: 'Resources of the person that were named, or that none was; 3 to 2,000 characters.',
  })
  @Length(3, 2_000)
  readonly resourcesNamed!: string;

  @Field(() => String, { nullable: true, description: 'Dissent of a body or the person.' })
  @IsOptional()
  @MaxLength(2_000)
  readonly dissent?: string | null;

  @Field(() => Boolean, { description: 'The chair reminded all of confidentiality.' })
  @IsBoolean()
  readonly confidentialityReminded!: boolean;

  @Field(() => MediationLevelEnum, { nullable: true, description: 'Level of interpreting, if any.' })
  @IsOptional()
  @IsIn(MEDIATION_LEVELS)
  readonly interpreterLevel?: MediationLevel | null;

  @Field(() => String, { nullable: true, description: 'Language of interpreting (BCP 47), if any.' })
  @IsOptional()
  @Matches(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  readonly interpreterLanguage?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether somebody came with the person.' })
  @IsOptional()
  @IsBoolean()
  readonly companionPresent?: boolean | null;

  @Field(() => [ID], { description: 'Bodies that were there.' })
  @ListOfIds({ max: 16 })
  readonly attendedUnitIds!: UnitId[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Review, at most six months ahead; left out: in eight weeks.',
  })
  @Allow()
  readonly reviewOn?: string | null;

  @Field(() => [ConferenceDecisionInput], { description: 'Decisions, at most 20.' })
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ConferenceDecisionInput)
  readonly decisions!: ConferenceDecisionInput[];
}
