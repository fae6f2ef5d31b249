import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

/** What the server answered, whether it came through TypeORM or straight from the driver. */
function answerOf(error: unknown): { readonly code?: unknown; readonly constraint?: unknown } {
  if (error instanceof DatabaseError) return error;
  if (!(error instanceof QueryFailedError)) return {};
  const inner: unknown = error.driverError;
  return typeof inner === 'object' && inner !== null ? inner : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** SQLSTATE of a failed query, `undefined` for anything else. */
export function sqlState(error: unknown): string | undefined {
  return text(answerOf(error).code);
}

/** Name of the violated constraint, `undefined` when the error names none. */
export function violatedConstraint(error: unknown): string | undefined {
  return text(answerOf(error).constraint);
}
