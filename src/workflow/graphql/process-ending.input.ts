import { Field, ID, InputType } from '@nestjs/graphql';
import { IsIn, IsUUID } from 'class-validator';
import type { ProcessId } from '../../kernel/index.js';
import { MutationInput, RevisionedInput } from '../../platform/graphql/index.js';
import { CANCEL_REASONS } from '../domain/process.js';
import { ProcessCancelReasonInputEnum } from './process.enums.js';

/** Input of `cancelProcess`. */
@InputType({ description: 'A process to cancel.' })
export class CancelProcessInput extends RevisionedInput {
  @Field(() => ID, { description: 'Process.' })
  @IsUUID()
  readonly processId!: ProcessId;

  @Field(() => ProcessCancelReasonInputEnum, { description: 'Why.' })
  @IsIn(CANCEL_REASONS)
  readonly reason!: (typeof CANCEL_REASONS)[number];
}

/** Input of `reopenProcess`. */
@InputType({ description: 'An ended process to take up again.' })
export class ReopenProcessInput extends MutationInput {
  @Field(() => ID, { description: 'The ended process.' })
  @IsUUID()
  readonly processId!: ProcessId;
}
