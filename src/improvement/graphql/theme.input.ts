import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { FindingId, ProgrammeId, ThemeId, UnitId, WorkingGroupId } from '../../kernel/index.js';
import { ListOfIds, DateScalar, MutationInput } from '../../platform/graphql/index.js';
import {
  ASSIGNMENT_ANSWERS,
  REFUSAL_REASONS,
  type AssignmentAnswer,
  type RefusalReason,
} from '../domain/theme.js';
import { FILLED_SEATS, type FilledSeat } from '../domain/working-group.js';
import { AssignmentAnswerEnum, FilledSeatEnum, RefusalReasonEnum } from './structure.enums.js';

/** Input of `createTheme`. */
@InputType({ description: 'Merges findings into a new theme.' })
export class CreateThemeInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'Programme it belongs to.' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: ProgrammeId | null;

  @Field(() => String, { description: 'Title, 3 to 200 characters; unique.' })
  @Length(3, 200)
  readonly title!: string;

  @Field(() => String, { description: 'What it is about, anonymised; 10 to 4,000 characters.' })
  @Length(10, 4_000)
  readonly description!: string;

  @Field(() => [ID], { description: 'Released findings behind it, at most 100.' })
  @ListOfIds({ max: 100 })
  readonly findingIds!: FindingId[];
}

/** Input of `addFindingsToTheme`. */
@InputType({ description: 'Merges further findings into a theme.' })
export class AddFindingsToThemeInput extends MutationInput {
  @Field(() => ID, { description: 'The theme.' })
  @IsUUID()
  readonly themeId!: ThemeId;

  @Field(() => [ID], { description: 'Released findings, 1 to 100.' })
  @ListOfIds({ min: 1, max: 100 })
  readonly findingIds!: FindingId[];
}

/** Seat as entered. */
@InputType({ description: 'A unit with its seat.' })
export class WorkingGroupMemberInput {
  @Field(() => ID, { description: 'The unit.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => FilledSeatEnum, { description: 'Its seat.' })
  @IsIn(FILLED_SEATS)
  readonly seat!: FilledSeat;
}

/** Input of `foundWorkingGroup`. */
@InputType({ description: 'Registers a working group: founded from a theme, or existing already.' })
export class FoundWorkingGroupInput extends MutationInput {
  @Field(() => String, { description: 'Name, 3 to 200 characters; unique.' })
  @Length(3, 200)
  readonly name!: string;

  @Field(() => String, { description: 'What it is charged with; 10 to 2,000 characters.' })
  @Length(10, 2_000)
  readonly mandate!: string;

  @Field(() => ID, { description: 'Unit that leads it.' })
  @IsUUID()
  readonly leadUnitId!: UnitId;

  @Field(() => ID, {
    nullable: true,
    description: 'Theme it is founded from; left out for an existing group.',
  })
  @IsOptional()
  @IsUUID()
  readonly foundedFromThemeId?: ThemeId | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day of founding; today when left out.' })
  @IsOptional()
  readonly foundedOn?: string | null;

  @Field(() => [WorkingGroupMemberInput], {
    description: 'Further seats, at most 40; the leading unit sits anyway.',
  })
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => WorkingGroupMemberInput)
  readonly members!: WorkingGroupMemberInput[];
}

/** Input of `assignTheme`. */
@InputType({ description: 'Offers a theme to a working group.' })
export class AssignThemeInput extends MutationInput {
  @Field(() => ID, { description: 'The theme.' })
  @IsUUID()
  readonly themeId!: ThemeId;

  @Field(() => ID, { description: 'The working group.' })
  @IsUUID()
  readonly workingGroupId!: WorkingGroupId;

  @Field(() => String, { description: 'Why this group; 3 to 1,000 characters.' })
  @Length(3, 1_000)
  readonly reason!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Which existing groups were considered and why none takes it, 3 to 1,000 characters; needed before a group ' +
      'founded from this theme gets it, unless an existing group has refused it.',
  })
  @IsOptional()
  @Length(3, 1_000)
  readonly existingGroupsConsidered?: string | null;
}

/** Input of `answerThemeAssignment`. */
@InputType({ description: 'Answers the offer of a theme for the working group.' })
export class AnswerThemeAssignmentInput extends MutationInput {
  @Field(() => ID, { description: 'The offer, from `Theme.assignments`.' })
  @IsUUID()
  readonly assignmentId!: string;

  @Field(() => AssignmentAnswerEnum, { description: 'Accept or refuse.' })
  @IsIn(ASSIGNMENT_ANSWERS)
  readonly answer!: AssignmentAnswer;

  @Field(() => RefusalReasonEnum, { nullable: true, description: 'Why; with a refusal, and only then.' })
  @IsOptional()
  @IsIn(REFUSAL_REASONS)
  readonly refusalReason?: RefusalReason | null;

  @Field(() => String, { nullable: true, description: 'What the group adds, at most 1,000 characters.' })
  @IsOptional()
  @MaxLength(1_000)
  readonly comment?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'With an acceptance: the group takes it as a theme of general weight «generativ».',
  })
  @IsOptional()
  @IsBoolean()
  readonly declaresGenerative?: boolean | null;
}
