import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Allow, IsOptional, IsUUID, Matches, MaxLength } from 'class-validator';
import type { CaseId, ProcessId } from '../../kernel/index.js';
import { JsonScalar, MutationInput, RevisionedInput, type JsonObject } from '../../platform/graphql/index.js';

/** Input of `startProcess`. */
@InputType({ description: 'A process to start for a case.' })
export class StartProcessInput extends MutationInput {
  @Field(() => ID, { description: 'Case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => String, { description: 'Key of the definition; its active version is taken.' })
  @MaxLength(60)
  @Matches(/^[a-z][a-z0-9-]*$/, {
    message: 'Der Schlüssel einer Definition ist nötig, etwa `beschaeftigungserlaubnis`.',
  })
  readonly definitionKey!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Values of context fields the definition declares.',
  })
  @IsOptional()
  @Allow()
  readonly context?: JsonObject;
}

/** Input of `sendProcessEvent`. */
@InputType({ description: 'An event to send to a process.' })
export class SendProcessEventInput extends RevisionedInput {
  @Field(() => ID, { description: 'Process.' })
  @IsUUID()
  readonly processId!: ProcessId;

  @Field(() => String, { description: 'Type, as in `availableEvents`.' })
  @MaxLength(200)
  readonly type!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'Payload by the `payloadSchema` of the event.' })
  @IsOptional()
  @Allow()
  readonly payload?: JsonObject;
}

/** Arguments that name a process. */
@ArgsType()
export class ProcessIdArgs {
  @Field(() => ID, { description: 'Identifier of the process.' })
  @IsUUID()
  readonly id!: ProcessId;
}

/** Arguments that name a case. */
@ArgsType()
export class ProcessesOfCaseArgs {
  @Field(() => ID, { description: 'Identifier of the case.' })
  @IsUUID()
  readonly caseId!: CaseId;
}
