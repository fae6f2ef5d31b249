import { BadRequestException } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { AccessDenied, Unauthenticated } from '../../auth/access-denied.js';
import { AuthenticationRefused, type PublicAuthCode } from '../../auth/authentication-refused.js';
import { sqlState } from '../../database/database-error.js';
import { InputInvalid } from '../validation/input-invalid.js';
import { requestErrors, type RequestErrorCode } from './request.errors.js';
import { RequestError, type SourcePosition } from './request-error.js';

/** A top-level error as the client sees it. */
export interface PublicError {
  readonly message: string;
  readonly locations?: readonly SourcePosition[];
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: RequestErrorCode | PublicAuthCode } & Readonly<
    Record<string, unknown>
  >;
}

/** Where failures are recorded that the client is not told about in full. */
export interface FailureReport {
  /** Records a broken thing and answers the `errorId` under which it can be found. */
  readonly broken: (cause: unknown) => string;
  /** Records that a value got as far as the database and was refused there. */
  readonly refusedValue: (cause: unknown) => void;
}

/** First two digits of SQLSTATE: the value itself cannot be stored or read (22P02, 22003, 22007, 22021, …). */
const DATA_EXCEPTION = '22';

/** What was really thrown: graphql-js and its compiler wrap it, sometimes twice. */
function rootOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError) current = current.originalError;
  return current;
}

function refusal(code: RequestErrorCode, extensions: Readonly<Record<string, unknown>> = {}): PublicError {
  return { message: requestErrors[code].de, extensions: { ...extensions, code } };
}

function classify(cause: unknown, report: FailureReport): PublicError {
  if (cause instanceof RequestError) {
    return {
      message: cause.message,
      ...(cause.locations ? { locations: cause.locations } : {}),
      extensions: { ...cause.extensions, code: cause.code },
    };
  }
  if (cause instanceof AuthenticationRefused) return cause.toResponse().body.errors[0];
  if (cause instanceof AccessDenied) return refusal('NOT_FOUND_OR_NOT_PERMITTED');
  if (cause instanceof Unauthenticated) return refusal('UNAUTHENTICATED');
  if (cause instanceof InputInvalid) return refusal('VALIDATION_FAILED', { fields: cause.fields });
  if (cause instanceof BadRequestException) return refusal('VALIDATION_FAILED', { fields: [] });
  if (sqlState(cause)?.startsWith(DATA_EXCEPTION)) {
    report.refusedValue(cause);
    return refusal('BAD_USER_INPUT');
  }
  return refusal('INTERNAL_ERROR', { errorId: report.broken(cause) });
}

/**
 * The one mapping from what was thrown to what the client is told (error model, kinds 2 and 3).
 *
 * Anything not named here is broken: it is reported, and the client gets its `errorId` and nothing else – no message
 * of the database, no stack.
 */
export function toPublicError(error: unknown, report: FailureReport): PublicError {
  const mapped = classify(rootOf(error), report);
  if (!(error instanceof GraphQLError)) return mapped;
  return {
    message: mapped.message,
    ...((mapped.locations ?? error.locations) ? { locations: mapped.locations ?? error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions: mapped.extensions,
  };
}
