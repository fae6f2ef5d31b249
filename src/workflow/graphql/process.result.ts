import { Field, ObjectType } from '@nestjs/graphql';
import { createMutationResult, RevisionConflict, TransitionRejected } from '../../platform/graphql/index.js';
import { Process } from './process.type.js';

/** Success of `startProcess`. */
@ObjectType({ description: 'The process was started.' })
export class StartProcessPayload {
  @Field(() => Process, { description: 'The process after its first steps.' })
  readonly process!: Process;
}

/** Success of `sendProcessEvent`. */
@ObjectType({ description: 'The process took the event.' })
export class SendProcessEventPayload {
  @Field(() => Process, { description: 'The process as it is now.' })
  readonly process!: Process;
}

/** What `startProcess` answers. */
export const StartProcessResult = createMutationResult('StartProcess', StartProcessPayload, [
  TransitionRejected,
  RevisionConflict,
]);

/** What `sendProcessEvent` answers. */
export const SendProcessEventResult = createMutationResult('SendProcessEvent', SendProcessEventPayload, [
  TransitionRejected,
  RevisionConflict,
]);
