import type { BriefLine } from './brief.js';

/** Words for people around a person; whoever is meant did not ask to be in a brief (§ 67d Abs. 2 SGB X). */
const KIN =
  /(?<!\p{L})(?:ehe(?:mann|frau|partner(?:in)?)|mann|frau|partner(?:in)?|mutter|vater|eltern|sohn|söhne|tochter|töchter|kind(?:er|es|ern)?|bruder|brüder|schwester(?:n)?|geschwister|onkel|tante|cousine?|neffe|nichte|gro(?:ß|ss)(?:mutter|vater|eltern)|schwager|schwägerin|schwieger\p{L}+|freund(?:in)?|nachbar(?:in)?|mitbewohner(?:in)?|vermieter(?:in)?|chef(?:in)?|kolleg(?:e|en|in))(?!\p{L})/iu;

/** Salutation and something that looks like a family name. */
const NAMED = /(?<!\p{L})(?:Herrn?|Frau|Familie)\s+\p{Lu}\p{Ll}+/u;

/** Categories that are about people around the person. */
const EXPECTED: readonly string[] = ['THIRD', 'FAMILY'];

/** Why a line may say more about others than is needed. */
export type ThirdPersonCode = 'THIRD_PERSON_NAMED' | 'THIRD_PERSON_MENTIONED' | 'THIRD_PERSON_DATA';

/** Warning about one line; nothing is refused. */
export interface ThirdPersonWarning {
  readonly lineId: string;
  readonly code: ThirdPersonCode;
  /** German. */
  readonly message: string;
}

const MESSAGES: Readonly<Record<ThirdPersonCode, string>> = {
  THIRD_PERSON_NAMED:
    'Jemand anderes wird mit Namen genannt. Meist genügt „ein Angehöriger“ oder „eine Stelle“.',
  THIRD_PERSON_MENTIONED:
    'Die Zeile spricht von jemand anderem, ist aber keine Angabe über Familie oder Dritte. Weglassen, oder die Kategorie berichtigen.',
  THIRD_PERSON_DATA: 'Angaben über Dritte: Nur was die Leitfrage braucht (§ 67d Abs. 2 SGB X).',
};

/**
 * Warns of lines that say something about third persons, in the order of the lines. An aid: it knows common German words
 * and no names.
 */
export function thirdPersonWarnings(
  lines: readonly (Pick<BriefLine, 'id' | 'category'> & { readonly text: string })[],
): readonly ThirdPersonWarning[] {
  return lines.flatMap(({ id: lineId, category, text }) => {
    const codes: ThirdPersonCode[] = [];
    if (NAMED.test(text)) codes.push('THIRD_PERSON_NAMED');
    if (category === 'THIRD') codes.push('THIRD_PERSON_DATA');
    else if (KIN.test(text) && !EXPECTED.includes(category)) codes.push('THIRD_PERSON_MENTIONED');
    return codes.map((code) => ({ lineId, code, message: MESSAGES[code] }));
  });
}
