import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, type DataRegime } from '../../directory/index.js';
import {
  err,
  ok,
  rejected,
  type CaseId,
  type DataItemId,
  type PersonId,
  type RequestRejected,
  type Result,
  type StaffId,
  type UnitId,
} from '../../kernel/index.js';
import { AccessDenied, Clock, newId, PersonVault, type Tx } from '../../platform/index.js';
import { isOriginStated, type Entruster, type ItemKind, type ItemSource } from '../domain/data-item.js';
import { isItemCategory, type SecrecyOrigin, type SharingCategory } from '../domain/sharing-codes.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import { insertItem, type DataItemRow } from '../persistence/data-item.repository.js';
import { textPlace } from './item-places.js';
import { regimeOf } from './unit-link.js';
import { Visibility } from './visibility.js';

/** What staff say about an item they record. */
export interface DataItemContent {
  readonly category: SharingCategory;
  readonly kind: ItemKind;
  readonly source: ItemSource;
  readonly text: string;
  /** That of the controller's organisation unless given. */
  readonly regime?: DataRegime | null;
  readonly secrecyOrigin?: SecrecyOrigin | null;
  /** Demanded for, and only for, what was entrusted. */
  readonly entrustedBy?: Entruster | null;
  /** Nothing secret came along; for what another body told without an item of it. */
  readonly carriedNoSecrecy?: boolean | null;
  /** Item of another controller it was recorded from. */
  readonly originItemId?: DataItemId | null;
}

/** An item with everything around it; the caller has checked that the unit takes part in the case. */
export interface NewDataItem extends DataItemContent {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly controllerUnitId: UnitId;
  readonly recordedBy: StaffId;
}

/** Writes items of data in the transaction of whoever records them. */
@Injectable()
export class DataItems {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly vault: PersonVault,
    private readonly directory: DirectoryReader,
    private readonly visibility: Visibility,
  ) {}

  /**
   * Records an item. What it was recorded from must be visible to the recording unit now, and stays linked, so that
   * its secrecy travels along.
   *
   * @param origin `isKnown`: the actor saw what it comes from before, and need not see it now.
   * @returns Id. Errors: CATEGORY_NOT_OF_A_PERSON, ENTRUSTER_MISSING, ORIGIN_NOT_STATED.
   * @throws {AccessDenied} the item it comes from is not one the actor sees.
   */
  async record(
    tx: Tx,
    item: NewDataItem,
    origin: { readonly isKnown: boolean } = { isKnown: false },
  ): Promise<Result<DataItemId, RequestRejected<keyof typeof sharingErrors>>> {
    const { category } = item;
    if (!isItemCategory(category)) return err(rejected(sharingErrors, 'CATEGORY_NOT_OF_A_PERSON'));
    const isEntrusted = item.secrecyOrigin === 'ENTRUSTED';
    if (isEntrusted !== Boolean(item.entrustedBy)) return err(rejected(sharingErrors, 'ENTRUSTER_MISSING'));
    const carriedNoSecrecy = item.carriedNoSecrecy === true;
    if (!isOriginStated({ ...item, carriedNoSecrecy }))
      return err(rejected(sharingErrors, 'ORIGIN_NOT_STATED'));
    if (item.originItemId && !origin.isKnown) await this.demandVisible(tx, item.caseId, item.originItemId);
    const [unit] = await this.directory.findUnits(tx, [item.controllerUnitId]);
    if (!unit) throw new AccessDenied();
    const at = this.clock.now();
    const id = newId<DataItemId>(at);
    const [textSealed] = await this.vault.seal(tx, item.personId, [
      { text: item.text, place: textPlace(id) },
    ]);
    if (!textSealed) throw new Error('The vault sealed nothing');
    await insertItem(tx, {
      id,
      caseId: item.caseId,
      personId: item.personId,
      controllerUnitId: item.controllerUnitId,
      category,
      regime: item.regime ?? regimeOf(unit),
      secrecyOrigin: item.secrecyOrigin ?? null,
      entrustedBy: item.entrustedBy ?? null,
      carriedNoSecrecy,
      source: item.source,
      kind: item.kind,
      textSealed,
      originItemId: item.originItemId ?? null,
      recordedBy: item.recordedBy,
      recordedAt: new Date(at.epochMilliseconds),
      disputedAt: null,
      restrictedAt: null,
      correctedByItemId: null,
      erasedAt: null,
    });
    this.note(tx, 'DATA_ITEM_RECORDED', { ...item, id });
    return ok(id);
  }

  /** Writes a line about an item into the register of deeds; codes only. */
  note(
    tx: Tx,
    action: string,
    item: Pick<DataItemRow, 'id' | 'caseId' | 'controllerUnitId'> & { readonly category: string },
  ): void {
    this.audit.post(tx, {
      action,
      objectType: 'dataItem',
      objectId: item.id,
      caseId: item.caseId,
      unitId: item.controllerUnitId,
      details: { category: item.category },
    });
  }

  private async demandVisible(tx: Tx, caseId: CaseId, id: DataItemId): Promise<void> {
    const seen = await this.visibility.ofCase(tx, caseId);
    if (!seen.some((line) => line.isVisible && line.item.id === id)) throw new AccessDenied();
  }
}
