import { describe, expect, it } from '@jest/globals';
import { consentLanguages, consentText, consentTopics, objectionToText } from '../domain/consent-text.js';
import { copyWordCodes } from '../domain/copy-words.js';
import { currentConsentTexts } from './index.js';

const KINDS = ['CONSENT', 'CONFIDENTIALITY_RELEASE'] as const;
const TEXTS = KINDS.flatMap((kind) =>
  consentLanguages.map((language) => consentText(currentConsentTexts, kind, language)),
);

describe('the texts of declarations', () => {
  it('S0.22 exist in every language for both kinds, each topic in short, and differ from each other', () => {
    expect(TEXTS).not.toContain(undefined);
    for (const text of TEXTS) {
      expect(text?.sections.map(({ topic }) => topic)).toEqual([...consentTopics]);
      for (const section of text?.sections ?? []) expect(section.text.length).toBeLessThan(220);
    }
    expect(new Set(TEXTS.map((text) => text?.hash)).size).toBe(TEXTS.length);
  });

  it('are written from right to left in Arabic and Persian, and all translations are drafts', () => {
    const rightToLeft = new Set(
      TEXTS.filter((text) => text?.direction === 'rtl').map((text) => text?.language),
    );
    expect([...rightToLeft]).toEqual(['ar', 'fa']);
    expect(TEXTS.filter((text) => (text?.status === 'CHECKED') !== (text?.language === 'de'))).toEqual([]);
  });

  it('have words for copies in every language, none empty, none left in another language', () => {
    const all = currentConsentTexts.copyWords;
    expect(all.map(({ language }) => language)).toEqual([...consentLanguages]);
    for (const { words, categories, purposes } of all) {
      expect(Object.keys(words)).toEqual([...copyWordCodes]);
      const lines = Object.values({ ...words, ...categories, ...purposes });
      expect(lines.filter((line) => line.trim() === '')).toEqual([]);
    }
    const sentences = all.map(({ words }) => words.RECIPIENT_MUST);
    expect(new Set(sentences).size).toBe(all.length);
  });

  it('keep the words of a released version: another wording is another version', () => {
    expect(TEXTS.map((text) => `${text?.language} ${text?.hash.slice(0, 16)}`)).toMatchInlineSnapshot(`
     [
       "de a190819924c27f65",
       "en 1bae7e1fe8c75f50",
       "ar 7ccf2b4ca5cfe391",
       "fa 2a32312246868d7c",
       "tr 0227042674ec53e4",
       "ti b1f379b274898f32",
       "uk 63bef4270d6a59ad",
       "ru 2a54a6d50a8007a1",
       "fr ef8d15a208e02d4a",
       "de 32ccab5568b47f46",
       "en 89636dec3f80ba48",
       "ar ce78a8267008c4d0",
       "fa 95744f25b88fc835",
       "tr a6609d20013989df",
       "ti 669cc1a402a2f766",
       "uk 5c55bea82d8fc1a8",
       "ru a34730a0b5a1087c",
       "fr 60fb2d4e80d157d5",
     ]
    `);
  });
});

describe('objectionToText', () => {
  const text = consentText(currentConsentTexts, 'CONSENT', 'ti');
  const shown = {
    kind: 'CONSENT',
    language: 'ti',
    textVersion: currentConsentTexts.version,
    textHash: text?.hash ?? '',
  } as const;

  it('accepts the text in force word by word', () => {
    expect(objectionToText(currentConsentTexts, shown)).toBeUndefined();
  });

  it.each([
    ['an unknown version', { textVersion: '2020-01-1' }, 'CONSENT_TEXT_UNKNOWN'],
    ['a language without text', { language: 'so' }, 'CONSENT_TEXT_UNKNOWN'],
    ['other words', { textHash: '0'.repeat(64) }, 'CONSENT_TEXT_CHANGED'],
    ['the words of another language', { language: 'ar' }, 'CONSENT_TEXT_CHANGED'],
    ['the words of the other kind', { kind: 'CONFIDENTIALITY_RELEASE' }, 'CONSENT_TEXT_CHANGED'],
  ] as const)('refuses %s', (_what, change, code) => {
    expect(objectionToText(currentConsentTexts, { ...shown, ...change })).toBe(code);
  });
});
