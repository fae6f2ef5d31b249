import { pointer } from './finding.js';

/** Strings and the signs that give structure; numbers and literals say nothing about keys. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/** An object or list that is being read. */
interface Frame {
  /** Keys read so far; absent in a list. */
  readonly keys?: Set<string>;
  /** Key or index of the member being read. */
  at: string;
  expectsKey: boolean;
}

/**
 * Members that an object names twice: parsers keep one of them, and not all the same.
 *
 * @param text  Valid JSON.
 * @returns     JSON pointers, in the order of the text.
 */
export function repeatedKeys(text: string): readonly string[] {
  const frames: Frame[] = [];
  const found: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const top = frames.at(-1);
    if (token === '{') frames.push({ keys: new Set(), at: '', expectsKey: true });
    else if (token === '[') frames.push({ at: '0', expectsKey: false });
    else if (token === '}' || token === ']') frames.pop();
    else if (token === ',') goOn(top);
    else if (top?.keys && top.expectsKey) {
      top.at = JSON.parse(token) as string;
      top.expectsKey = false;
      if (top.keys.has(top.at)) found.push(pointer(frames.map(({ at }) => at)));
      top.keys.add(top.at);
    }
  }
  return found;
}

function goOn(frame: Frame | undefined): void {
  if (frame?.keys) frame.expectsKey = true;
  else if (frame) frame.at = String(Number(frame.at) + 1);
}
