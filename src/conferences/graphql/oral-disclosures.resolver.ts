import { Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import type { ConferenceId, UnitId } from '../../kernel/index.js';
import { CurrentPrincipal, type Principal } from '../../platform/index.js';
import {
  ListOfIds,
  createMutationResult,
  InputArg,
  MutationInput,
  toMutationResult,
} from '../../platform/graphql/index.js';
import { itemCategories, SharingCategoryEnum, type ItemCategory } from '../../sharing/index.js';
import { RegisterOralDisclosures } from '../application/register-oral-disclosures.js';

/** What one body told. */
@InputType({ description: 'What one body told others in a sitting, by category.' })
export class OralDisclosureInput {
  @Field(() => SharingCategoryEnum, { description: 'What it was about.' })
  @IsIn(itemCategories)
  readonly category!: ItemCategory;

  @Field(() => ID, { description: 'Body that told.' })
  @IsUUID()
  readonly fromUnitId!: UnitId;

  @Field(() => [ID], { description: 'Bodies that heard it, 1 to 16.' })
  @ListOfIds({ min: 1, max: 16 })
  readonly toUnitIds!: UnitId[];

  @Field(() => ID, {
    nullable: true,
    description: 'Decision in which it was put down; left out: the common result.',
  })
  @IsOptional()
  @IsUUID()
  readonly decisionId?: string | null;
}

/** Input of `registerOralDisclosures`. */
@InputType({ description: 'Takes down what was said in a sitting.' })
export class RegisterOralDisclosuresInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => [OralDisclosureInput], { description: 'What was said, 1 to 50.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => OralDisclosureInput)
  readonly disclosures!: OralDisclosureInput[];
}

/** What taking down answers. */
@ObjectType({ description: 'What was written into the register.' })
export class RegisterOralDisclosuresPayload {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => Int, { description: 'New lines; what was there already is not written again.' })
  readonly registered!: number;

  @Field(() => [SharingCategoryEnum], { description: 'Categories that nothing permitted to tell.' })
  readonly withoutBasis!: readonly ItemCategory[];
}

export const RegisterOralDisclosuresResult = createMutationResult(
  'RegisterOralDisclosures',
  RegisterOralDisclosuresPayload,
);

/** What is said in a sitting. */
@Resolver()
export class OralDisclosuresResolver {
  constructor(private readonly oral: RegisterOralDisclosures) {}

  @Mutation(() => RegisterOralDisclosuresResult, {
    description: 'The recorder takes down, by category, which body told which others what in the sitting.',
  })
  async registerOralDisclosures(
    @CurrentPrincipal() principal: Principal,
    @InputArg() input: RegisterOralDisclosuresInput,
  ) {
    return toMutationResult(await this.oral.execute(principal, input), (value) => value);
  }
}
