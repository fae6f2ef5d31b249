import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type CaseId } from '../../kernel/index.js';
import type { Principal, Tx } from '../../platform/index.js';
import { CaseRelations, caseActor } from '../../sharing/index.js';
import { WorkflowRegistry, type FactsSubject, type SubjectAccess } from '../../workflow/index.js';

/** Lets the parties of a case read and move the processes of that case, each as what they are. */
@Injectable()
export class CaseProcess implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly relations: CaseRelations,
  ) {}

  onModuleInit(): void {
    this.registry.registerSubjectAccess('case', (tx, principal, process) =>
      this.access(tx, principal, process),
    );
  }

  private async access(tx: Tx, principal: Principal, process: FactsSubject): Promise<SubjectAccess> {
    const relation = await this.relations.find(tx, asId<CaseId>(process.subject.id));
    if (!relation) return { mayRead: false, codes: [] };
    // The leading unit and the person see the whole process; other bodies what is theirs to do.
    const seesAll = relation.isClient || relation.unitIds.includes(relation.leadUnitId);
    return {
      mayRead: true,
      // A closed case stands still, also for the person, who goes on reading it.
      codes: relation.isClosed ? [] : caseActor(principal, relation).codes,
      sees: seesAll ? 'ALL' : 'OWN_PART',
      knowsCase: true,
    };
  }
}
