import type { recordErrors } from './record.errors.js';

/** Parts of a record that are words. */
export const RECORD_TARGETS = [
  'RESULT',
  'PERSONS_VIEW',
  'PERSON_ABSENT_REASON',
  'RESOURCES_NAMED',
  'DISSENT',
  'DECISION',
] as const;
export type RecordTarget = (typeof RECORD_TARGETS)[number];

/** A text of a record, and where it stands. */
export interface RecordText {
  readonly target: RecordTarget;
  readonly text: string;
}

/** What a record must not contain. */
export type RecordFault = Extract<
  keyof typeof recordErrors,
  'RECORD_VERBATIM' | 'RECORD_HEARSAY' | 'OPINION_WITHOUT_GROUND'
>;

/** What somebody should look at before submitting; nothing is refused for it. */
export const RECORD_DOUBTS = ['HEALTH_DETAIL', 'THIRD_PERSON', 'OPINION_UNMARKED', 'TALK_RETOLD'] as const;
export type RecordDoubt = (typeof RECORD_DOUBTS)[number];

/** A quotation of more than a few words, a speaker with a colon, or an announced wording. */
const VERBATIM = [
  /[„“"»«][^„“"»«]{25,}[“”"»«]/u,
  /^\s*(?:[Ff]rau|[Hh]err|Fr\.|Hr\.)\s+\p{Lu}[\p{L}-]*\s*:/mu,
  /\b(?:sagte|meinte|erwiderte|entgegnete|rief|wörtlich)\s*:/iu,
];
const HEARSAY = [
  /\b(?:angeblich|gerüchteweise|dem vernehmen nach|vom hörensagen|man munkelt|es heißt, dass|soll ja)\b/iu,
];
const OPINION = /^\s*meinung\b.*$/gimu;
const GROUND = /\b(?:weil|denn|da|aufgrund|wegen|grund)\b/iu;

const DOUBTS: Readonly<Record<RecordDoubt, RegExp>> = {
  HEALTH_DETAIL: /\b(?:diagnose|icd[- ]?10|medikament|therapie|psychiatri|HIV|schwanger|[A-TV-Z]\d{2}\.\d)/iu,
  THIRD_PERSON: /\b(?:ehemann|ehefrau|bruder|schwester|nachbar(?:in)?|sohn|tochter|lebensgefährt\p{L}*)\b/iu,
  OPINION_UNMARKED:
    /\b(?:unserer meinung nach|wir finden|ich finde|ich glaube|vermutlich|wahrscheinlich)\b/iu,
  TALK_RETOLD: /\b(?:daraufhin|anschließend sagte|die diskussion|wurde heftig|es wurde diskutiert)\b/iu,
};

/**
 * First thing in a record that has no place there; `undefined` when nothing was found.
 *
 * The view of the person is theirs: it may be in their own words. An aid, not a proof: what it does not know it does not
 * find. Source: method 4.6.
 */
export function faultOf(texts: readonly RecordText[]): RecordFault | undefined {
  for (const { target, text } of texts) {
    if (target === 'PERSONS_VIEW') continue;
    if (VERBATIM.some((pattern) => pattern.test(text))) return 'RECORD_VERBATIM';
    if (HEARSAY.some((pattern) => pattern.test(text))) return 'RECORD_HEARSAY';
    const opinions = text.match(OPINION) ?? [];
    if (opinions.some((line) => !GROUND.test(line))) return 'OPINION_WITHOUT_GROUND';
  }
  return undefined;
}

/** What should be looked at again, each place once, in the order of the texts. */
export function doubtsOf(
  texts: readonly RecordText[],
): readonly { readonly target: RecordTarget; readonly doubt: RecordDoubt }[] {
  return texts.flatMap(({ target, text }) =>
    target === 'PERSONS_VIEW'
      ? []
      : RECORD_DOUBTS.filter((doubt) => DOUBTS[doubt].test(text)).map((doubt) => ({ target, doubt })),
  );
}
