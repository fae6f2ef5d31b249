import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { CaseId, UnitId } from '../../kernel/index.js';
import { DateScalar, ListOfCodes, MutationInput } from '../../platform/graphql/index.js';
import { sharingCategoryCodes, SharingCategoryEnum, type SharingCategory } from '../../sharing/index.js';
import * as codes from '../domain/conference.js';
import {
  DECLINE_GROUND_CODES,
  REFUSED_KINDS,
  URGENT_BASIS_CODES,
  type DeclineGround,
  type RefusedKind,
  type UrgentBasis,
} from '../domain/conference-kinds.js';
import { DeclineGroundEnum, RequestedConferenceKindEnum, UrgentBasisEnum } from './conference-kind.type.js';
import { ConferenceKindEnum, ConferenceModeEnum } from './conference.enums.js';
import { ConferenceStepInput } from './conference.input.js';
import { ConferenceTriggerEnum } from './conference.type.js';

/** Body that is to take part. */
@InputType({ description: 'A body that is to take part, and what it would have to learn.' })
export class ConferenceParticipantInput {
  @Field(() => ID, { description: 'The unit.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => [SharingCategoryEnum], {
    description: 'Categories it has to learn from the convening unit, at most 10.',
  })
  @ListOfCodes(sharingCategoryCodes, { max: 10 })
  readonly neededCategories!: SharingCategory[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'The guiding question cannot be answered without it.',
  })
  @IsBoolean()
  readonly isEssential: boolean = false;
}

/** What a conference is to be. */
@InputType({ isAbstract: true })
abstract class ConferenceContentInput extends MutationInput {
  @Field(() => RequestedConferenceKindEnum, { description: 'Kind.' })
  @IsIn([...codes.CONFERENCE_KINDS, ...REFUSED_KINDS])
  readonly kind!: codes.ConferenceKind | RefusedKind;

  @Field(() => UrgentBasisEnum, { nullable: true, description: 'Basis of an urgent one; only there.' })
  @IsOptional()
  @IsIn(URGENT_BASIS_CODES)
  readonly urgentBasis?: UrgentBasis | null;

  @Field(() => String, { nullable: true, description: 'Occasion of an urgent one, in words; only there.' })
  @IsOptional()
  @Length(3, 1_000)
  readonly urgentReason?: string | null;

  @Field(() => ConferenceModeEnum, {
    defaultValue: 'ANONYMISED',
    description: 'Whether the person is named.',
  })
  @IsIn(['ANONYMISED', 'IDENTIFIED'])
  readonly mode: codes.ConferenceMode = 'ANONYMISED';

  @Field(() => String, {
    nullable: true,
    description: 'Why the person has to be named; for identified ones.',
  })
  @IsOptional()
  @MaxLength(1_000)
  readonly identifiedReason?: string | null;

  @Field(() => String, {
    description: 'One question the conference must answer «Leitfrage»; 10 to 500 characters.',
  })
  @Length(10, 500)
  readonly guidingQuestion!: string;

  @Field(() => ConferenceTriggerEnum, { description: 'Why it is convened.' })
  @IsIn(codes.CONFERENCE_TRIGGERS)
  readonly trigger!: codes.ConferenceTrigger;

  @Field(() => String, { description: 'Subject for invitations, without a person; 3 to 200 characters.' })
  @Length(3, 200)
  readonly topic!: string;

  @Field(() => [ConferenceParticipantInput], { description: 'Two to fifteen further bodies.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(15)
  @ValidateNested({ each: true })
  @Type(() => ConferenceParticipantInput)
  readonly participants!: ConferenceParticipantInput[];
}

/** Input of `requestConference`. */
@InputType({ description: 'Requests a conference.' })
export class RequestConferenceInput extends ConferenceContentInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The case; left out for an anonymised one that brings no case.',
  })
  @IsOptional()
  @IsUUID()
  readonly caseId?: CaseId | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Your unit that convenes; the leading unit when left out.',
  })
  @IsOptional()
  @IsUUID()
  readonly convenerUnitId?: UnitId | null;

  @Field(() => ID, { nullable: true, description: 'Programme it belongs to.' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: string | null;
}

/** Input of `proposeConference`. */
@InputType({ description: 'Proposes a conference to the unit that leads the case.' })
export class ProposeConferenceInput extends ConferenceContentInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'Your unit, which takes part in the case and does not lead it.' })
  @IsUUID()
  readonly proposingUnitId!: UnitId;
}

/** Input of `acceptConferenceProposal`. */
@InputType({ description: 'Takes a proposed conference over.' })
export class AcceptConferenceProposalInput extends ConferenceStepInput {}

/** Input of `withdrawConferenceRequest`. */
@InputType({ description: 'Whoever asked for a conference does not want it any more.' })
export class WithdrawConferenceRequestInput extends ConferenceStepInput {}

/** Input of `declineConference`. */
@InputType({ description: 'Declines what the person or a body asked for.' })
export class DeclineConferenceInput extends ConferenceStepInput {
  @Field(() => DeclineGroundEnum, { description: 'One of the permitted grounds.' })
  @IsIn(DECLINE_GROUND_CODES)
  readonly ground!: DeclineGround;

  @Field(() => String, {
    description: 'Why, in words that whoever asked can follow; 20 to 2,000 characters.',
  })
  @Length(20, 2_000)
  readonly reasons!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which the person was heard; needed when they asked.',
  })
  @Allow()
  readonly personHeardOn?: string | null;
}

/** Input of `convertConferenceToAnonymised`. */
@InputType({ description: 'Goes on without naming the person, as a conference of its own.' })
export class ConvertConferenceToAnonymisedInput extends ConferenceStepInput {
  @Field(() => ConferenceKindEnum, {
    defaultValue: 'LEARNING_ANONYMISED',
    description: 'An anonymised kind.',
  })
  @IsIn(codes.CONFERENCE_KINDS)
  readonly kind: codes.ConferenceKind = 'LEARNING_ANONYMISED';

  @Field(() => String, {
    description: 'The question, without anything that leads to the person; 10 to 500 characters.',
  })
  @Length(10, 500)
  readonly guidingQuestion!: string;

  @Field(() => String, { description: 'Subject for invitations; 3 to 200 characters.' })
  @Length(3, 200)
  readonly topic!: string;
}
