import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, IsUUID } from 'class-validator';
import type { ProcessId, ProgrammeId, ThemeId, UnitId, WorkingGroupId } from '../../kernel/index.js';
import {
  ConnectionArgs,
  createConnection,
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  RevisionConflict,
  TransitionRejected,
} from '../../platform/graphql/index.js';
import { SMALLEST_SHOWN } from '../domain/small-numbers.js';
import type { AssignmentAnswer, RefusalReason, ThemeState } from '../domain/theme.js';
import type { Seat } from '../domain/working-group.js';
import { AnonymisationDoubtful } from './finding.type.js';
import { AssignmentAnswerEnum, RefusalReasonEnum, SeatEnum, ThemeStateEnum } from './structure.enums.js';

/** Seat of a unit. */
@ObjectType({ description: 'A unit with its seat in a working group.' })
export class WorkingGroupMember {
  readonly unitId!: UnitId;

  @Field(() => SeatEnum, { description: 'Its seat.' })
  readonly seat!: Seat;
}

/** Working group. */
@ObjectType({ description: 'Working group on the structure level «Arbeitsgruppe».' })
export class WorkingGroup {
  readonly leadUnitId!: UnitId;
  readonly foundedFromThemeId!: ThemeId | null;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: WorkingGroupId;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;

  @Field(() => String, { description: 'What it is charged with «Auftrag».' })
  readonly mandate!: string;

  @Field(() => DateScalar, { description: 'Day of founding.' })
  readonly foundedOn!: string;

  @Field(() => [WorkingGroupMember], { description: 'Seats, the leading unit first.' })
  readonly members!: readonly WorkingGroupMember[];
}

/** Offer of a theme. */
@ObjectType({
  description: 'A theme offered to a working group, with its answer. All offers stay on record.',
})
export class ThemeAssignment {
  readonly workingGroupId!: WorkingGroupId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name of the group.' })
  readonly workingGroupName!: string;

  @Field(() => Boolean, {
    description: 'The group was founded from this theme; otherwise it existed before.',
  })
  readonly groupIsNew!: boolean;

  @Field(() => String, { description: 'Why this group.' })
  readonly reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Existing groups that were considered, and why none takes it.',
  })
  readonly existingGroupsConsidered!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was offered.' })
  readonly assignedAt!: string;

  @Field(() => DateScalar, { description: 'Last day for the answer.' })
  readonly answerDueOn!: string;

  @Field(() => AssignmentAnswerEnum, { nullable: true, description: 'The answer; null while it is open.' })
  readonly answer!: AssignmentAnswer | null;

  @Field(() => RefusalReasonEnum, { nullable: true, description: 'Why it was refused.' })
  readonly refusalReason!: RefusalReason | null;

  @Field(() => String, { nullable: true, description: 'What the group adds to its answer.' })
  readonly answerComment!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered.' })
  readonly answeredAt!: string | null;
}

/** Theme. */
@ObjectType({ description: 'Structural problem behind several findings «Thema».' })
export class Theme {
  readonly programmeId!: ProgrammeId | null;
  readonly processId!: ProcessId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: ThemeId;

  @Field(() => String, { description: 'Title.' })
  readonly title!: string;

  @Field(() => String, { description: 'What it is about.' })
  readonly description!: string;

  @Field(() => ThemeStateEnum, { description: 'Where it stands.' })
  readonly state!: ThemeState;

  @Field(() => Int, {
    nullable: true,
    description: `Number of findings behind it; below ${SMALLEST_SHOWN} for the coordination only, null for others.`,
  })
  readonly findingsCount!: number | null;

  @Field(() => Boolean, {
    description:
      'Of general weight: enough findings from enough units, or declared so by a working group «generativ».',
  })
  readonly isGenerative!: boolean;

  @Field(() => [ThemeAssignment], { description: 'Offers to working groups, oldest first.' })
  readonly assignments!: readonly ThemeAssignment[];

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  readonly createdAt!: Date;
}

/** Page of themes. */
export const ThemeConnection = createConnection(Theme);

/** Arguments of `themes`. */
@ArgsType()
export class ThemesArgs extends ConnectionArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this programme.' })
  @IsOptional()
  @IsUUID()
  readonly programmeId?: ProgrammeId | null;
}

/** Success of a command on a theme. */
@ObjectType({ description: 'The theme after the change.' })
export class ThemePayload {
  @Field(() => Theme, { description: 'The theme.' })
  readonly theme!: Theme;
}

/** Success of `foundWorkingGroup`. */
@ObjectType({ description: 'The working group as it was registered.' })
export class WorkingGroupPayload {
  @Field(() => WorkingGroup, { description: 'The working group.' })
  readonly workingGroup!: WorkingGroup;
}

const engineErrors = [TransitionRejected, RevisionConflict];

export const CreateThemeResult = createMutationResult('CreateTheme', ThemePayload, [
  ...engineErrors,
  AnonymisationDoubtful,
]);
export const AddFindingsToThemeResult = createMutationResult('AddFindingsToTheme', ThemePayload);
export const FoundWorkingGroupResult = createMutationResult('FoundWorkingGroup', WorkingGroupPayload);
export const AssignThemeResult = createMutationResult('AssignTheme', ThemePayload, engineErrors);
export const AnswerThemeAssignmentResult = createMutationResult(
  'AnswerThemeAssignment',
  ThemePayload,
  engineErrors,
);
