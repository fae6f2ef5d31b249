/** What an obvious identifier looks like. The hit itself is never told, stored or logged. */
export const ANONYMISATION_HINTS = ['FILE_NUMBER', 'EMAIL', 'PHONE', 'DATE', 'PERSON_NAME'] as const;
export type AnonymisationHint = (typeof ANONYMISATION_HINTS)[number];

const MONTHS = 'jan|feb|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez';

const DATES = [
  /(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})(?!\d)/gu,
  /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/gu,
  new RegExp(String.raw`(?<!\d)\d{1,2}\.\s?(?:${MONTHS})\p{L}*`, 'giu'),
];

const PATTERNS: readonly (readonly [AnonymisationHint, RegExp])[] = [
  ['FILE_NUMBER', /\b[FK]-[0-9A-Z]{4}-[0-9A-Z]{4}\b/iu],
  ['EMAIL', /[^\s@]+@[^\s@]+\.\p{L}{2,}/u],
  ['PHONE', /(?:\+\s?\d|(?<![\d.,])0\d)[\d\s/().-]{5,}\d/u],
];

/** Parts of names that are ordinary words as well, or say nothing alone. */
const PARTICLES = new Set([
  'von',
  'van',
  'der',
  'den',
  'dem',
  'del',
  'bin',
  'ben',
  'ibn',
  'abu',
  'und',
  'mai',
]);

/** Spellings under which a word is looked for: without marks, and with umlauts written out. */
function spellings(text: string): readonly string[] {
  const lower = text.normalize('NFC').toLowerCase().replaceAll('ß', 'ss');
  const written = lower.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  const fold = (value: string): string => value.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');
  return [...new Set([fold(lower), fold(written)])];
}

function words(text: string): readonly string[] {
  return spellings(text).flatMap((spelling) => spelling.split(/[^\p{L}]+/u).filter((word) => word !== ''));
}

/** What a name is recognised by: its parts, and all of them written together. */
function nameWords(name: string): readonly string[] {
  const parts = words(name).filter((word) => word.length >= 3 && !PARTICLES.has(word));
  const together = spellings(name).map((spelling) => spelling.replace(/[^\p{L}]/gu, ''));
  return [...parts, ...together.filter((word) => word.length >= 3)];
}

/**
 * Looks for obvious identifiers in a text that is to be anonymous. An aid, not a proof: what it does not find can still
 * be recognisable, so a person confirms and a second one releases.
 *
 * @param names Names of the person it is about, all spellings; empty when there is none or the author may not know them.
 * @returns Kinds of hints found, each once, in the order of {@link ANONYMISATION_HINTS}.
 */
export function anonymisationHints(text: string, names: readonly string[]): readonly AnonymisationHint[] {
  // A date has the digits and dots of a telephone number, so it is taken out first.
  const undated = DATES.reduce((rest, date) => rest.replace(date, ' '), text);
  const found = new Set(PATTERNS.filter(([, pattern]) => pattern.test(undated)).map(([hint]) => hint));
  if (undated !== text) found.add('DATE');
  const looked = new Set(names.flatMap(nameWords));
  const isNamed = words(text).some(
    (word) => looked.has(word) || (word.endsWith('s') && looked.has(word.slice(0, -1))),
  );
  if (isNamed) found.add('PERSON_NAME');
  return ANONYMISATION_HINTS.filter((hint) => found.has(hint));
}
