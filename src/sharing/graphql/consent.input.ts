import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { CaseId, ConsentId, UnitId } from '../../kernel/index.js';
import { DateScalar, MutationInput } from '../../platform/graphql/index.js';
import {
  itemCategories,
  sharingPurposeCodes,
  type SharingCategory,
  type SharingPurpose,
} from '../domain/index.js';
import * as enums from './consent.type.js';

/** Input of `offerConsent`. */
@InputType({ description: 'Puts a declaration before the person.' })
export class OfferConsentInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => enums.ConsentKindEnum, { description: 'Consent or release.' })
  @IsIn(Object.keys(enums.ConsentKindEnum))
  readonly kind!: 'CONSENT' | 'CONFIDENTIALITY_RELEASE';

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

  @Field(() => [enums.SharingCategoryEnum], { description: 'Categories it covers, 1 to 10.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsIn(itemCategories, { each: true })
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

  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  @Allow()
  readonly validFrom!: string;

  @Field(() => DateScalar, { description: 'Last day on which it holds.' })
  @Allow()
  readonly validUntil!: string;

  @Field(() => String, { description: 'Language of the text that is shown, BCP 47.' })
  @Matches(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  readonly language!: string;

  @Field(() => Boolean, {
    description: 'The person was warned that a public recipient may have to report (§ 87 AufenthG).',
  })
  @IsBoolean()
  readonly section87Warned!: boolean;
}

/** Evidence of a grant. */
@InputType({ description: 'How the declaration was explained and given.' })
export class ConsentEvidenceInput {
  @Field(() => enums.ConsentFormEnum, { description: 'How it was given.' })
  @IsIn(Object.keys(enums.ConsentFormEnum))
  readonly form!: 'PAPER' | 'ELECTRONIC' | 'WITNESSED_ORAL';

  @Field(() => String, {
    description: 'How it was explained: talk, audio, picture sheet; 3 to 500 characters.',
  })
  @Length(3, 500)
  readonly explainedHow!: string;

  @Field(() => Boolean, {
    description: 'The person said in their own words what they agree to «Rückfrage zum Verstehen».',
  })
  @IsBoolean()
  readonly teachBack!: boolean;

  @Field(() => String, { nullable: true, description: 'Language mediation: LAY, QUALIFIED or SWORN.' })
  @IsOptional()
  @IsIn(['LAY', 'QUALIFIED', 'SWORN'])
  readonly mediationLevel: 'LAY' | 'QUALIFIED' | 'SWORN' | null = null;

  @Field(() => Boolean, { description: 'A copy was handed over.' })
  @IsBoolean()
  readonly copyHandedOver!: boolean;
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
