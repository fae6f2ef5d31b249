import { Temporal } from 'temporal-polyfill';
import type { OrgTypeCode } from '../../directory/index.js';
import { isItemCategory, type SharingCategory, type SharingPurpose } from './sharing-codes.js';
import type { Decision } from './sharing-input.js';
import type { sharingErrors } from './sharing.errors.js';

/** Kind of declaration: consent to data processing, or release of a secret bearer. Never synonyms. */
export type ConsentKind = 'CONSENT' | 'CONFIDENTIALITY_RELEASE';

/** A declaration as it is to be put before the person. */
export interface ConsentOffer {
  readonly kind: ConsentKind;
  readonly recipientType: OrgTypeCode;
  /** The recipient is a public body in the sense of § 87 AufenthG. */
  readonly recipientIsPublicBody: boolean;
  readonly categories: readonly SharingCategory[];
  readonly purpose: SharingPurpose;
  readonly recurrence: 'SINGLE' | 'RECURRING';
  /** Calendar dates, both inclusive. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly section87Warned: boolean;
}

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
  if (offer.recipientType === 'IMMIGRATION_OFFICE' && offer.recurrence !== 'SINGLE')
    return 'CONSENT_ONLY_SINGLE';
  if (offer.recipientIsPublicBody && !offer.section87Warned) return 'SECTION_87_WARNING_MISSING';
  if (offer.validUntil < offer.validFrom || offer.validUntil < today) return 'CONSENT_VALIDITY_NOT_POSSIBLE';
  const latestBegin = Temporal.PlainDate.from(today).add({ months: MAX_MONTHS_AHEAD });
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(offer.validFrom), latestBegin) > 0)
    return 'CONSENT_BEGINS_TOO_LATE';
  return tooLong(offer) ? 'CONSENT_VALIDITY_TOO_LONG' : undefined;
}

function tooLong(offer: ConsentOffer): boolean {
  const months = Math.min(
    MAX_MONTHS.any,
    offer.purpose === 'CONF' ? MAX_MONTHS.conference : MAX_MONTHS.any,
    offer.categories.includes('HEALTH') ? MAX_MONTHS.health : MAX_MONTHS.any,
  );
  const latest = Temporal.PlainDate.from(offer.validFrom).add({ months });
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(offer.validUntil), latest) > 0;
}
