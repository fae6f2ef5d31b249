import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { ConferenceId, DataItemId, UnitId } from '../../../kernel/index.js';
import { describedEnum, ListOfCodes, ListOfIds, MutationInput } from '../../../platform/graphql/index.js';
import {
  DataItemKindEnum,
  DataItemSourceEnum,
  itemCategories,
  itemKinds,
  itemSources,
  NecessityReasonEnum,
  SharingCategoryEnum,
  type ItemCategory,
  type ItemKind,
  type ItemSource,
  type NecessityReason,
} from '../../../sharing/index.js';
import { BRIEF_SECTIONS, type BriefSection } from '../domain/brief.js';
import { AttributesInput } from './anonymity.input.js';

export const WithholdingDecisionEnum = describedEnum<'CONFIRMED' | 'REJECTED'>(
  'WithholdingDecision',
  'What a second person decides.',
  {
    CONFIRMED: 'The person must not read it: it would endanger somebody',
    REJECTED: 'The person may read it',
  },
);

export const RoomAnswerEnum = describedEnum<'NO' | 'NOT_RECOGNISABLE' | 'RECOGNISABLE'>(
  'RoomAnswer',
  'Does a body in the room work with this person? In German: Arbeitet eine Stelle im Raum mit dieser Person?',
  {
    NO: 'No',
    NOT_RECOGNISABLE: 'Yes, and nobody would recognise them, with a reason',
    RECOGNISABLE: 'Yes, and they would be recognised: then it is not anonymous',
  },
);

/** Line of a brief. */
@InputType({ description: 'A line: one that stays, one that repeats an item, or a new one in own words.' })
export class BriefLineInput {
  @Field(() => String, {
    description: 'Name within this version, so that opinions can rest on it; 1 to 40 characters.',
  })
  @Length(1, 40)
  readonly key!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Line of the version before that stays as it is; everything else is then left out.',
  })
  @IsOptional()
  @IsUUID()
  readonly lineId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Section, 3 to 10.' })
  @IsOptional()
  @IsIn(BRIEF_SECTIONS)
  readonly section?: BriefSection | null;

  @Field(() => DataItemKindEnum, {
    nullable: true,
    description: 'What kind of sentence; taken from the item.',
  })
  @IsOptional()
  @IsIn(Object.keys(itemKinds))
  readonly kind?: ItemKind | null;

  @Field(() => DataItemSourceEnum, { nullable: true, description: 'Where it is from; taken from the item.' })
  @IsOptional()
  @IsIn(Object.keys(itemSources))
  readonly source?: ItemSource | null;

  @Field(() => SharingCategoryEnum, { nullable: true, description: 'What it is about; taken from the item.' })
  @IsOptional()
  @IsIn(itemCategories)
  readonly category?: ItemCategory | null;

  @Field(() => String, { nullable: true, description: 'Own words; 3 to 1000 characters.' })
  @IsOptional()
  @Length(3, 1_000)
  readonly text?: string | null;

  @Field(() => ID, { nullable: true, description: 'Item of your unit that it repeats, or was worded from.' })
  @IsOptional()
  @IsUUID()
  readonly itemId?: DataItemId | null;

  @Field(() => String, { nullable: true, description: 'Key of the line on which an opinion rests.' })
  @IsOptional()
  @Length(1, 40)
  readonly restsOn?: string | null;
}

/** Base of inputs about one conference. */
@InputType({ isAbstract: true })
abstract class OfConferenceInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;
}

/** Base of inputs that follow a version. */
@InputType({ isAbstract: true })
abstract class OfVersionInput extends OfConferenceInput {
  @Field(() => Int, { description: 'Version that was read; 0 while there is none.' })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly expectedVersion!: number;
}

/** Base of inputs that disclose. */
@InputType({ isAbstract: true })
abstract class DisclosingInput extends OfVersionInput {
  @Field(() => [String], {
    nullable: true,
    description: 'Conditions you confirm, in the words of the preview.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  readonly confirmedConditions?: string[] | null;

  @Field(() => NecessityReasonEnum, {
    nullable: true,
    description: 'What it is necessary for; where it is asked.',
  })
  @IsOptional()
  @IsIn(Object.keys(NecessityReasonEnum))
  readonly necessity?: NecessityReason | null;

  @Field(() => Boolean, { nullable: true, description: 'You read what the declarations exclude.' })
  @IsOptional()
  @IsBoolean()
  readonly exclusionsConsidered?: boolean | null;
}

/** Input of `writeBrief`. */
@InputType({ description: 'Writes the next version of a brief.' })
export class WriteBriefInput extends OfVersionInput {
  @Field(() => AttributesInput, {
    nullable: true,
    description: 'What a brief without names tells of the person.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => AttributesInput)
  readonly attributes?: AttributesInput | null;

  @Field(() => [BriefLineInput], { description: 'All lines of the version, 1 to 100.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique(({ key }: BriefLineInput) => key)
  @ValidateNested({ each: true })
  @Type(() => BriefLineInput)
  readonly lines!: BriefLineInput[];
}

/** Input of `sendBrief`. */
@InputType({ description: 'Sends a brief to bodies that take part.' })
export class SendBriefInput extends DisclosingInput {
  @Field(() => [ID], { description: 'Bodies, 1 to 16.' })
  @ListOfIds({ min: 1, max: 16 })
  readonly toUnitIds!: UnitId[];
}

/** Input of `writeContribution`. */
@InputType({ description: 'Writes the contribution of your body.' })
export class WriteContributionInput extends DisclosingInput {
  @Field(() => ID, { description: 'Your body.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => String, { description: 'Words, short: 10 to 2000 characters.' })
  @Length(10, 2_000)
  readonly text!: string;

  @Field(() => [SharingCategoryEnum], {
    description: 'What it tells about the person, at most 10; empty in a conference without names.',
  })
  @ListOfCodes(itemCategories, { max: 10 })
  readonly categories!: ItemCategory[];

  @Field(() => [ID], {
    description: 'Further bodies that receive it, at most 16; the convening unit always does.',
  })
  @ListOfIds({ max: 16 })
  readonly toUnitIds!: UnitId[];

  @Field(() => String, {
    nullable: true,
    description:
      'Why the person must not read it beforehand: it would endanger somebody; 10 to 500 characters.',
  })
  @IsOptional()
  @Length(10, 500)
  readonly withholdReason?: string | null;
}

/** Input of `decideWithholding`. */
@InputType({ description: 'Decides whether the person may read a contribution beforehand.' })
export class DecideWithholdingInput extends OfVersionInput {
  @Field(() => ID, { description: 'Your body.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => WithholdingDecisionEnum, { description: 'The decision.' })
  @IsIn(Object.keys(WithholdingDecisionEnum))
  readonly decision!: 'CONFIRMED' | 'REJECTED';
}

/** Input of `releaseBrief`. */
@InputType({ description: 'Releases exactly the version that was checked.' })
export class ReleaseBriefInput extends OfConferenceInput {
  @Field(() => String, { description: 'Hash of the check you read.' })
  @Matches(/^[0-9a-f]{64}$/)
  readonly contentHash!: string;

  @Field(() => [String], { description: 'Keys of hints you looked at and found harmless, at most 500.' })
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(120, { each: true })
  readonly confirmedFindings!: string[];

  @Field(() => RoomAnswerEnum, { description: 'Does a body in the room work with this person?' })
  @IsIn(Object.keys(RoomAnswerEnum))
  readonly room!: 'NO' | 'NOT_RECOGNISABLE' | 'RECOGNISABLE';

  @Field(() => String, {
    nullable: true,
    description: 'Why nobody would recognise them; 10 to 500 characters.',
  })
  @IsOptional()
  @Length(10, 500)
  readonly roomReason?: string | null;
}
