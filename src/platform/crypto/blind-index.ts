import { createHmac, hkdfSync } from 'node:crypto';
import type { RegionId } from '../../kernel/index.js';
import { KEY_BYTES } from './sealing.js';

/** What a case fold leaves apart although it is the same letter for everybody who writes a name. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
};

/** The form in which texts are compared: without case, accents, spaces and punctuation; `Şahin` is `sahin`. */
export function searchForm(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[ßẞæœøđłı]/gu, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Fingerprint for exact search in sealed texts: HMAC-SHA-256 over the search form with a key derived (HKDF) for one
 * region and one purpose, so that fingerprints of two regions or two columns cannot be joined.
 *
 * @param parts Compared one by one: `['ab', 'c']` is not `['a', 'bc']`.
 * @returns 32 bytes.
 */
export function fingerprint(
  root: Buffer,
  regionId: RegionId,
  purpose: string,
  parts: readonly string[],
): Buffer {
  const info = `fallwerk blind index\n${regionId}\n${purpose}`;
  const key = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), info, KEY_BYTES));
  return createHmac('sha256', key).update(parts.map(searchForm).join('\n')).digest();
}
