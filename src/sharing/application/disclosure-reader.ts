import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../directory/index.js';
import type { CaseId, ConsentId, UnitId } from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { cannotBeCalledBack, hasLearned, type DisclosureRecord } from '../domain/disclosure.js';
import { findConsent } from '../persistence/consent.repository.js';
import {
  learnedAbout,
  madeUnder,
  registerOfCase,
  type DisclosurePosition,
  type LearnedRow,
} from '../persistence/disclosure.repository.js';
import { CaseRelations } from './case-relations.js';

/** What one unit learned about the person. */
export interface UnitKnowledge {
  readonly unitId: UnitId;
  readonly learned: readonly (LearnedRow & { readonly sentence: string })[];
}

/** What a revocation cannot call back. */
export interface RevocationReceipt {
  readonly consentId: ConsentId;
  readonly disclosures: readonly (DisclosureRecord & { readonly sentence: string })[];
  /** Plain German. */
  readonly summary: string;
}

/** Reads the register of disclosures. */
@Injectable()
export class DisclosureReader {
  constructor(
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
  ) {}

  /**
   * Up to `limit` lines of a case, newest first: all for the person, else those the actor's units gave or received.
   *
   * @throws {AccessDenied} the actor has nothing to do with the case.
   */
  async ofCase(
    tx: Tx,
    caseId: CaseId,
    limit: number,
    after: DisclosurePosition | undefined,
  ): Promise<readonly DisclosureRecord[]> {
    const relation = await this.relations.get(tx, caseId);
    return registerOfCase(tx, caseId, {
      unitIds: relation.isClient ? null : relation.unitIds,
      limit,
      after,
    });
  }

  /** Who learned what about the person who asks; by unit, in plain words. @throws {AccessDenied} not a person. */
  async aboutMe(tx: Tx): Promise<readonly UnitKnowledge[]> {
    if (tx.principal.kind !== 'person') throw new AccessDenied();
    const rows = await learnedAbout(tx, tx.principal.personId);
    const names = await this.namesOf(
      tx,
      rows.map(({ toUnitId }) => toUnitId),
    );
    return [...new Set(rows.map(({ toUnitId }) => toUnitId))].map((unitId) => ({
      unitId,
      learned: rows
        .filter(({ toUnitId }) => toUnitId === unitId)
        .map((row) => ({
          ...row,
          sentence: hasLearned(names.get(unitId) ?? '', row.category, row.times, row.isOver),
        })),
    }));
  }

  /**
   * Which disclosures were made under a declaration and what became of them, in plain words.
   *
   * @throws {AccessDenied} neither the person nor the disclosing unit.
   */
  async receipt(tx: Tx, consentId: ConsentId): Promise<RevocationReceipt> {
    const consent = await findConsent(tx, consentId);
    const relation = consent && (await this.relations.find(tx, consent.caseId));
    if (!consent || !relation) throw new AccessDenied();
    if (!relation.isClient && !relation.unitIds.includes(consent.discloserUnitId)) throw new AccessDenied();
    const lines = await madeUnder(tx, consentId);
    const names = await this.namesOf(
      tx,
      lines.map(({ toUnitId }) => toUnitId),
    );
    return {
      consentId,
      disclosures: lines.map((line) => ({
        ...line,
        sentence: cannotBeCalledBack(names.get(line.toUnitId) ?? '', line),
      })),
      summary:
        lines.length === 0
          ? 'Mit dieser Erlaubnis wurde noch nichts weitergegeben.'
          : 'Ab jetzt wird nichts mehr weitergegeben. Was schon gesagt wurde, steht hier.',
    };
  }

  private async namesOf(tx: Tx, ids: readonly UnitId[]): Promise<ReadonlyMap<UnitId, string>> {
    const units = await this.directory.findUnits(tx, [...new Set(ids)]);
    return new Map(units.map(({ id, name }) => [id, name]));
  }
}
