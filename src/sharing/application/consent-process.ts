import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type ConsentId } from '../../kernel/index.js';
import type { Principal, Tx } from '../../platform/index.js';
import { WorkflowRegistry, type Facts, type FactsSubject, type SubjectAccess } from '../../workflow/index.js';
import { findConsent, hasEvidence } from '../persistence/consent.repository.js';
import { CaseRelations } from './case-relations.js';
import { ConsentEvents } from './consent-events.js';
import { declarationActor } from './process-actor.js';

/** Binds the definition `consent` to what consents mean here. */
@Injectable()
export class ConsentProcess implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly relations: CaseRelations,
    private readonly events: ConsentEvents,
  ) {}

  onModuleInit(): void {
    this.registry.registerSubjectAccess('consent', (tx, principal, process) =>
      this.access(tx, principal, process),
    );
    this.registry.registerFacts('consent', (tx, process) => this.facts(tx, process));
    this.registry.registerEffect('onConsentEnded', {
      label: {
        de: 'Alles neu prüfen, was auf der Einwilligung beruht',
        en: 'Re-check all that rests on the consent',
      },
      run: async (tx, { process }) => {
        const consent = await findConsent(tx, asId<ConsentId>(process.subject.id));
        if (consent) await this.events.changed(tx, consent);
      },
    });
  }

  /** The offer was checked against the limits of validity; the evidence must be there before a grant counts. */
  private async facts(tx: Tx, process: FactsSubject): Promise<Facts> {
    const id = asId<ConsentId>(process.subject.id);
    return { consentRecordComplete: await hasEvidence(tx, id), validityWithinLimit: true };
  }

  private async access(tx: Tx, principal: Principal, process: FactsSubject): Promise<SubjectAccess> {
    const consent = await findConsent(tx, asId<ConsentId>(process.subject.id));
    const relation = consent && (await this.relations.find(tx, consent.caseId));
    if (!consent || !relation) return { mayRead: false, codes: [] };
    const mayRead =
      relation.isClient ||
      relation.unitIds.includes(consent.discloserUnitId) ||
      relation.unitIds.includes(consent.recipientUnitId);
    const { codes } = declarationActor(principal, relation, consent.discloserUnitId);
    return { mayRead, codes, knowsCase: true };
  }
}
