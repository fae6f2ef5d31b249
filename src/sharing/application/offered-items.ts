import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type CaseId, type DataItemId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { effectsByStrictness } from '../domain/decision-table.js';
import type { SecrecyChain } from '../domain/secrecy-chain.js';
import type { SharingCategory, SharingPurpose } from '../domain/sharing-codes.js';
import type { Decision } from '../domain/sharing-input.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import { chainsOf, findItems } from '../persistence/data-item.repository.js';
import { Disclosures } from './disclosures.js';

/** A declaration that is to open items of the disclosing unit. */
interface OfferForItems {
  readonly caseId: CaseId;
  readonly discloserUnitId: UnitId;
  readonly recipientUnitId: UnitId;
  readonly categories: readonly SharingCategory[];
  readonly purpose: SharingPurpose;
  readonly itemIds: readonly DataItemId[];
}

/** What items ask for that came through other hands, before a declaration for them is offered. */
@Injectable()
export class OfferedItems {
  constructor(private readonly disclosures: Disclosures) {}

  /**
   * The decision for each category that the items have or had on their way: that of the strictest chain, because what
   * came from a bearer of a secret asks for more than the same category otherwise.
   *
   * @returns Error: CONSENT_ITEMS_NOT_COVERED when such a category is missing in the offer, which would open nothing.
   * @throws {AccessDenied} one is not an item of the disclosing unit in this case, or was entrusted to a colleague.
   */
  async decisions(tx: Tx, offer: OfferForItems) {
    const byCategory = new Map<SharingCategory, Decision>();
    if (offer.itemIds.length === 0) return ok(byCategory);
    await this.demandOwn(tx, offer);
    const { discloserUnitId: fromUnitId, recipientUnitId: toUnitId, purpose } = offer;
    const judge = await this.disclosures.judge(tx, offer.caseId, [fromUnitId, toUnitId]);
    for (const chain of (await chainsOf(tx, offer.itemIds)).values()) {
      const { decision } = judge({ chain, fromUnitId, toUnitId, purpose });
      for (const category of categoriesOf(chain)) {
        if (!offer.categories.includes(category)) {
          return err(rejected(sharingErrors, 'CONSENT_ITEMS_NOT_COVERED'));
        }
        byCategory.set(category, stricter(byCategory.get(category), decision));
      }
    }
    return ok(byCategory);
  }

  private async demandOwn(tx: Tx, { caseId, discloserUnitId, itemIds }: OfferForItems): Promise<void> {
    const { principal } = tx;
    const own = (await findItems(tx, itemIds)).filter((item) => {
      const isMine = principal.kind === 'staff' && item.recordedBy === principal.staffId;
      if (item.secrecyOrigin === 'ENTRUSTED' && !isMine) return false;
      return item.caseId === caseId && item.controllerUnitId === discloserUnitId;
    });
    if (own.length < new Set(itemIds).size) throw new AccessDenied();
  }
}

function categoriesOf(chain: SecrecyChain): ReadonlySet<SharingCategory> {
  return new Set(chain.map(({ category }) => category));
}

function stricter(known: Decision | undefined, other: Decision): Decision {
  return known !== undefined && strictness(known) <= strictness(other) ? known : other;
}

function strictness({ effect, opensWith }: Decision): number {
  return effectsByStrictness.indexOf(opensWith ?? effect);
}
