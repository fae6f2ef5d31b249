import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.js';
import { DirectoryReader } from '../../directory/index.js';
import type { CaseId, ConsentId, UnitId } from '../../kernel/index.js';
import { AccessDenied, unitsOf, type Tx } from '../../platform/index.js';
import { cannotBeCalledBack, hasLearned, type DisclosureRecord } from '../domain/disclosure.js';
import { findConsent } from '../persistence/consent.repository.js';
import {
  madeUnder,
  registerOfCase,
  toldWithoutBasis,
  type DisclosurePosition,
} from '../persistence/disclosure.repository.js';
import { learnedAbout, type LearnedRow } from '../persistence/learned.queries.js';
import { CaseRelations } from './case-relations.js';
import { isAnsweredBy } from './consent-steps.js';
import { noteReading } from './note-reading.js';

/** What one unit learned about the person. */
export interface UnitKnowledge {
  readonly unitId: UnitId;
  readonly learned: readonly (LearnedRow & { readonly withoutBasis: boolean; readonly sentence: string })[];
}

/** What a revocation cannot call back. */
export interface RevocationReceipt {
  readonly consentId: ConsentId;
  readonly disclosures: readonly (DisclosureRecord & { readonly sentence: string })[];
  /** Plain German. */
  readonly summary: string;
}

/** Reads the register of disclosures; every look of staff is noted. */
@Injectable()
export class DisclosureReader {
  constructor(
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly accessLog: AccessLog,
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
    const unitIds = relation.isClient ? null : relation.unitIds;
    const lines = await registerOfCase(tx, caseId, { unitIds, limit, after });
    if (lines.length > 0) noteReading(this.accessLog, tx, relation, 'disclosures', true);
    return lines;
  }

  /**
   * Up to `limit` lines without a basis that units told for which the actor is data protection officer, newest first;
   * none of protected cases. The look is noted.
   *
   * @throws {AccessDenied} no such officer.
   */
  async withoutBasis(
    tx: Tx,
    limit: number,
    after: DisclosurePosition | undefined,
  ): Promise<readonly DisclosureRecord[]> {
    const unitIds = unitsOf(tx.principal, 'DATA_PROTECTION_OFFICER');
    if (unitIds.length === 0) throw new AccessDenied();
    for (const unitId of unitIds)
      this.accessLog.searched(tx, { objectType: 'disclosuresWithoutBasis', unitId, purpose: 'OVERSIGHT' });
    return toldWithoutBasis(tx, unitIds, limit, after);
  }

  /** Who learned what about the person who asks; by unit, in plain words. @throws {AccessDenied} not a person. */
  async aboutMe(tx: Tx): Promise<readonly UnitKnowledge[]> {
    if (tx.principal.kind !== 'person') throw new AccessDenied();
    const rows = await learnedAbout(tx, tx.principal.personId);
    const names = await this.namesOf(
      tx,
      rows.flatMap(({ toUnitId, toldWithoutBasisBy }) => [toUnitId, ...toldWithoutBasisBy]),
    );
    return [...new Set(rows.map(({ toUnitId }) => toUnitId))].map((unitId) => ({
      unitId,
      learned: rows
        .filter(({ toUnitId }) => toUnitId === unitId)
        .map((row) => ({
          ...row,
          withoutBasis: row.timesWithoutBasis > 0,
          sentence: hasLearned(names.get(unitId) ?? '', row.category, row.times, row.isOver, {
            times: row.timesWithoutBasis,
            by: row.toldWithoutBasisBy.map((id) => names.get(id) ?? ''),
          }),
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
    if (!consent || !relation || !isAnsweredBy({ consent, relation })) throw new AccessDenied();
    noteReading(this.accessLog, tx, relation, 'revocationReceipt', true);
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
      summary: summaryOf(lines),
    };
  }

  private async namesOf(tx: Tx, ids: readonly UnitId[]): Promise<ReadonlyMap<UnitId, string>> {
    const units = await this.directory.findUnits(tx, [...new Set(ids)]);
    return new Map(units.map(({ id, name }) => [id, name]));
  }
}

/** Plain German. */
function summaryOf(lines: readonly DisclosureRecord[]): string {
  if (lines.length === 0) return 'Mit dieser Erlaubnis wurde noch nichts weitergegeben.';
  return lines.some(({ basisEndReason }) => basisEndReason === 'EXCLUSIONS_ADDED')
    ? 'Ab jetzt wird nicht mehr weitergegeben, was Sie ausgenommen haben. Was schon gesagt wurde, steht hier.'
    : 'Ab jetzt wird nichts mehr weitergegeben. Was schon gesagt wurde, steht hier.';
}
