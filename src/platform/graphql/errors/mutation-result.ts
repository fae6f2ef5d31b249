import type { Type } from '@nestjs/common';
import { createUnionType } from '@nestjs/graphql';
import type { DomainError, Result } from '../../../kernel/index.js';
import { RequestRejected, UserFacingError, ValidationFailed } from './error-types.js';

/**
 * Declares `union <Name>Result = <Payload> | …errors`.
 *
 * Every command can be refused or have invalid input, so `RequestRejected` and `ValidationFailed` are always members.
 * A value belongs to the error type its `kind` names, else to the payload.
 *
 * @param name       Name of the mutation in Pascal case, e.g. `OpenCase`.
 * @param payload    Object type of success.
 * @param errorTypes Further error types; the class name is the `kind`.
 * @returns          Type reference for `@Mutation(() => OpenCaseResult)`.
 */
export function createMutationResult<Payload extends object>(
  name: string,
  payload: Type<Payload>,
  errorTypes: readonly Type<UserFacingError>[] = [],
): Payload | UserFacingError {
  const errors = [...new Set<Type<UserFacingError>>([...errorTypes, RequestRejected, ValidationFailed])].sort(
    (a, b) => (a.name < b.name ? -1 : 1),
  );
  const byKind = new Map<unknown, Type<object>>(errors.map((type) => [type.name, type]));
  return createUnionType({
    name: `${name}Result`,
    description: `What \`${name.charAt(0).toLowerCase()}${name.slice(1)}\` answers: its payload, or why it was refused.`,
    types: () => [payload, ...errors] as const,
    resolveType: (value: object) => byKind.get('kind' in value ? value.kind : undefined) ?? payload,
  });
}

/** Turns the outcome of a use case into a member of the result union; the failure passes as it is. */
export function toMutationResult<T, E extends DomainError, P>(
  result: Result<T, E>,
  mapPayload: (value: T) => P,
): P | E {
  return result.ok ? mapPayload(result.value) : result.error;
}
