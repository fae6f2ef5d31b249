import { Field, ObjectType } from '@nestjs/graphql';
import { createMutationResult, RevisionConflict, TransitionRejected } from '../../platform/graphql/index.js';
import { Process } from './process.type.js';

/** Success of `cancelProcess`. */
@ObjectType({ description: 'The process was cancelled.' })
export class CancelProcessPayload {
  @Field(() => Process, { description: 'The cancelled process.' })
  readonly process!: Process;
}

/** Success of `reopenProcess`. */
@ObjectType({ description: 'The process was taken up again.' })
export class ReopenProcessPayload {
  @Field(() => Process, { description: 'The new process, the next episode.' })
  readonly process!: Process;
}

/** What `cancelProcess` answers. */
export const CancelProcessResult = createMutationResult('CancelProcess', CancelProcessPayload, [
  RevisionConflict,
  TransitionRejected,
]);

/** What `reopenProcess` answers. */
export const ReopenProcessResult = createMutationResult('ReopenProcess', ReopenProcessPayload, [
  RevisionConflict,
  TransitionRejected,
]);
