import { Injectable } from '@nestjs/common';
import type { CaseId, ConsentId } from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { listEvidenceFiles, type EvidenceView } from '../persistence/consent-evidence.repository.js';
import { findConsent, listConsents, type ConsentView } from '../persistence/consent.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { ConsentSeal } from './consent-seal.js';
import { isAnsweredBy } from './consent-steps.js';

/** A declaration as somebody may read it. */
export interface ReadableConsent extends ConsentView {
  /** What is not covered, in the person's words; `null` also for the recipient, whom it would tell too much. */
  readonly exclusions: string | null;
}

/** Reads declarations: the person sees all of theirs, a unit those it gives or receives under. */
@Injectable()
export class ConsentReader {
  constructor(
    private readonly relations: CaseRelations,
    private readonly seal: ConsentSeal,
  ) {}

  /** @throws {AccessDenied} not there, or not theirs. */
  async get(tx: Tx, id: ConsentId): Promise<ReadableConsent> {
    const consent = await this.find(tx, id);
    if (!consent) throw new AccessDenied();
    return consent;
  }

  /** @returns `undefined` when it is not there, or not theirs: the same answer. */
  async find(tx: Tx, id: ConsentId): Promise<ReadableConsent | undefined> {
    const consent = await findConsent(tx, id);
    const relation = consent && (await this.relations.find(tx, consent.caseId));
    if (!consent || !relation || !concerns(consent, relation)) return undefined;
    return (await this.readable(tx, [consent], relation))[0];
  }

  /** Declarations of a case in order of offering, as far as they concern the actor. */
  async listOfCase(tx: Tx, caseId: CaseId): Promise<readonly ReadableConsent[]> {
    const relation = await this.relations.get(tx, caseId);
    const consents = (await listConsents(tx, caseId)).filter((consent) => concerns(consent, relation));
    return this.readable(tx, consents, relation);
  }

  /**
   * Declarations of a case that are in force, whoever asks: for decisions of other capabilities, never to be shown.
   */
  async inForceOf(tx: Tx, caseId: CaseId): Promise<readonly ConsentView[]> {
    return (await listConsents(tx, caseId)).filter(({ state }) => state === 'GRANTED');
  }

  /** Scans and signatures in order of upload; empty for everybody but the person and the disclosing unit. */
  async listEvidence(tx: Tx, id: ConsentId): Promise<readonly EvidenceView[]> {
    const consent = await findConsent(tx, id);
    const relation = consent && (await this.relations.find(tx, consent.caseId));
    return consent && relation && isAnsweredBy({ consent, relation }) ? listEvidenceFiles(tx, id) : [];
  }

  private async readable(
    tx: Tx,
    consents: readonly ConsentView[],
    relation: CaseRelation,
  ): Promise<readonly ReadableConsent[]> {
    const own = consents.filter((consent) => isAnsweredBy({ consent, relation }));
    const words = await this.seal.openExclusions(tx, own);
    const exclusions = new Map(own.map(({ id }, index) => [id, words[index] ?? null]));
    return consents.map((consent) => ({ ...consent, exclusions: exclusions.get(consent.id) ?? null }));
  }
}

function concerns(consent: ConsentView, relation: CaseRelation): boolean {
  return (
    relation.isClient ||
    relation.unitIds.includes(consent.discloserUnitId) ||
    relation.unitIds.includes(consent.recipientUnitId)
  );
}
