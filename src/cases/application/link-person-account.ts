import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { LoginAccounts } from '../../directory/index.js';
import { err, ok, rejected, type CaseId } from '../../kernel/index.js';
import { AccessDenied, CommandRunner, type Principal, PersonVault } from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { caseErrors } from '../domain/case.errors.js';

export interface LinkPersonAccountCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Subject of the person at the identity provider. */
  readonly subject: string;
}

/** Gives the person of a case their own access, so that they see, consent, refuse and take part. */
@Injectable()
export class LinkPersonAccount {
  constructor(
    private readonly commands: CommandRunner,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly accounts: LoginAccounts,
    private readonly vault: PersonVault,
  ) {}

  /**
   * A login that is somebody else's gets the same answer and opens nothing: otherwise it would tell that somebody is
   * known here, or in another region. Only the register says so; whether a login works the person sees when they use it.
   *
   * @returns Id of the case. Errors: PERSON_ALREADY_LINKED.
   * @throws {AccessDenied} the actor does not lead the case, or its person was erased.
   */
  async execute(principal: Principal, input: LinkPersonAccountCommand) {
    return this.commands.run({ name: 'linkPersonAccount', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (!relation.isLead) throw new AccessDenied();
      // Uses the key of the person: for somebody who was erased, or is being erased right now, there is no new login.
      const { personId, leadUnitId } = relation;
      await this.vault.seal(tx, personId, [{ text: input.subject, place: `account.subject:${personId}` }]);
      const linked = await this.accounts.linkPerson(tx, input.subject, personId);
      if (linked === 'PERSON_ALREADY_LINKED') return err(rejected(caseErrors, linked));
      await this.audit.record(tx, {
        action: `PERSON_ACCOUNT_${linked}`,
        objectType: 'person',
        objectId: personId,
        caseId: input.caseId,
        unitId: leadUnitId,
      });
      return ok({ caseId: input.caseId });
    });
  }
}
