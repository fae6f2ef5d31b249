import type { DomainError } from '../../kernel/index.js';
import type { AnonymisationHint } from '../../sharing/index.js';
import { improvementErrors } from './improvement.errors.js';

/** The text may give somebody away. GraphQL type `AnonymisationDoubtful`; never says what was found, only its kind. */
export interface AnonymisationDoubtful extends DomainError {
  readonly kind: 'AnonymisationDoubtful';
  readonly code: 'ANONYMISATION_DOUBTFUL';
  readonly hints: readonly AnonymisationHint[];
}

/** Builds the refusal. */
export function anonymisationDoubtful(hints: readonly AnonymisationHint[]): AnonymisationDoubtful {
  const code = 'ANONYMISATION_DOUBTFUL';
  return { kind: 'AnonymisationDoubtful', code, message: improvementErrors[code].de, hints };
}
