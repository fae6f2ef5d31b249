import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type CaseId, type ProgrammeId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import type { CaseGroup } from '../domain/programme.js';
import { findProgramme, insertProgrammeCase } from '../persistence/programme.repository.js';

export interface AddCaseToProgrammeCommand {
  readonly idempotencyKey: string;
  readonly programmeId: ProgrammeId;
  readonly caseId: CaseId;
  readonly caseGroup: CaseGroup;
}

/** Counts a case as case study of a programme. The programme learns the number, not the case. */
@Injectable()
export class AddCaseToProgramme {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
  ) {}

  /**
   * @returns Id of the programme. Errors: PROGRAMME_UNKNOWN, CASE_ALREADY_IN_PROGRAMME.
   * @throws {AccessDenied} the actor does not lead the case.
   */
  async execute(principal: Principal, input: AddCaseToProgrammeCommand) {
    return this.commands.run({ name: 'addCaseToProgramme', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (!relation.isLead) throw new AccessDenied();
      const { programmeId, caseId, caseGroup } = input;
      if (!(await findProgramme(tx, programmeId)))
        return err(rejected(improvementErrors, 'PROGRAMME_UNKNOWN'));
      const addedAt = this.clock.now().toString();
      const isNew = await insertProgrammeCase(tx, { programmeId, caseId, caseGroup, addedAt });
      if (!isNew) return err(rejected(improvementErrors, 'CASE_ALREADY_IN_PROGRAMME'));
      await this.audit.record(tx, {
        action: 'CASE_ADDED_TO_PROGRAMME',
        objectType: 'programme',
        objectId: programmeId,
        caseId,
        unitId: relation.leadUnitId,
      });
      return ok({ programmeId });
    });
  }
}
