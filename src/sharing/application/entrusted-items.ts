import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type CaseId, type DataItemId } from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { giverOf, type ConsentGiver } from '../domain/data-item.js';
import type { SharingCategory } from '../domain/sharing-codes.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import { findItems, type DataItemRow } from '../persistence/data-item.repository.js';
import { Visibility } from './visibility.js';

/** What a declaration says about the entrusted item it is about. */
interface Naming {
  readonly caseId: CaseId;
  readonly givenBy: ConsentGiver;
  readonly entrustedItemId: DataItemId | null;
  readonly categories: readonly SharingCategory[];
}

/** The entrusted items that declarations name (§ 65 SGB VIII). */
@Injectable()
export class EntrustedItems {
  constructor(private readonly visibility: Visibility) {}

  /**
   * The item a declaration is to be about: seen by the actor, entrusted by who would declare, and nothing beside it.
   *
   * @returns `null` when it names none and needs none. Errors: ENTRUSTED_ITEM_MISSING, ENTRUSTED_ITEM_NOT_FITTING.
   * @throws {AccessDenied} the actor does not see it in this case.
   */
  async named(tx: Tx, { caseId, givenBy, entrustedItemId, categories }: Naming) {
    if (entrustedItemId === null) {
      return givenBy === 'PERSON' ? ok(null) : err(rejected(sharingErrors, 'ENTRUSTED_ITEM_MISSING'));
    }
    const seen = await this.visibility.ofCase(tx, caseId);
    const line = seen.find(({ isVisible, item }) => isVisible && item.id === entrustedItemId);
    if (!line) throw new AccessDenied();
    const { entrustedBy, category } = line.item;
    const isFitting =
      entrustedBy !== null &&
      giverOf(entrustedBy) === givenBy &&
      categories.every((covered) => covered === category);
    return isFitting ? ok(line.item) : err(rejected(sharingErrors, 'ENTRUSTED_ITEM_NOT_FITTING'));
  }

  /** Whether a child entrusted the item; whoever asks. */
  async isOfChild(tx: Tx, id: DataItemId): Promise<boolean> {
    const [item] = await tx.exOfficio((): Promise<DataItemRow[]> => findItems(tx, [id]));
    return item?.entrustedBy === 'CHILD';
  }
}
