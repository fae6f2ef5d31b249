import { readFileSync } from 'node:fs';

/** Deepest nesting that any file of ours needs, several times over; deeper ones would exhaust the stack. */
const MOST_LEVELS = 100;

/**
 * Reads a JSON file that somebody wrote by hand.
 *
 * @throws {Error} missing, not readable, no JSON, or nested too deep; the message repeats nothing of the content.
 */
export function readJsonFile(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error('kein gültiges JSON · not valid JSON');
  }
  if (isTooDeep(content)) throw new Error(`tiefer verschachtelt als ${MOST_LEVELS} · nested too deep`);
  return content;
}

/** Level by level, so that depth cannot exhaust the stack here either. */
function isTooDeep(content: unknown): boolean {
  let level: readonly unknown[] = [content];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap((value): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}
