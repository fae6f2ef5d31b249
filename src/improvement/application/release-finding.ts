import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type FindingId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, unitsOf, type Principal } from '../../platform/index.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import { findFinding, markReleased } from '../persistence/finding.repository.js';
import { isCoordination, STRUCTURE_ROLES, structureStaff } from './structure-access.js';

export interface ReleaseFindingCommand {
  readonly idempotencyKey: string;
  readonly findingId: FindingId;
  readonly anonymisationConfirmed: boolean;
}

/** Releases a finding for the structure level: a second pair of eyes on the anonymisation. */
@Injectable()
export class ReleaseFinding {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @returns Id of the finding. Errors: SECOND_PERSON_NEEDED, ANONYMISATION_NOT_CONFIRMED, FINDING_ALREADY_RELEASED.
   * @throws {AccessDenied} neither of the origin unit nor the coordination.
   */
  async execute(principal: Principal, input: ReleaseFindingCommand) {
    const releaser = structureStaff(principal);
    return this.commands.run({ name: 'releaseFinding', principal, input }, async (tx) => {
      const finding = await findFinding(tx, input.findingId);
      const isOwn = finding && unitsOf(principal, ...STRUCTURE_ROLES).includes(finding.originUnitId);
      if (!finding || (!isOwn && !isCoordination(principal, finding.programmeLeadUnitId))) {
        throw new AccessDenied();
      }
      if (finding.authorId === releaser.staffId)
        return err(rejected(improvementErrors, 'SECOND_PERSON_NEEDED'));
      if (!input.anonymisationConfirmed)
        return err(rejected(improvementErrors, 'ANONYMISATION_NOT_CONFIRMED'));
      const isNew = await markReleased(tx, finding.id, releaser.staffId, this.clock.now().toString());
      if (!isNew) return err(rejected(improvementErrors, 'FINDING_ALREADY_RELEASED'));
      await this.audit.record(tx, {
        action: 'FINDING_RELEASED',
        objectType: 'finding',
        objectId: finding.id,
        ...(isOwn ? { unitId: finding.originUnitId } : {}),
      });
      return ok({ findingId: finding.id });
    });
  }
}
