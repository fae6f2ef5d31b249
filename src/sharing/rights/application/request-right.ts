import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type CaseId, type DataItemId, type UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  newId,
  PersonVault,
  type Principal,
  type Tx,
  WithdrawalList,
} from '../../../platform/index.js';
import { systemActor, WorkflowEngine } from '../../../workflow/index.js';
import { CaseRelations, type CaseRelation } from '../../application/case-relations.js';
import { RecordDataItem } from '../../application/record-data-item.js';
import { decidingUnits } from '../../application/staff-actor.js';
import { lockItem } from '../../persistence/data-item.repository.js';
import type { DataSubjectRequestId, RequestChannel, RequestKind } from '../domain/request.js';
import { rightsErrors } from '../domain/rights.errors.js';
import {
  controllersOf,
  hasOpenTwin,
  holdRequests,
  insertRequest,
  type NewRequest,
} from '../persistence/request.repository.js';
import { requestPlace } from './request-places.js';
import { requestStart } from './request-process.js';
import { listedObjection } from './withdrawn-rights.js';

export interface RequestMyRightCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly kind: RequestKind;
  /** Controllers that are asked; left out: the controller of the item, else all that hold something. */
  readonly controllerUnitIds?: readonly UnitId[] | null;
  /** The one item it is about. */
  readonly itemId?: DataItemId | null;
  /** What the person says, in their own words. */
  readonly words?: string | null;
  /** Staff only: how it came. The person themself always asks through the portal. */
  readonly channel?: RequestChannel | null;
  /** Staff only: calendar date on which it came; today when left out. */
  readonly receivedOn?: string | null;
}

/** Older requests are no longer taken up as new ones. */
const OLDEST_RECEIPT = { years: 1 };

/** A person uses a right at one or more controllers; each answers on its own, in its own time. */
@Injectable()
export class RequestRight {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly vault: PersonVault,
    private readonly engine: WorkflowEngine,
    private readonly items: RecordDataItem,
    private readonly withdrawals: WithdrawalList,
  ) {}

  /**
   * By the person, or recorded by staff of a unit in the case from what the person said or wrote.
   *
   * @returns Ids of the submission and of its requests, one per controller. Errors: REQUEST_DATE_NOT_POSSIBLE,
   *   REQUEST_ITEM_MISSING, REQUEST_ALREADY_OPEN, and those of the engine.
   * @throws {AccessDenied} the actor has nothing to do with the case, or a named controller or item is not of it.
   */
  async execute(principal: Principal, input: RequestMyRightCommand) {
    return this.commands.run({ name: 'requestMyRight', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (!relation.isClient && relation.unitIds.length === 0) throw new AccessDenied();
      const receivedOn = this.receivedOn(relation, input);
      if (!receivedOn) return err(rejected(rightsErrors, 'REQUEST_DATE_NOT_POSSIBLE'));
      if (input.kind === 'RECTIFICATION' && !input.itemId) {
        return err(rejected(rightsErrors, 'REQUEST_ITEM_MISSING'));
      }
      const units = await this.controllers(tx, relation, input);
      if (input.itemId && units.length > 1) return err(rejected(rightsErrors, 'REQUEST_ITEM_MISSING'));
      return this.submit(tx, principal, relation, { ...input, receivedOn, units });
    });
  }

  private receivedOn({ isClient }: CaseRelation, { receivedOn }: RequestMyRightCommand): string | undefined {
    const today = this.clock.today();
    if (isClient || !receivedOn) return today.toString();
    const isPossible =
      receivedOn <= today.toString() && receivedOn >= today.subtract(OLDEST_RECEIPT).toString();
    return isPossible ? receivedOn : undefined;
  }

  private async controllers(
    tx: Tx,
    relation: CaseRelation,
    { caseId, controllerUnitIds, itemId }: RequestMyRightCommand,
  ): Promise<readonly UnitId[]> {
    const known = await controllersOf(tx, caseId, await this.relations.everInvolvedUnits(tx, caseId));
    const owner = itemId ? await this.controllerOfItem(tx, relation, itemId) : undefined;
    const asked = controllerUnitIds?.length ? [...new Set(controllerUnitIds)] : undefined;
    const units = asked ?? (owner ? [owner] : relation.isClient ? known : relation.unitIds);
    // Staff take a request down for their own unit only: other controllers are asked by the person.
    const mayAsk = relation.isClient ? known : relation.unitIds;
    if (units.length === 0 || units.some((unitId) => !mayAsk.includes(unitId))) throw new AccessDenied();
    if (owner && units.some((unitId) => unitId !== owner)) throw new AccessDenied();
    return units;
  }

  /** What a person may not see (data of third persons) they cannot name either. */
  private async controllerOfItem(tx: Tx, relation: CaseRelation, itemId: DataItemId): Promise<UnitId> {
    const item = await lockItem(tx, itemId);
    const isTheirs = item?.caseId === relation.caseId && item.category !== 'THIRD' && item.erasedAt === null;
    if (!item || !isTheirs) throw new AccessDenied();
    if (!relation.isClient && !decidingUnits(tx.principal).includes(item.controllerUnitId)) {
      throw new AccessDenied();
    }
    return item.controllerUnitId;
  }

  private async submit(
    tx: Tx,
    principal: Principal,
    relation: CaseRelation,
    input: RequestMyRightCommand & { readonly receivedOn: string; readonly units: readonly UnitId[] },
  ) {
    const at = this.clock.now();
    const submissionId = newId<string>(at);
    const requestIds: DataSubjectRequestId[] = [];
    holdRequests(tx, input.caseId);
    for (const controllerUnitId of input.units) {
      const id = newId<DataSubjectRequestId>(at);
      const request = {
        id,
        submissionId,
        caseId: input.caseId,
        personId: relation.personId,
        controllerUnitId,
        kind: input.kind,
        itemId: input.itemId ?? null,
        channel: relation.isClient ? ('PORTAL' as const) : (input.channel ?? 'ORAL'),
        receivedOn: input.receivedOn,
        recordedBy: principal.kind === 'staff' ? principal.staffId : null,
        recordedAt: new Date(at.epochMilliseconds),
      };
      if (await hasOpenTwin(tx, request)) return err(rejected(rightsErrors, 'REQUEST_ALREADY_OPEN'));
      const started = await this.start(tx, relation, request, input.words ?? null);
      if (!started.ok) return started;
      requestIds.push(id);
    }
    if (input.kind === 'RECTIFICATION' && input.itemId && input.words) {
      // Disputed at once (§ 84 Abs. 2 SGB X), whatever the controller decides later.
      const marked = await this.items.disputeWithin(tx, principal, {
        itemId: input.itemId,
        text: input.words,
      });
      if (!marked.ok) return marked;
    }
    // An objection stops statutory disclosures from now on.
    accessMayHaveChanged(tx, { caseId: input.caseId });
    return ok({ submissionId, requestIds });
  }

  private async start(
    tx: Tx,
    relation: CaseRelation,
    request: Omit<NewRequest, 'wordsSealed'>,
    words: string | null,
  ) {
    const at = this.clock.now();
    await insertRequest(tx, { ...request, wordsSealed: await this.seal(tx, request, words) });
    const started = await this.engine.start(tx, requestStart(request, at));
    if (!started.ok) return started;
    if (request.kind === 'OBJECTION') await this.withdrawals.append(tx, listedObjection(request));
    await this.audit.record(tx, {
      action: 'DATA_SUBJECT_REQUEST_RECEIVED',
      objectType: 'dataSubjectRequest',
      objectId: request.id,
      caseId: request.caseId,
      unitId: request.controllerUnitId,
      details: { kind: request.kind, channel: request.channel, receivedOn: request.receivedOn },
    });
    // Whoever is logged in with their own account is known; nobody else is.
    if (!relation.isClient) return started;
    return this.engine.send(tx, {
      processId: started.value.id,
      event: {
        type: 'IDENTITY_CHECKED',
        payload: { checkedOn: this.clock.today().toString(), how: 'ACCOUNT' },
      },
      actor: systemActor,
      at,
    });
  }

  private async seal(
    tx: Tx,
    { id, personId }: Pick<NewRequest, 'id' | 'personId'>,
    words: string | null,
  ): Promise<Buffer | null> {
    if (!words) return null;
    const [sealed] = await this.vault.seal(tx, personId, [{ text: words, place: requestPlace('words', id) }]);
    return sealed ?? null;
  }
}
