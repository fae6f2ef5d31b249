import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../directory/index.js';
import type { CaseId } from '../../kernel/index.js';
import { unitsOf, type Tx } from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { changeInWords, changesOf, type CaseChange, type CaseLeadOffer } from '../domain/case-course.js';
import {
  closedCases,
  closuresOf,
  leadOffersOf,
  leadsOf,
  type ClosedCaseRow,
} from '../persistence/case-course.repository.js';
import { CASE_ROLES } from './case-relations.database.js';

/** Reads how a case went as a whole, and which ones are over. */
@Injectable()
export class CaseCourse {
  constructor(
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
  ) {}

  /**
   * Closures, reopenings and changes of lead, oldest first, each with a sentence for the person; for the person and the
   * leading unit, empty for others.
   *
   * @throws {AccessDenied} the actor has nothing to do with the case.
   */
  async changes(tx: Tx, caseId: CaseId): Promise<readonly (CaseChange & { readonly sentence: string })[]> {
    const relation = await this.relations.getToRead(tx, caseId, 'CASE');
    if (!relation.isClient && !relation.unitIds.includes(relation.leadUnitId)) return [];
    const changes = changesOf(await closuresOf(tx, caseId), await leadsOf(tx, caseId));
    const units = await this.directory.findUnits(tx, [...new Set(changes.map(({ unitId }) => unitId))]);
    const names = new Map(units.map(({ id, name }) => [id, name]));
    return changes.map((change) => ({
      ...change,
      sentence: changeInWords(change, names.get(change.unitId) ?? ''),
    }));
  }

  /**
   * Offers to lead the case, oldest first: all for the person and the leading unit, else those to units of the actor.
   *
   * @throws {AccessDenied} the actor has nothing to do with the case.
   */
  async leadOffers(tx: Tx, caseId: CaseId): Promise<readonly CaseLeadOffer[]> {
    const relation = await this.relations.getToRead(tx, caseId, 'CASE');
    const seesAll = relation.isClient || relation.unitIds.includes(relation.leadUnitId);
    const offers = await leadOffersOf(tx, caseId);
    return offers.filter(({ toUnitId }) => seesAll || relation.unitIds.includes(toUnitId));
  }

  /** Up to `limit` closed cases that units of the actor led last, latest first: number, day and reason, no content. */
  async closed(
    tx: Tx,
    limit: number,
    after: { readonly sortKey: string | number; readonly id: string } | undefined,
  ): Promise<readonly ClosedCaseRow[]> {
    const { principal } = tx;
    return closedCases(tx, {
      unitIds: unitsOf(principal, ...CASE_ROLES),
      staffId: principal.kind === 'staff' ? principal.staffId : null,
      limit,
      after,
    });
  }
}
