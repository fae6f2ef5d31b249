import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { LoginAccounts } from '../../directory/index.js';
import { err, ok, rejected, type CaseId } from '../../kernel/index.js';
import { AccessDenied, CommandRunner, type Principal } from '../../platform/index.js';
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
  ) {}

  /**
   * @returns Id of the case. Errors: SUBJECT_ALREADY_LINKED, PERSON_ALREADY_LINKED.
   * @throws {AccessDenied} the actor does not lead the case.
   */
  async execute(principal: Principal, input: LinkPersonAccountCommand) {
    return this.commands.run({ name: 'linkPersonAccount', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (!relation.isLead) throw new AccessDenied();
      const linked = await this.accounts.linkPerson(tx, input.subject, relation.personId);
      if (linked !== 'LINKED') return err(rejected(caseErrors, linked));
      await this.audit.record(tx, {
        action: 'PERSON_ACCOUNT_LINKED',
        objectType: 'person',
        objectId: relation.personId,
        caseId: input.caseId,
        unitId: relation.leadUnitId,
      });
      return ok({ caseId: input.caseId });
    });
  }
}
