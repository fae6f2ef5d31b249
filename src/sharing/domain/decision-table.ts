import type { DataRegime } from '../../directory/index.js';
import type {
  Circumstance,
  DataNature,
  SecrecyOrigin,
  SharingCategory,
  SharingParty,
  SharingPurpose,
} from './sharing-codes.js';

/** Answer of the table, from the strictest to the most open in {@link effectsByStrictness}. */
export type SharingEffect = 'DUTY' | 'STATUTE' | 'CONSENT' | 'CONSENT_AND_RELEASE' | 'ANON_ONLY' | 'NEVER';

/** All effects, strictest first. */
export const effectsByStrictness: readonly SharingEffect[] = [
  'NEVER',
  'ANON_ONLY',
  'CONSENT_AND_RELEASE',
  'CONSENT',
  'STATUTE',
  'DUTY',
];

/**
 * Step of the evaluation in which a row is looked at.
 *
 * - `ABSOLUTE`: closed, nothing overrides it.
 * - `COMPARTMENT`: closes a protected case; never opens anything by itself.
 * - `SECRECY`: secrecy lock; a statute of a later step cannot weaken it.
 * - `STATUTE`, then `CONSENT`: the rows that open; a statute goes first.
 * - `RESTRICTION`: sensitive categories; closes what a row opened that does not name the category itself.
 * - `COMPOSITE`: an item made of items; as strict as the strictest of them.
 * - `DEFAULT`: everything else is denied.
 */
export type EvaluationStep =
  'ABSOLUTE' | 'COMPARTMENT' | 'SECRECY' | 'STATUTE' | 'CONSENT' | 'RESTRICTION' | 'COMPOSITE' | 'DEFAULT';

/** Where a disclosure under the row may happen. `OUTSIDE_SYSTEM`: the law provides another way, such as the AZR. */
export type SharingChannel = 'ANY' | 'NOT_IN_CONFERENCE' | 'OUTSIDE_SYSTEM';

/** Named set of parties, written out in the table because membership is itself a legal judgement of that version. */
export type PartyGroup =
  'SECTION_35_BODY' | 'PUBLIC_BODY' | 'WELFARE' | 'CASE_MANAGER' | 'HEALTH' | 'SECRET_BEARER';

/** Named set of categories. */
export type CategoryGroup = 'IDENTIFIED' | 'OWN' | 'SOCIAL_DATA' | 'CONTENT';

/** Parties named one by one, by group, or all but some. A member of `codes` or `groups` fits unless it is excepted. */
export type PartyMatcher =
  | 'ANY'
  | {
      readonly codes?: readonly SharingParty[];
      readonly groups?: readonly PartyGroup[];
      readonly exceptCodes?: readonly SharingParty[];
      readonly exceptGroups?: readonly PartyGroup[];
    };

/** Categories named one by one or by group. */
export type CategoryMatcher =
  'ANY' | { readonly codes?: readonly SharingCategory[]; readonly groups?: readonly CategoryGroup[] };

/** Purposes named one by one, or all but some. */
export type PurposeMatcher =
  'ANY' | { readonly codes?: readonly SharingPurpose[]; readonly exceptCodes?: readonly SharingPurpose[] };

/** One combination a row speaks about. A row with several says the same for each, unless a case has its own effect. */
export interface RowCase {
  readonly from: PartyMatcher;
  readonly to: PartyMatcher;
  readonly category: CategoryMatcher;
  readonly purpose: PurposeMatcher;
  /** Only data that brought along this secrecy. */
  readonly secrecyOrigins?: readonly SecrecyOrigin[];
  /** Only data under these regimes; an unknown regime fits. */
  readonly regimes?: readonly DataRegime[];
  /** Only this narrow subject. */
  readonly nature?: DataNature;
  /** Overrides the effect and step of the row. */
  readonly instead?: { readonly effect: SharingEffect; readonly step: EvaluationStep };
}

/** One row of the decision table. */
export interface DecisionRow {
  /** Number in the signed-off table, 1 to 60. */
  readonly number: number;
  readonly step: EvaluationStep;
  readonly effect: SharingEffect;
  readonly cases: readonly RowCase[];
  /** NEVER unless this exists: consent, or consent and release. */
  readonly unless?: 'CONSENT' | 'CONSENT_AND_RELEASE';
  /** Only grounds given after the warning about § 87 AufenthG count. */
  readonly requiresWarning?: boolean;
  /** Closed as soon as one of these holds. */
  readonly closedWhen?: readonly Circumstance[];
  /** Also closed for anonymised material. */
  readonly alsoAnonymous?: boolean;
  /** Default `ANY`. */
  readonly channel?: SharingChannel;
  /** Norms, German citation. */
  readonly basis: readonly string[];
  /** What the discloser has to observe, German. */
  readonly conditions: readonly string[];
  readonly explanation: {
    /** One sentence for the caseworker. */
    readonly de: string;
    /** One sentence for the person, plain German. */
    readonly plain: string;
  };
  /** Calendar dates, both inclusive; `null` is open-ended. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Secrecy that raises what any row says: the strictest link of the chain decides. */
export interface SecrecyLock {
  readonly code: 'SECRET_BEARER' | 'EXTENDED_SECRECY' | 'ENTRUSTED';
  /** Sources it binds. */
  readonly from: PartyMatcher;
  /** Origins it binds; absent: any data of these sources. */
  readonly secrecyOrigins?: readonly SecrecyOrigin[];
  /** Effects it raises, and to what. */
  readonly raises: readonly SharingEffect[];
  readonly raisedTo: 'CONSENT' | 'CONSENT_AND_RELEASE';
  readonly exceptRows: readonly number[];
  readonly exceptPurposes: readonly SharingPurpose[];
  readonly exceptRecipients: readonly SharingParty[];
  readonly basis: readonly string[];
  /** What has to be observed wherever it binds, German. */
  readonly conditions?: readonly string[];
  readonly explanation: { readonly de: string; readonly plain: string };
}

/** A signed-off version of the decision table: pure data. */
export interface DecisionTable {
  readonly version: number;
  /** State of the law the rows were read from (calendar date). */
  readonly lawVersion: string;
  readonly partyGroups: Readonly<Record<PartyGroup, readonly SharingParty[]>>;
  readonly categoryGroups: Readonly<Record<CategoryGroup, readonly SharingCategory[]>>;
  /** Norm of a church law by the norm of the DSGVO it stands for. */
  readonly churchNorms: Readonly<Record<'KDG' | 'DSG_EKD', Readonly<Record<string, string>>>>;
  readonly rows: readonly DecisionRow[];
  readonly locks: readonly SecrecyLock[];
}

/** Where a church law applies, its norms stand for those of the DSGVO. */
export function underRegime(
  { churchNorms }: Pick<DecisionTable, 'churchNorms'>,
  regime: DataRegime | undefined,
  norms: readonly string[],
): readonly string[] {
  if (regime !== 'KDG' && regime !== 'DSG_EKD') return norms;
  return norms.map((norm) => churchNorms[regime][norm] ?? norm);
}
