import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { CaseId, UnitId } from '../../kernel/index.js';
import { DateScalar, MutationInput } from '../../platform/graphql/index.js';
import {
  DataItemKindEnum,
  DataItemSourceEnum,
  itemCategories,
  SharingCategoryEnum,
  type ItemKind,
  type ItemSource,
  type SharingCategory,
} from '../../sharing/index.js';
import { COMPARTMENTS, type Compartment } from '../domain/compartment.js';
import * as codes from '../domain/case.js';
import * as enums from './case.enums.js';
import { CompartmentEnum } from './compartment.type.js';

const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Name of a person. */
@InputType({ description: 'One name of the person.' })
export class PersonNameInput implements codes.PersonNameInput {
  @Field(() => enums.NameKindEnum, { description: 'What kind of name it is.' })
  @IsIn(codes.NAME_KINDS)
  readonly kind!: codes.NameKind;

  @Field(() => String, { nullable: true, description: 'Given names, at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  readonly givenNames?: string | null;

  @Field(() => String, { nullable: true, description: 'Family names, at most 200 characters.' })
  @IsOptional()
  @MaxLength(200)
  readonly familyNames?: string | null;

  @Field(() => Boolean, { description: 'The name by which the person wants to be called; exactly one.' })
  @IsBoolean()
  readonly preferred!: boolean;
}

/** Language of a person. */
@InputType({ description: 'A language the person speaks.' })
export class PersonLanguageInput {
  @Field(() => String, { description: 'BCP 47 tag, e.g. `ti`, `ar-SY`.' })
  @Matches(LANGUAGE_TAG, { message: 'Ein Sprachkürzel nach BCP 47 ist nötig, etwa `ti` oder `ar-SY`.' })
  @MaxLength(20)
  readonly language!: string;

  @Field(() => enums.LanguageLevelEnum, { description: 'How well.' })
  @IsIn(codes.LANGUAGE_LEVELS)
  readonly level!: codes.LanguageLevel;

  @Field(() => Boolean, { description: 'Whether talks in German need mediation.' })
  @IsBoolean()
  readonly mediationNeeded!: boolean;
}

/** Person as entered. */
@InputType({ description: 'The person. Origin, religion, status and reasons are not asked.' })
export class PersonInput implements codes.PersonInput {
  @Field(() => [PersonNameInput], { description: 'One to ten names.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => PersonNameInput)
  readonly names!: PersonNameInput[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Birth date as far as known; leave out when unknown.',
  })
  @IsOptional()
  readonly birthDate?: string | null;

  @Field(() => enums.BirthPrecisionEnum, { description: 'How much of it is known.' })
  @IsIn(codes.BIRTH_PRECISIONS)
  readonly birthPrecision!: codes.BirthPrecision;

  @Field(() => [PersonLanguageInput], { description: 'Up to ten languages, each once.' })
  @ArrayUnique((entry: PersonLanguageInput) => entry.language)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => PersonLanguageInput)
  readonly languages!: PersonLanguageInput[];
}

/** Input of `openCase`. */
@InputType({ description: 'Opens a case.' })
export class OpenCaseInput extends MutationInput {
  @Field(() => PersonInput, { description: 'The person.' })
  @ValidateNested()
  @Type(() => PersonInput)
  readonly person!: PersonInput;

  @Field(() => ID, { description: 'Your unit that leads the case.' })
  @IsUUID()
  readonly leadUnitId!: UnitId;

  @Field(() => enums.CaseIntensityEnum, { description: 'How much is to be done.' })
  @IsIn(codes.CASE_INTENSITIES)
  readonly intensity!: codes.CaseIntensity;

  @Field(() => String, {
    nullable: true,
    description: 'What the person comes with, in their words; at most 4,000 characters.',
  })
  @IsOptional()
  @MaxLength(4_000)
  readonly concern?: string | null;

  @Field(() => CompartmentEnum, { nullable: true, description: 'Protects the case; only free bodies may.' })
  @IsOptional()
  @IsIn(COMPARTMENTS)
  readonly compartment?: Compartment | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Version of the notice before intake you have read; needed for units that may have to report.',
  })
  @IsOptional()
  @MaxLength(20)
  readonly intakeNoticeVersion?: string | null;
}

/** Base of inputs about one case. */
@InputType({ isAbstract: true })
abstract class CaseCommandInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;
}

/** Input of `addCaseParticipation`. */
@InputType({ description: 'Lets another unit take part in a case.' })
export class AddCaseParticipationInput extends CaseCommandInput {
  @Field(() => ID, { description: 'The unit that is to take part.' })
  @IsUUID()
  readonly unitId!: UnitId;
}

/** Input of `endCaseParticipation`. */
@InputType({ description: 'Ends the participation of a unit in a case.' })
export class EndCaseParticipationInput extends CaseCommandInput {
  @Field(() => ID, { description: 'The unit that leaves.' })
  @IsUUID()
  readonly unitId!: UnitId;
}

/** Input of `linkPersonAccount`. */
@InputType({ description: 'Gives the person of a case their own access.' })
export class LinkPersonAccountInput extends CaseCommandInput {
  @Field(() => String, { description: 'Subject (`sub`) of the person at the identity provider.' })
  @Length(1, 255)
  @Matches(/^[\x21-\x7e]+$/, {
    message: 'Nur sichtbare ASCII-Zeichen sind erlaubt, keine Leerzeichen und Umlaute.',
  })
  readonly subject!: string;
}

/** Answer as entered. */
@InputType({ description: 'An answer of the entry interview.' })
export class InterviewAnswerInput {
  @Field(() => enums.InterviewQuestionEnum, { description: 'Which question.' })
  @IsIn(codes.INTERVIEW_QUESTIONS)
  readonly question!: codes.InterviewQuestion;

  @Field(() => String, { description: 'In the words and language of the person; at most 4,000 characters.' })
  @Length(1, 4_000)
  readonly original!: string;

  @Field(() => String, { nullable: true, description: 'German translation; at most 4,000 characters.' })
  @IsOptional()
  @MaxLength(4_000)
  readonly translation?: string | null;

  @Field(() => enums.LifeAreaEnum, { nullable: true, description: 'Life area it is about.' })
  @IsOptional()
  @IsIn(codes.LIFE_AREAS)
  readonly lifeArea?: codes.LifeArea | null;

  @Field(() => enums.QuotabilityEnum, { description: 'Whether it may be quoted.' })
  @IsIn(codes.QUOTABILITIES)
  readonly quotable!: codes.Quotability;
}

/** Input of `recordEntryInterview`. */
@InputType({ description: 'Records an entry interview with all three questions.' })
export class RecordEntryInterviewInput extends CaseCommandInput {
  @Field(() => DateScalar, { description: 'Day of the interview, today or earlier.' })
  @Allow()
  readonly heldOn!: string;

  @Field(() => String, { description: 'Language of the talk, BCP 47.' })
  @Matches(LANGUAGE_TAG, { message: 'Ein Sprachkürzel nach BCP 47 ist nötig, etwa `ti` oder `ar-SY`.' })
  @MaxLength(20)
  readonly language!: string;

  @Field(() => enums.MediationLevelEnum, { nullable: true, description: 'Language mediation, if any.' })
  @IsOptional()
  @IsIn(codes.MEDIATION_LEVELS)
  readonly mediationLevel?: codes.MediationLevel | null;

  @Field(() => Boolean, { description: 'The person agrees to its use for their own case.' })
  @IsBoolean()
  readonly useForOwnCase!: boolean;

  @Field(() => Boolean, { description: 'The person agrees to its anonymised use for case analysis.' })
  @IsBoolean()
  readonly useAnonymised!: boolean;

  @Field(() => [InterviewAnswerInput], { description: 'Answers, at least one to each question, at most 50.' })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => InterviewAnswerInput)
  readonly answers!: InterviewAnswerInput[];
}

/** Input of `recordLifeAreaEntry`. */
@InputType({ description: 'Records a need or resource of the person.' })
export class RecordLifeAreaEntryInput extends CaseCommandInput {
  @Field(() => ID, { description: 'Your unit that records it and becomes responsible for it.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => enums.LifeAreaEntryKindEnum, { description: 'Need or resource.' })
  @IsIn(['NEED', 'RESOURCE'])
  readonly kind!: 'NEED' | 'RESOURCE';

  @Field(() => enums.LifeAreaEnum, { description: 'Life area.' })
  @IsIn(codes.LIFE_AREAS)
  readonly lifeArea!: codes.LifeArea;

  @Field(() => String, { description: 'What it is; at most 4,000 characters.' })
  @Length(1, 4_000)
  readonly text!: string;

  @Field(() => DataItemKindEnum, { description: 'What kind of sentence it is.' })
  @IsIn(Object.keys(DataItemKindEnum))
  readonly statement!: ItemKind;

  @Field(() => DataItemSourceEnum, { defaultValue: 'PERSON', description: 'Where you have it from.' })
  @IsIn(Object.keys(DataItemSourceEnum))
  readonly source: ItemSource = 'PERSON';

  @Field(() => SharingCategoryEnum, { description: 'Data category, decides who could ever learn it.' })
  @IsIn(itemCategories)
  readonly category!: SharingCategory;

  @Field(() => Int, { nullable: true, description: 'Importance to the person, 1 to 5.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  readonly priority?: number | null;
}
