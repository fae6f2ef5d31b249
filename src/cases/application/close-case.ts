import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type CaseId } from '../../kernel/index.js';
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
import { CaseRelations, EndConsents, type CaseRelation } from '../../sharing/index.js';
import { WorkItemWriter } from '../../workflow/index.js';
import { caseErrors } from '../domain/case.errors.js';
import { caseStillOpen, type ClosureReason } from '../domain/case-course.js';
import {
  decideLeadOffers,
  holdCase,
  openProcesses,
  writeClosure,
} from '../persistence/case-course.repository.js';

export interface CloseCaseCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly reason: ClosureReason;
}

/** Closes a case «Entpflichtung»: every declaration ends, every unit leaves, and the time of keeping begins. */
@Injectable()
export class CloseCase {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly consents: EndConsents,
    private readonly workItems: WorkItemWriter,
  ) {}

  /**
   * Nobody but the person sees the case afterwards; the leading unit may reopen it.
   *
   * @returns Id of the case. Errors: CASE_STILL_OPEN with everything that runs, CASE_ALREADY_CLOSED.
   * @throws {AccessDenied} neither the case lead nor the head of the leading unit.
   */
  async execute(principal: Principal, input: CloseCaseCommand) {
    return this.commands.run({ name: 'closeCase', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (principal.kind !== 'staff' || !mayEnd(principal, relation)) throw new AccessDenied();
      const held = await holdCase(tx, input.caseId);
      if (!held || held.leadUnitId !== relation.leadUnitId) throw new AccessDenied();
      if (held.closedAt) return err(rejected(caseErrors, 'CASE_ALREADY_CLOSED'));
      const open = await openProcesses(tx, input.caseId);
      if (open.length > 0) return err(caseStillOpen(open));
      await this.close(tx, principal, relation, input.reason);
      return ok({ caseId: input.caseId });
    });
  }

  private async close(
    tx: Tx,
    principal: StaffPrincipal,
    { caseId, leadUnitId }: CaseRelation,
    reason: ClosureReason,
  ): Promise<void> {
    const now = this.clock.now();
    const done = { by: principal.staffId, at: now.toString() };
    // Declarations end while the units still take part: what follows from it reaches all of them.
    await this.consents.groundEnded(tx, { caseId, ground: 'CASE_CLOSED' });
    await decideLeadOffers(tx, caseId, { ...done, decision: 'WITHDRAWN' });
    await writeClosure(tx, { ...done, id: newId<string>(now), caseId, leadUnitId, reason });
    await this.audit.record(tx, {
      action: 'CASE_CLOSED',
      objectType: 'case',
      objectId: caseId,
      caseId,
      unitId: leadUnitId,
      details: { reason },
    });
    await this.workItems.reassign(tx, caseId);
    accessMayHaveChanged(tx, { caseId });
  }
}

/** The case lead, or the head of the leading unit for a lead who is away. */
export function mayEnd(principal: StaffPrincipal, relation: CaseRelation): boolean {
  return (
    relation.isLead ||
    (relation.unitIds.includes(relation.leadUnitId) && hasRole(principal, ['UNIT_LEAD'], relation.leadUnitId))
  );
}
