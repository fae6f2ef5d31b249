import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type CaseId, type DataItemId, type UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  newId,
  PersonVault,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { attestationOf } from '../domain/disclosure-register.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import {
  lockItem,
  writeCorrection,
  writeDispute,
  type DataItemRow,
} from '../persistence/data-item.repository.js';
import {
  holdDisclosures,
  insertDisclosures,
  openDisclosuresOf,
} from '../persistence/disclosure.repository.js';
import { withheldFromPerson } from '../persistence/withheld-items.repository.js';
import { RecipientNotices } from '../rights/application/recipient-notices.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { DataItems, type DataItemContent } from './data-items.js';
import type { ItemKind, ItemSource } from '../domain/data-item.js';
import { disputePlace } from './item-places.js';
import { staffActingFor } from './staff-actor.js';

export interface RecordDataItemCommand extends DataItemContent {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Unit of the actor that records it and is its controller. */
  readonly unitId: UnitId;
}

export interface CorrectDataItemCommand {
  readonly idempotencyKey: string;
  readonly itemId: DataItemId;
  readonly text: string;
  readonly kind: ItemKind;
  readonly source: ItemSource;
  /** Nothing secret came along; left out: as before. */
  readonly carriedNoSecrecy?: boolean | null;
}

export interface DisputeDataItemCommand {
  readonly idempotencyKey: string;
  readonly itemId: DataItemId;
  /** What is wrong, in the words of the person. */
  readonly text: string;
}

/** Recording, correcting and disputing items of data. */
@Injectable()
export class RecordDataItem {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly relations: CaseRelations,
    private readonly items: DataItems,
    private readonly vault: PersonVault,
    private readonly notices: RecipientNotices,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Records an item for a unit, which is its controller from then on. Nobody else sees it.
   *
   * @returns Ids of case and item. Errors: CATEGORY_NOT_OF_A_PERSON, ENTRUSTER_MISSING, ORIGIN_NOT_STATED.
   * @throws {AccessDenied} the unit does not take part in the case or is not the actor's; the origin is not visible.
   */
  async record(principal: Principal, input: RecordDataItemCommand) {
    return this.commands.run({ name: 'recordDataItem', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      const recordedBy = staffActingFor(principal, relation, input.unitId);
      const { personId } = relation;
      const recorded = await this.items.record(tx, {
        ...input,
        personId,
        controllerUnitId: input.unitId,
        recordedBy,
      });
      return recorded.ok ? ok({ caseId: input.caseId, itemId: recorded.value }) : recorded;
    });
  }

  /**
   * Replaces an item by a corrected one; the old one stays, linked. All who hold the old one receive the new one under
   * the basis they have (Art. 19 DSGVO).
   *
   * @returns Ids of case and new item. Errors: ITEM_ALREADY_CORRECTED, ORIGIN_NOT_STATED.
   * @throws {AccessDenied} not an item of a unit of the actor in this case.
   */
  async correct(principal: Principal, input: CorrectDataItemCommand) {
    return this.commands.run({ name: 'correctDataItem', principal, input }, (tx) =>
      this.correctWithin(tx, principal, input),
    );
  }

  /** The same, within a transaction that is open already. */
  async correctWithin(tx: Tx, principal: Principal, input: Omit<CorrectDataItemCommand, 'idempotencyKey'>) {
    const { item, relation } = await this.held(tx, input.itemId);
    const recordedBy = staffActingFor(principal, relation, item.controllerUnitId);
    if (item.secrecyOrigin === 'ENTRUSTED' && item.recordedBy !== recordedBy) throw new AccessDenied();
    if (item.correctedByItemId !== null || item.erasedAt !== null) {
      return err(rejected(sharingErrors, 'ITEM_ALREADY_CORRECTED'));
    }
    const { text, kind, source } = input;
    const carriedNoSecrecy = input.carriedNoSecrecy ?? item.carriedNoSecrecy;
    // What the correction comes from was seen when the first item was recorded; it may not be visible any more.
    const recorded = await this.items.record(
      tx,
      { ...item, text, kind, source, carriedNoSecrecy, recordedBy },
      { isKnown: true },
    );
    if (!recorded.ok) return recorded;
    writeCorrection(tx, item.id, recorded.value);
    this.items.note(tx, 'DATA_ITEM_CORRECTED', item);
    await this.push(tx, item, recorded.value);
    await this.notices.send(tx, item, 'CORRECTED');
    return ok({ caseId: item.caseId, itemId: recorded.value });
  }

  /**
   * Puts the mark on an item that the person says it is wrong; everybody who sees the item sees the mark
   * (§ 84 Abs. 2 SGB X).
   *
   * @returns Ids of case and item. Errors: ITEM_ALREADY_CORRECTED.
   * @throws {AccessDenied} neither the person nor staff of the controller in this case.
   */
  async dispute(principal: Principal, input: DisputeDataItemCommand) {
    return this.commands.run({ name: 'disputeDataItem', principal, input }, (tx) =>
      this.disputeWithin(tx, principal, input),
    );
  }

  /** The same, within a transaction that is open already. */
  async disputeWithin(tx: Tx, principal: Principal, input: Omit<DisputeDataItemCommand, 'idempotencyKey'>) {
    const { item, relation } = await this.held(tx, input.itemId);
    if (!relation.isClient) staffActingFor(principal, relation, item.controllerUnitId);
    if (relation.isClient && !(await this.isTold(tx, item))) throw new AccessDenied();
    if (item.correctedByItemId !== null || item.erasedAt !== null) {
      return err(rejected(sharingErrors, 'ITEM_ALREADY_CORRECTED'));
    }
    const words = { text: input.text, place: disputePlace(item.id) };
    const [sealed] = await this.vault.seal(tx, item.personId, [words]);
    if (!sealed) throw new Error('The vault sealed nothing');
    writeDispute(tx, item.id, this.clock.now().toString(), sealed);
    this.items.note(tx, 'DATA_ITEM_DISPUTED', item);
    await this.notices.send(tx, item, 'DISPUTED');
    return ok({ caseId: item.caseId, itemId: item.id });
  }

  /** Whether the person reads the item. */
  private async isTold(tx: Tx, { id, caseId, category }: DataItemRow): Promise<boolean> {
    return category !== 'THIRD' && !(await withheldFromPerson(tx, caseId)).has(id);
  }

  private async held(
    tx: Tx,
    id: DataItemId,
  ): Promise<{ readonly item: DataItemRow; readonly relation: CaseRelation }> {
    const item = await lockItem(tx, id);
    if (!item) throw new AccessDenied();
    return { item, relation: await this.relations.get(tx, item.caseId) };
  }

  /** Visibility decides again at reading, so a recipient whose basis broke meanwhile sees the new item no more than the old. */
  private async push(tx: Tx, item: DataItemRow, correctedId: DataItemId): Promise<void> {
    holdDisclosures(tx, item.caseId);
    const at = this.clock.now();
    const lines = (await openDisclosuresOf(tx, item.id)).map((line) => ({
      ...line,
      id: newId<typeof line.id>(at),
      itemId: correctedId,
      disclosedAt: new Date(at.epochMilliseconds),
    }));
    if (lines.length === 0) return;
    await insertDisclosures(tx, lines);
    this.audit.post(tx, {
      action: 'CORRECTION_DISCLOSED',
      objectType: 'disclosure',
      objectId: correctedId,
      caseId: item.caseId,
      unitId: item.controllerUnitId,
      details: { lines: lines.map(attestationOf) },
    });
    accessMayHaveChanged(tx, { caseId: item.caseId });
  }
}
