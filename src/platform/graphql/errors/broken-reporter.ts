import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { sqlState, violatedConstraint } from '../../database/unit-of-work.js';

const logger = new Logger('BrokenReporter');
const MAX_CAUSES = 5;

/** Stack without its first lines, which repeat the message. */
function framesOf(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 30);
}

/**
 * What may be logged of an error: never the text of a failed SQL statement, its parameters or the database's message,
 * because they repeat what people typed.
 */
export function describeError(error: unknown, depth = 0): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const cause =
    error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(error.cause, depth + 1) };
  if (error instanceof QueryFailedError) {
    const constraint = violatedConstraint(error);
    return {
      name: error.name,
      sqlState: sqlState(error),
      ...(constraint ? { constraint } : {}),
      frames: framesOf(error),
    };
  }
  return { name: error.name, message: error.message, frames: framesOf(error), ...cause };
}

/**
 * Logs something broken and answers the identifier under which it stands in the log.
 *
 * @param requestId Identifier of the request, so that its other log lines are found.
 */
export function reportBroken(error: unknown, requestId: string | undefined): string {
  const errorId = randomUUID();
  logger.error({
    message: 'Unexpected failure',
    event: 'UNEXPECTED_FAILURE',
    errorId,
    requestId,
    error: describeError(error),
  });
  return errorId;
}
