import { ArgsType, Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Allow, Matches, MaxLength } from 'class-validator';
import { DateScalar } from '../../../platform/graphql/index.js';

/** Waiting time of one owner. */
@ObjectType({
  description: 'How long processes waited for one body; from five cases on, without any of them.',
})
export class OwnerWaitingTime {
  @Field(() => String, { description: 'Owner code.' })
  readonly owner!: string;

  @Field(() => String, { description: 'Label of the body, German.' })
  readonly ownerLabel!: string;

  @Field(() => Int, { description: 'Processes in which it was waited for.' })
  readonly processes!: number;

  @Field(() => Float, { description: 'Working days per process, median.' })
  readonly medianWorkingDays!: number;

  @Field(() => Float, { description: 'Working days per process, mean.' })
  readonly meanWorkingDays!: number;

  @Field(() => Float, { description: 'Hours by the clock per process, mean.' })
  readonly meanHours!: number;
}

/** Waiting times of a definition in a period. */
@ObjectType({ description: 'Waiting times «Wartezeiten» of the processes of a definition, in whole months.' })
export class WaitingTimesByOwner {
  @Field(() => DateScalar, { description: 'First day that was counted.' })
  readonly from!: string;

  @Field(() => DateScalar, { description: 'Last day that was counted.' })
  readonly to!: string;

  @Field(() => [OwnerWaitingTime], {
    description: 'By owner code; bodies with fewer than five cases are left out.',
  })
  readonly owners!: readonly OwnerWaitingTime[];
}

/** Arguments of `waitingTimesByOwner`. */
@ArgsType()
export class WaitingTimesArgs {
  @Field(() => String, { description: 'Key of the definition.' })
  @MaxLength(60)
  @Matches(/^[a-z][a-z0-9-]*$/, {
    message: 'Der Schlüssel einer Definition ist nötig, etwa `beschaeftigungserlaubnis`.',
  })
  readonly definitionKey!: string;

  @Field(() => DateScalar, {
    description: 'A day of the first month; at most five years before the last one.',
  })
  @Allow()
  readonly from!: string;

  @Field(() => DateScalar, { description: 'A day of the last month.' })
  @Allow()
  readonly to!: string;
}
