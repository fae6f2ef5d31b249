import type { ConsentFact, SharingGrounds, SharingInput } from './sharing-input.js';

/** No consents, no releases. */
export const noGrounds: SharingGrounds = { consents: [], releases: [] };

/** What is missing first: a consent, then a release; `undefined` if nothing is. */
export type MissingGround = 'CONSENT' | 'RELEASE' | undefined;

/**
 * Whether the grounds carry the disclosure.
 *
 * A fact counts only if it is from who has to declare it, granted, valid on the day, from this discloser to this recipient, for this purpose and
 * names the category. Consents never stand in for releases, nor the other way round.
 *
 * @param needed          What the decision asks for.
 * @param requiresWarning Only facts given after the warning about § 87 AufenthG count.
 */
export function missingGround(
  needed: 'CONSENT' | 'CONSENT_AND_RELEASE',
  input: SharingInput,
  grounds: SharingGrounds,
  requiresWarning: boolean,
): MissingGround {
  const counts = (fact: ConsentFact): boolean => factCovers(fact, input, requiresWarning);
  if (!grounds.consents.some(counts)) return 'CONSENT';
  if (needed === 'CONSENT_AND_RELEASE' && !grounds.releases.some(counts)) return 'RELEASE';
  return undefined;
}

/** The declaration that carries the disclosure, `undefined` when none does; same conditions as {@link missingGround}. */
export function coveringFact(
  facts: readonly ConsentFact[],
  input: SharingInput,
  requiresWarning: boolean,
): ConsentFact | undefined {
  return facts.find((fact) => factCovers(fact, input, requiresWarning));
}

function factCovers(fact: ConsentFact, input: SharingInput, requiresWarning: boolean): boolean {
  return (
    fact.state === 'GRANTED' &&
    input.sourceUnitId !== undefined &&
    fact.discloserUnitId === input.sourceUnitId &&
    input.recipientUnitId !== undefined &&
    fact.recipientUnitId === input.recipientUnitId &&
    fact.purpose === input.purpose &&
    fact.categories.includes(input.category) &&
    isFromOpener(fact, input) &&
    fact.validFrom <= input.on &&
    input.on <= fact.validUntil &&
    (!requiresWarning || fact.warnedOfSection87 === true)
  );
}

/** What was entrusted is opened by who entrusted it; the person opens the rest, in general or for a named item. */
function isFromOpener(
  { givenBy = 'PERSON', entrustedItemId }: ConsentFact,
  { opener, secrecyOrigin }: SharingInput,
): boolean {
  if (opener === undefined) {
    return secrecyOrigin !== 'ENTRUSTED' && givenBy === 'PERSON' && !entrustedItemId;
  }
  if (givenBy !== opener.by) return false;
  return entrustedItemId ? opener.itemIds.includes(entrustedItemId) : givenBy === 'PERSON';
}
