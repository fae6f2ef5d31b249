import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEnum,
  IsISO8601,
  IsOptional,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { CaseId, StaffId, UnitId } from '../../../kernel/index.js';
import {
  ConnectionArgs,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  RevisionedInput,
} from '../../../platform/graphql/index.js';
import { RELEASE_REASONS, type ReleaseWorkItemCommand } from '../application/release-work-item.js';
import type { WorkListView } from '../application/work-list.js';
import type { WorkListOrder } from '../persistence/work-list.query.js';

export const WorkListViewEnum = describedEnum<WorkListView>('WorkListView', 'Whose work a work list shows.', {
  OWN: 'What the units of the reader, or the person themself, are to do «meine Aufgaben»',
  LED: 'Everything open in cases the units of the reader lead, whoever is to act «am Zug»',
});

export const WorkListOrderEnum = describedEnum<WorkListOrder>('WorkListOrder', 'Order of a work list.', {
  DUE_ON: 'Earliest due day first; without a day last «Fälligkeit»',
  WAITING_SINCE: 'Longest waiting first «Wartezeit»',
});

export const WorkListAssigneeEnum = describedEnum<'ME' | 'NONE'>(
  'WorkListAssignee',
  'Who took the entries of a work list.',
  { ME: 'The reader', NONE: 'Nobody' },
);

export const WorkItemReleaseReasonEnum = describedEnum<ReleaseWorkItemCommand['reason']>(
  'WorkItemReleaseReason',
  'Why a work item is handed back.',
  {
    ABSENT: 'Absent «Abwesenheit»',
    NO_CAPACITY: 'No time «keine Zeit»',
    NOT_COMPETENT: 'Not responsible «nicht zuständig»',
    CONFLICT_OF_INTEREST: 'Conflict of interest «Befangenheit»',
    TAKEN_BY_MISTAKE: 'Taken by mistake «Versehen»',
  },
);

/** What a work list shows. */
@InputType({ description: 'What a work list shows; everything left out is not filtered.' })
export class WorkListFilterInput {
  @Field(() => WorkListViewEnum, { defaultValue: 'OWN', description: 'Whose work.' })
  @IsEnum(WorkListViewEnum)
  readonly view: WorkListView = 'OWN';

  @Field(() => ID, { nullable: true, description: 'One unit; in `OWN` one of the reader.' })
  @IsOptional()
  @IsUUID()
  readonly unitId?: UnitId | null;

  @Field(() => String, { nullable: true, description: 'Code of the body that must act.' })
  @IsOptional()
  @Matches(/^[A-Z][A-Z0-9_]{0,40}$/, { message: 'Das Kürzel einer Stelle ist nötig, etwa `ABH`.' })
  readonly owner?: string | null;

  @Field(() => WorkListAssigneeEnum, { nullable: true, description: 'Who took them.' })
  @IsOptional()
  @IsEnum(WorkListAssigneeEnum)
  readonly assignee?: 'ME' | 'NONE' | null;

  @Field(() => ID, { nullable: true, description: 'Staff member who took them.' })
  @IsOptional()
  @IsUUID()
  readonly assigneeId?: StaffId | null;

  @Field(() => String, { nullable: true, description: 'Key of the definition.' })
  @IsOptional()
  @MaxLength(60)
  @Matches(/^[a-z][a-z0-9-]*$/, {
    message: 'Der Schlüssel einer Definition ist nötig, etwa `beschaeftigungserlaubnis`.',
  })
  readonly definitionKey?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Due before this day.' })
  @IsOptional()
  readonly dueBefore?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those whose due day is over.' })
  @IsOptional()
  @IsBoolean()
  readonly overdue?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Waiting since before this instant.' })
  @IsOptional()
  @IsISO8601()
  readonly waitingSinceBefore?: string | null;

  @Field(() => ID, { nullable: true, description: 'Case.' })
  @IsOptional()
  @IsUUID()
  readonly caseId?: CaseId | null;
}

/** Arguments of `workList`. */
@ArgsType()
export class WorkListArgs extends ConnectionArgs {
  @Field(() => WorkListFilterInput, { nullable: true, description: 'What to show.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => WorkListFilterInput)
  readonly filter?: WorkListFilterInput | null;

  @Field(() => WorkListOrderEnum, { defaultValue: 'DUE_ON', description: 'Order.' })
  @IsEnum(WorkListOrderEnum)
  readonly orderBy: WorkListOrder = 'DUE_ON';
}

/** Input of `claimWorkItem`. */
@InputType({ description: 'A work item to take.' })
export class ClaimWorkItemInput extends RevisionedInput {
  @Field(() => ID, { description: 'Work item.' })
  @IsUUID()
  readonly workItemId!: string;
}

/** Input of `releaseWorkItem`. */
@InputType({ description: 'A work item to hand back.' })
export class ReleaseWorkItemInput extends RevisionedInput {
  @Field(() => ID, { description: 'Work item.' })
  @IsUUID()
  readonly workItemId!: string;

  @Field(() => WorkItemReleaseReasonEnum, { description: 'Why.' })
  @IsEnum(RELEASE_REASONS)
  readonly reason!: ReleaseWorkItemCommand['reason'];
}

/** Input of `delegateWorkItem`. */
@InputType({ description: 'A work item to pass on, to a colleague or to another unit: exactly one of both.' })
export class DelegateWorkItemInput extends RevisionedInput {
  @Field(() => ID, { description: 'Work item.' })
  @IsUUID()
  readonly workItemId!: string;

  @Field(() => ID, { nullable: true, description: 'Staff member of the same unit.' })
  @IsOptional()
  @IsUUID()
  readonly toStaffId?: StaffId;

  @Field(() => ID, { nullable: true, description: 'Another unit of the case that holds the same code.' })
  @IsOptional()
  @IsUUID()
  readonly toUnitId?: UnitId;
}
