import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsOptional, IsUUID, Length } from 'class-validator';
import type { DataRegime } from '../../directory/index.js';
import type { CaseId, DataItemId, UnitId } from '../../kernel/index.js';
import { ConnectionArgs, MutationInput } from '../../platform/graphql/index.js';
import {
  itemCategories,
  type Entruster,
  type ItemKind,
  type ItemSource,
  type SecrecyOrigin,
  type SharingCategory,
} from '../domain/index.js';
import { SharingCategoryEnum } from './consent.type.js';
import * as enums from './sharing.enums.js';

/** Arguments of lists of one case. */
@ArgsType()
export class OfCaseArgs extends ConnectionArgs {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;
}

/** Input of `recordDataItem`. */
@InputType({ description: 'Records an item of data; nobody else sees it until it is disclosed.' })
export class RecordDataItemInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'Your unit that records it and is its controller.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => SharingCategoryEnum, { description: 'What it is about.' })
  @IsIn(itemCategories)
  readonly category!: SharingCategory;

  @Field(() => enums.DataItemKindEnum, { description: 'What kind of sentence it is.' })
  @IsIn(Object.keys(enums.DataItemKindEnum))
  readonly kind!: ItemKind;

  @Field(() => enums.DataItemSourceEnum, { description: 'Where you have it from.' })
  @IsIn(Object.keys(enums.DataItemSourceEnum))
  readonly source!: ItemSource;

  @Field(() => String, { description: 'What it says; 1 to 4000 characters.' })
  @Length(1, 4_000)
  readonly text!: string;

  @Field(() => enums.DataRegimeEnum, {
    nullable: true,
    description: 'Law; that of your organisation if left out.',
  })
  @IsOptional()
  @IsIn(Object.keys(enums.DataRegimeEnum))
  readonly regime?: DataRegime | null;

  @Field(() => enums.SecrecyOriginEnum, { nullable: true, description: 'Secrecy it brought along, if any.' })
  @IsOptional()
  @IsIn(Object.keys(enums.SecrecyOriginEnum))
  readonly secrecyOrigin?: SecrecyOrigin | null;

  @Field(() => enums.EntrusterEnum, {
    nullable: true,
    description: 'Who entrusted it; only for what was entrusted.',
  })
  @IsOptional()
  @IsIn(Object.keys(enums.EntrusterEnum))
  readonly entrustedBy?: Entruster | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Nothing secret came along. What another body told needs this, its secrecy, or the item you had it from.',
  })
  @IsOptional()
  @IsBoolean()
  readonly carriedNoSecrecy?: boolean | null;

  @Field(() => ID, { nullable: true, description: 'Item disclosed to you from which you record it.' })
  @IsOptional()
  @IsUUID()
  readonly originItemId?: DataItemId | null;
}

/** Input of `correctDataItem`. */
@InputType({ description: 'Replaces an item by a corrected one, for everybody who holds it.' })
export class CorrectDataItemInput extends MutationInput {
  @Field(() => ID, { description: 'The item of your unit that is wrong.' })
  @IsUUID()
  readonly itemId!: DataItemId;

  @Field(() => String, { description: 'What is right; 1 to 4000 characters.' })
  @Length(1, 4_000)
  readonly text!: string;

  @Field(() => enums.DataItemKindEnum, { description: 'What kind of sentence it is.' })
  @IsIn(Object.keys(enums.DataItemKindEnum))
  readonly kind!: ItemKind;

  @Field(() => enums.DataItemSourceEnum, { description: 'Where you have it from.' })
  @IsIn(Object.keys(enums.DataItemSourceEnum))
  readonly source!: ItemSource;

  @Field(() => Boolean, { nullable: true, description: 'Nothing secret came along; left out: as before.' })
  @IsOptional()
  @IsBoolean()
  readonly carriedNoSecrecy?: boolean | null;
}

/** Input of `disputeDataItem`. */
@InputType({ description: 'Says that an item is wrong.' })
export class DisputeDataItemInput extends MutationInput {
  @Field(() => ID, { description: 'The item.' })
  @IsUUID()
  readonly itemId!: DataItemId;

  @Field(() => String, { description: 'What is wrong, in the words of the person; 1 to 2000 characters.' })
  @Length(1, 2_000)
  readonly text!: string;
}

/** Input of `releaseEntrustedItem`. */
@InputType({ description: 'Lets the person read what somebody else entrusted about them.' })
export class ReleaseEntrustedItemInput extends MutationInput {
  @Field(() => ID, { description: 'The item; it was entrusted to you.' })
  @IsUUID()
  readonly itemId!: DataItemId;

  @Field(() => String, {
    description: 'Why the interest of the person weighs more than the trust; 10 to 1000 characters.',
  })
  @Length(10, 1_000)
  readonly reason!: string;
}
