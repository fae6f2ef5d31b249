import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { ProcessId } from '../../kernel/index.js';
import { Process } from './process.type.js';

/** Arguments of `processChanged`. */
@ArgsType()
export class ProcessChangedArgs {
  @Field(() => ID, { description: 'Process to follow.' })
  @IsUUID()
  readonly processId!: ProcessId;

  @Field(() => Int, {
    nullable: true,
    description:
      'Revision the client has seen, for example before the connection broke: the first message comes at once when there is a higher one. Without it the first message always comes at once.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  readonly afterRevision?: number;
}

/** One message of `processChanged`. */
@ObjectType({ description: 'A process that has changed, as the reader may see it now.' })
export class ProcessChange {
  @Field(() => Process, { description: 'The process as it is now; earlier steps may have been skipped.' })
  readonly process!: Process;

  @Field(() => Int, {
    description: 'Its revision; pass the last one as `afterRevision` after a reconnection.',
  })
  readonly revision!: number;
}
