import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog } from '../../../audit/index.js';
import { DirectoryReader } from '../../../directory/index.js';
import { asId, type CaseId, type DataItemId, type StaffId, type UnitId } from '../../../kernel/index.js';
import {
  accessMayHaveChanged,
  Clock,
  newId,
  WithdrawalList,
  type Tx,
  type Withdrawal,
  type WithdrawalDetails,
} from '../../../platform/index.js';
import { WorkflowEngine } from '../../../workflow/index.js';
import { CaseRelations } from '../../application/case-relations.js';
import {
  requestChannels,
  requestKinds,
  type DataSubjectRequestId,
  type RequestChannel,
  type RequestOutcome,
  type RequestRecord,
} from '../domain/request.js';
import {
  eraseTexts,
  insertProofs,
  restrictItems,
  type ErasedItem,
} from '../persistence/erasure.repository.js';
import { findRequest, grantAgain, insertRequest } from '../persistence/request.repository.js';
import { requestStart } from './request-process.js';

/**
 * What the list of withdrawals keeps of an objection: enough to raise it again, none of its words.
 *
 * @param granted Who granted it, wholly or in part; left out while it is not decided.
 */
export function listedObjection(
  request: Pick<RequestRecord, 'id' | 'caseId' | 'controllerUnitId' | 'channel' | 'receivedOn'>,
  granted?: { readonly outcome: Exclude<RequestOutcome, 'REFUSED'>; readonly by: StaffId },
): Withdrawal {
  const { id, caseId, controllerUnitId: unitId, channel, receivedOn } = request;
  const details = { caseId, unitId, channel, receivedOn, ...granted };
  return { kind: 'OBJECTED', id, details };
}

/** What {@link listedObjection} wrote. */
const listed = z.object({
  caseId: z.string().transform((id) => asId<CaseId>(id)),
  unitId: z.string().transform((id) => asId<UnitId>(id)),
  channel: z.custom<RequestChannel>((code) => typeof code === 'string' && code in requestChannels),
  receivedOn: z.iso.date(),
  outcome: z.enum(['GRANTED', 'PARTLY']).optional(),
  by: z
    .string()
    .transform((id) => asId<StaffId>(id))
    .optional(),
});

/**
 * Carries out again, in a database that was restored from a backup, what controllers erased and restricted and what
 * persons objected to since the backup was made. Recipients were told then and are not told twice.
 */
@Injectable()
export class WithdrawnRights implements OnModuleInit {
  constructor(
    private readonly withdrawals: WithdrawalList,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly engine: WorkflowEngine,
  ) {}

  onModuleInit(): void {
    this.withdrawals.register('ITEM_ERASED', (tx, id) =>
      tx.exOfficio(() => this.eraseAgain(tx, asId<DataItemId>(id))),
    );
    this.withdrawals.register('ITEM_RESTRICTED', (tx, id) =>
      tx.exOfficio(() => this.restrictAgain(tx, asId<DataItemId>(id))),
    );
    this.withdrawals.register('OBJECTED', (tx, id, details) =>
      tx.exOfficio(() => this.objectAgain(tx, id as DataSubjectRequestId, details)),
    );
  }

  private async eraseAgain(tx: Tx, id: DataItemId): Promise<void> {
    const now = this.clock.now();
    const erased = await eraseTexts(tx, [id], now.toString());
    const proofs = erased.map((item) => ({
      recordKind: 'dataItem',
      recordId: item.id,
      records: 1,
      personId: item.personId,
      controllerUnitId: item.controllerUnitId,
      category: item.category,
      method: 'TEXT_REMOVED' as const,
      norm: requestKinds.ERASURE.norm,
      requestId: null,
    }));
    insertProofs(tx, proofs, now);
    this.note(tx, 'DATA_ITEM_ERASED_AGAIN', erased);
  }

  private async restrictAgain(tx: Tx, id: DataItemId): Promise<void> {
    this.note(tx, 'DATA_ITEM_RESTRICTED_AGAIN', await restrictItems(tx, [id], this.clock.now().toString()));
  }

  /**
   * An objection whose row was lost is open again, so that it stops disclosures; where it had been granted, that holds
   * again. A case that was lost as a whole, or a unit, has nothing to disclose.
   */
  private async objectAgain(tx: Tx, id: DataSubjectRequestId, details: WithdrawalDetails): Promise<void> {
    const objection = listed.parse(details);
    const { caseId, unitId, outcome, by } = objection;
    const personId = await this.relations.personOf(tx, caseId);
    const [unit] = await this.directory.findUnits(tx, [unitId]);
    if (personId === undefined || !unit) return;
    const isLost = (await findRequest(tx, id)) === undefined;
    if (isLost) await this.raise(tx, { id, personId, ...objection });
    const isGrantedAgain =
      outcome && by && (await grantAgain(tx, id, { outcome, by, at: this.clock.now().toString() }));
    if (!isLost && !isGrantedAgain) return;
    this.audit.post(tx, {
      action: 'OBJECTION_RAISED_AGAIN',
      objectType: 'dataSubjectRequest',
      objectId: id,
      caseId,
      unitId,
    });
    accessMayHaveChanged(tx, { caseId });
  }

  private async raise(
    tx: Tx,
    objection: Pick<RequestRecord, 'id' | 'caseId' | 'personId' | 'channel' | 'receivedOn'> & {
      readonly unitId: UnitId;
    },
  ): Promise<void> {
    const { id, caseId, personId, unitId: controllerUnitId, channel, receivedOn } = objection;
    const at = this.clock.now();
    const request = {
      id,
      submissionId: newId<string>(at),
      caseId,
      personId,
      controllerUnitId,
      kind: 'OBJECTION' as const,
      itemId: null,
      channel,
      receivedOn,
      recordedBy: null,
      recordedAt: new Date(at.epochMilliseconds),
      wordsSealed: null,
    };
    await insertRequest(tx, request);
    const started = await this.engine.start(tx, requestStart(request, at));
    if (!started.ok) throw new Error(`A listed objection could not be raised again: ${started.error.code}`);
  }

  private note(tx: Tx, action: string, items: readonly ErasedItem[]): void {
    for (const { id, caseId, controllerUnitId: unitId } of items) {
      this.audit.post(tx, { action, objectType: 'dataItem', objectId: id, caseId, unitId });
      accessMayHaveChanged(tx, { caseId });
    }
  }
}
