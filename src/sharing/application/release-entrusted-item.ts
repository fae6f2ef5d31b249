import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type DataItemId } from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  PersonVault,
  type Principal,
} from '../../platform/index.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import { lockItem } from '../persistence/data-item.repository.js';
import { writeRelease } from '../persistence/withheld-items.repository.js';
import { CaseRelations } from './case-relations.js';
import { DataItems } from './data-items.js';
import { releasePlace } from './item-places.js';
import { staffActingFor } from './staff-actor.js';

export interface ReleaseEntrustedItemCommand {
  readonly idempotencyKey: string;
  readonly itemId: DataItemId;
  /** Why the interest of the person weighs more than the trust. */
  readonly reason: string;
}

/**
 * What somebody else entrusted about a person is kept from them (§ 65 SGB VIII, Art. 15 Abs. 4 DSGVO, § 25 Abs. 3
 * SGB X) until who was trusted decides otherwise.
 */
@Injectable()
export class ReleaseEntrustedItem {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly relations: CaseRelations,
    private readonly items: DataItems,
    private readonly vault: PersonVault,
  ) {}

  /**
   * @returns Ids of case and item. Errors: ITEM_NOT_WITHHELD.
   * @throws {AccessDenied} not an item of a unit of the actor in this case, or entrusted to a colleague.
   */
  async execute(principal: Principal, input: ReleaseEntrustedItemCommand) {
    return this.commands.run({ name: 'releaseEntrustedItem', principal, input }, async (tx) => {
      const item = await lockItem(tx, input.itemId);
      if (!item) throw new AccessDenied();
      const relation = await this.relations.get(tx, item.caseId);
      const by = staffActingFor(principal, relation, item.controllerUnitId);
      if (item.secrecyOrigin === 'ENTRUSTED' && item.recordedBy !== by) throw new AccessDenied();
      const words = { text: input.reason, place: releasePlace(item.id) };
      const [reasonSealed] = await this.vault.seal(tx, item.personId, [words]);
      if (!reasonSealed) throw new Error('The vault sealed nothing');
      const release = { by, at: this.clock.now().toString(), reasonSealed };
      if (!(await writeRelease(tx, item.id, release)))
        return err(rejected(sharingErrors, 'ITEM_NOT_WITHHELD'));
      this.items.note(tx, 'ENTRUSTED_ITEM_RELEASED', item);
      accessMayHaveChanged(tx, { caseId: item.caseId });
      return ok({ caseId: item.caseId, itemId: item.id });
    });
  }
}
