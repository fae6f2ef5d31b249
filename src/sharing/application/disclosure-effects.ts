import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader } from '../../directory/index.js';
import type { CaseId, ConsentId, DataItemId, UnitId } from '../../kernel/index.js';
import { accessMayHaveChanged, AppConfig, Clock, type Tx } from '../../platform/index.js';
import { asksForAnswer, type BasisEndReason, type DisclosureRecord } from '../domain/disclosure.js';
import { chainsOf } from '../persistence/data-item.repository.js';
import {
  endBases,
  holdDisclosures,
  restingOnDeclarations,
  waysOf,
  type DeclaredWay,
} from '../persistence/disclosure.repository.js';
import { Disclosures } from './disclosures.js';
import { linkOfUnit } from './unit-link.js';

/** The way of a declaration that ended, and why. */
export interface EndedBasis {
  readonly caseId: CaseId;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
  readonly reason: BasisEndReason;
  /** Disclosures on this way that lost their basis. */
  readonly disclosures: number;
}

/** Told in the transaction in which a basis ended. */
export type EndedBasisListener = (tx: Tx, ended: EndedBasis) => Promise<void>;

/**
 * What follows when the basis of disclosures ends: the recipient loses the display at once, owes an answer, and other
 * capabilities are told.
 */
@Injectable()
export class DisclosureEffects {
  private readonly listeners: EndedBasisListener[] = [];

  constructor(
    private readonly disclosures: Disclosures,
    private readonly directory: DirectoryReader,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly config: AppConfig,
  ) {}

  /** Registers a listener; capabilities do it while the application starts. */
  subscribe(listener: EndedBasisListener): void {
    this.listeners.push(listener);
  }

  /**
   * Consents or releases ended; called in the transaction in which they did, after their state changed. Disclosures
   * that another declaration still carries stay as they are. A repeat changes nothing.
   *
   * What expired or lost its ground asks for no answer of the recipient; everything else does.
   */
  async basisEnded(
    tx: Tx,
    ended: {
      readonly consentIds: readonly ConsentId[];
      readonly reason: BasisEndReason;
      /** They hold, but carry nothing that was disclosed before. */
      readonly notForBefore?: readonly ConsentId[];
    },
  ): Promise<void> {
    const uncounted = [...ended.consentIds, ...(ended.notForBefore ?? [])];
    for (const way of await waysOf(tx, ended.consentIds)) {
      holdDisclosures(tx, way.caseId);
      const over = await this.withoutBasis(tx, way, uncounted);
      if (over.length > 0) await this.end(tx, way, over, ended.reason);
      accessMayHaveChanged(tx, { caseId: way.caseId });
      for (const listener of this.listeners) {
        await listener(tx, {
          caseId: way.caseId,
          fromUnitId: way.discloserUnitId,
          toUnitId: way.recipientUnitId,
          reason: ended.reason,
          disclosures: over.length,
        });
      }
    }
  }

  /**
   * What was disclosed turned out unneeded (§ 23 Abs. 2 S. 2 SGB IX): the recipients lose the display at once and owe an
   * answer what they did with it. Lines whose basis had ended already stay as they are.
   */
  async unneeded(tx: Tx, caseId: CaseId, lines: readonly DisclosureRecord[]): Promise<void> {
    holdDisclosures(tx, caseId);
    const open = lines.filter(({ basisEndedAt }) => basisEndedAt === null);
    const ways = new Map<string, DisclosureRecord[]>();
    for (const line of open) {
      const key = [line.fromUnitId, line.toUnitId, line.purpose].join('|');
      ways.set(key, [...(ways.get(key) ?? []), line]);
    }
    for (const [first, ...others] of ways.values()) {
      if (!first) continue;
      const { fromUnitId: discloserUnitId, toUnitId: recipientUnitId, purpose } = first;
      const way = { caseId, discloserUnitId, recipientUnitId, purpose };
      await tx.exOfficio(() => this.end(tx, way, [first, ...others], 'NOT_NEEDED'));
    }
    if (open.length > 0) accessMayHaveChanged(tx, { caseId });
  }

  private async withoutBasis(
    tx: Tx,
    way: DeclaredWay,
    ended: readonly ConsentId[],
  ): Promise<readonly DisclosureRecord[]> {
    const resting = await restingOnDeclarations(tx, way);
    if (resting.length === 0) return [];
    const { discloserUnitId: fromUnitId, recipientUnitId: toUnitId, purpose } = way;
    const judge = await this.disclosures.judge(tx, way.caseId, [fromUnitId, toUnitId], ended);
    const [giver] = await this.directory.findUnits(tx, [fromUnitId]);
    if (!giver) throw new Error('Unit is not in the directory');
    const items = new Set(resting.flatMap(({ itemId }) => itemId ?? []));
    const chains = await chainsOf(tx, [...items]);
    return resting.filter((line) => {
      const chain = chains.get(line.itemId as DataItemId) ?? [linkOfUnit(giver, line.category)];
      const restsOn = { consentId: line.consentId, releaseId: line.releaseId };
      return !judge({ chain, fromUnitId, toUnitId, purpose, restsOn }).permission.permitted;
    });
  }

  private async end(
    tx: Tx,
    way: DeclaredWay,
    over: readonly DisclosureRecord[],
    reason: BasisEndReason,
  ): Promise<void> {
    const dueOn = this.clock.today().add({ days: this.config.sharing.basisAnswerDays }).toString();
    await endBases(
      tx,
      over.map(({ id }) => id),
      { at: this.clock.now().toString(), reason, answerDueOn: asksForAnswer(reason) ? dueOn : null },
    );
    await this.audit.record(tx, {
      action: 'DISCLOSURE_BASIS_ENDED',
      objectType: 'case',
      objectId: way.caseId,
      caseId: way.caseId,
      details: { reason, fromUnitId: way.discloserUnitId, toUnitId: way.recipientUnitId, count: over.length },
    });
  }
}
