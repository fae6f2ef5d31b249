import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditEntry } from '../../audit/index.js';
import { asId, type CaseId, type ConsentId, type ProcessId } from '../../kernel/index.js';
import { AccessDenied, Clock, type Principal, type Tx } from '../../platform/index.js';
import { WorkflowEngine, type ProcessActor } from '../../workflow/index.js';
import { consentEvent, type ConsentStep } from '../domain/index.js';
import { findConsent, type ConsentView } from '../persistence/consent.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { declarationActor } from './process-actor.js';

/** A declaration and how the actor stands to its case. */
export interface FoundConsent {
  readonly consent: ConsentView;
  readonly relation: CaseRelation;
}

/** What every command on a declaration needs: find it, move its process, write the register. */
@Injectable()
export class ConsentSteps {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly engine: WorkflowEngine,
  ) {}

  /** For the person and the disclosing unit. @throws {AccessDenied} anybody else, or it is not there. */
  async loadToAnswer(tx: Tx, id: ConsentId): Promise<FoundConsent> {
    const found = await this.load(tx, id);
    if (!isAnsweredBy(found)) throw new AccessDenied();
    return found;
  }

  /** For the person and every body of the case: what is taken back, any of them takes down. */
  async loadToRevoke(tx: Tx, id: ConsentId): Promise<FoundConsent> {
    // Also by a body that may not read the declaration itself.
    const consent = await tx.exOfficio(() => findConsent(tx, id));
    // For nothing the same is asked as for a case that is not to be known: no answer comes sooner.
    if (!consent) await this.relations.find(tx, asId<CaseId>(id));
    const found = await this.found(tx, consent);
    if (found.relation.isClient && !isAnsweredBy(found)) throw new AccessDenied();
    return found;
  }

  /** Moves the process of a declaration. */
  async move(
    tx: Tx,
    consent: ConsentView,
    step: ConsentStep,
    payload: Readonly<Record<string, string>>,
    actor: ProcessActor,
  ) {
    return this.engine.send(tx, {
      processId: await this.processOf(tx, consent.id),
      event: { type: consentEvent(consent.kind, step), payload },
      actor,
      at: this.clock.now(),
    });
  }

  /** Takes an unanswered declaration back. */
  async withdraw(tx: Tx, consent: ConsentView, actor: ProcessActor) {
    return this.engine.send(tx, {
      processId: await this.processOf(tx, consent.id),
      event: { type: 'OFFER_WITHDRAWN', payload: {} },
      actor,
      at: this.clock.now(),
    });
  }

  /** The principal as the definitions see them. */
  actor(principal: Principal, { consent, relation }: FoundConsent): ProcessActor {
    return declarationActor(principal, relation, consent.discloserUnitId);
  }

  /** Writes a line of the register about a declaration. */
  async record(
    tx: Tx,
    { consent, relation }: FoundConsent,
    action: string,
    details: AuditEntry['details'] = {},
  ): Promise<void> {
    const [ownUnit] = relation.unitIds;
    const unitId = relation.unitIds.includes(consent.discloserUnitId) ? consent.discloserUnitId : ownUnit;
    await this.audit.record(tx, {
      action,
      objectType: 'consent',
      objectId: consent.id,
      caseId: consent.caseId,
      ...(unitId === undefined ? {} : { unitId }),
      details: { kind: consent.kind, ...details },
    });
  }

  private async load(tx: Tx, id: ConsentId): Promise<FoundConsent> {
    return this.found(tx, await findConsent(tx, id));
  }

  private async found(tx: Tx, consent: ConsentView | undefined): Promise<FoundConsent> {
    if (!consent) throw new AccessDenied();
    return { consent, relation: await this.relations.get(tx, consent.caseId) };
  }

  private async processOf(tx: Tx, consentId: ConsentId): Promise<ProcessId> {
    const [process] = await this.engine.findBySubject(tx, 'consent', consentId);
    if (!process) throw new Error('Consent without process');
    return process.id;
  }
}

/** Whether the declaration is the actor's own, or the actor acts for the disclosing unit. */
export function isAnsweredBy({ consent, relation }: FoundConsent): boolean {
  return isOwnOf(consent, relation) || relation.unitIds.includes(consent.discloserUnitId);
}

/** Whether the actor is the person, and gives the declaration: not somebody else who entrusted something about them. */
export function isOwnOf({ givenBy }: ConsentView, relation: CaseRelation): boolean {
  return relation.isClient && givenBy === 'PERSON';
}
