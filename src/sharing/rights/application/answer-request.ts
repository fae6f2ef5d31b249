import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type DataItemId, type DomainError, type Result } from '../../../kernel/index.js';
import {
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  PersonVault,
  WithdrawalList,
  type Principal,
  type StaffPrincipal,
  AccessDenied,
  type Tx,
} from '../../../platform/index.js';
import type { ItemKind, ItemSource } from '../../domain/data-item.js';
import { RecordDataItem } from '../../application/record-data-item.js';
import { requestKinds, type DataSubjectRequestId, type RequestOutcome } from '../domain/request.js';
import { rightsErrors } from '../domain/rights.errors.js';
import { itemIdsOfController, writeAnswer, type RequestRow } from '../persistence/request.repository.js';
import { BuildReport } from './build-report.js';
import { EraseData } from './erase-data.js';
import { RequestAccess, type RequestStanding } from './request-access.js';
import { requestPlace } from './request-places.js';
import { RequestProcess } from './request-process.js';
import { listedObjection } from './withdrawn-rights.js';

export interface AnswerRequestCommand {
  readonly idempotencyKey: string;
  readonly requestId: DataSubjectRequestId;
  readonly outcome: RequestOutcome;
  /** What the person is told; with a refusal the reasons. */
  readonly answer: string;
  /** Norm of a refusal; demanded for, and only for, it. */
  readonly refusalNorm?: string | null;
  /** What is right; for a rectification that is granted. */
  readonly correction?: {
    readonly text: string;
    readonly kind: ItemKind;
    readonly source: ItemSource;
  } | null;
  /** Items that are erased or restricted when it is granted in part. */
  readonly itemIds?: readonly DataItemId[] | null;
  /** Erasure only: the person as a whole instead of the items of the controller. */
  readonly wholePerson?: boolean | null;
}

type Done = Result<{ readonly reportSealed: Buffer | null; readonly isPersonGone: boolean }, DomainError>;
const NOTHING_MORE: Done = ok({ reportSealed: null, isPersonGone: false });

/** The controller answers a request and carries out what it grants, in one transaction. */
@Injectable()
export class AnswerRequest {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly vault: PersonVault,
    private readonly access: RequestAccess,
    private readonly process: RequestProcess,
    private readonly items: RecordDataItem,
    private readonly erasing: EraseData,
    private readonly reports: BuildReport,
    private readonly withdrawals: WithdrawalList,
  ) {}

  /**
   * @returns Id of the request. Errors: REQUEST_ANSWER_INCOMPLETE, REQUEST_ITEM_UNKNOWN, PERSON_STILL_HELD,
   *   ITEM_ALREADY_CORRECTED, and those of the engine (identity not checked, already answered).
   * @throws {AccessDenied} not staff of the controller.
   */
  async execute(principal: Principal, input: AnswerRequestCommand) {
    return this.commands.run({ name: 'answerRequest', principal, input }, async (tx) => {
      const { request, standing } = await this.access.get(tx, principal, input.requestId, ['isController']);
      if (principal.kind !== 'staff') throw new AccessDenied();
      if (!isComplete(request, input)) return err(rejected(rightsErrors, 'REQUEST_ANSWER_INCOMPLETE'));
      const moved = await this.move(tx, request, standing, input);
      if (!moved.ok) return moved;
      const done =
        input.outcome === 'REFUSED' ? NOTHING_MORE : await this.carryOut(tx, principal, request, input);
      if (!done.ok) return done;
      const { reportSealed, isPersonGone } = done.value;
      await writeAnswer(tx, request.id, {
        outcome: input.outcome,
        answerSealed: isPersonGone ? null : await this.seal(tx, request, input.answer),
        refusalNorm: input.outcome === 'REFUSED' ? (input.refusalNorm?.trim() ?? null) : null,
        reportSealed,
        by: principal.staffId,
        at: this.clock.now().toString(),
      });
      await this.note(tx, request, input);
      return ok({ requestId: request.id });
    });
  }

  private async move(
    tx: Tx,
    request: RequestRow,
    standing: RequestStanding,
    { outcome }: AnswerRequestCommand,
  ) {
    const answeredOn = this.clock.today().toString();
    return this.process.send(
      tx,
      request,
      standing,
      outcome === 'REFUSED'
        ? { type: 'REQUEST_REFUSED', payload: { answeredOn } }
        : { type: 'REQUEST_ANSWERED', payload: { answeredOn, outcome } },
    );
  }

  private async carryOut(
    tx: Tx,
    principal: StaffPrincipal,
    request: RequestRow,
    input: AnswerRequestCommand,
  ): Promise<Done> {
    switch (request.kind) {
      case 'ACCESS':
        return this.report(tx, request, await this.reports.access(tx, request));
      case 'PORTABILITY':
        return this.report(tx, request, await this.reports.portability(tx, request));
      case 'RECTIFICATION':
        return this.correct(tx, principal, request, input);
      case 'RESTRICTION':
      case 'ERASURE':
        return this.eraseOrRestrict(tx, request, input);
      case 'OBJECTION':
        return this.holdObjection(tx, principal, request, input);
    }
  }

  private async report(tx: Tx, { id, personId }: RequestRow, report: object): Promise<Done> {
    const bytes = Buffer.from(JSON.stringify(report));
    const reportSealed = await this.vault.sealBytes(tx, personId, bytes, requestPlace('report', id));
    return ok({ reportSealed, isPersonGone: false });
  }

  private async correct(
    tx: Tx,
    principal: StaffPrincipal,
    { itemId }: RequestRow,
    { correction }: AnswerRequestCommand,
  ): Promise<Done> {
    if (!itemId || !correction) return err(rejected(rightsErrors, 'REQUEST_ANSWER_INCOMPLETE'));
    const corrected = await this.items.correctWithin(tx, principal, { itemId, ...correction });
    return corrected.ok ? NOTHING_MORE : corrected;
  }

  private async eraseOrRestrict(tx: Tx, request: RequestRow, input: AnswerRequestCommand): Promise<Done> {
    const { id, caseId, kind, controllerUnitId } = request;
    const isPersonGone = kind === 'ERASURE' && input.wholePerson === true;
    // What is recorded at this moment is known before it is counted what goes.
    if (isPersonGone) await this.vault.hold(tx, request.personId);
    const all = await itemIdsOfController(tx, { caseId, controllerUnitId });
    const asked = request.itemId ? all.filter((itemId) => itemId === request.itemId) : all;
    const chosen = input.outcome === 'PARTLY' ? (input.itemIds ?? []) : asked;
    const isOpen = (itemId: DataItemId): boolean => asked.includes(itemId);
    if (!chosen.every(isOpen) || (chosen.length === 0 && request.itemId)) {
      return err(rejected(rightsErrors, 'REQUEST_ITEM_UNKNOWN'));
    }
    if (kind === 'RESTRICTION') {
      await this.erasing.restrict(tx, chosen, caseId);
      return NOTHING_MORE;
    }
    const order = { caseId, requestId: id, norm: requestKinds.ERASURE.norm };
    if (isPersonGone && (await this.erasing.holds(tx, request)).length > 0) {
      return err(rejected(rightsErrors, 'PERSON_STILL_HELD'));
    }
    await this.erasing.items(tx, chosen, order);
    if (isPersonGone) await this.erasing.whole(tx, request, order);
    return ok({ reportSealed: null, isPersonGone });
  }

  /** The granted objection itself keeps statutory disclosures closed, also after a backup was restored. */
  private async holdObjection(
    tx: Tx,
    { staffId: by }: StaffPrincipal,
    request: RequestRow,
    { outcome }: AnswerRequestCommand,
  ): Promise<Done> {
    if (outcome !== 'REFUSED') await this.withdrawals.append(tx, listedObjection(request, { outcome, by }));
    return NOTHING_MORE;
  }

  private async seal(tx: Tx, { id, personId }: RequestRow, text: string): Promise<Buffer | null> {
    const [sealed] = await this.vault.seal(tx, personId, [{ text, place: requestPlace('answer', id) }]);
    return sealed ?? null;
  }

  private async note(
    tx: Tx,
    request: RequestRow,
    { outcome, wholePerson }: AnswerRequestCommand,
  ): Promise<void> {
    await this.audit.record(tx, {
      action: 'DATA_SUBJECT_REQUEST_ANSWERED',
      objectType: 'dataSubjectRequest',
      objectId: request.id,
      caseId: request.caseId,
      unitId: request.controllerUnitId,
      legalBasis: requestKinds[request.kind].norm,
      details: { kind: request.kind, outcome, wholePerson: wholePerson === true },
    });
    // A refused objection lets statutory disclosures through again.
    accessMayHaveChanged(tx, { caseId: request.caseId });
  }
}

function isComplete({ kind, itemId }: RequestRow, input: AnswerRequestCommand): boolean {
  const isRefusal = input.outcome === 'REFUSED';
  if (isRefusal !== Boolean(input.refusalNorm?.trim())) return false;
  if (!isRefusal && kind === 'RECTIFICATION' && !(itemId && input.correction)) return false;
  if (input.wholePerson && (kind !== 'ERASURE' || input.outcome !== 'GRANTED' || itemId)) return false;
  const namesItems = kind === 'ERASURE' || kind === 'RESTRICTION';
  return !(input.outcome === 'PARTLY' && namesItems && !input.itemIds?.length);
}
