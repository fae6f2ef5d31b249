import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  createConnection,
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  type Connection,
} from '../../../platform/graphql/index.js';
import type { DeadlineEffect } from '../deadline-moves.js';
import type { MigrationItemStatus, MigrationStatus } from '../migration.js';

export const ProcessMigrationStatusEnum = describedEnum<Uppercase<MigrationStatus>>(
  'ProcessMigrationStatus',
  'Where a migration stands.',
  {
    PROPOSED: 'Waits for a second person «vorgeschlagen»',
    RUNNING: 'Processes are being moved «läuft»',
    PAUSED: 'Paused «angehalten»',
    COMPLETED: 'Every process has been looked at «abgeschlossen»',
    CANCELLED: 'Ended early; what has been moved stays moved «abgebrochen»',
  },
);

export const ProcessMigrationItemStatusEnum = describedEnum<Uppercase<MigrationItemStatus>>(
  'ProcessMigrationItemStatus',
  'What became of a process in a migration.',
  {
    PLANNED: 'Its turn has not come «ausstehend»',
    DONE: 'Moved «umgestellt»',
    REFUSED: 'Goes on in the old version, because it does not fit «nicht umgestellt»',
    SKIPPED: 'Had ended, or was moved already «übersprungen»',
  },
);

export const MigrationVerdictEnum = describedEnum<'FITS' | 'NEEDS_MAPPING' | 'CANNOT'>(
  'MigrationVerdict',
  'Whether a process can be moved.',
  {
    FITS: 'Can be moved «passt»',
    NEEDS_MAPPING: 'The mapping has to decide more «braucht eine Zuordnung»',
    CANNOT: 'Must not be moved as things stand «geht nicht»',
  },
);

export const MigratedDeadlineEffectEnum = describedEnum<DeadlineEffect>(
  'MigratedDeadlineEffect',
  'What a migration does to a deadline.',
  {
    UNCHANGED: 'Stays as it is',
    KEPT: 'Keeps its date under a new name or rule',
    RECOMPUTED: 'Computed from its original start by the new rule',
    RESTARTED: 'Starts on the day of the migration',
    STARTED: 'Begins with the migration',
    ENDED: 'Ends with the migration, for the reason given',
    OPEN_QUESTION: 'The mapping has to decide',
  },
);

/** A deadline before and after a migration. */
@ObjectType({
  description: 'Deadline before and after a migration «Frist». Days are calendar days in Germany.',
})
export class MigratedDeadline {
  @Field(() => String, { description: 'Name in the definition.' })
  readonly key!: string;

  @Field(() => String, { description: 'Label, German.' })
  readonly label!: string;

  @Field(() => MigratedDeadlineEffectEnum, { description: 'What happens to it.' })
  readonly effect!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day before; null when it did not run.' })
  readonly oldEndsOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day afterwards; null when it does not run.' })
  readonly newEndsOn!: string | null;

  @Field(() => String, { description: 'How the new date follows, German.' })
  readonly explanation!: string;
}

/** A reason against moving a process. */
@ObjectType({ description: 'Reason against moving a process; never a value of it.' })
export class MigrationProblem {
  @Field(() => String, { description: 'Stable code.' })
  readonly code!: string;

  @Field(() => String, { description: 'State, field or deadline it is about.' })
  readonly part!: string;

  @Field(() => String, { description: 'What is wrong and what to decide, German.' })
  readonly sentence!: string;
}

/** What a migration would do to a process. */
@ObjectType({ description: 'What a migration would do to one process.' })
export class MigrationForecast {
  @Field(() => ID, { description: 'Process «Vorgang».' })
  readonly processId!: string;

  @Field(() => [String], { description: 'Ids of its active states.' })
  readonly states!: readonly string[];

  @Field(() => MigrationVerdictEnum, { description: 'Whether it can be moved.' })
  readonly verdict!: string;

  @Field(() => [MigrationProblem], { description: 'Why not; empty when it fits.' })
  readonly problems!: readonly MigrationProblem[];

  @Field(() => [String], { description: 'Ids of states that are entered anew.' })
  readonly entered!: readonly string[];

  @Field(() => [MigratedDeadline], { description: 'Every deadline before and after.' })
  readonly deadlines!: readonly MigratedDeadline[];
}

/** Page of forecasts. */
export const MigrationForecastConnection = createConnection(MigrationForecast);

/** What a migration would do. */
@ObjectType({ description: 'What a migration would do; nothing is changed.' })
export class MigrationPreviewPayload {
  @Field(() => String, { description: 'Hash of the old version.' })
  readonly fromHash!: string;

  @Field(() => String, { description: 'Hash of the new version.' })
  readonly toHash!: string;

  @Field(() => MigrationForecastConnection, { description: 'Every running process of the old version.' })
  readonly processes!: Connection<MigrationForecast>;
}

/** What became of a process. */
@ObjectType({ description: 'What became of one process in a migration.' })
export class ProcessMigrationItem {
  @Field(() => ID, { description: 'Process «Vorgang».' })
  readonly processId!: string;

  @Field(() => ProcessMigrationItemStatusEnum, { description: 'Where it stands.' })
  readonly status!: string;

  @Field(() => String, { nullable: true, description: 'Why it was refused or skipped, a stable code.' })
  readonly code!: string | null;

  @Field(() => [MigrationProblem], { description: 'Reasons in sentences.' })
  readonly problems!: readonly MigrationProblem[];

  @Field(() => [MigratedDeadline], { description: 'Every deadline before and after.' })
  readonly deadlines!: readonly MigratedDeadline[];
}

/** Page of processes of a migration. */
export const ProcessMigrationItemConnection = createConnection(ProcessMigrationItem);

/** A migration of running processes. */
@ObjectType({ description: 'Migration of the running processes of a version to another one «Umstellung».' })
export class ProcessMigration {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Key of the definition.' })
  readonly key!: string;

  @Field(() => Int, { description: 'Old version.' })
  readonly fromVersion!: number;

  @Field(() => Int, { description: 'New version.' })
  readonly toVersion!: number;

  @Field(() => ProcessMigrationStatusEnum, { description: 'Where it stands.' })
  readonly status!: string;

  @Field(() => String, { description: 'Why, German.' })
  readonly reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly requestedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt!: string | null;

  @Field(() => Int, { description: 'Processes whose turn has not come.' })
  readonly planned!: number;

  @Field(() => Int, { description: 'Processes that have been moved.' })
  readonly done!: number;

  @Field(() => Int, { description: 'Processes that do not fit.' })
  readonly refused!: number;

  @Field(() => Int, { description: 'Processes that had ended or were moved already.' })
  readonly skipped!: number;

  @Field(() => Int, { description: 'Running processes of the old version, also those begun later.' })
  readonly stillOnOldVersion!: number;

  @Field(() => String, { description: 'The same in one German sentence.' })
  readonly summary!: string;
}

/** Success of `startProcessMigration`. */
@ObjectType({ description: 'The migration is proposed; a second person has to approve it.' })
export class StartProcessMigrationPayload {
  @Field(() => ProcessMigration, { description: 'The migration.' })
  readonly migration!: ProcessMigration;
}

/** Success of `approveProcessMigration`. */
@ObjectType({ description: 'The migration runs.' })
export class ApproveProcessMigrationPayload {
  @Field(() => ProcessMigration, { description: 'The migration.' })
  readonly migration!: ProcessMigration;
}

/** Success of `cancelProcessMigration`. */
@ObjectType({ description: 'The migration has ended.' })
export class CancelProcessMigrationPayload {
  @Field(() => ProcessMigration, { description: 'The migration.' })
  readonly migration!: ProcessMigration;
}

/** What `migrationPreview` answers. */
export const MigrationPreviewResult = createMutationResult('MigrationPreview', MigrationPreviewPayload);

/** What `startProcessMigration` answers. */
export const StartProcessMigrationResult = createMutationResult(
  'StartProcessMigration',
  StartProcessMigrationPayload,
);

/** What `approveProcessMigration` answers. */
export const ApproveProcessMigrationResult = createMutationResult(
  'ApproveProcessMigration',
  ApproveProcessMigrationPayload,
);

/** What `cancelProcessMigration` answers. */
export const CancelProcessMigrationResult = createMutationResult(
  'CancelProcessMigration',
  CancelProcessMigrationPayload,
);
