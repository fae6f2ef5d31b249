import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryWriter, type OrganisationRegime } from '../../directory/index.js';
import { ok, type OrganisationId } from '../../kernel/index.js';
import { AccessDenied, CommandRunner, hasRole, type Principal } from '../../platform/index.js';

export interface SetOrganisationRegimeCommand {
  readonly idempotencyKey: string;
  readonly organisationId: OrganisationId;
  readonly regime: OrganisationRegime;
}

/** Under which data protection law an organisation works: Caritas under the KDG, Diakonie under the DSG-EKD. */
@Injectable()
export class OrganisationRegimes {
  constructor(
    private readonly commands: CommandRunner,
    private readonly directory: DirectoryWriter,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Counts for items recorded from now on; those that are there keep theirs.
   *
   * @returns Organisation and regime.
   * @throws {AccessDenied} the actor does not run the system, or there is no such organisation in the region.
   */
  async set(principal: Principal, input: SetOrganisationRegimeCommand) {
    return this.commands.run({ name: 'setOrganisationRegime', principal, input }, async (tx) => {
      if (!hasRole(principal, ['SYSTEM_ADMIN'])) throw new AccessDenied();
      const { organisationId, regime } = input;
      if (!(await this.directory.setRegime(tx, organisationId, regime))) throw new AccessDenied();
      await this.audit.record(tx, {
        action: 'ORGANISATION_REGIME_SET',
        objectType: 'organisation',
        objectId: organisationId,
        details: { regime },
      });
      return ok({ organisationId, regime });
    });
  }
}
