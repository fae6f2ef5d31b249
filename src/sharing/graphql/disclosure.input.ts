import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { CaseId, DataItemId, DisclosureId, UnitId } from '../../kernel/index.js';
import { ListOfCodes, ListOfIds, MutationInput } from '../../platform/graphql/index.js';
import {
  itemCategories,
  sharingPurposeCodes,
  type BasisAnswer,
  type DisclosureChannel,
  type NecessityReason,
  type SharingCategory,
  type SharingPurpose,
} from '../domain/index.js';
import { SharingCategoryEnum, SharingPurposeEnum } from './consent.type.js';
import * as enums from './sharing.enums.js';

/** Input of `disclosurePreview`. */
@InputType({ description: 'What is thought of disclosing to whom and for what.' })
export class DisclosurePreviewInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'Unit that would receive.' })
  @IsUUID()
  readonly toUnitId!: UnitId;

  @Field(() => SharingPurposeEnum, { description: 'The one purpose.' })
  @IsIn(sharingPurposeCodes)
  readonly purpose!: SharingPurpose;

  @Field(() => [ID], { description: 'Items of your unit, 1 to 100.' })
  @ListOfIds({ min: 1, max: 100 })
  readonly itemIds!: DataItemId[];
}

/** Answer to one item. */
@InputType({ description: 'Deliberate answer to one item of the preview.' })
export class ItemDecisionInput {
  @Field(() => ID, { description: 'The item.' })
  @IsUUID()
  readonly itemId!: DataItemId;

  @Field(() => enums.ItemDecisionEnum, { description: 'Disclosed or withheld.' })
  @IsIn(Object.keys(enums.ItemDecisionEnum))
  readonly decision!: 'APPROVED' | 'WITHHELD';
}

/** Input of `discloseItems`. */
@InputType({ description: 'Discloses items, all that are approved or none.' })
export class DiscloseItemsInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'Unit that receives.' })
  @IsUUID()
  readonly toUnitId!: UnitId;

  @Field(() => String, { description: 'Function at the recipient that receives; 3 to 200 characters.' })
  @Length(3, 200)
  readonly recipientFunction!: string;

  @Field(() => SharingPurposeEnum, { description: 'The one purpose.' })
  @IsIn(sharingPurposeCodes)
  readonly purpose!: SharingPurpose;

  @Field(() => [String], {
    nullable: true,
    description: 'Conditions you confirm, in the words of the preview; all of them must be.',
  })
  @IsOptional()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  readonly confirmedConditions?: string[] | null;

  @Field(() => enums.NecessityReasonEnum, {
    nullable: true,
    description: 'What it is necessary for; where a condition asks for it.',
  })
  @IsOptional()
  @IsIn(Object.keys(enums.NecessityReasonEnum))
  readonly necessity?: NecessityReason | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'You read what the declarations exclude, and what you approve does not belong to it.',
  })
  @IsOptional()
  @IsBoolean()
  readonly exclusionsConsidered?: boolean | null;

  @Field(() => [ItemDecisionInput], { description: 'Each item with its answer, 1 to 100.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique(({ itemId }: ItemDecisionInput) => itemId)
  @ValidateNested({ each: true })
  @Type(() => ItemDecisionInput)
  readonly items!: ItemDecisionInput[];
}

/** Input of `registerDisclosure`. */
@InputType({ description: 'Registers by category what was told outside of this system.' })
export class RegisterDisclosureInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'Your unit that told.' })
  @IsUUID()
  readonly fromUnitId!: UnitId;

  @Field(() => ID, { description: 'Unit that was told.' })
  @IsUUID()
  readonly toUnitId!: UnitId;

  @Field(() => String, { description: 'Function at the recipient that was told; 3 to 200 characters.' })
  @Length(3, 200)
  readonly recipientFunction!: string;

  @Field(() => SharingPurposeEnum, { description: 'What for.' })
  @IsIn(sharingPurposeCodes)
  readonly purpose!: SharingPurpose;

  @Field(() => enums.OutsideChannelEnum, { description: 'On which way.' })
  @IsIn(Object.keys(enums.OutsideChannelEnum))
  readonly channel!: Exclude<DisclosureChannel, 'SYSTEM'>;

  @Field(() => [SharingCategoryEnum], { description: 'What it was about, 1 to 15.' })
  @ListOfCodes(itemCategories, { min: 1, max: 15 })
  readonly categories!: SharingCategory[];
}

/** Input of `answerEndedBasis`. */
@InputType({ description: 'What your unit did with data whose basis ended.' })
export class AnswerEndedBasisInput extends MutationInput {
  @Field(() => [ID], { description: 'Disclosures to your unit, 1 to 100.' })
  @ListOfIds({ min: 1, max: 100 })
  readonly disclosureIds!: DisclosureId[];

  @Field(() => enums.BasisAnswerEnum, { description: 'What was done.' })
  @IsIn(Object.keys(enums.BasisAnswerEnum))
  readonly answer!: BasisAnswer;

  @Field(() => String, {
    nullable: true,
    description: 'Norm, where data is kept on an own basis; 3 to 200 characters.',
  })
  @IsOptional()
  @Length(3, 200)
  readonly norm?: string | null;
}
