import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
  Allow,
} from 'class-validator';
import type { CaseId, UnitId } from '../../../kernel/index.js';
import { DateScalar, MutationInput } from '../../../platform/graphql/index.js';
import { briefRules } from '../application/brief-rules.js';

const { attributes } = briefRules;

/** Coarse attributes. */
@InputType({
  description: 'Coarse attributes by their codes, see `anonymityAttributes`; left out is not revealed.',
})
export class AttributesInput {
  @Field(() => String, { nullable: true, description: 'Group of ages.' })
  @IsOptional()
  @IsIn(Object.keys(attributes.ageBand))
  readonly ageBand?: string | null;

  @Field(() => String, { nullable: true, description: 'Region of origin.' })
  @IsOptional()
  @IsIn(Object.keys(attributes.originRegion))
  readonly originRegion?: string | null;

  @Field(() => String, { nullable: true, description: 'Family.' })
  @IsOptional()
  @IsIn(Object.keys(attributes.family))
  readonly family?: string | null;

  @Field(() => String, { nullable: true, description: 'Group of residence titles.' })
  @IsOptional()
  @IsIn(Object.keys(attributes.titleGroup))
  readonly titleGroup?: string | null;

  @Field(() => String, { nullable: true, description: 'Kind of municipality.' })
  @IsOptional()
  @IsIn(Object.keys(attributes.municipalityType))
  readonly municipalityType?: string | null;
}

/** Input of `recordCaseProfile`. */
@InputType({ description: 'Records as what a case counts when it is asked how many share attributes.' })
export class RecordCaseProfileInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => AttributesInput, { description: 'Its attributes.' })
  @ValidateNested()
  @Type(() => AttributesInput)
  readonly attributes!: AttributesInput;
}

/** Input of `setAnonymityThreshold`. */
@InputType({ description: 'Decides the thresholds of anonymity for the region.' })
export class SetAnonymityThresholdInput extends MutationInput {
  @Field(() => ID, { description: 'Your unit.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => Int, { description: 'How many cases have to share what is revealed.' })
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly k!: number;

  @Field(() => Int, { description: 'Residents from which a nationality may be named.' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly minResidents!: number;

  @Field(() => String, { description: 'Why; 10 to 500 characters.' })
  @Length(10, 500)
  readonly reason!: string;
}

/** Count of one nationality. */
@InputType({ description: 'Residents of one nationality.' })
export class NationalityCountInput {
  @Field(() => String, { description: 'ISO 3166-1, two letters.' })
  @Matches(/^[A-Z]{2}$/)
  readonly nationality!: string;

  @Field(() => Int, { description: 'Residents.' })
  @IsInt()
  @Min(0)
  @Max(100_000_000)
  readonly residents!: number;
}

/** Input of `setNationalityResidents`. */
@InputType({ description: 'Enters counts of an official statistic.' })
export class SetNationalityResidentsInput extends MutationInput {
  @Field(() => ID, { description: 'Your unit.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => [NationalityCountInput], { description: 'Counts, 1 to 250.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => NationalityCountInput)
  readonly counts!: NationalityCountInput[];

  @Field(() => DateScalar, { description: 'Day of the statistic.' })
  @Allow()
  readonly asOf!: string;

  @Field(() => String, { description: 'Which statistic; 3 to 200 characters.' })
  @Length(3, 200)
  readonly source!: string;
}
