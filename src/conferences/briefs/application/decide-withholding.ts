import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type ConferenceId, type UnitId } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { briefErrors } from '../domain/brief.errors.js';
import { ContributionRepository } from '../persistence/contribution.repository.js';
import { contributorOf } from './write-contribution.js';

export interface DecideWithholdingCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly unitId: UnitId;
  /** Version that was read. */
  readonly expectedVersion: number;
  readonly decision: 'CONFIRMED' | 'REJECTED';
}

/** A second person of the body decides whether the person may not read a contribution beforehand. */
@Injectable()
export class DecideWithholding {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly access: ConferenceAccess,
    private readonly contributions: ContributionRepository,
  ) {}

  /**
   * @returns Id of the conference. Errors: WITHHOLDING_NOT_OPEN, WITHHOLDING_NEEDS_SECOND_PERSON,
   *   BRIEF_VERSION_OVERTAKEN.
   * @throws {AccessDenied} the unit does not take part, or is not one of the actor's.
   */
  async execute(principal: Principal, input: DecideWithholdingCommand) {
    return this.commands.run({ name: 'decideWithholding', principal, input }, async (tx) => {
      this.contributions.hold(tx, input.conferenceId);
      const standing = await this.access.get(tx, input.conferenceId);
      const { staffId } = contributorOf(principal, standing, input.unitId);
      const { conference } = standing;
      const all = await this.contributions.latest(tx, conference);
      const found = all.find(({ unitId }) => unitId === input.unitId);
      if (!found) throw new AccessDenied();
      if (found.version !== input.expectedVersion)
        return err(rejected(briefErrors, 'BRIEF_VERSION_OVERTAKEN'));
      if (found.withholding !== 'OPEN') return err(rejected(briefErrors, 'WITHHOLDING_NOT_OPEN'));
      if (found.writtenBy === staffId) return err(rejected(briefErrors, 'WITHHOLDING_NEEDS_SECOND_PERSON'));
      const at = new Date(this.clock.now().epochMilliseconds);
      this.contributions.decide(tx, found.id, input.decision, staffId, at);
      await this.audit.record(tx, {
        action: `CONTRIBUTION_WITHHOLDING_${input.decision}`,
        objectType: 'conference',
        objectId: conference.id,
        unitId: input.unitId,
        legalBasis: 'Art. 15 Abs. 4 DSGVO',
      });
      return ok({ conferenceId: conference.id });
    });
  }
}
