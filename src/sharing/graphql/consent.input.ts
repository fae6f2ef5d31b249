import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  Allow,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { CaseId, ConsentId, DataItemId, UnitId } from '../../kernel/index.js';
import { ListOfCodes, ListOfIds, DateScalar, MutationInput } from '../../platform/graphql/index.js';
import {
  itemCategories,
  sharingPurposeCodes,
  type ConsentGiver,
  type ConsentNotice,
  type SharingCategory,
  type SharingPurpose,
} from '../domain/index.js';
import { ConsentEvidenceInput } from './consent-evidence.input.js';
import * as record from './consent-record.type.js';
import * as enums from './consent.type.js';
import { ConsentGiverEnum } from './sharing.enums.js';

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const HASH = /^[0-9a-f]{64}$/;
const VERSION = /^[0-9-]{6,20}$/;
const LANGUAGE_FORM = { message: 'Ein Sprachkürzel nach BCP 47 ist nötig, etwa `ti` oder `ar-SY`.' };
const HASH_FORM = {
  message: 'Eine Prüfsumme aus 64 Zeichen (0–9, a–f) ist nötig, wie `consentText` sie nennt.',
};
const VERSION_FORM = { message: 'Eine Textfassung ist nötig, wie `consentText` sie nennt.' };

/** Input of `offerConsent`. */
@InputType({ description: 'Puts a declaration before the person.' })
export class OfferConsentInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => enums.ConsentKindEnum, { description: 'Consent or release.' })
  @IsIn(Object.keys(enums.ConsentKindEnum))
  readonly kind!: 'CONSENT' | 'CONFIDENTIALITY_RELEASE';

  @Field(() => ConsentGiverEnum, {
    nullable: true,
    description: 'Who declares; left out: the person. What somebody else entrusted only they can open.',
  })
  @IsOptional()
  @IsIn(Object.keys(ConsentGiverEnum))
  readonly givenBy?: ConsentGiver | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Entrusted item it is about, and nothing else; mandatory for who entrusted it and is not the person.',
  })
  @IsOptional()
  @IsUUID()
  readonly entrustedItemId?: DataItemId | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Items of your unit it is to open, up to 100; what they brought along from other bodies decides what is needed.',
  })
  @IsOptional()
  @ListOfIds({ max: 100 })
  readonly itemIds?: DataItemId[] | null;

  @Field(() => ID, { description: 'Your unit that would disclose.' })
  @IsUUID()
  readonly discloserUnitId!: UnitId;

  @Field(() => ID, {
    description: 'Unit that would receive; exactly one, “all authorities” is not possible.',
  })
  @IsUUID()
  readonly recipientUnitId!: UnitId;

  @Field(() => String, { description: 'Function at the recipient that receives; 3 to 200 characters.' })
  @Length(3, 200)
  readonly recipientFunction!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who is released, by name or function; mandatory for releases; up to 200 characters.',
  })
  @IsOptional()
  @MaxLength(200)
  readonly secretBearer?: string | null;

  @Field(() => [enums.SharingCategoryEnum], { description: 'Categories it covers, 1 to 10.' })
  @ListOfCodes(itemCategories, { min: 1, max: 10 })
  readonly categories!: SharingCategory[];

  @Field(() => String, { nullable: true, description: 'What it does not cover, in the words of the person.' })
  @IsOptional()
  @MaxLength(1_000)
  readonly exclusions?: string | null;

  @Field(() => enums.SharingPurposeEnum, { description: 'The one purpose.' })
  @IsIn(sharingPurposeCodes)
  readonly purpose!: SharingPurpose;

  @Field(() => enums.ConsentRecurrenceEnum, { description: 'Once or repeatedly.' })
  @IsIn(Object.keys(enums.ConsentRecurrenceEnum))
  readonly recurrence!: 'SINGLE' | 'RECURRING';

  @Field(() => DateScalar, { nullable: true, description: 'First day on which it holds; left out: today.' })
  @Allow()
  readonly validFrom?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day on which it holds; left out: the latest that is permitted.',
  })
  @Allow()
  readonly validUntil?: string | null;

  @Field(() => [record.ConsentNoticeEnum], { description: 'What the person was told.' })
  @ListOfCodes(Object.keys(record.ConsentNoticeEnum), { max: 10 })
  readonly notices!: ConsentNotice[];

  @Field(() => String, { description: 'Language of the text that was shown, BCP 47.' })
  @Matches(LANGUAGE, LANGUAGE_FORM)
  readonly language!: string;

  @Field(() => String, { description: 'Version of the text that was shown, as `consentText` answers it.' })
  @Matches(VERSION, VERSION_FORM)
  readonly textVersion!: string;

  @Field(() => String, { description: 'Hash of the text that was shown, as `consentText` answers it.' })
  @Matches(HASH, HASH_FORM)
  readonly textHash!: string;

  @Field(() => Boolean, {
    description: 'The person was warned that a public recipient may have to report (§ 87 AufenthG).',
  })
  @IsBoolean()
  readonly section87Warned!: boolean;
}

/** Input of `refuseConsent`; base of the other answers. */
@InputType({ description: 'Refuses a declaration. No reason is asked.' })
export class RefuseConsentInput extends MutationInput {
  @Field(() => ID, { description: 'The consent or release.' })
  @IsUUID()
  readonly consentId!: ConsentId;
}

/** Input of `grantConsent`. */
@InputType({ description: 'Grants a declaration.' })
export class GrantConsentInput extends RefuseConsentInput {
  @Field(() => ConsentEvidenceInput, { description: 'How it was explained and given.' })
  @ValidateNested()
  @Type(() => ConsentEvidenceInput)
  readonly evidence!: ConsentEvidenceInput;
}

/** Input of `revokeConsent`. */
@InputType({ description: 'Revokes a declaration. No reason is asked.' })
export class RevokeConsentInput extends RefuseConsentInput {
  @Field(() => enums.AnswerChannelEnum, { description: 'How the revocation reached us.' })
  @IsIn(Object.keys(enums.AnswerChannelEnum))
  readonly channel!: 'PORTAL' | 'ORAL' | 'LETTER' | 'STAFF';
}

/** Input of `deferConsent`. */
@InputType({ description: 'Puts the answer off. No reason is asked.' })
export class DeferConsentInput extends RefuseConsentInput {}

/** Input of `confirmConsent`. */
@InputType({ description: 'Confirms what staff recorded.' })
export class ConfirmConsentInput extends RefuseConsentInput {}

/** Input of `explainConsent`. */
@InputType({ description: 'Explains again what was put off.' })
export class ExplainConsentInput extends RefuseConsentInput {
  @Field(() => String, { description: 'Language of the text that was shown, BCP 47.' })
  @Matches(LANGUAGE, LANGUAGE_FORM)
  readonly language!: string;

  @Field(() => String, { description: 'Version of the text that was shown.' })
  @Matches(VERSION, VERSION_FORM)
  readonly textVersion!: string;

  @Field(() => String, { description: 'Hash of the text that was shown.' })
  @Matches(HASH, HASH_FORM)
  readonly textHash!: string;
}

/** Input of `limitConsent`. */
@InputType({ description: 'Narrows a declaration: less, shorter, or with further exclusions.' })
export class LimitConsentInput extends RefuseConsentInput {
  @Field(() => [enums.SharingCategoryEnum], {
    nullable: true,
    description: 'Categories that remain; left out: as before.',
  })
  @IsOptional()
  @ListOfCodes(itemCategories, { min: 1, max: 10 })
  readonly categories?: SharingCategory[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Earlier last day; left out: as before.' })
  @Allow()
  readonly validUntil?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it does not cover any more, in the words of the person.',
  })
  @IsOptional()
  @MaxLength(1_000)
  readonly exclusions?: string | null;
}

/** Input of `withdrawConsentOffer`. */
@InputType({ description: 'Takes back what the person has not answered.' })
export class WithdrawConsentOfferInput extends RefuseConsentInput {}

/** Input of `endConsent`. */
@InputType({ description: 'Ends a declaration whose ground is gone.' })
export class EndConsentInput extends RefuseConsentInput {
  @Field(() => enums.ConsentEndGroundEnum, { description: 'What changed.' })
  @IsIn(Object.keys(enums.ConsentEndGroundEnum))
  readonly ground!: 'RECIPIENT_FUNCTION_CHANGED' | 'PURPOSE_CHANGED';
}
