import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors } from '../../directory/index.js';
import { err, ok, rejected, type CaseId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { WorkItemWriter } from '../../workflow/index.js';
import { caseErrors } from '../domain/case.errors.js';
import { insertParticipation, lockCompartment } from '../persistence/compartment.repository.js';

export interface AddCaseParticipationCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly unitId: UnitId;
}

/** Lets another unit take part in a case. It learns that the case exists and its number, nothing else. */
@Injectable()
export class AddCaseParticipation {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly workItems: WorkItemWriter,
  ) {}

  /**
   * A protected case has a way of its own, with a second person.
   *
   * @returns Id of the case. Errors: CASE_IS_PROTECTED, UNIT_UNKNOWN, UNIT_ALREADY_PARTICIPATES.
   * @throws {AccessDenied} the actor does not lead the case.
   */
  async execute(principal: Principal, input: AddCaseParticipationCommand) {
    return this.commands.run({ name: 'addCaseParticipation', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (!relation.isLead) throw new AccessDenied();
      if ((await lockCompartment(tx, input.caseId)) !== 'NONE')
        return err(rejected(caseErrors, 'CASE_IS_PROTECTED'));
      const [unit] = await this.directory.findUnits(tx, [input.unitId]);
      if (!unit) return err(rejected(directoryErrors, 'UNIT_UNKNOWN'));
      if (!(await this.insert(tx, input))) return err(rejected(caseErrors, 'UNIT_ALREADY_PARTICIPATES'));
      await this.audit.record(tx, {
        action: 'CASE_PARTICIPATION_ADDED',
        objectType: 'case',
        objectId: input.caseId,
        caseId: input.caseId,
        unitId: relation.leadUnitId,
        details: { participatingUnitId: input.unitId },
      });
      await this.workItems.reassign(tx, input.caseId);
      return ok({ caseId: input.caseId });
    });
  }

  private async insert(tx: Tx, input: AddCaseParticipationCommand): Promise<boolean> {
    const at = this.clock.now();
    return insertParticipation(tx, { ...input, id: newId(at), at: at.toString() });
  }
}
