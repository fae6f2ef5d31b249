import type { DataRegime } from '../../directory/index.js';
import type { CaseId, DataItemId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import type { ItemCategory, SecrecyOrigin } from './sharing-codes.js';

/** What kind of sentence an item is, with its German label; facts and opinions are kept apart. */
export const itemKinds = {
  FACT: 'Tatsache',
  OBSERVATION: 'Beobachtung',
  STATEMENT: 'Aussage der Person',
  ALLEGATION: 'Behauptung',
  OPINION: 'Einschätzung',
} as const;
export type ItemKind = keyof typeof itemKinds;

/** Where the controller has an item from, with its German label. */
export const itemSources = {
  PERSON: 'von der Person selbst',
  DOCUMENT: 'aus einem Dokument',
  OWN_OBSERVATION: 'eigene Beobachtung',
  OTHER_BODY: 'von einer anderen Stelle',
  THIRD_PARTY: 'von Dritten',
} as const;
export type ItemSource = keyof typeof itemSources;

/** Who entrusted an item for personal help (§ 65 SGB VIII), with its German label. */
export const entrusters = {
  PERSON: 'die Person selbst',
  CHILD: 'ein Kind',
  RELATIVE: 'jemand aus der Familie',
  OTHER: 'jemand anderes',
} as const;
export type Entruster = keyof typeof entrusters;

/** Who gives a declaration, with its German label. Of the one who entrusted something no name is kept. */
export const consentGivers = {
  PERSON: 'die Person des Falls',
  ENTRUSTER: 'wer die Angabe anvertraut hat',
} as const;
export type ConsentGiver = keyof typeof consentGivers;

/** Whose declaration opens what was entrusted (§ 65 Abs. 1 Nr. 1 SGB VIII). */
export function giverOf(entruster: Entruster): ConsentGiver {
  return entruster === 'PERSON' ? 'PERSON' : 'ENTRUSTER';
}

/** Secrecy an item can bring along, with its German label. */
export const secrecyOrigins = {
  PROFESSIONAL: 'Berufsgeheimnis (§ 203 StGB)',
  EXPERT_OPINION: 'Gutachten oder Bescheinigung für eine Leistung (§ 76 Abs. 2 SGB X)',
  ENTRUSTED: 'zur persönlichen Hilfe anvertraut (§ 65 SGB VIII)',
} as const satisfies Record<SecrecyOrigin, string>;

/** What is said about where an item comes from. */
type SaidOrigin = Pick<DataItemFacts, 'source'> &
  Partial<Pick<DataItemFacts, 'originItemId' | 'secrecyOrigin' | 'carriedNoSecrecy'>>;

/**
 * Whether it is said which secrecy came along: by the item it was recorded from, by name, or that there was none. Of
 * what another body told it has to be said, or the secrecy would end with the copy (§ 76 Abs. 1, § 78 SGB X).
 */
export function isOriginStated(item: SaidOrigin): boolean {
  if (item.carriedNoSecrecy === true && item.secrecyOrigin) return false;
  if (item.source !== 'OTHER_BODY') return true;
  return Boolean(item.originItemId ?? item.secrecyOrigin) || item.carriedNoSecrecy === true;
}

/** One item of data about a person, without its text. */
export interface DataItemFacts {
  readonly id: DataItemId;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  /** Who is responsible for it; decides about every disclosure. */
  readonly controllerUnitId: UnitId;
  readonly category: ItemCategory;
  readonly regime: DataRegime;
  readonly secrecyOrigin: SecrecyOrigin | null;
  readonly entrustedBy: Entruster | null;
  /** Said of what came from another body without its item: nothing secret came along. */
  readonly carriedNoSecrecy: boolean;
  readonly source: ItemSource;
  readonly kind: ItemKind;
  /** Item of another controller from which it was recorded. */
  readonly originItemId: DataItemId | null;
  readonly recordedBy: StaffId;
  readonly recordedAt: Date;
  readonly disputedAt: Date | null;
  /** Not to be used or disclosed (Art. 18 DSGVO). */
  readonly restrictedAt: Date | null;
  /** The item that replaced it. */
  readonly correctedByItemId: DataItemId | null;
  readonly erasedAt: Date | null;
}
