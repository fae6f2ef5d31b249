/** Attributes whose combination makes somebody recognisable, with their German label. */
export const anonymityAttributes = {
  ageBand: 'Altersgruppe',
  originRegion: 'Herkunftsregion',
  family: 'Familie',
  titleGroup: 'Aufenthalt',
  municipalityType: 'Wohnort',
} as const;
export type AnonymityAttribute = keyof typeof anonymityAttributes;

/** All of them, in the order in which they are shown. */
export const ANONYMITY_ATTRIBUTES = Object.keys(anonymityAttributes) as readonly AnonymityAttribute[];

/** Codes of attributes; left out or `null` is not revealed. */
export type Attributes = Readonly<Partial<Record<AnonymityAttribute, string | null>>>;

/** Nationality with the region that stands for it. */
export interface NationalityRule {
  /** ISO 3166-1, two letters. */
  readonly code: string;
  /** Key of a region of origin. */
  readonly region: string;
  /** Beginnings of words by which it is recognised, lower case without accents. */
  readonly stems: readonly string[];
}

/** What the check goes by: data with source and date, never code. */
export interface AnonymityRules {
  readonly version: number;
  readonly validFrom: string;
  readonly k: { readonly usual: number; readonly atLeast: number };
  readonly minResidents: { readonly usual: number; readonly atLeast: number };
  readonly attributes: Readonly<Record<AnonymityAttribute, Readonly<Record<string, string>>>>;
  readonly nationalities: readonly NationalityRule[];
  /** Beginnings of words that name a rare disease, lower case without accents. */
  readonly rareDiseases: readonly string[];
  readonly contributions: { readonly workingDaysBefore: number };
}

/** Revealed attributes in their order, with codes; empty ones left out. */
export function revealed(attributes: Attributes): readonly (readonly [AnonymityAttribute, string])[] {
  return ANONYMITY_ATTRIBUTES.flatMap((name) => {
    const code = attributes[name];
    return code == null ? [] : [[name, code] as const];
  });
}

/** Whether every code is one of the rules. */
export function areKnown({ attributes }: AnonymityRules, given: Attributes): boolean {
  return revealed(given).every(([name, code]) => Object.hasOwn(attributes[name], code));
}

/** Revealed attributes in German words, e.g. `Altersgruppe: 25 bis 34 Jahre`. */
export function attributesInWords({ attributes }: AnonymityRules, given: Attributes): readonly string[] {
  return revealed(given).map(
    ([name, code]) => `${anonymityAttributes[name]}: ${attributes[name][code] ?? code}`,
  );
}
