import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { CaseId, PersonId, Result, UnitId } from '../../kernel/index.js';
import { ok } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  hasRole,
  newId,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../platform/index.js';
import { checkPerson, randomNumber, type CaseIntensity, type PersonInput } from '../domain/case.js';
import { insertPerson } from '../persistence/person.repository.js';

export interface OpenCaseCommand {
  readonly idempotencyKey: string;
  readonly person: PersonInput;
  /** Unit of the actor that leads the case. */
  readonly leadUnitId: UnitId;
  readonly intensity: CaseIntensity;
  /** What the person comes with, in their own words. */
  readonly concern?: string | null;
}

/** Opens a case for a new person, led by the actor in one of their units. */
@Injectable()
export class OpenCase {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Nothing about origin, religion, status or prospect is asked (S0.2).
   *
   * @returns Id of the case. Errors: PERSON_NAME_MISSING, BIRTH_DATE_INCONSISTENT.
   * @throws {AccessDenied} the actor holds no case role in the leading unit.
   */
  async execute(principal: Principal, input: OpenCaseCommand) {
    if (principal.kind !== 'staff' || !hasRole(principal, ['CASE_MANAGER', 'CASEWORKER'], input.leadUnitId)) {
      throw new AccessDenied();
    }
    return this.commands.run({ name: 'openCase', principal, input }, async (tx) => {
      const checked = checkPerson(input.person, this.clock.today().toString());
      if (!checked.ok) return checked;
      return this.open(tx, principal, input);
    });
  }

  private async open(
    tx: Tx,
    principal: StaffPrincipal,
    input: OpenCaseCommand,
  ): Promise<Result<{ caseId: CaseId }, never>> {
    const at = this.clock.now();
    const personId = newId<PersonId>(at);
    const caseId = newId<CaseId>(at);
    await insertPerson(tx, personId, input.person);
    await tx.query(
      `INSERT INTO case_file (region_id, id, number, person_id, lead_unit_id, lead_staff_id, intensity, concern,
                              opened_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        tx.regionId,
        caseId,
        randomNumber('F', randomBytes(8)),
        personId,
        input.leadUnitId,
        principal.staffId,
        input.intensity,
        input.concern ?? null,
        this.clock.today().toString(),
      ],
    );
    await tx.query(
      `INSERT INTO case_participation (region_id, id, case_id, unit_id, relation, started_at)
       VALUES ($1, $2, $3, $4, 'LEAD', $5)`,
      [tx.regionId, newId(at), caseId, input.leadUnitId, at.toString()],
    );
    await this.audit.record(tx, {
      action: 'CASE_OPENED',
      objectType: 'case',
      objectId: caseId,
      caseId,
      unitId: input.leadUnitId,
    });
    return ok({ caseId });
  }
}
