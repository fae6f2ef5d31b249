import { Field, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import type { DomainError } from '../../../kernel/index.js';
import type { InvalidField as InvalidFieldValue } from '../validation/input-invalid.js';
import { ErrorCode } from './error-code.js';

/** What all expected failures share. `kind` is the name of the GraphQL type. */
@InterfaceType({
  description: 'An expected failure that the user can act on; a member of the result of a mutation.',
  resolveType: (value: DomainError) => value.kind,
})
export abstract class UserFacingError implements DomainError {
  readonly kind!: string;

  @Field(() => ErrorCode, { description: 'Stable code, listed in docs/errors.md.' })
  readonly code!: string;

  @Field(() => String, { description: 'Sentence for the user, German.' })
  readonly message!: string;
}

/** A plain refusal without further details. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'The request was refused; the code says why.',
})
export class RequestRejected extends UserFacingError {}

/** One invalid part of the input. */
@ObjectType({ description: 'One part of the input that breaks a rule.' })
export class InvalidField implements InvalidFieldValue {
  @Field(() => String, {
    description: 'Path below `input`, dotted, list positions as numbers, e.g. `names.0.family`.',
  })
  readonly path!: string;

  @Field(() => String, { description: 'What is wrong with it.' })
  readonly message!: string;

  @Field(() => String, { description: 'Name of the broken rule, e.g. `isLength`.' })
  readonly constraint!: string;
}

/** Input that fits the schema and breaks a rule of a field. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'Parts of the input break a rule; nothing was changed.',
})
export class ValidationFailed extends UserFacingError {
  @Field(() => [InvalidField], { description: 'What is wrong, at most 50 entries.' })
  readonly fields!: readonly InvalidField[];
}

/** Somebody else changed the thing in between. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'Somebody else changed this in between; load it again and decide anew.',
})
export class RevisionConflict extends UserFacingError {
  @Field(() => Int, { description: 'Revision that holds now.' })
  readonly actualRevision!: number;
}

/** A condition that was not met. */
@ObjectType({ description: 'A condition of a transition that was not met.' })
export class FailedGuard {
  @Field(() => String, { description: 'Name of the condition as in the process definition.' })
  readonly guard!: string;

  @Field(() => String, { description: 'Why it was not met, German.' })
  readonly explanation!: string;
}

/** The process does not allow this event now. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'The process does not allow this event in its present state.',
})
export class TransitionRejected extends UserFacingError {
  @Field(() => [String], { description: 'States the process is in, several when it runs in parallel.' })
  readonly currentStates!: readonly string[];

  @Field(() => [FailedGuard], {
    description: 'Conditions that were not met; empty when no transition exists.',
  })
  readonly failedGuards!: readonly FailedGuard[];
}
