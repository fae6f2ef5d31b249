import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type ConsentId } from '../../kernel/index.js';
import type { Principal, Tx } from '../../platform/index.js';
import { WorkflowRegistry, type Facts, type FactsSubject, type SubjectAccess } from '../../workflow/index.js';
import { findConsent, hasEvidence } from '../persistence/consent.repository.js';
import { CaseRelations } from './case-relations.js';
import { isOwnOf } from './consent-steps.js';
import { declarationActor } from './process-actor.js';

/** Binds the definitions `consent` and `confidentiality-release` to what declarations mean here. */
@Injectable()
export class ConsentProcess implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly relations: CaseRelations,
  ) {}

  onModuleInit(): void {
    this.registry.registerSubjectAccess('consent', (tx, principal, process) =>
      this.access(tx, principal, process),
    );
    this.registry.registerFacts('consent', (tx, process) => this.facts(tx, process, 'consentRecordComplete'));
    this.registry.registerFacts('confidentiality-release', (tx, process) =>
      this.facts(tx, process, 'releaseRecordComplete'),
    );
  }

  /** The offer was checked against the limits of validity; the evidence must be there before a grant counts. */
  private async facts(tx: Tx, process: FactsSubject, isComplete: string): Promise<Facts> {
    const id = asId<ConsentId>(process.subject.id);
    return { [isComplete]: await hasEvidence(tx, id), validityWithinLimit: true };
  }

  /**
   * The recipient follows a declaration while it is in force, and learns of no offer and no refusal. How and when it
   * ended is not theirs to know either: they are told that the basis is gone, and what they have to answer.
   */
  private async access(tx: Tx, principal: Principal, process: FactsSubject): Promise<SubjectAccess> {
    const consent = await findConsent(tx, asId<ConsentId>(process.subject.id));
    const relation = consent && (await this.relations.find(tx, consent.caseId));
    if (!consent || !relation) return { mayRead: false, codes: [] };
    const mayRead =
      isOwnOf(consent, relation) ||
      relation.unitIds.includes(consent.discloserUnitId) ||
      (consent.state === 'GRANTED' && relation.unitIds.includes(consent.recipientUnitId));
    const { codes } = declarationActor(principal, relation, consent.discloserUnitId);
    return { mayRead, codes, knowsCase: true };
  }
}
