import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { LIFE_AREAS, LifeAreaEnum, type LifeArea } from '../../cases/index.js';
import { OrganisationTypeCode, orgTypeCodes, type OrgTypeCode } from '../../directory/index.js';
import type { FindingId, ProgrammeId, ThemeId, UnitId } from '../../kernel/index.js';
import {
  ListOfCodes,
  ConnectionArgs,
  createConnection,
  createMutationResult,
  MutationInput,
  UserFacingError,
} from '../../platform/graphql/index.js';
import type { AnonymisationHint } from '../../sharing/index.js';
import {
  FINDING_KINDS,
  FINDING_ORIGINS,
  type FindingKind,
  type FindingOriginKind,
  type FindingOriginRef,
} from '../domain/finding.js';
import { AnonymisationHintEnum, FindingKindEnum, FindingOriginKindEnum } from './structure.enums.js';

/** Where a finding comes from. */
@ObjectType({ description: 'Where a finding comes from; for members of the origin unit only.' })
export class FindingOrigin {
  readonly unitId!: UnitId;

  @Field(() => ID, { nullable: true, description: 'Case, conference or interview; null for a free report.' })
  readonly id!: string | null;
}

/** Finding. */
@ObjectType({ description: 'What cases teach about the structure, anonymised «Erkenntnis».' })
export class Finding {
  readonly programmeId!: ProgrammeId | null;

  @Field(() => ID, { description: 'Identifier; says nothing about the time.' })
  readonly id!: FindingId;

  @Field(() => String, { description: 'Anonymised text.' })
  readonly text!: string;

  @Field(() => FindingKindEnum, { description: 'What kind of finding it is.' })
  readonly kind!: FindingKind;

  @Field(() => LifeAreaEnum, {
    nullable: true,
    description: 'Life area it is about; null only for what the platform reported by itself.',
  })
  readonly lifeArea!: LifeArea | null;

  @Field(() => [OrganisationTypeCode], { description: 'Bodies concerned, as types.' })
  readonly bodyTypes!: readonly OrgTypeCode[];

  @Field(() => Int, { description: 'How grave, 1 to 3.' })
  readonly severity!: number;

  @Field(() => String, {
    description: 'Quarter of the report, e.g. `2026-Q4`; no finer date is kept with it.',
  })
  readonly quarter!: string;

  @Field(() => FindingOriginKindEnum, { description: 'From what it was learnt.' })
  readonly originKind!: FindingOriginKind;

  @Field(() => Boolean, {
    description: 'Released by a second person; before that only the origin unit and the coordination see it.',
  })
  readonly released!: boolean;

  @Field(() => FindingOrigin, {
    nullable: true,
    description: 'Origin; null for everybody outside the origin unit.',
  })
  readonly origin!: FindingOrigin | null;
}

/** Page of findings. */
export const FindingConnection = createConnection(Finding);

/** Arguments of `findings`. */
@ArgsType()
export class FindingsArgs extends ConnectionArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'Only those merged into this theme; none while their number is too small to be shown to you.',
  })
  @IsOptional()
  @IsUUID()
  readonly themeId?: ThemeId | null;

  @Field(() => FindingKindEnum, { nullable: true, description: 'Only of this kind.' })
  @IsOptional()
  @IsIn(FINDING_KINDS)
  readonly kind?: FindingKind | null;
}

/** Text that may give somebody away. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'The text seems to contain identifiers. What was found is not repeated, only its kind.',
})
export class AnonymisationDoubtful extends UserFacingError {
  @Field(() => [AnonymisationHintEnum], { description: 'Kinds of identifiers.' })
  readonly hints!: readonly AnonymisationHint[];
}

/** Origin as entered. */
@InputType({ description: 'Where a finding comes from.' })
export class FindingOriginInput implements FindingOriginRef {
  @Field(() => FindingOriginKindEnum, { description: 'From what it was learnt.' })
  @IsIn(FINDING_ORIGINS)
  readonly kind!: FindingOriginKind;

  @Field(() => ID, {
    nullable: true,
    description: 'Case, conference or interview; left out for `FREE`, else needed.',
  })
  @ValidateIf((origin: FindingOriginInput) => origin.kind !== 'FREE' || (origin.id ?? null) !== null)
  @IsUUID()
  readonly id?: string | null;
}

/** Input of `reportFinding`. */
@InputType({ description: 'Reports a finding. It waits for the release by a second person.' })
export class ReportFindingInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Programme it belongs to.' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: ProgrammeId | null;

  @Field(() => String, { description: 'Anonymised text, 10 to 1,000 characters.' })
  @Length(10, 1_000)
  readonly text!: string;

  @Field(() => FindingKindEnum, { description: 'What kind of finding it is.' })
  @IsIn(FINDING_KINDS)
  readonly kind!: FindingKind;

  @Field(() => LifeAreaEnum, { description: 'Life area it is about.' })
  @IsIn(LIFE_AREAS)
  readonly lifeArea!: LifeArea;

  @Field(() => [OrganisationTypeCode], { description: 'Bodies concerned, as types; 1 to 10.' })
  @ListOfCodes(orgTypeCodes, { min: 1, max: 10 })
  readonly bodyTypes!: OrgTypeCode[];

  @Field(() => Int, { description: 'How grave, 1 to 3.' })
  @IsInt()
  @Min(1)
  @Max(3)
  readonly severity!: number;

  @Field(() => FindingOriginInput, { description: 'Where it comes from.' })
  @ValidateNested()
  @Type(() => FindingOriginInput)
  readonly origin!: FindingOriginInput;

  @Field(() => ID, { description: 'Your unit for which you report; the only one that learns the origin.' })
  @IsUUID()
  readonly originUnitId!: UnitId;

  @Field(() => Boolean, { description: 'You checked that nobody can recognise the person.' })
  @IsBoolean()
  readonly anonymisationConfirmed!: boolean;
}

/** Input of `releaseFinding`. */
@InputType({ description: 'Releases a finding that somebody else reported.' })
export class ReleaseFindingInput extends MutationInput {
  @Field(() => ID, { description: 'The finding.' })
  @IsUUID()
  readonly findingId!: FindingId;

  @Field(() => Boolean, { description: 'You, too, checked that nobody can recognise the person.' })
  @IsBoolean()
  readonly anonymisationConfirmed!: boolean;
}

/** Success of a command on a finding. */
@ObjectType({ description: 'The finding after the change.' })
export class FindingPayload {
  @Field(() => Finding, { description: 'The finding.' })
  readonly finding!: Finding;
}

export const ReportFindingResult = createMutationResult('ReportFinding', FindingPayload, [
  AnonymisationDoubtful,
]);
export const ReleaseFindingResult = createMutationResult('ReleaseFinding', FindingPayload);
