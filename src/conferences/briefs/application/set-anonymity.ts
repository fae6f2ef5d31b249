import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { CASE_ROLES } from '../../../cases/index.js';
import { err, ok, rejected, type CaseId, type UnitId } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, hasRole, type Principal } from '../../../platform/index.js';
import { CaseRelations } from '../../../sharing/index.js';
import { areKnown, type Attributes } from '../domain/anonymity-rules.js';
import { briefErrors } from '../domain/brief.errors.js';
import { AnonymityRepository, type ResidentCount } from '../persistence/anonymity.repository.js';
import { briefRules } from './brief-rules.js';

export interface SetAnonymityThresholdCommand {
  readonly idempotencyKey: string;
  readonly unitId: UnitId;
  readonly k: number;
  readonly minResidents: number;
  readonly reason: string;
}

export interface SetNationalityResidentsCommand {
  readonly idempotencyKey: string;
  readonly unitId: UnitId;
  readonly counts: readonly ResidentCount[];
  /** Calendar date of the statistic. */
  readonly asOf: string;
  readonly source: string;
}

export interface RecordCaseProfileCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  readonly attributes: Attributes;
}

/** What anonymity is measured by: thresholds, statistics of the region, and coarse attributes of cases. */
@Injectable()
export class SetAnonymity {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly anonymity: AnonymityRepository,
  ) {}

  /**
   * The data protection officer decides the thresholds of the region, with a reason.
   *
   * @returns Id of the unit. Errors: ANONYMITY_THRESHOLD_NOT_POSSIBLE.
   * @throws {AccessDenied} the actor is no officer of the unit.
   */
  async threshold(principal: Principal, input: SetAnonymityThresholdCommand) {
    return this.commands.run({ name: 'setAnonymityThreshold', principal, input }, async (tx) => {
      const { unitId, k, minResidents, reason } = input;
      if (principal.kind !== 'staff' || !hasRole(principal, ['DATA_PROTECTION_OFFICER'], unitId))
        throw new AccessDenied();
      if (k < briefRules.k.atLeast || minResidents < briefRules.minResidents.atLeast)
        return err(rejected(briefErrors, 'ANONYMITY_THRESHOLD_NOT_POSSIBLE'));
      const at = new Date(this.clock.now().epochMilliseconds);
      await this.anonymity.addSetting(tx, { k, minResidents, reason, unitId, setBy: principal.staffId, at });
      const details = { k, minResidents };
      const action = 'ANONYMITY_THRESHOLD_SET';
      await this.audit.record(tx, { action, objectType: 'unit', objectId: unitId, unitId, details });
      return ok({ unitId });
    });
  }

  /**
   * Officer or project lead enter counts of the official statistic.
   *
   * @returns Id of the unit. Errors: NATIONALITY_UNKNOWN.
   * @throws {AccessDenied} the actor is neither in the unit.
   */
  async residents(principal: Principal, input: SetNationalityResidentsCommand) {
    return this.commands.run({ name: 'setNationalityResidents', principal, input }, async (tx) => {
      const { unitId, counts } = input;
      if (!hasRole(principal, ['DATA_PROTECTION_OFFICER', 'PROJECT_LEAD'], unitId)) throw new AccessDenied();
      const known = new Set(briefRules.nationalities.map(({ code }) => code));
      const codes = new Set(counts.map(({ nationality }) => nationality));
      if (codes.size !== counts.length || [...codes].some((code) => !known.has(code)))
        return err(rejected(briefErrors, 'NATIONALITY_UNKNOWN'));
      await this.anonymity.writeResidents(tx, counts, input);
      const details = { nationalities: counts.length, asOf: input.asOf };
      const action = 'NATIONALITY_RESIDENTS_SET';
      await this.audit.record(tx, { action, objectType: 'unit', objectId: unitId, unitId, details });
      return ok({ unitId });
    });
  }

  /**
   * The leading unit records in coarse groups what the case counts as.
   *
   * @returns Id of the case.
   * @throws {AccessDenied} the actor does not work on the case in the leading unit, or it is closed.
   */
  async profile(principal: Principal, input: RecordCaseProfileCommand) {
    return this.commands.run({ name: 'recordCaseProfile', principal, input }, async (tx) => {
      const { caseId, attributes } = input;
      const relation = await this.relations.get(tx, caseId);
      const { leadUnitId, personId, isClosed } = relation;
      const leads = relation.unitIds.includes(leadUnitId) && hasRole(principal, CASE_ROLES, leadUnitId);
      if (principal.kind !== 'staff' || !leads || isClosed || !areKnown(briefRules, attributes))
        throw new AccessDenied();
      const at = new Date(this.clock.now().epochMilliseconds);
      await this.anonymity.writeProfile(tx, { caseId, personId }, attributes, principal.staffId, at);
      const action = 'CASE_PROFILE_RECORDED';
      await this.audit.record(tx, {
        action,
        objectType: 'case',
        objectId: caseId,
        caseId,
        unitId: leadUnitId,
      });
      return ok({ caseId });
    });
  }
}
