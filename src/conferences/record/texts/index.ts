import type { LetterText } from '../domain/letter-text.js';
import { arabicLetter } from './ar.js';
import { germanLetter } from './de.js';
import { englishLetter } from './en.js';
import { persianLetter } from './fa.js';
import { frenchLetter } from './fr.js';
import { russianLetter } from './ru.js';
import { tigrinyaLetter } from './ti.js';
import { turkishLetter } from './tr.js';
import { ukrainianLetter } from './uk.js';

/** All languages of outcome letters; German first, it counts. */
export const letterTexts: readonly LetterText[] = [
  germanLetter,
  englishLetter,
  arabicLetter,
  persianLetter,
  turkishLetter,
  tigrinyaLetter,
  ukrainianLetter,
  russianLetter,
  frenchLetter,
];

/** German, which stands in every letter. */
export const germanLetterText = germanLetter;

/**
 * Text of the best language of a person that letters are written in.
 *
 * @param languages Best first.
 * @returns `undefined` when that is German, or when there is none.
 */
export function letterTextFor(languages: readonly string[]): LetterText | undefined {
  const [best] = languages.flatMap(
    (language) => letterTexts.find((text) => text.language === language) ?? [],
  );
  return best === undefined || best.language === 'de' ? undefined : best;
}
