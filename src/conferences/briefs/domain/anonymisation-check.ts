import type { AnonymityRules } from './anonymity-rules.js';
import { nameFindings } from './name-findings.js';
import { patternFindings } from './pattern-findings.js';
import { wordsOf, type Span } from './text-spans.js';

/** What was found; the German label says what to do instead. */
export const anonymisationCodes = {
  NAME: 'Name',
  POSSIBLE_NAME: 'vielleicht ein Name',
  FILE_NUMBER: 'Aktenzeichen oder Nummer',
  CONTACT: 'Telefon, E-Mail oder Internetadresse',
  ADDRESS: 'Anschrift',
  DATE: 'Datum',
  AGE: 'genaues Alter',
  PLACE: 'Ort',
  POSSIBLE_PLACE: 'vielleicht ein Ort',
  BODY: 'Name einer Stelle',
  EMPLOYER: 'Arbeitgeber',
  SCHOOL: 'Schule',
  NATIONALITY: 'Staatsangehörigkeit mit wenigen Menschen am Ort',
  RARE_DISEASE: 'seltene Erkrankung',
  POSSIBLE_DISEASE: 'vielleicht eine seltene Erkrankung',
  FAMILY_DETAIL: 'Einzelheit der Familie',
  FAMILY_STATUS: 'Familienstand',
  QUOTE: 'wörtliche Rede',
} as const;
export type AnonymisationCode = keyof typeof anonymisationCodes;

/** Hints that a second person may confirm as harmless; everything else has to leave the text. */
const HINTS: readonly AnonymisationCode[] = [
  'POSSIBLE_NAME',
  'POSSIBLE_PLACE',
  'POSSIBLE_DISEASE',
  'EMPLOYER',
  'SCHOOL',
  'FAMILY_STATUS',
];

/** Whether somebody may confirm that a finding is harmless. */
export function isHint(code: AnonymisationCode): boolean {
  return HINTS.includes(code);
}

/** A place in a line by which somebody may be recognised. */
export interface Finding extends Span {
  readonly code: AnonymisationCode;
  /** What to write instead, German. */
  readonly suggestion: string;
}

/** A finding with its line. */
export interface LineFinding extends Finding {
  readonly lineId: string;
  /** Names exactly this finding in exactly this line. */
  readonly key: string;
  readonly isHint: boolean;
}

/** What is known about the person and the place, read beforehand. */
export interface AnonymityKnowledge {
  readonly rules: AnonymityRules;
  /** Names of the person and of people around them, all spellings; empty where the reader may not know them. */
  readonly names: readonly string[];
  /** Municipalities of the region. */
  readonly places: readonly string[];
  /** Names of bodies of the region, with their kind in words. */
  readonly bodies: readonly { readonly name: string; readonly kind: string }[];
  /** Codes of nationalities with enough residents; all others are taken for few. */
  readonly commonNationalities: ReadonlySet<string>;
}

/**
 * Looks for everything by which somebody in an anonymised text may be recognised: names, numbers, addresses, contacts,
 * dates, ages, places, bodies, employers, schools, nationalities with few people at the place, rare diseases, details of
 * the family, and quotes. An aid and no proof: a second person reads and releases.
 *
 * @returns By line, in the order of the lines and of their places.
 */
export function checkAnonymity(
  lines: readonly { readonly id: string; readonly text: string }[],
  knowledge: AnonymityKnowledge,
): readonly LineFinding[] {
  return lines.flatMap(({ id: lineId, text }) =>
    findingsIn(text, knowledge).map((finding) => ({
      ...finding,
      lineId,
      key: `${lineId}:${finding.code}:${finding.start}:${finding.end}`,
      isHint: isHint(finding.code),
    })),
  );
}

/** Findings in one text, by place; a hint inside of a sure finding says nothing more and is left out. */
function findingsIn(text: string, knowledge: AnonymityKnowledge): readonly Finding[] {
  const found = [...nameFindings(text, wordsOf(text), knowledge), ...patternFindings(text, knowledge.rules)];
  const sure = found.filter(({ code }) => !isHint(code));
  const covered = ({ code, start, end }: Finding): boolean =>
    isHint(code) && sure.some((other) => other.start <= start && end <= other.end);
  return found
    .filter((finding) => !covered(finding))
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** Findings that keep a text from being released: sure ones, and hints that nobody confirmed. */
export function openFindings(
  findings: readonly LineFinding[],
  confirmedKeys: readonly string[],
): readonly LineFinding[] {
  const confirmed = new Set(confirmedKeys);
  return findings.filter(({ isHint: mayBeConfirmed, key }) => !mayBeConfirmed || !confirmed.has(key));
}
