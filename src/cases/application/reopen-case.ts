import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
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
import { CaseRelations } from '../../sharing/index.js';
import { caseErrors } from '../domain/case.errors.js';
import { holdCase, isAnonymised, writeReopening } from '../persistence/case-course.repository.js';
import { CASE_ROLES } from './case-relations.database.js';

export interface ReopenCaseCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
}

/** Begins the next episode of a closed case: led by who reopens it, with no other unit and no old declaration. */
@Injectable()
export class ReopenCase {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
  ) {}

  /**
   * The closure stays on record; what other units were told stays theirs to answer for.
   *
   * @returns Id of the case. Errors: CASE_NOT_CLOSED, CASE_ANONYMISED.
   * @throws {AccessDenied} not there, or the actor does not work on cases in the unit that led it last.
   */
  async execute(principal: Principal, input: ReopenCaseCommand) {
    return this.commands.run({ name: 'reopenCase', principal, input }, async (tx) => {
      if (principal.kind !== 'staff') throw new AccessDenied();
      const { caseId } = input;
      const held = await holdCase(tx, caseId);
      // Asked for nothing as well, so that what is not to be known answers no later.
      const isClosed = await this.relations.isClosedTo(tx, caseId);
      if (!held || isClosed || !hasRole(principal, CASE_ROLES, held.leadUnitId)) throw new AccessDenied();
      if (!held.closedAt) return err(rejected(caseErrors, 'CASE_NOT_CLOSED'));
      if (await isAnonymised(tx, caseId)) return err(rejected(caseErrors, 'CASE_ANONYMISED'));
      await this.reopen(tx, principal, caseId, held.leadUnitId);
      return ok({ caseId });
    });
  }

  private async reopen(tx: Tx, principal: StaffPrincipal, caseId: CaseId, leadUnitId: UnitId): Promise<void> {
    const now = this.clock.now();
    const row = { caseId, leadUnitId, by: principal.staffId, at: now.toString() };
    await writeReopening(tx, { ...row, participationId: newId<string>(now) });
    await this.audit.record(tx, {
      action: 'CASE_REOPENED',
      objectType: 'case',
      objectId: caseId,
      caseId,
      unitId: leadUnitId,
    });
    accessMayHaveChanged(tx, { caseId });
  }
}
