import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader } from '../../directory/index.js';
import { err, ok, rejected, type CaseId, type StaffId } from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations, type CaseRelation } from '../../sharing/index.js';
import { caseErrors } from '../domain/case.errors.js';
import { isStricter, type ProtectingCompartment } from '../domain/compartment.js';
import { insertCounsellor, lockCompartment, setCompartment } from '../persistence/compartment.repository.js';
import { CaseOpenness } from './case-openness.js';
import { CASE_ROLES } from './case-relations.database.js';
import { mayProtect } from './reporting-bodies.js';

export interface ProtectCaseCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly compartment: ProtectingCompartment;
}

export interface NameCaseCounsellorCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly staffId: StaffId;
}

/** Puts a case of a free body into a protected compartment, and names further counsellors; by the case lead. */
@Injectable()
export class ProtectCase {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly openness: CaseOpenness,
  ) {}

  /**
   * Whoever takes part already knows of the case, so a shared one is not hidden: the others leave first. Nothing is
   * taken back this way: one person alone never widens who knows of a protected case.
   *
   * @returns Id of the case. Errors: PROTECTION_IS_STRICTER, COMPARTMENT_OF_PUBLIC_BODY, CASE_IS_SHARED.
   * @throws {AccessDenied} the actor does not lead the case.
   */
  async protect(principal: Principal, input: ProtectCaseCommand) {
    return this.commands.run({ name: 'protectCase', principal, input }, async (tx) => {
      const { leadUnitId } = await this.ledBy(tx, input.caseId);
      if (isStricter(await lockCompartment(tx, input.caseId), input.compartment))
        return err(rejected(caseErrors, 'PROTECTION_IS_STRICTER'));
      const [unit] = await this.directory.findUnits(tx, [leadUnitId]);
      if (!unit || !mayProtect(unit.type)) return err(rejected(caseErrors, 'COMPARTMENT_OF_PUBLIC_BODY'));
      const others = (await this.relations.participatingUnits(tx, input.caseId)).length - 1;
      if (others > 0) return err(rejected(caseErrors, 'CASE_IS_SHARED'));
      await setCompartment(tx, input.caseId, input.compartment);
      await this.note(tx, 'CASE_PROTECTED', input.caseId, { compartment: input.compartment });
      await this.openness.changed(tx, input.caseId);
      return ok({ caseId: input.caseId });
    });
  }

  /**
   * Somebody beside the case lead for whom the case exists; without one nobody could release its opening.
   *
   * @returns Id of the case. Errors: COUNSELLOR_NOT_OF_UNIT.
   * @throws {AccessDenied} the actor does not lead the case.
   */
  async nameCounsellor(principal: Principal, input: NameCaseCounsellorCommand) {
    return this.commands.run({ name: 'nameCaseCounsellor', principal, input }, async (tx) => {
      const { leadUnitId, leadStaffId } = await this.ledBy(tx, input.caseId);
      const roles = await this.directory.listRoles(tx, [input.staffId], this.clock.today().toString());
      if (!roles.some(({ unitId, role }) => unitId === leadUnitId && CASE_ROLES.includes(role)))
        return err(rejected(caseErrors, 'COUNSELLOR_NOT_OF_UNIT'));
      const at = this.clock.now().toString();
      await insertCounsellor(tx, { ...input, namedBy: leadStaffId, at });
      await this.note(tx, 'CASE_COUNSELLOR_NAMED', input.caseId, { staffId: input.staffId });
      return ok({ caseId: input.caseId });
    });
  }

  private async ledBy(tx: Tx, caseId: CaseId): Promise<CaseRelation> {
    const relation = await this.relations.get(tx, caseId);
    if (!relation.isLead) throw new AccessDenied();
    return relation;
  }

  private async note(tx: Tx, action: string, caseId: CaseId, details: Readonly<Record<string, string>>) {
    await this.audit.record(tx, { action, objectType: 'case', objectId: caseId, caseId, details });
    accessMayHaveChanged(tx, { caseId });
  }
}
