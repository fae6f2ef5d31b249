import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type CaseId, type UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  type Principal,
} from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { WorkItemWriter } from '../../workflow/index.js';
import { caseErrors } from '../domain/case.errors.js';

export interface EndCaseParticipationCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly unitId: UnitId;
}

/** Ends the participation of a unit: the case lead lets it go, or the unit leaves, without having to say why. */
@Injectable()
export class EndCaseParticipation {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly workItems: WorkItemWriter,
  ) {}

  /**
   * What the unit recorded stays its own; it sees the case no longer.
   *
   * @returns Id of the case. Errors: UNIT_DOES_NOT_PARTICIPATE, LEAD_CANNOT_LEAVE.
   * @throws {AccessDenied} neither the case lead nor staff of the unit itself.
   */
  async execute(principal: Principal, input: EndCaseParticipationCommand) {
    return this.commands.run({ name: 'endCaseParticipation', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (!relation.isLead && !relation.unitIds.includes(input.unitId)) throw new AccessDenied();
      if (input.unitId === relation.leadUnitId) return err(rejected(caseErrors, 'LEAD_CANNOT_LEAVE'));
      const ended = await tx.query<{ id: string }>(
        `UPDATE case_participation SET ended_at = $4
         WHERE region_id = $1 AND case_id = $2 AND unit_id = $3 AND ended_at IS NULL RETURNING id`,
        [tx.regionId, input.caseId, input.unitId, this.clock.now().toString()],
      );
      if (ended.length === 0) return err(rejected(caseErrors, 'UNIT_DOES_NOT_PARTICIPATE'));
      await this.audit.record(tx, {
        action: 'CASE_PARTICIPATION_ENDED',
        objectType: 'case',
        objectId: input.caseId,
        caseId: input.caseId,
        details: { participatingUnitId: input.unitId },
      });
      await this.workItems.reassign(tx, input.caseId);
      accessMayHaveChanged(tx, { caseId: input.caseId });
      return ok({ caseId: input.caseId });
    });
  }
}
