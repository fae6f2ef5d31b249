import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hasRole, type Principal, type Tx } from '../../../platform/index.js';
import {
  WorkflowRegistry,
  WorkScopes,
  type FactsSubject,
  type SubjectAccess,
} from '../../../workflow/index.js';
import type { DataBreachId } from '../domain/breach.js';
import { findBreach } from '../persistence/breach.repository.js';

/** Key of the definition, and type of its subject. */
export const BREACH_PROCESS = 'data-breach';

const HOLDERS = `
  SELECT breach.controller_unit_id AS unit_id FROM data_breach breach
  WHERE breach.region_id = wanted.region_id AND breach.id = wanted.subject_id AND wanted.owner = 'DPO'`;

/** Binds the definition `data-breach` to breaches: for the data protection officer of the controller only. */
@Injectable()
export class BreachProcess implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly scopes: WorkScopes,
  ) {}

  onModuleInit(): void {
    this.registry.registerSubjectAccess(BREACH_PROCESS, (tx, principal, process) =>
      this.access(tx, principal, process),
    );
    this.scopes.register(BREACH_PROCESS, { holders: HOLDERS, roles: ['DATA_PROTECTION_OFFICER'] });
  }

  private async access(tx: Tx, principal: Principal, { subject }: FactsSubject): Promise<SubjectAccess> {
    const breach = await findBreach(tx, subject.id as DataBreachId);
    const isOfficer =
      breach !== undefined && hasRole(principal, ['DATA_PROTECTION_OFFICER'], breach.controllerUnitId);
    return { mayRead: isOfficer, codes: isOfficer ? ['DPO'] : [] };
  }
}
