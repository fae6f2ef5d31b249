import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { IsEnum, IsUUID } from 'class-validator';
import type { ProcessId } from '../../../kernel/index.js';
import {
  createConnection,
  createMutationResult,
  DateTimeScalar,
  describedEnum,
  MutationInput,
} from '../../../platform/graphql/index.js';
import {
  QUARANTINE_RELEASE_REASONS,
  type ReleaseFromQuarantineCommand,
} from '../application/release-from-quarantine.js';
import type { StuckCause } from '../domain/stuck-cause.js';

export const StuckProcessCauseEnum = describedEnum<StuckCause>(
  'StuckProcessCause',
  'Why a process cannot move.',
  {
    DEFINITION_NOT_SERVED: 'The running release cannot run its definition',
    STATE_DOES_NOT_FIT: 'Its stored state does not fit its definition',
    QUARANTINED: 'It is held for inspection «angehalten»',
    WORKER_MISSING: 'A deadline is due and no worker runs',
    EXPIRY_FAILED: 'A deadline is due and could not be fired',
    MESSAGE_NOT_DELIVERED: 'A message is due and was not delivered',
    MESSAGE_LOST: 'A message of it was given up, and it was not told',
    DEAD_END: 'Conditions keep everybody from moving it, and no deadline runs',
  },
);

export const QuarantineReleaseReasonEnum = describedEnum<ReleaseFromQuarantineCommand['reason']>(
  'QuarantineReleaseReason',
  'Why a held process may run again.',
  {
    STATE_CORRECTED: 'Its stored state was corrected',
    RELEASE_CHANGED: 'A release was installed that its state fits',
    CHECKED_FINE: 'Inspection found nothing wrong',
  },
);

/** A process that cannot move. */
@ObjectType({ description: 'Process that cannot move, by ids and codes only.' })
export class StuckProcess {
  @Field(() => ID, { description: 'Identifier of the entry.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Process «Vorgang».' })
  readonly processId!: string;

  @Field(() => String, { description: 'Key of its definition.' })
  readonly definitionKey!: string;

  @Field(() => StuckProcessCauseEnum, { description: 'Why.' })
  readonly cause!: StuckCause;

  @Field(() => DateTimeScalar, { description: 'Since when; the first sight when nothing tells more.' })
  readonly since!: string;

  @Field(() => String, { description: 'What is wrong, plain German.' })
  readonly sentence!: string;

  @Field(() => String, { description: 'What to do and who does it, plain German.' })
  readonly action!: string;
}

/** Page of processes that cannot move. */
export const StuckProcessConnection = createConnection(StuckProcess);

/** Input of `releaseFromQuarantine`. */
@InputType({ description: 'A held process to release.' })
export class ReleaseFromQuarantineInput extends MutationInput {
  @Field(() => ID, { description: 'Process.' })
  @IsUUID()
  readonly processId!: ProcessId;

  @Field(() => QuarantineReleaseReasonEnum, { description: 'Why.' })
  @IsEnum(QUARANTINE_RELEASE_REASONS)
  readonly reason!: ReleaseFromQuarantineCommand['reason'];
}

/** Success of `releaseFromQuarantine`. */
@ObjectType({ description: 'The process runs again.' })
export class ReleaseFromQuarantinePayload {
  @Field(() => ID, { description: 'Identifier of the process.' })
  readonly processId!: string;
}

/** What `releaseFromQuarantine` answers. */
export const ReleaseFromQuarantineResult = createMutationResult(
  'ReleaseFromQuarantine',
  ReleaseFromQuarantinePayload,
);
