import { describe, expect, it } from '@jest/globals';
import {
  aConsentCopy,
  GERMAN,
  TRANSLATIONS,
  type ConsentWords,
} from '#test/builders/consent-copy-document.js';
import { elementsOf, readPdf, type ReadElement } from '#test/support/pdf-reader.js';

import { renderPdf, unprintableCharacters } from '../../../src/platform/index.js';

/** Letters and digits only: programs differ in spaces, vowel signs and the order of punctuation at line ends. */
const letters = (text: string): string => text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');

/** Letters of all elements in one language, in reading order; an element has the language of those above it. */
function spoken(tree: ReadElement, language: string, inherited = 'de'): string {
  const own = tree.language ?? inherited;
  const text = own === language ? letters(tree.text) : '';
  return text + tree.children.map((child) => spoken(child, language, own)).join('');
}

function expected(words: ConsentWords, date: string): string {
  const list = words.items.map((item, index) => `${index + 1}${item}`);
  const { title, what, explanation, purpose, purposeText, validUntil, recipients, revoke } = words;
  const all = [title, what, explanation, purpose, purposeText, validUntil, date, recipients, ...list, revoke];
  return letters(all.join(''));
}

describe.each(TRANSLATIONS.map((words) => [words.language, words] as const))(
  'copy of a consent in German and %s',
  (language, words) => {
    it.each(['BESIDE', 'STACKED'] as const)(
      'says every word in its language, in order (%s)',
      async (arrangement) => {
        const document = aConsentCopy(words, arrangement);
        expect(await unprintableCharacters(document)).toEqual([]);
        const [tree] = (await readPdf(await renderPdf(document))).trees;
        expect(spoken(tree as ReadElement, 'de')).toBe(expected(GERMAN, '31122026'));
        expect(spoken(tree as ReadElement, language)).toBe(expected(words, ''));
      },
    );

    it('has nothing outside the structure but the foot of the page', async () => {
      const pdf = await readPdf(await renderPdf(aConsentCopy(words)));
      expect(letters(pdf.artifacts.join(''))).toBe(letters('Fall 7K2M-9QXD · Textfassung 3 Seite 1 von 1'));
      expect(elementsOf(pdf.trees[0] as ReadElement).filter(({ role }) => role === 'H1')).toHaveLength(2);
    });

    it('carries its fonts in a small file, and no name in its metadata', async () => {
      const file = await renderPdf(aConsentCopy(words));
      const text = file.toString('latin1');
      const fonts = text.match(/\/Subtype \/Type0/gu)?.length;
      expect(text.match(/\/FontFile2 /gu)).toHaveLength(fonts ?? -1);
      expect(text.match(/\/ToUnicode /gu)).toHaveLength(fonts ?? -1);
      expect(file.length).toBeLessThan(60_000);
      expect((await readPdf(file)).info).toMatchObject({ Title: 'Kopie einer Einwilligung' });
    });
  },
);
