import type { ConsentId } from '../../kernel/index.js';
import { LEGAL_TIME_ZONE } from '../../platform/index.js';
import type { ConsentKind } from '../domain/consent-offer.js';
import type { ConsentFact } from '../domain/sharing-input.js';
import type { ConsentView } from './consent.repository.js';

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: LEGAL_TIME_ZONE });

/** Declarations of one kind as the decision wants them. */
export function factsOf(rows: readonly ConsentView[], kind: ConsentKind): ConsentFact[] {
  return rows
    .filter((row) => row.kind === kind)
    .map((row) => ({
      id: row.id,
      narrows: narrowedBy(rows, row),
      givenOn: row.givenAt === null ? undefined : day.format(row.givenAt),
      discloserUnitId: row.discloserUnitId,
      recipientUnitId: row.recipientUnitId,
      categories: row.categories,
      purpose: row.purpose,
      validFrom: row.validFrom,
      validUntil: row.validUntil,
      state: row.state,
      givenBy: row.givenBy,
      entrustedItemId: row.entrustedItemId,
      warnedOfSection87: row.section87Warned,
    }));
}

/** Declarations whose place one took, the latest first. */
function narrowedBy(
  rows: readonly ConsentView[],
  { supersedesConsentId }: ConsentView,
): readonly ConsentId[] {
  const narrowed =
    supersedesConsentId === null ? undefined : rows.find(({ id }) => id === supersedesConsentId);
  return narrowed === undefined ? [] : [narrowed.id, ...narrowedBy(rows, narrowed)];
}
