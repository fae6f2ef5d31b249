import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  hasRole,
  newId,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import {
  overrideObstacle,
  rulesOfUnits,
  type RetentionOverride,
  type RetentionRecordKind,
  type RetentionRule,
} from '../domain/retention.js';
import { rightsErrors } from '../domain/rights.errors.js';
import { insertOverride, listOverrides } from '../persistence/retention-override.repository.js';
import { retentionRules } from './retention-rules.js';

export interface DecideRetentionCommand {
  readonly idempotencyKey: string;
  readonly unitId: UnitId;
  readonly recordKind: RetentionRecordKind;
  /** Left out: the rule counts again. */
  readonly months?: number | null;
  readonly reason: string;
  /** Calendar date, today or later. */
  readonly validFrom: string;
}

/** A rule as it counts for one unit today. */
export interface UnitRetention {
  readonly rule: RetentionRule;
  /** How long this unit keeps such records, in months; `null`: as the rule says. */
  readonly months: number | null;
  /** What was decided about it, oldest first. */
  readonly decisions: readonly RetentionOverride[];
}

/** The data protection officer of a unit decides how long it keeps its records «Löschkonzept». */
@Injectable()
export class DecideRetention {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @returns Id of the decision. Errors: RETENTION_NOT_PER_UNIT, RETENTION_TOO_SHORT, RETENTION_TOO_LONG,
   *   RETENTION_DATE_NOT_POSSIBLE.
   * @throws {AccessDenied} the actor is not the officer of the unit.
   */
  async execute(principal: Principal, input: DecideRetentionCommand) {
    if (principal.kind !== 'staff' || !hasRole(principal, ['DATA_PROTECTION_OFFICER'], input.unitId))
      throw new AccessDenied();
    return this.commands.run({ name: 'decideRetention', principal, input }, async (tx) => {
      const { unitId, recordKind, reason, validFrom, months = null } = input;
      const rule = retentionRules.find((known) => known.recordKind === recordKind);
      if (!rule) throw new Error('A kind of record has no rule');
      const obstacle = overrideObstacle(rule, months);
      if (obstacle) return err(rejected(rightsErrors, obstacle));
      if (validFrom < this.clock.today().toString())
        return err(rejected(rightsErrors, 'RETENTION_DATE_NOT_POSSIBLE'));
      const now = this.clock.now();
      const decided = {
        id: newId<string>(now),
        unitId,
        recordKind,
        months,
        reason: reason.trim(),
        validFrom,
      };
      await insertOverride(tx, { ...decided, by: principal.staffId, at: now.toString() });
      await this.audit.record(tx, {
        action: 'RETENTION_DECIDED',
        objectType: 'retentionRule',
        objectId: decided.id,
        unitId,
        legalBasis: rule.norm,
        details: { recordKind, months, validFrom },
      });
      return ok({ unitId, decisionId: decided.id });
    });
  }

  /** All rules as they count for a unit. @throws {AccessDenied} the actor is not its officer. */
  async ofUnit(tx: Tx, unitId: UnitId): Promise<readonly UnitRetention[]> {
    if (!hasRole(tx.principal, ['DATA_PROTECTION_OFFICER'], unitId)) throw new AccessDenied();
    const overrides = (await listOverrides(tx)).filter((override) => override.unitId === unitId);
    const today = this.clock.today().toString();
    return retentionRules.map((rule) => {
      const keep = rulesOfUnits(rule, overrides, today).get(unitId)?.keep;
      return {
        rule,
        months: keep && 'months' in keep ? keep.months : null,
        decisions: overrides.filter(({ recordKind }) => recordKind === rule.recordKind),
      };
    });
  }
}
