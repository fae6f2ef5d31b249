import type { AnonymisationCode, Finding } from './anonymisation-check.js';
import type { AnonymityRules } from './anonymity-rules.js';
import { placesOf } from './text-spans.js';

const MONTHS = ['jan', 'feb', 'mär', 'apr', 'mai', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dez'] as const;
const MONTH_WORD = String.raw`(?:jan(?:uar)?|feb(?:ruar)?|m(?:ä|ae)rz?|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)`;
const NUMERAL = String.raw`(?:\d{1,2}|ein(?:e[nr]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)`;
const BEFORE = String.raw`(?<![\p{L}\p{N}])`;
const AFTER = String.raw`(?![\p{L}\p{N}])`;

interface PatternRule {
  readonly code: AnonymisationCode;
  readonly pattern: RegExp;
  readonly suggestion: string;
}

const word = (inner: string, flags = 'giu'): RegExp => new RegExp(`${BEFORE}(?:${inner})${AFTER}`, flags);

const RULES: readonly PatternRule[] = [
  {
    code: 'FILE_NUMBER',
    pattern: word(String.raw`[AFK]-[0-9A-Z]{4}-[0-9A-Z]{4}|DE\d{2}(?:\s?\d{4}){4}\s?\d{2}|\d{7,}`),
    suggestion: 'weglassen',
  },
  {
    code: 'FILE_NUMBER',
    pattern: /(?<!\p{L})(?:Az\.|Aktenzeichen|Kundennummer|BG-Nummer|AZR-Nummer)\s*:?\s*[^\s,;.]+/giu,
    suggestion: 'weglassen',
  },
  {
    code: 'CONTACT',
    pattern: /[^\s@]+@[^\s@]+\.\p{L}{2,}|https?:\/\/\S+|(?<!\S)@\p{L}[\p{L}\p{N}_.]+|(?<!\S)www\.\S+/giu,
    suggestion: 'weglassen',
  },
  { code: 'CONTACT', pattern: /(?:\+\s?\d|(?<![\d.,])0\d)[\d\s/().-]{5,}\d/gu, suggestion: 'weglassen' },
  {
    code: 'ADDRESS',
    pattern:
      /(?<!\p{L})\p{L}[\p{L}-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|ufer|damm|hof)\s+\d{1,4}(?:\s?[a-z])?(?![\p{L}\p{N}])/giu,
    suggestion: 'eine Wohnung im Kreis',
  },
  {
    code: 'ADDRESS',
    pattern:
      /(?:(?<!\p{L})\p{Lu}[\p{L}-]*\s+(?:Straße|Strasse|Str\.|Allee|Platz|Gasse|Ring|Weg)|(?<!\p{L})(?:Am|Im|An der|Auf dem)\s+(?!Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\p{Lu}\p{L}+)\s+\d{1,4}(?:\s?[a-z])?(?![\p{L}\p{N}])/gu,
    suggestion: 'eine Wohnung im Kreis',
  },
  {
    code: 'ADDRESS',
    pattern: /(?<![\d.])\d{5}(?:\s+\p{Lu}[\p{L}-]+)?(?!\d)/gu,
    suggestion: 'eine Gemeinde im Kreis',
  },
  {
    code: 'EMPLOYER',
    pattern:
      /(?:\p{Lu}[\p{L}&-]*\s+){0,3}\p{Lu}?[\p{L}&-]*\s?(?<!\p{L})(?:GmbH|AG|KG|OHG|UG|e\.\s?K\.|e\.\s?V\.|& Co\.?)(?!\p{L})/gu,
    suggestion: 'ein Betrieb der Branche',
  },
  {
    code: 'EMPLOYER',
    pattern:
      /(?<!\p{L})(?:Firma|Betrieb|Restaurant|Hotel|Bäckerei|Spedition|Praxis|Klinik)\s+\p{Lu}[\p{L}-]+/gu,
    suggestion: 'ein Betrieb der Branche',
  },
  {
    code: 'SCHOOL',
    pattern:
      /(?:(?:\p{Lu}[\p{L}]*-)+(?:Schule|Gymnasium|Berufskolleg|Kolleg|Kita|Kindergarten)|(?:\p{L}*(?:schule|gymnasium|gesamtschule|berufskolleg)|Kita|Kindergarten)\s+(?:(?:am|an der|im)\s+)?\p{Lu}[\p{L}-]+)/gu,
    suggestion: 'eine Schule',
  },
  {
    code: 'POSSIBLE_PLACE',
    pattern:
      /(?<!\p{L})(?!Quartal|Hospital|Spital|Kapital|Portal|Wohnheim|Pflegeheim|Altenheim|Kinderheim|Übergangsheim)\p{Lu}\p{Ll}+(?:hausen|heim|burg|dorf|berg|bach|kirchen|stedt|rode|ingen|tal)(?!\p{L})/gu,
    suggestion: 'eine Gemeinde im Kreis',
  },
  {
    code: 'POSSIBLE_DISEASE',
    pattern:
      /(?<!\p{L})(?:Morbus\s+\p{Lu}\p{L}+|[\p{L}-]*[Ss]yndrom(?:s)?|[A-Z]\d{2}\.\d{1,2})(?![\p{L}\p{N}])/gu,
    suggestion: 'eine Erkrankung',
  },
  {
    code: 'FAMILY_DETAIL',
    pattern: word(
      String.raw`${NUMERAL}\s+(?:\p{Ll}+\s+)?(?:kinder(?:n)?|kind|töchtern?|tochter|söhnen?|sohn|geschwistern?|brüdern?|schwestern|enkel(?:n|kinder)?)|zwillinge?\p{Ll}*|drillinge?\p{Ll}*`,
    ),
    suggestion: 'mit Familie',
  },
  {
    code: 'FAMILY_STATUS',
    pattern: word(
      String.raw`witwer?|verwitwet\p{Ll}*|geschieden\p{Ll}*|alleinerziehend\p{Ll}*|schwanger\p{Ll}*|getrennt\s?lebend\p{Ll}*`,
    ),
    suggestion: 'weglassen, wenn die Leitfrage es nicht braucht',
  },
  {
    code: 'QUOTE',
    pattern: /[„“"»«](?:[^„“”"»«]{2,})[“”"«»]|[‚‘](?:[^‚‘’]{2,})[‘’]/gu,
    suggestion: 'in eigenen Worten wiedergeben',
  },
];

const AGE = new RegExp(
  String.raw`${BEFORE}(?:(?:im\s+)?Alter\s+von\s+)?(\d{1,3})(?:[\s-]?jährig\p{Ll}*|\s+Jahren?\s+alt(?!\p{L})|(?<=Alter\s+von\s+\d{1,3})(?:\s+Jahren?)?)`,
  'giu',
);
const FULL_DATE = new RegExp(
  String.raw`(?<!\d)\d{1,2}\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})(?!\d))?|(?<!\d)(\d{4})-(\d{2})-\d{2}(?!\d)`,
  'gu',
);
const MONTH_DATE = new RegExp(
  String.raw`(?:(?<!\d)\d{1,2}\.\s?)?${BEFORE}(${MONTH_WORD})\.?${AFTER}(?:\s+(\d{4}))?`,
  'giu',
);

/** Places in a text that look like something by which somebody is recognised. */
export function patternFindings(text: string, rules: AnonymityRules): readonly Finding[] {
  const dates = dateFindings(text);
  const found = RULES.flatMap(({ code, pattern, suggestion }) =>
    placesOf(text, pattern).map(({ start, end }): Finding => ({ code, start, end, suggestion })),
  );
  return [
    ...dates,
    ...ageFindings(text, rules),
    ...found.filter((finding) => !isPartOf(finding, [...dates, ...found])),
  ];
}

/** Digits of a date look like a telephone number, and those of a telephone number like a postal code. */
function isPartOf({ code, start }: Finding, all: readonly Finding[]): boolean {
  const wholes: Partial<Record<AnonymisationCode, readonly AnonymisationCode[]>> = {
    CONTACT: ['DATE'],
    ADDRESS: ['DATE', 'CONTACT'],
  };
  const inside = wholes[code] ?? [];
  return all.some((whole) => inside.includes(whole.code) && whole.start <= start && start < whole.end);
}

function dateFindings(text: string): readonly Finding[] {
  const full = placesOf(text, FULL_DATE).map(({ start, end, match }): Finding => {
    const [, month, year, isoYear, isoMonth] = match;
    return { code: 'DATE', start, end, suggestion: quarter(Number(month ?? isoMonth), year ?? isoYear) };
  });
  const named = placesOf(text, MONTH_DATE).flatMap(({ start, end, match }): Finding[] => {
    const [hit, name = '', year] = match;
    const month = MONTHS.findIndex((short) => name.toLowerCase().replace('ae', 'ä').startsWith(short)) + 1;
    // An abbreviation or «Mai» alone is an ordinary word; with a day or a year it is a date.
    const isDate = year !== undefined || /^\d/.test(hit) || name.length > 3;
    return isDate ? [{ code: 'DATE', start, end, suggestion: quarter(month, year) }] : [];
  });
  return [...full, ...named];
}

function quarter(month: number, year: string | undefined): string {
  if (!(month >= 1 && month <= 12)) return 'nur das Quartal';
  const name = `${Math.ceil(month / 3)}. Quartal`;
  if (year === undefined) return name;
  return `${name} ${year.length === 2 ? `20${year}` : year}`;
}

/** Lower bounds of the bands are the beginnings of their codes, e.g. `25_34`. */
function ageFindings(text: string, { attributes }: AnonymityRules): readonly Finding[] {
  return placesOf(text, AGE).map(({ start, end, match }): Finding => {
    const age = Number(match[1]);
    const band = Object.entries(attributes.ageBand).find(([code]) => {
      const [from = NaN, to = Infinity] = code.split('_').map(Number);
      return age >= from && age <= to;
    });
    return { code: 'AGE', start, end, suggestion: band?.[1] ?? 'nur die Altersgruppe' };
  });
}
