import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';

/** Deepest nesting that any file of ours needs, several times over; deeper ones would exhaust the stack. */
const MOST_LEVELS = 100;
/** Several times the largest file of ours, a journal. */
const MOST_MIB = 5;
const MOST_BYTES = MOST_MIB * 1024 * 1024;

/**
 * Reads a JSON file that somebody wrote by hand.
 *
 * @throws {Error} missing, no file, too large, no UTF-8, no JSON, or nested too deep; the message repeats nothing of the content.
 */
export function readJsonFile(file: string): unknown {
  return readJsonText(file).content;
}

/** The same with the text itself. */
export function readJsonText(file: string): { readonly content: unknown; readonly text: string } {
  const text = textOf(file);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error('kein gültiges JSON · not valid JSON');
  }
  if (isTooDeep(content)) throw new Error(`tiefer verschachtelt als ${MOST_LEVELS} · nested too deep`);
  return { content, text };
}

/** A pipe or device would never end, a directory never begin. */
function textOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new Error('gibt es nicht · does not exist');
  if (!found.isFile()) throw new Error('ist keine Datei · is no file');
  if (found.size > MOST_BYTES) throw new Error(`größer als ${MOST_MIB} MiB · larger than ${MOST_MIB} MiB`);
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) throw new Error('kein gültiges UTF-8 · not valid UTF-8');
  return new TextDecoder().decode(bytes);
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
