/** Words of statements that write, lock, or call what does. */
const WRITES_OR_LOCKS =
  /\b(?:INSERT|UPDATE|DELETE|MERGE|SHARE|LOCK|pg_(?:try_)?advisory\w*|pg_notify|nextval)\b/i;
const READS = /^\s*(?:SELECT|WITH)\b/i;
const ROLLS_BACK = /^\s*ROLLBACK\s+TO\b/i;

/** Neither writes nor waits for anybody, so what was read before it is not out of date. In doubt: no. */
export function isOnlyReading(text: string): boolean {
  return READS.test(text) && !WRITES_OR_LOCKS.test(text);
}

/** Gives up what was sent since a savepoint, settings included. */
export function rollsBack(text: string): boolean {
  return ROLLS_BACK.test(text);
}
