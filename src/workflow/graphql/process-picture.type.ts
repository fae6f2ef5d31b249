import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/index.js';

/** Time that a process waited for one body. */
@ObjectType({ description: 'Time a process has waited for one body so far «Wartezeit».' })
export class ProcessWaitingTime {
  @Field(() => String, { description: 'Owner code.' })
  readonly owner!: string;

  @Field(() => String, { description: 'Label, German.' })
  readonly ownerLabel!: string;

  @Field(() => Int, { description: 'Seconds by the clock, day and night, the open wait included.' })
  readonly seconds!: number;

  @Field(() => Int, { description: 'Working days that began during the wait.' })
  readonly workingDays!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when it is waited for without a break; null when it is not its turn now.',
  })
  readonly since!: string | null;
}
