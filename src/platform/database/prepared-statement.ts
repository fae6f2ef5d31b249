/** SQL that every connection prepares once, because it runs often; made by {@link prepared}. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Marks a statement of the hot path.
 *
 * @param name Unique in the code base. Its columns are named, never `*`: a prepared statement outlives a migration.
 */
export function prepared(name: string, text: string): PreparedStatement {
  return { name, text };
}
