import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import type { CaseId, DataItemId, PersonId, UnitId } from '../../../kernel/index.js';
import { accessMayHaveChanged, Clock, WithdrawalList, type Tx } from '../../../platform/index.js';
import { CaseRelations } from '../../application/case-relations.js';
import type { PersonHold } from '../domain/erasure.js';
import {
  eraseTexts,
  insertProofs,
  otherHolders,
  personHolds,
  restrictItems,
} from '../persistence/erasure.repository.js';
import { ErasePerson } from './person-record-sources.js';
import { RecipientNotices } from './recipient-notices.js';

/** For which request, and on which norm. */
export interface ErasureOrder {
  readonly caseId: CaseId;
  readonly requestId: string | null;
  readonly norm: string;
}

/** How long a declaration that ended has to be provable. */
const PROOF = { years: 3 };

/** Takes texts away, item by item or of a person as a whole; keeps the proof and tells the recipients. */
@Injectable()
export class EraseData {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly notices: RecipientNotices,
    private readonly person: ErasePerson,
    private readonly withdrawals: WithdrawalList,
  ) {}

  /** Overwrites the texts of items, with the versions they replaced. @returns How many. */
  async items(
    tx: Tx,
    ids: readonly DataItemId[],
    { caseId, requestId, norm }: ErasureOrder,
  ): Promise<number> {
    const at = this.clock.now();
    const erased = await eraseTexts(tx, ids, at.toString());
    insertProofs(
      tx,
      erased.map(({ id, personId, controllerUnitId, category }) => ({
        recordKind: 'dataItem',
        recordId: id,
        records: 1,
        personId,
        controllerUnitId,
        category,
        method: 'TEXT_REMOVED' as const,
        norm,
        requestId,
      })),
      at,
    );
    for (const { id } of erased) {
      await this.withdrawals.append(tx, { kind: 'ITEM_ERASED', id });
      await this.notices.send(tx, { id, caseId }, 'ERASED');
    }
    this.note(tx, 'DATA_ITEMS_ERASED', caseId, erased.length);
    accessMayHaveChanged(tx, { caseId });
    return erased.length;
  }

  /** Restricts items: only their controller sees them, marked. @returns How many. */
  async restrict(tx: Tx, ids: readonly DataItemId[], caseId: CaseId): Promise<number> {
    const restricted = await restrictItems(tx, ids, this.clock.now().toString());
    for (const { id } of restricted) {
      await this.withdrawals.append(tx, { kind: 'ITEM_RESTRICTED', id });
      await this.notices.send(tx, { id, caseId }, 'RESTRICTED');
    }
    this.note(tx, 'DATA_ITEMS_RESTRICTED', caseId, restricted.length);
    accessMayHaveChanged(tx, { caseId });
    return restricted.length;
  }

  /** Why the person as a whole cannot be erased by a controller yet; empty when nothing stands against it. */
  async holds(
    tx: Tx,
    of: {
      readonly personId: PersonId;
      readonly caseId: CaseId;
      readonly controllerUnitId: UnitId;
      readonly id: string;
    },
  ): Promise<readonly PersonHold[]> {
    const participating = await this.relations.participatingUnits(tx, of.caseId);
    const others = await otherHolders(tx, of.caseId, of.controllerUnitId, participating);
    const holds = await personHolds(tx, of.personId, {
      except: of.id,
      controller: of.controllerUnitId,
      proofSince: this.clock.today().subtract(PROOF).toString(),
    });
    return others && !holds.includes('OTHER_CONTROLLER') ? ['OTHER_CONTROLLER', ...holds] : holds;
  }

  /** Destroys the key of a person: everything sealed with it is lost, in every backup too. */
  async whole(
    tx: Tx,
    of: { readonly personId: PersonId; readonly controllerUnitId: UnitId | null },
    { caseId, requestId, norm }: ErasureOrder,
  ): Promise<void> {
    await this.person.erase(tx, of.personId);
    insertProofs(
      tx,
      [
        {
          recordKind: 'person',
          recordId: of.personId,
          records: 1,
          personId: of.personId,
          controllerUnitId: of.controllerUnitId,
          category: null,
          method: 'KEY_DESTROYED',
          norm,
          requestId,
        },
      ],
      this.clock.now(),
    );
    this.note(tx, 'PERSON_ERASED', caseId, 1);
    accessMayHaveChanged(tx, { caseId });
  }

  private note(tx: Tx, action: string, caseId: CaseId, count: number): void {
    this.audit.post(tx, { action, objectType: 'case', objectId: caseId, caseId, details: { count } });
  }
}
