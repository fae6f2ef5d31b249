import { Temporal } from 'temporal-polyfill';
import type { OrgTypeCode } from '../../directory/index.js';
import { namesNobody } from './blanket-party.js';
import { isItemCategory, type SharingCategory, type SharingPurpose } from './sharing-codes.js';
import type { Decision } from './sharing-input.js';
import type { sharingErrors } from './sharing.errors.js';

/** Kind of declaration: consent to data processing, or release of a secret bearer. Never synonyms. */
export type ConsentKind = 'CONSENT' | 'CONFIDENTIALITY_RELEASE';

/** How long a declaration may hold is decided by what it covers. */
export interface ConsentScope {
  readonly categories: readonly SharingCategory[];
  readonly purpose: SharingPurpose;
  /** First day, calendar date. */
  readonly validFrom: string;
  /** Day on which the person comes of age; `undefined` when that is past or unknown. */
  readonly majorityOn?: string | undefined;
}

/** A declaration as it is to be put before the person. */
export interface ConsentOffer extends ConsentScope {
  readonly kind: ConsentKind;
  readonly discloserType: OrgTypeCode;
  readonly recipientType: OrgTypeCode;
  /** The recipient is a public body in the sense of § 87 AufenthG. */
  readonly recipientIsPublicBody: boolean;
  /** Function at the recipient that receives. */
  readonly recipientFunction: string;
  /** Who is released, by name or function; only for releases. */
  readonly secretBearer?: string | null | undefined;
  readonly recurrence: 'SINGLE' | 'RECURRING';
  /** Last day, calendar date, inclusive. */
  readonly validUntil: string;
  readonly section87Warned: boolean;
}

/** What ends a declaration before its last day: its purpose is reached. */
export type ExpiryEvent = 'PURPOSE_ACHIEVED' | 'REVIEW_CONFERENCE' | 'DISCLOSURE_DONE';

/** A declaration is for what lies ahead: it begins at the latest so many months after it was offered. */
const MAX_MONTHS_AHEAD = 3;

/** Longest validity in months; the shorter applies. Default until the purpose ends, at most this. */
const MAX_MONTHS = { any: 12, conference: 6, health: 6 } as const;

/**
 * Whether a declaration may be put before the person at all: consent is asked only where the table says so, for one
 * purpose, a limited time, and with the warning a public recipient requires.
 *
 * @param decisions What the decision table says, one per category in order.
 * @param today     Calendar date of the offer.
 * @returns Code of the first objection, `undefined` when there is none.
 */
export function objectionToOffer(
  offer: ConsentOffer,
  decisions: readonly Decision[],
  today: string,
): keyof typeof sharingErrors | undefined {
  if (!offer.categories.every(isItemCategory)) return 'CATEGORY_NOT_OF_A_PERSON';
  for (const decision of decisions) {
    const needed = decision.opensWith ?? decision.effect;
    if (needed === 'DUTY' || needed === 'STATUTE') return 'CONSENT_NOT_NEEDED';
    if (needed !== 'CONSENT' && needed !== 'CONSENT_AND_RELEASE') return 'NO_LEGAL_BASIS';
    if (offer.kind === 'CONFIDENTIALITY_RELEASE' && needed === 'CONSENT') return 'RELEASE_NOT_NEEDED';
  }
  return objectionToParties(offer) ?? objectionToPeriod(offer, today);
}

/** Last day on which such a declaration may hold; also the one that is proposed. */
export function latestEnd(scope: ConsentScope): string {
  const months = Math.min(
    MAX_MONTHS.any,
    scope.purpose === 'CONF' ? MAX_MONTHS.conference : MAX_MONTHS.any,
    scope.categories.includes('HEALTH') ? MAX_MONTHS.health : MAX_MONTHS.any,
  );
  const latest = Temporal.PlainDate.from(scope.validFrom).add({ months });
  if (scope.majorityOn === undefined) return latest.toString();
  // Who comes of age decides anew.
  const lastDayAsMinor = Temporal.PlainDate.from(scope.majorityOn).subtract({ days: 1 });
  return (Temporal.PlainDate.compare(lastDayAsMinor, latest) < 0 ? lastDayAsMinor : latest).toString();
}

/** What ends it early, by what it is for. */
export function expiryEventOf(offer: Pick<ConsentOffer, 'purpose' | 'recurrence'>): ExpiryEvent {
  if (offer.recurrence === 'SINGLE') return 'DISCLOSURE_DONE';
  return offer.purpose === 'CONF' ? 'REVIEW_CONFERENCE' : 'PURPOSE_ACHIEVED';
}

function objectionToParties(offer: ConsentOffer): keyof typeof sharingErrors | undefined {
  if (offer.recipientType === 'IMMIGRATION_OFFICE') {
    if (offer.discloserType === 'IMMIGRATION_OFFICE') return 'CONSENT_NOT_BY_RECIPIENT';
    if (offer.recurrence !== 'SINGLE') return 'CONSENT_ONLY_SINGLE';
  }
  const { recipientFunction, secretBearer } = offer;
  // Without any the declaration is incomplete, which is told apart.
  const isBearerBlanket = Boolean(secretBearer?.trim()) && namesNobody(secretBearer ?? '');
  if (namesNobody(recipientFunction) || isBearerBlanket) return 'CONSENT_PARTY_TOO_BROAD';
  return offer.recipientIsPublicBody && !offer.section87Warned ? 'SECTION_87_WARNING_MISSING' : undefined;
}

function objectionToPeriod(offer: ConsentOffer, today: string): keyof typeof sharingErrors | undefined {
  if (offer.validUntil < offer.validFrom || offer.validUntil < today) return 'CONSENT_VALIDITY_NOT_POSSIBLE';
  const latestBegin = Temporal.PlainDate.from(today).add({ months: MAX_MONTHS_AHEAD });
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(offer.validFrom), latestBegin) > 0)
    return 'CONSENT_BEGINS_TOO_LATE';
  return offer.validUntil > latestEnd(offer) ? 'CONSENT_VALIDITY_TOO_LONG' : undefined;
}
