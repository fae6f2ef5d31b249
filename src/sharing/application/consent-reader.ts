import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.js';
import type { CaseId, ConsentId } from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { listEvidenceFiles, type EvidenceView } from '../persistence/consent-evidence.repository.js';
import { findConsent, listConsents, wasGiven, type ConsentView } from '../persistence/consent.repository.js';
import { usedUpDeclarations } from '../persistence/disclosure.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { ConsentSeal } from './consent-seal.js';
import { isAnsweredBy, isOwnOf } from './consent-steps.js';
import { noteReading } from './note-reading.js';

/** A declaration as somebody may read it. */
export interface ReadableConsent extends ConsentView {
  /** What is not covered, in the person's words; `null` also for the recipient, whom it would tell too much. */
  readonly exclusions: string | null;
  /** Where it was given; `null` until then. */
  readonly place: string | null;
  /** It was for one disclosure, and that was made: it carries no other. */
  readonly isUsedUp: boolean;
}

/**
 * Reads declarations: the person sees all of theirs, a unit those it gives under, and those it receives under once they
 * were given. Every look of staff is noted.
 */
@Injectable()
export class ConsentReader {
  constructor(
    private readonly relations: CaseRelations,
    private readonly seal: ConsentSeal,
    private readonly accessLog: AccessLog,
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
    noteReading(this.accessLog, tx, relation, 'consent', true);
    return (await this.readable(tx, [consent], relation))[0];
  }

  /** Declarations of a case in order of offering, as far as they concern the actor. */
  async listOfCase(tx: Tx, caseId: CaseId): Promise<readonly ReadableConsent[]> {
    const relation = await this.relations.get(tx, caseId);
    const consents = (await listConsents(tx, caseId)).filter((consent) => concerns(consent, relation));
    if (consents.length > 0) noteReading(this.accessLog, tx, relation, 'consents', true);
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
    const places = await this.seal.openPlaces(tx, consents);
    const isSingle = consents.some(({ recurrence }) => recurrence === 'SINGLE');
    const usedUp = isSingle ? await usedUpDeclarations(tx, relation.caseId) : new Set<ConsentId>();
    const exclusions = new Map(own.map(({ id }, index) => [id, words[index] ?? null]));
    // Which item was entrusted is between the unit and who did.
    return consents.map((consent, index) => ({
      ...consent,
      place: places[index] ?? null,
      isUsedUp: usedUp.has(consent.id),
      exclusions: exclusions.get(consent.id) ?? null,
      entrustedItemId: exclusions.has(consent.id) ? consent.entrustedItemId : null,
    }));
  }
}

/** An offer or a refusal is not for the recipient to know: no disadvantage may follow from a no (Art. 7 Abs. 4 DSGVO). */
function concerns(consent: ConsentView, relation: CaseRelation): boolean {
  return (
    isOwnOf(consent, relation) ||
    relation.unitIds.includes(consent.discloserUnitId) ||
    (wasGiven(consent) && relation.unitIds.includes(consent.recipientUnitId))
  );
}
