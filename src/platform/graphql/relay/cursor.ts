import { createHash } from 'node:crypto';
import { RequestError } from '../errors/request-error.js';

/** Position of a row in a list: value of the sort column, then identifier (which makes it unique). */
export interface CursorKey {
  readonly sortKey: string | number;
  readonly id: string;
}

const CHECK_CHARS = 12;

function check(body: string, list: string): string {
  return createHash('sha256')
    .update(`fallwerk cursor ${list}\n${body}`)
    .digest('base64url')
    .slice(0, CHECK_CHARS);
}

/**
 * Opaque cursor of a position.
 *
 * @param list Name of the list and its order, e.g. `tasks.dueOn`; a cursor of another list is then refused.
 */
export function encodeCursor(key: CursorKey, list = ''): string {
  const body = Buffer.from(JSON.stringify([key.sortKey, key.id])).toString('base64url');
  return `${check(body, list)}${body}`;
}

/**
 * Position behind a cursor. The check finds damage and mix-ups, it keeps no secret: a position gives no access.
 *
 * @throws {RequestError} `INVALID_CURSOR`.
 */
export function decodeCursor(cursor: string, list = ''): CursorKey {
  const body = cursor.slice(CHECK_CHARS);
  if (cursor.length <= CHECK_CHARS || cursor.slice(0, CHECK_CHARS) !== check(body, list)) {
    throw new RequestError('INVALID_CURSOR');
  }
  try {
    const [sortKey, id, ...rest] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown[];
    if (
      (typeof sortKey === 'string' || typeof sortKey === 'number') &&
      typeof id === 'string' &&
      rest.length === 0
    ) {
      return { sortKey, id };
    }
  } catch (cause) {
    throw new RequestError('INVALID_CURSOR', { cause });
  }
  throw new RequestError('INVALID_CURSOR');
}
