import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type CaseId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, CommandRunner, type Principal } from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { caseErrors } from '../domain/case.errors.js';
import { CaseDeparture } from './case-departure.js';

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
    private readonly relations: CaseRelations,
    private readonly departure: CaseDeparture,
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
      if (!(await this.departure.end(tx, input.caseId, input.unitId)))
        return err(rejected(caseErrors, 'UNIT_DOES_NOT_PARTICIPATE'));
      return ok({ caseId: input.caseId });
    });
  }
}
