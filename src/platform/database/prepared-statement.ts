/** SQL that every connection prepares once, because it runs often; made by {@link prepared}. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
  /** It adds rows that no decision rests on, so what was read before it stays true (`Tx.once`). */
  readonly onlyNotes?: boolean;
  /** It writes the same for the actor and ex officio, and reads nothing: it goes in whichever way is in force. */
  readonly eitherWay?: boolean;
}

/**
 * Marks a statement of the hot path.
 *
 * @param name Unique in the code base. Its columns are named, never `*`: a prepared statement outlives a migration.
 */
export function prepared(
  name: string,
  text: string,
  more: Pick<PreparedStatement, 'onlyNotes' | 'eitherWay'> = {},
): PreparedStatement {
  return { name, text, ...more };
}
