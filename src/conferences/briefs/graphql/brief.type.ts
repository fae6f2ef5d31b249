import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
} from '../../../platform/graphql/index.js';
import {
  DataItemKindEnum,
  DataItemSourceEnum,
  SharingCategoryEnum,
  type ItemCategory,
  type ItemKind,
  type ItemSource,
} from '../../../sharing/index.js';
import type { BriefSection } from '../domain/brief.js';
import type { Withholding } from '../domain/contribution.js';
import type { ThirdPersonCode } from '../domain/third-persons.js';

export const ThirdPersonCodeEnum = describedEnum<ThirdPersonCode>(
  'ThirdPersonCode',
  'Why a line may say more about others than is needed.',
  {
    THIRD_PERSON_NAMED: 'Somebody else is named',
    THIRD_PERSON_MENTIONED: 'Somebody else is mentioned in another category',
    THIRD_PERSON_DATA: 'It is about third persons «Daten Dritter»',
  },
);

export const WithholdingEnum = describedEnum<Withholding>(
  'ContributionWithholding',
  'Whether the person may read a contribution beforehand.',
  {
    NONE: 'They may; nobody asked otherwise',
    OPEN: 'Withheld until a second person has decided',
    CONFIRMED: 'Withheld, a second person confirmed «vorenthalten»',
    REJECTED: 'They may; a second person decided so',
  },
);

/** Line of a brief. */
@ObjectType({ description: 'A line of a brief, as you may know it.' })
export class CaseBriefLine {
  @Field(() => ID, { description: 'Identifier; it stays as long as the line is not changed.' })
  readonly id!: string;

  @Field(() => Int, { description: 'Section, 3 to 10.' })
  readonly section!: BriefSection;

  @Field(() => DataItemKindEnum, { description: 'What kind of sentence it is.' })
  readonly kind!: ItemKind;

  @Field(() => DataItemSourceEnum, { description: 'Where it is from.' })
  readonly source!: ItemSource;

  @Field(() => SharingCategoryEnum, { description: 'What it is about.' })
  readonly category!: ItemCategory;

  @Field(() => String, {
    nullable: true,
    description: 'Words; null when the item is not for you, and once the person was erased.',
  })
  readonly text!: string | null;

  @Field(() => ID, { nullable: true, description: 'Line on which an opinion rests.' })
  readonly restsOnId!: string | null;
}

/** Warning about third persons. */
@ObjectType({ description: 'A line that may say more about others than is needed; nothing is refused.' })
export class ThirdPersonWarning {
  @Field(() => ID, { description: 'The line.' })
  readonly lineId!: string;

  @Field(() => ThirdPersonCodeEnum, { description: 'Why.' })
  readonly code!: ThirdPersonCode;

  @Field(() => String, { description: 'What to do, German.' })
  readonly message!: string;
}

/** Brief. */
@ObjectType({
  description: 'Preparation sheet of a conference «Falldarstellung», as far as you may know it.',
})
export class CaseBrief {
  readonly authorId!: StaffId;

  @Field(() => Int, { description: 'Version; every edit is one.' })
  readonly version!: number;

  @Field(() => DateTimeScalar, { description: 'When this version was written.' })
  readonly writtenAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent; null while it was not.' })
  readonly sentAt!: Date | null;

  @Field(() => [CaseBriefLine], { description: 'Lines in their order; what is not for you is not there.' })
  readonly lines!: readonly CaseBriefLine[];

  @Field(() => [String], {
    description: 'What a brief without names tells of the person, German; for the convening unit.',
  })
  readonly attributes!: readonly string[];

  @Field(() => [ThirdPersonWarning], { description: 'Warnings, for the convening unit.' })
  readonly warnings!: readonly ThirdPersonWarning[];
}

/** What a body would get. */
@ObjectType({ description: 'One line with what the law says about telling it to the body now.' })
export class BriefLinePreview {
  @Field(() => ID, { description: 'The line.' })
  readonly lineId!: string;

  @Field(() => Boolean, { description: 'Whether the body gets it.' })
  readonly permitted!: boolean;

  @Field(() => String, { description: 'Why, German.' })
  readonly sentence!: string;

  @Field(() => [String], { description: 'Conditions to confirm.' })
  readonly conditions!: readonly string[];

  @Field(() => [String], { description: 'What declarations exclude, in the words of the person.' })
  readonly exclusions!: readonly string[];
}

/** Contribution. */
@ObjectType({ description: 'Short written contribution of a body «Beitrag», as far as you may know it.' })
export class ConferenceContribution {
  readonly unitId!: UnitId;

  @Field(() => Int, { description: 'Version; the last one counts.' })
  readonly version!: number;

  @Field(() => [SharingCategoryEnum], { description: 'What it tells about the person.' })
  readonly categories!: readonly ItemCategory[];

  @Field(() => String, { nullable: true, description: 'Words; null once the person was erased.' })
  readonly text!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  readonly writtenAt!: Date;

  @Field(() => Boolean, { description: 'After the last day for it.' })
  readonly isLate!: boolean;

  @Field(() => WithholdingEnum, {
    nullable: true,
    description: 'Whether it is kept from the person; null for them.',
  })
  readonly withholding!: Withholding | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the person is not to read it; for the body itself.',
  })
  readonly withholdReason!: string | null;
}

/** What commands on briefs and contributions answer. */
@ObjectType({ description: 'Where it was written.' })
export class BriefWrittenPayload {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => Int, { description: 'The new version.' })
  readonly version!: number;
}

/** What sending answers. */
@ObjectType({ description: 'What was sent.' })
export class BriefSentPayload {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => Int, { description: 'New lines of the register of disclosures.' })
  readonly told!: number;
}

/** What a decision about a contribution answers. */
@ObjectType({ description: 'What was decided about.' })
export class BriefStepPayload {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;
}

/** Brief without names. */
@ObjectType({ description: 'Line of a released brief without names.' })
export class AnonymisedBriefLine {
  @Field(() => Int, { description: 'Section, 3 to 10.' })
  readonly section!: BriefSection;

  @Field(() => DataItemKindEnum, { description: 'What kind of sentence it is.' })
  readonly kind!: ItemKind;

  @Field(() => String, { description: 'Words.' })
  readonly text!: string;
}

/** Released brief without names, without its lines. */
@ObjectType({ description: 'Released brief without names; its number leads to nothing else.' })
export class AnonymisedBriefHead {
  @Field(() => String, { description: 'Own random number.' })
  readonly number!: string;

  @Field(() => DateScalar, { description: 'Day of the release.' })
  readonly releasedOn!: string;

  @Field(() => [String], { description: 'What it tells of the person in general, German.' })
  readonly attributes!: readonly string[];
}

/** The same with its lines. */
@ObjectType({ description: 'Released brief without names, with its lines.' })
export class AnonymisedBrief extends AnonymisedBriefHead {
  @Field(() => [AnonymisedBriefLine], { description: 'Lines by section.' })
  readonly lines!: readonly AnonymisedBriefLine[];
}

export const WriteBriefResult = createMutationResult('WriteBrief', BriefWrittenPayload);
export const SendBriefResult = createMutationResult('SendBrief', BriefSentPayload);
export const WriteContributionResult = createMutationResult('WriteContribution', BriefWrittenPayload);
export const DecideWithholdingResult = createMutationResult('DecideWithholding', BriefStepPayload);
export const ReleaseBriefResult = createMutationResult('ReleaseBrief', BriefStepPayload);
