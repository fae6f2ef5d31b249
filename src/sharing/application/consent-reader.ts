import { Injectable } from '@nestjs/common';
import type { CaseId, ConsentId } from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { findConsent, listConsents, type ConsentView } from '../persistence/consent.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';

/** Reads declarations: the person sees all of theirs, a unit those it gives or receives under. */
@Injectable()
export class ConsentReader {
  constructor(private readonly relations: CaseRelations) {}

  /** @throws {AccessDenied} not there, or not theirs. */
  async get(tx: Tx, id: ConsentId): Promise<ConsentView> {
    const consent = await findConsent(tx, id);
    const relation = consent && (await this.relations.find(tx, consent.caseId));
    if (!consent || !relation || !concerns(consent, relation)) throw new AccessDenied();
    return consent;
  }

  /** Declarations of a case in order of offering, as far as they concern the actor. */
  async listOfCase(tx: Tx, caseId: CaseId): Promise<readonly ConsentView[]> {
    const relation = await this.relations.get(tx, caseId);
    return (await listConsents(tx, caseId)).filter((consent) => concerns(consent, relation));
  }
}

function concerns(consent: ConsentView, relation: CaseRelation): boolean {
  return (
    relation.isClient ||
    relation.unitIds.includes(consent.discloserUnitId) ||
    relation.unitIds.includes(consent.recipientUnitId)
  );
}
