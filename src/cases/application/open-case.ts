import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors } from '../../directory/index.js';
import type { CaseId, PersonId, Result, UnitId } from '../../kernel/index.js';
import { err, ok, rejected } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  hasRole,
  newId,
  PersonVault,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../platform/index.js';
import { caseErrors } from '../domain/case.errors.js';
import type { Compartment } from '../domain/compartment.js';
import { INTAKE_NOTICE } from '../domain/protection-notices.js';
import { concernPlace } from '../persistence/sealed-places.js';
import { checkPerson, randomNumber, type CaseIntensity, type PersonInput } from '../domain/case.js';
import { PersonRepository } from '../persistence/person.repository.js';
import { mayHaveToReport, mayProtect } from './reporting-bodies.js';

export interface OpenCaseCommand {
  readonly idempotencyKey: string;
  readonly person: PersonInput;
  /** Unit of the actor that leads the case. */
  readonly leadUnitId: UnitId;
  readonly intensity: CaseIntensity;
  /** What the person comes with, in their own words. */
  readonly concern?: string | null;
  /** For whom the case exists; for all that take part when left out. Only free bodies protect. */
  readonly compartment?: Compartment | null;
  /** Version of the notice before intake that was read; demanded of units that may have to report. */
  readonly intakeNoticeVersion?: string | null;
}

/** Opens a case for a new person, led by the actor in one of their units. */
@Injectable()
export class OpenCase {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly persons: PersonRepository,
    private readonly vault: PersonVault,
    private readonly directory: DirectoryReader,
  ) {}

  /**
   * Nothing about origin, religion, status or prospect is asked (S0.2).
   *
   * @returns Id of the case. Errors: UNIT_UNKNOWN, INTAKE_NOTICE_MISSING, COMPARTMENT_OF_PUBLIC_BODY,
   *   PERSON_NAME_MISSING, BIRTH_DATE_INCONSISTENT, DATE_NOT_PLAUSIBLE.
   * @throws {AccessDenied} the actor holds no case role in the leading unit.
   */
  async execute(principal: Principal, input: OpenCaseCommand) {
    if (principal.kind !== 'staff' || !hasRole(principal, ['CASE_MANAGER', 'CASEWORKER'], input.leadUnitId)) {
      throw new AccessDenied();
    }
    return this.commands.run({ name: 'openCase', principal, input }, async (tx) => {
      const obstacle = await this.obstacle(tx, input);
      if (obstacle) return err(obstacle);
      const checked = checkPerson(input.person, this.clock.today().toString());
      if (!checked.ok) return checked;
      return this.open(tx, principal, input);
    });
  }

  /** What the leading unit, as what it is, may not do or has not done yet. */
  private async obstacle(tx: Tx, { leadUnitId, compartment, intakeNoticeVersion }: OpenCaseCommand) {
    const [unit] = await this.directory.findUnits(tx, [leadUnitId]);
    if (!unit) return rejected(directoryErrors, 'UNIT_UNKNOWN');
    if (mayHaveToReport(unit.type) && intakeNoticeVersion !== INTAKE_NOTICE.version)
      return rejected(caseErrors, 'INTAKE_NOTICE_MISSING');
    if ((compartment ?? 'NONE') !== 'NONE' && !mayProtect(unit.type))
      return rejected(caseErrors, 'COMPARTMENT_OF_PUBLIC_BODY');
    return undefined;
  }

  private async open(
    tx: Tx,
    principal: StaffPrincipal,
    input: OpenCaseCommand,
  ): Promise<Result<{ caseId: CaseId }, never>> {
    const at = this.clock.now();
    const personId = newId<PersonId>(at);
    const caseId = newId<CaseId>(at);
    await this.persons.insert(tx, personId, input.person);
    const concern = await this.sealConcern(tx, personId, caseId, input.concern);
    await tx.query(
      `INSERT INTO case_file (region_id, id, number, person_id, lead_unit_id, lead_staff_id, intensity,
                              concern_sealed, opened_on, compartment)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        tx.regionId,
        caseId,
        randomNumber('F', randomBytes(8)),
        personId,
        input.leadUnitId,
        principal.staffId,
        input.intensity,
        concern,
        this.clock.today().toString(),
        input.compartment ?? 'NONE',
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
      details: { intakeNoticeVersion: input.intakeNoticeVersion ?? null },
    });
    return ok({ caseId });
  }

  private async sealConcern(tx: Tx, personId: PersonId, caseId: CaseId, text: string | null | undefined) {
    if (text == null) return null;
    const [sealed] = await this.vault.seal(tx, personId, [{ text, place: concernPlace(caseId) }]);
    return sealed ?? null;
  }
}
