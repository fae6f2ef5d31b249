/** Place in a text, in UTF-16 units; `end` is the first place after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word with its place. */
export interface Word extends Span {
  readonly text: string;
  /** Spellings under which it is looked for. */
  readonly spellings: readonly string[];
}

/** Spellings of a word: lower case without accents, and with umlauts written out. */
export function spellingsOf(word: string): readonly string[] {
  const lower = word.normalize('NFC').toLowerCase().replaceAll('ß', 'ss');
  const written = lower.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  const fold = (value: string): string => value.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');
  return [...new Set([fold(lower), fold(written)])];
}

/** Words of a text with their places, in order. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/[\p{L}\p{M}]+/gu)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    spellings: spellingsOf(match[0]),
  }));
}

/** Places of a pattern (with the flag `g`), in order. */
export function placesOf(
  text: string,
  pattern: RegExp,
): readonly (Span & { readonly match: RegExpMatchArray })[] {
  return [...text.matchAll(pattern)].map((match) => ({
    match,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Whether one of two words becomes the other by changing, adding or leaving out one letter. */
export function isOneLetterOff(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = short.length === long.length ? at + 1 : at;
  return short.slice(rest) === long.slice(at + 1);
}
