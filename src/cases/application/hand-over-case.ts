import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader } from '../../directory/index.js';
import { err, ok, rejected, type CaseId, type UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  hasRole,
  newId,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations, EndConsents, identityCategory, SharingService } from '../../sharing/index.js';
import { WorkItemWriter } from '../../workflow/index.js';
import { caseErrors } from '../domain/case.errors.js';
import type { CaseLeadOffer, LeadOfferAnswer } from '../domain/case-course.js';
import { INTAKE_NOTICE } from '../domain/protection-notices.js';
import {
  decideLeadOffers,
  findLeadOffer,
  holdCase,
  insertLeadOffer,
  writeLead,
} from '../persistence/case-course.repository.js';
import { CASE_ROLES } from './case-relations.database.js';
import { mayEnd } from './close-case.js';
import { mayHaveToReport } from './reporting-bodies.js';

export interface OfferCaseLeadCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly toUnitId: UnitId;
  /** Whether the present leading unit goes on taking part. */
  readonly formerLeadStays: boolean;
}

export interface AnswerLeadOfferCommand {
  readonly idempotencyKey: string;
  readonly leadOfferId: string;
  readonly answer: LeadOfferAnswer;
  /** Version of the notice before intake that was read; demanded of units that may have to report. */
  readonly intakeNoticeVersion?: string | null;
}

export interface WithdrawLeadOfferCommand {
  readonly idempotencyKey: string;
  readonly leadOfferId: string;
}

/** Change of lead «Wechsel der Fallführung»: the leading unit offers, the other one accepts; until then nothing changes. */
@Injectable()
export class HandOverCase {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly sharing: SharingService,
    private readonly consents: EndConsents,
    private readonly workItems: WorkItemWriter,
  ) {}

  /**
   * @returns Ids of case and offer. Errors: UNIT_DOES_NOT_PARTICIPATE, CASE_IS_PROTECTED, LEAD_BASIS_MISSING,
   *   LEAD_ALREADY_OFFERED.
   * @throws {AccessDenied} neither the case lead nor the head of the leading unit.
   */
  async offer(principal: Principal, input: OfferCaseLeadCommand) {
    return this.commands.run({ name: 'offerCaseLead', principal, input }, async (tx) => {
      const { caseId, toUnitId, formerLeadStays } = input;
      const relation = await this.relations.get(tx, caseId);
      if (principal.kind !== 'staff' || !mayEnd(principal, relation)) throw new AccessDenied();
      const fromUnitId = relation.leadUnitId;
      const obstacle = await this.obstacle(tx, { caseId, fromUnitId, toUnitId });
      if (obstacle) return err(obstacle);
      const at = this.clock.now();
      const id = newId<string>(at);
      const row = { id, caseId, fromUnitId, toUnitId, formerLeadStays, offeredBy: principal.staffId };
      if (!(await insertLeadOffer(tx, { ...row, offeredAt: at.toString() })))
        return err(rejected(caseErrors, 'LEAD_ALREADY_OFFERED'));
      await this.note(tx, 'CASE_LEAD_OFFERED', row);
      return ok({ caseId, offerId: id });
    });
  }

  /**
   * With the acceptance the actor leads the case; declarations end, because they were given under another lead.
   *
   * @returns Ids of case and offer. Errors: LEAD_OFFER_DECIDED, INTAKE_NOTICE_MISSING, UNIT_DOES_NOT_PARTICIPATE,
   *   CASE_IS_PROTECTED, LEAD_BASIS_MISSING.
   * @throws {AccessDenied} not there, or the actor does not work on cases in the unit that was asked.
   */
  async answer(principal: Principal, input: AnswerLeadOfferCommand) {
    return this.commands.run({ name: 'answerCaseLeadOffer', principal, input }, async (tx) => {
      const offer = await this.held(tx, input.leadOfferId);
      if (principal.kind !== 'staff' || !hasRole(principal, CASE_ROLES, offer.toUnitId))
        throw new AccessDenied();
      if (offer.decision !== null) return err(rejected(caseErrors, 'LEAD_OFFER_DECIDED'));
      await this.relations.get(tx, offer.caseId);
      if (input.answer === 'ACCEPTED') {
        const obstacle = (await this.unread(tx, offer, input)) ?? (await this.obstacle(tx, offer));
        if (obstacle) return err(obstacle);
      }
      await this.settle(tx, principal, offer, input.answer);
      return ok({ caseId: offer.caseId, offerId: offer.id });
    });
  }

  /**
   * @returns Ids of case and offer. Errors: LEAD_OFFER_DECIDED.
   * @throws {AccessDenied} not there, or neither the case lead nor the head of the leading unit.
   */
  async withdraw(principal: Principal, input: WithdrawLeadOfferCommand) {
    return this.commands.run({ name: 'withdrawCaseLeadOffer', principal, input }, async (tx) => {
      const offer = await this.held(tx, input.leadOfferId);
      const relation = await this.relations.get(tx, offer.caseId);
      if (principal.kind !== 'staff' || !mayEnd(principal, relation)) throw new AccessDenied();
      if (offer.decision !== null) return err(rejected(caseErrors, 'LEAD_OFFER_DECIDED'));
      await this.settle(tx, principal, offer, 'WITHDRAWN');
      return ok({ caseId: offer.caseId, offerId: offer.id });
    });
  }

  /** The offer as it is once nobody else can decide about the case any more. @throws {AccessDenied} not there. */
  private async held(tx: Tx, offerId: string): Promise<CaseLeadOffer> {
    const found = await findLeadOffer(tx, offerId);
    if (!found) throw new AccessDenied();
    await holdCase(tx, found.caseId);
    const offer = await findLeadOffer(tx, offerId);
    if (!offer) throw new AccessDenied();
    return offer;
  }

  private async unread(tx: Tx, offer: CaseLeadOffer, { intakeNoticeVersion }: AnswerLeadOfferCommand) {
    const [unit] = await this.directory.findUnits(tx, [offer.toUnitId]);
    const isUnread = !unit || (mayHaveToReport(unit.type) && intakeNoticeVersion !== INTAKE_NOTICE.version);
    return isUnread ? rejected(caseErrors, 'INTAKE_NOTICE_MISSING') : undefined;
  }

  /** What keeps a unit from leading: who leads a case knows whom it is about, and that needs a basis of its own. */
  private async obstacle(
    tx: Tx,
    { caseId, fromUnitId, toUnitId }: Pick<CaseLeadOffer, 'caseId' | 'fromUnitId' | 'toUnitId'>,
  ) {
    const units = await this.relations.participatingUnits(tx, caseId);
    if (toUnitId === fromUnitId || !units.includes(toUnitId))
      return rejected(caseErrors, 'UNIT_DOES_NOT_PARTICIPATE');
    if (await this.relations.isProtected(tx, caseId)) return rejected(caseErrors, 'CASE_IS_PROTECTED');
    const [from] = await this.directory.findUnits(tx, [fromUnitId]);
    const way = { caseId, fromUnitId, toUnitId, purpose: 'CONF' } as const;
    for (const category of from ? new Set([identityCategory(from.type), 'MASTER' as const]) : []) {
      if (!(await tx.exOfficio(() => this.sharing.isPermitted(tx, { ...way, category }))))
        return rejected(caseErrors, 'LEAD_BASIS_MISSING');
    }
    return undefined;
  }

  private async settle(
    tx: Tx,
    principal: StaffPrincipal,
    offer: CaseLeadOffer,
    decision: LeadOfferAnswer | 'WITHDRAWN',
  ): Promise<void> {
    const now = this.clock.now();
    const { caseId, fromUnitId, toUnitId, formerLeadStays } = offer;
    const done = { by: principal.staffId, at: now.toString() };
    await decideLeadOffers(tx, caseId, { ...done, decision });
    if (decision === 'ACCEPTED') {
      await this.consents.groundEnded(tx, { caseId, ground: 'CASE_LEAD_CHANGED' });
      const formerId = formerLeadStays ? newId<string>(now) : null;
      await writeLead(tx, { ...done, caseId, fromUnitId, toUnitId, leadId: newId<string>(now), formerId });
      await this.workItems.reassign(tx, caseId);
      accessMayHaveChanged(tx, { caseId });
    }
    await this.note(tx, `CASE_LEAD_${decision}`, offer);
  }

  private async note(
    tx: Tx,
    action: string,
    {
      id,
      caseId,
      fromUnitId,
      toUnitId,
      formerLeadStays,
    }: Pick<CaseLeadOffer, 'id' | 'caseId' | 'fromUnitId' | 'toUnitId' | 'formerLeadStays'>,
  ): Promise<void> {
    await this.audit.record(tx, {
      action,
      objectType: 'caseLeadOffer',
      objectId: id,
      caseId,
      unitId: fromUnitId,
      details: { toUnitId, formerLeadStays },
    });
  }
}
