import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { StartProblem } from '../../config/start-problem.js';
import { sqlState, violatedConstraint } from '../../database/database-error.js';

const logger = new Logger('BrokenReporter');
const MAX_CAUSES = 5;

/** Codes of Node, PostgreSQL and our own errors; anything else may be a text. */
const CODE = /^[A-Z0-9_]{1,60}$/;

/** Stack without its first lines, which repeat the message (and could look like places in the code). */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const head = message === '' ? -1 : stack.indexOf(message);
  return (head < 0 ? stack : stack.slice(head + message.length))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 30);
}

function codeOf(error: Error): { readonly code?: string } {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && CODE.test(code) ? { code } : {};
}

/**
 * What may be logged of an error: its name, code and places in the code. Messages repeat what people typed – GraphQL
 * quotes variables, PostgreSQL values, JSON.parse its text –, so only those of `StartProblem` are kept, whose
 * sentences are ours. Neither SQL nor its parameters appear.
 */
export function describeError(error: unknown, depth = 0): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { cause } = error;
  const constraint = violatedConstraint(error);
  const state = sqlState(error);
  return {
    name: error.name,
    ...(state === undefined ? codeOf(error) : { sqlState: state }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(error instanceof StartProblem ? { message: error.message } : {}),
    frames: framesOf(error),
    ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeError(cause, depth + 1) }),
  };
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

/** Logs that the database refused a value that no check before it had found; the client is told its code only. */
export function reportRefusedValue(error: unknown, requestId: string | undefined): void {
  logger.warn({
    message: 'The database refused a value',
    event: 'VALUE_REFUSED_BY_DATABASE',
    requestId,
    error: describeError(error),
  });
}
