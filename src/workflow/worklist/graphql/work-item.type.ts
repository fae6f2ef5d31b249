import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  createConnection,
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  RevisionConflict,
} from '../../../platform/graphql/index.js';
import type { StaffId, UnitId } from '../../../kernel/index.js';
import { Process } from '../../graphql/process.type.js';
import type { WorkItemStatus } from '../domain/work-item.js';

export const WorkItemStatusEnum = describedEnum<Uppercase<WorkItemStatus>>(
  'WorkItemStatus',
  'Whether somebody took a work item.',
  {
    OPEN: 'Taken by nobody «offen»',
    CLAIMED: 'Taken by a member of staff; colleagues of the unit may still act «übernommen»',
    CLOSED: 'The state was left «erledigt»',
  },
);

/** An entry of the work list. */
@ObjectType({ description: 'State of a process that waits for somebody, as an entry of a work list.' })
export class WorkItem {
  readonly unitId!: UnitId | null;
  readonly assigneeId!: StaffId | null;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => Process, { description: 'Process that waits «Vorgang».' })
  readonly process!: Process;

  @Field(() => String, { description: 'Id of the state.' })
  readonly stateId!: string;

  @Field(() => String, { description: 'What it waits in, German.' })
  readonly label!: string;

  @Field(() => String, { description: 'Code of the body that must act.' })
  readonly owner!: string;

  @Field(() => String, { description: 'Label of that body, German.' })
  readonly ownerLabel!: string;

  @Field(() => WorkItemStatusEnum, { description: 'Whether somebody took it.' })
  readonly status!: string;

  @Field(() => Boolean, {
    description: 'Several units of the case may act; the first one that takes it does.',
  })
  readonly isShared!: boolean;

  @Field(() => Boolean, { description: 'Whether the reader may take it or act on it.' })
  readonly mayAct!: boolean;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day to plan with: earliest internal due day or end of its deadlines; null without one.',
  })
  readonly dueOn!: string | null;

  @Field(() => Boolean, { description: 'Whether that day is over.' })
  readonly isOverdue!: boolean;

  @Field(() => DateTimeScalar, { description: 'Since when it waits.' })
  readonly waitingSince!: string;

  @Field(() => Int, { description: 'Steps of the escalation chain so far.' })
  readonly escalationLevel!: number;

  @Field(() => Int, { description: 'Pass it as `expectedRevision`.' })
  readonly revision!: number;
}

/** Page of the work list. */
export const WorkItemConnection = createConnection(WorkItem);

/** Success of `claimWorkItem`. */
@ObjectType({ description: 'The work item is on the name of the actor.' })
export class ClaimWorkItemPayload {
  @Field(() => ID, { description: 'Identifier of the work item.' })
  readonly workItemId!: string;
}

/** Success of `releaseWorkItem`. */
@ObjectType({ description: 'The work item was handed back.' })
export class ReleaseWorkItemPayload {
  @Field(() => ID, { description: 'Identifier of the work item.' })
  readonly workItemId!: string;
}

/** Success of `delegateWorkItem`. */
@ObjectType({ description: 'The work item was passed on.' })
export class DelegateWorkItemPayload {
  @Field(() => ID, { description: 'Identifier of the work item.' })
  readonly workItemId!: string;
}

/** What `claimWorkItem` answers. */
export const ClaimWorkItemResult = createMutationResult('ClaimWorkItem', ClaimWorkItemPayload, [
  RevisionConflict,
]);

/** What `releaseWorkItem` answers. */
export const ReleaseWorkItemResult = createMutationResult('ReleaseWorkItem', ReleaseWorkItemPayload, [
  RevisionConflict,
]);

/** What `delegateWorkItem` answers. */
export const DelegateWorkItemResult = createMutationResult('DelegateWorkItem', DelegateWorkItemPayload, [
  RevisionConflict,
]);
