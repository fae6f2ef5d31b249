import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../directory/index.js';
import type { CaseId, ConsentId, UnitId } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import {
  judgeDisclosure,
  questionKey,
  type CaseSharing,
  type DisclosureQuestion,
  type DisclosureVerdict,
} from '../domain/judge-disclosure.js';
import type { ConsentFact } from '../domain/sharing-input.js';
import { loadGrounds } from '../persistence/consent.repository.js';
import { usedUpDeclarations } from '../persistence/disclosure.repository.js';
import { loadObjections } from '../rights/persistence/request.repository.js';
import { CaseRelations } from './case-relations.js';
import { DecisionTables } from './decision-tables.js';

/** Answers the same question once; made for one case in one transaction. */
export type Judge = (question: DisclosureQuestion) => DisclosureVerdict;

/** Reads what decisions about a case rest on, as it is now. */
@Injectable()
export class Disclosures {
  constructor(
    private readonly tables: DecisionTables,
    private readonly directory: DirectoryReader,
    private readonly relations: CaseRelations,
    private readonly clock: Clock,
  ) {}

  /** Sends for what decisions about a case rest on, so that it is there when a judge is asked for. */
  async prepare(tx: Tx, caseId: CaseId): Promise<void> {
    await this.facts(tx, caseId);
  }

  /**
   * A judge for disclosures of one case.
   *
   * @param unitIds Every unit that will give or receive in a question.
   * @param ended   Declarations that end in this very transaction.
   */
  async judge(
    tx: Tx,
    caseId: CaseId,
    unitIds: readonly UnitId[],
    ended: readonly ConsentId[] = [],
  ): Promise<Judge> {
    const [facts, units] = await Promise.all([
      this.facts(tx, caseId),
      this.directory.findUnits(tx, [...new Set(unitIds)]),
    ]);
    const { all, ...context } = facts;
    const counts = ({ id }: ConsentFact): boolean => id === undefined || !ended.includes(id);
    const grounds = { consents: all.consents.filter(counts), releases: all.releases.filter(counts) };
    const unitTypes = new Map(units.map((unit) => [unit.id, unit.type]));
    const on = this.clock.today().toString();
    return memoised({ ...context, grounds, unitTypes, on });
  }

  private async facts(tx: Tx, caseId: CaseId) {
    return tx.once(`sharing-facts:${caseId}`, async () => {
      const [table, [all, usedUp, isProtected, objections]] = await Promise.all([
        this.tables.inForce(tx),
        // Together, so that the database is told only once that they are read «von Amts wegen».
        tx.exOfficio(() =>
          Promise.all([
            loadGrounds(tx, caseId),
            usedUpDeclarations(tx, caseId),
            this.relations.isProtected(tx, caseId),
            loadObjections(tx, caseId),
          ]),
        ),
      ]);
      return { table, all, usedUp, isProtected, objections };
    });
  }
}

function memoised(context: CaseSharing): Judge {
  const answered = new Map<string, DisclosureVerdict>();
  return (question) => {
    const key = questionKey(question);
    const known = answered.get(key);
    if (known) return known;
    const verdict = judgeDisclosure(context, question);
    answered.set(key, verdict);
    return verdict;
  };
}
