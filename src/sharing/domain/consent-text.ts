import { hashOf } from '../../kernel/index.js';
import type { ConsentKind } from './consent-offer.js';
import type { CopyWords } from './copy-words.js';

/** Topics of a text, one screen each, in the order in which they are shown. */
export const consentTopics = [
  'QUESTION',
  'RECIPIENT',
  'CONTENT',
  'PURPOSE',
  'SPECIAL',
  'REPORTING',
  'VOLUNTARY',
  'REFUSAL',
  'LATER',
  'PERIOD',
  'REVOCATION',
  'LIMITS',
  'COPY',
] as const;

/** One topic of a text. */
export type ConsentTopic = (typeof consentTopics)[number];

/** Languages in which the texts exist, BCP 47. */
export const consentLanguages = ['de', 'en', 'ar', 'fa', 'tr', 'ti', 'uk', 'ru', 'fr'] as const;

/** Language of a text. */
export type ConsentLanguage = (typeof consentLanguages)[number];

/** The text of one language, as a data file holds it: what both kinds of declaration say alike, and what differs. */
export interface ConsentTextFile {
  readonly language: ConsentLanguage;
  readonly direction: 'ltr' | 'rtl';
  /** `DRAFT`: a translation that a speaker has not checked yet. */
  readonly status: 'CHECKED' | 'DRAFT';
  readonly shared: Readonly<Record<Exclude<ConsentTopic, 'QUESTION' | 'RECIPIENT'>, string>>;
  readonly own: Readonly<Record<ConsentKind, Readonly<Record<'QUESTION' | 'RECIPIENT', string>>>>;
}

/** A released set of texts; a new wording is a new version. */
export interface ConsentTextVersion {
  /** E.g. `2026-11-1`. */
  readonly version: string;
  readonly files: readonly ConsentTextFile[];
  /** Words of the copies that belong to it, one for each language of `files`; no part of what is hashed. */
  readonly copyWords: readonly CopyWords[];
}

/** A text as it is put before a person. */
export interface ConsentText {
  readonly kind: ConsentKind;
  readonly version: string;
  readonly language: ConsentLanguage;
  readonly direction: 'ltr' | 'rtl';
  readonly status: 'CHECKED' | 'DRAFT';
  /** One short sentence or two per topic, in the order of the topics. */
  readonly sections: readonly { readonly topic: ConsentTopic; readonly text: string }[];
  /** SHA-256 of kind, version, language and all sections: what was shown can be proven. */
  readonly hash: string;
}

/** The text of a kind in a language; `undefined` when the version has none. */
export function consentText(
  version: ConsentTextVersion,
  kind: ConsentKind,
  language: string,
): ConsentText | undefined {
  const file = version.files.find((candidate) => candidate.language === language);
  if (!file) return undefined;
  const words: Readonly<Record<ConsentTopic, string>> = { ...file.shared, ...file.own[kind] };
  const sections = consentTopics.map((topic) => ({ topic, text: words[topic] }));
  const shown = { kind, version: version.version, language: file.language, sections };
  return { ...shown, direction: file.direction, status: file.status, hash: hashOf(shown) };
}

/** What a client says that it showed. */
export interface ShownText {
  readonly kind: ConsentKind;
  readonly textVersion: string;
  readonly textHash: string;
  readonly language: string;
}

/**
 * Whether what was shown is the text in force, word by word.
 *
 * @returns `CONSENT_TEXT_UNKNOWN` (no such version or language), `CONSENT_TEXT_CHANGED` (other words), or nothing.
 */
export function objectionToText(
  version: ConsentTextVersion,
  shown: ShownText,
): 'CONSENT_TEXT_UNKNOWN' | 'CONSENT_TEXT_CHANGED' | undefined {
  const text =
    shown.textVersion === version.version ? consentText(version, shown.kind, shown.language) : undefined;
  if (!text) return 'CONSENT_TEXT_UNKNOWN';
  return text.hash === shown.textHash ? undefined : 'CONSENT_TEXT_CHANGED';
}
