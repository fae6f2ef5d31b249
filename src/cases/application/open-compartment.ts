import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors } from '../../directory/index.js';
import { err, ok, rejected, type CaseId, type ConsentId, type UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  newId,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations, ConsentReader, holdDisclosures, type CaseRelation } from '../../sharing/index.js';
import { WorkItemWriter } from '../../workflow/index.js';
import { caseErrors } from '../domain/case.errors.js';
import { carriesOpening, type CompartmentOpening, type OpeningDecision } from '../domain/compartment.js';
import { OPENING_WARNING } from '../domain/protection-notices.js';
import {
  decideOpening,
  insertOpening,
  insertParticipation,
  lockCompartment,
  lockOpening,
  openingsOf,
} from '../persistence/compartment.repository.js';
import { CaseOpenness } from './case-openness.js';
import { mayHaveToReport } from './reporting-bodies.js';

export interface RequestCompartmentOpeningCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly toUnitId: UnitId;
  /** Consent of the person to exactly this. */
  readonly consentId: ConsentId;
  /** Version of the warning the actor has read; demanded for units that may have to report. */
  readonly warningVersion?: string | null;
}

export interface DecideCompartmentOpeningCommand {
  readonly idempotencyKey: string;
  readonly openingId: string;
  readonly decision: OpeningDecision;
}

/** Opens a protected case to one unit: the case lead asks, a second person of the leading unit decides. */
@Injectable()
export class OpenCompartment {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly consents: ConsentReader,
    private readonly workItems: WorkItemWriter,
    private readonly openness: CaseOpenness,
  ) {}

  /**
   * Nothing is shown to anybody yet.
   *
   * @returns Ids of the case and the request. Errors: CASE_NOT_PROTECTED, UNIT_UNKNOWN, UNIT_ALREADY_PARTICIPATES,
   *   OPENING_WARNING_MISSING, OPENING_CONSENT_MISSING, OPENING_ALREADY_REQUESTED.
   * @throws {AccessDenied} the actor does not lead the case.
   */
  async request(principal: Principal, input: RequestCompartmentOpeningCommand) {
    return this.commands.run({ name: 'requestCompartmentOpening', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (!relation.isLead || principal.kind !== 'staff') throw new AccessDenied();
      if ((await lockCompartment(tx, input.caseId)) === 'NONE')
        return err(rejected(caseErrors, 'CASE_NOT_PROTECTED'));
      const warningVersion = input.warningVersion ?? null;
      const obstacle = await this.obstacle(tx, relation, { ...input, warningVersion });
      if (obstacle) return err(obstacle);
      const at = this.clock.now();
      const openingId = newId<string>(at);
      const row = { ...input, id: openingId, warningVersion, requestedBy: principal.staffId };
      if (!(await insertOpening(tx, { ...row, requestedAt: at.toString() })))
        return err(rejected(caseErrors, 'OPENING_ALREADY_REQUESTED'));
      await this.note(tx, 'COMPARTMENT_OPENING_REQUESTED', { ...input, id: openingId, warningVersion });
      return ok({ caseId: input.caseId, openingId });
    });
  }

  /**
   * A release lets the unit take part at once; consent and warning must still hold.
   *
   * @returns Ids of the case and the request. Errors: OPENING_ALREADY_DECIDED, OPENING_NEEDS_SECOND_PERSON,
   *   UNIT_UNKNOWN, UNIT_ALREADY_PARTICIPATES, OPENING_WARNING_MISSING, OPENING_CONSENT_MISSING.
   * @throws {AccessDenied} not there, or the case does not exist for the actor in the leading unit.
   */
  async decide(principal: Principal, input: DecideCompartmentOpeningCommand) {
    return this.commands.run({ name: 'decideCompartmentOpening', principal, input }, async (tx) => {
      const opening = await lockOpening(tx, input.openingId);
      if (!opening || principal.kind !== 'staff') throw new AccessDenied();
      // A revocation beside this one either is seen here, or waits and closes the case again.
      holdDisclosures(tx, opening.caseId);
      const relation = await this.ofLeadingUnit(tx, opening.caseId);
      if (opening.decision !== null) return err(rejected(caseErrors, 'OPENING_ALREADY_DECIDED'));
      if (opening.requestedBy === principal.staffId)
        return err(rejected(caseErrors, 'OPENING_NEEDS_SECOND_PERSON'));
      if (input.decision === 'RELEASED') {
        const obstacle = await this.obstacle(tx, relation, opening);
        if (obstacle) return err(obstacle);
      }
      await this.settle(tx, principal, opening, input.decision);
      return ok({ caseId: opening.caseId, openingId: opening.id });
    });
  }

  /** Requests of a case, oldest first, for its leading unit. @throws {AccessDenied} for everybody else. */
  async ofCase(tx: Tx, caseId: CaseId): Promise<readonly CompartmentOpening[]> {
    await this.ofLeadingUnit(tx, caseId);
    return openingsOf(tx, caseId);
  }

  private async settle(
    tx: Tx,
    principal: StaffPrincipal,
    opening: CompartmentOpening,
    decision: OpeningDecision,
  ): Promise<void> {
    const at = this.clock.now();
    const { id, caseId, toUnitId: unitId } = opening;
    await decideOpening(tx, id, { decision, by: principal.staffId, at: at.toString() });
    await this.note(tx, `COMPARTMENT_OPENING_${decision}`, opening);
    if (decision === 'REFUSED') return;
    await insertParticipation(tx, { id: newId(at), caseId, unitId, at: at.toString() });
    await this.workItems.reassign(tx, caseId);
    await this.openness.changed(tx, caseId);
    accessMayHaveChanged(tx, { caseId });
  }

  private async ofLeadingUnit(tx: Tx, caseId: CaseId): Promise<CaseRelation> {
    const relation = await this.relations.get(tx, caseId);
    if (!relation.unitIds.includes(relation.leadUnitId)) throw new AccessDenied();
    return relation;
  }

  /** What keeps a protected case closed to a unit, whoever agrees. */
  private async obstacle(
    tx: Tx,
    { caseId, leadUnitId }: CaseRelation,
    {
      toUnitId,
      consentId,
      warningVersion,
    }: Pick<CompartmentOpening, 'toUnitId' | 'consentId' | 'warningVersion'>,
  ) {
    const [unit] = await this.directory.findUnits(tx, [toUnitId]);
    if (!unit) return rejected(directoryErrors, 'UNIT_UNKNOWN');
    if ((await this.relations.participatingUnits(tx, caseId)).includes(toUnitId))
      return rejected(caseErrors, 'UNIT_ALREADY_PARTICIPATES');
    const needsWarning = mayHaveToReport(unit.type);
    if (needsWarning && warningVersion !== OPENING_WARNING.version)
      return rejected(caseErrors, 'OPENING_WARNING_MISSING');
    const consent = await this.consents.find(tx, consentId);
    const on = this.clock.today().toString();
    return consent && carriesOpening(consent, { caseId, leadUnitId, toUnitId, needsWarning, on })
      ? undefined
      : rejected(caseErrors, 'OPENING_CONSENT_MISSING');
  }

  private async note(
    tx: Tx,
    action: string,
    opening: Pick<CompartmentOpening, 'id' | 'caseId' | 'toUnitId' | 'consentId' | 'warningVersion'>,
  ): Promise<void> {
    const { id, caseId, toUnitId, consentId, warningVersion } = opening;
    await this.audit.record(tx, {
      action,
      objectType: 'compartmentOpening',
      objectId: id,
      caseId,
      legalBasis: '§ 87 AufenthG',
      details: { toUnitId, consentId, warningVersion },
    });
  }
}
