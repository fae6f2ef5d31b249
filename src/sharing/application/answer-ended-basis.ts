import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type DataItemId, type DisclosureId, type UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  WithdrawalList,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import type { BasisAnswer, DisclosureRecord } from '../domain/disclosure.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import { endDerivedItems } from '../persistence/data-item.repository.js';
import {
  awaitingAnswer,
  lockDisclosures,
  writeBasisAnswer,
  type DisclosurePosition,
} from '../persistence/disclosure.repository.js';
import { CaseRelations } from './case-relations.js';
import { decidingUnits } from './staff-actor.js';

export interface AnswerEndedBasisCommand {
  readonly idempotencyKey: string;
  readonly disclosureIds: readonly DisclosureId[];
  readonly answer: BasisAnswer;
  /** Norm of the recipient's own basis; demanded for, and only for, what is kept. */
  readonly norm?: string | null;
}

/** The recipient answers what it did with data whose basis ended. */
@Injectable()
export class AnswerEndedBasis {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly withdrawals: WithdrawalList,
  ) {}

  /**
   * Also after the unit left the case. What it recorded here from the items is erased or restricted along with them.
   *
   * @returns Number of answers. Errors: BASIS_NORM_MISSING, BASIS_ANSWER_NOT_OPEN.
   * @throws {AccessDenied} a disclosure is not there, was made to no unit of the actor, or its case is closed to them.
   */
  async execute(principal: Principal, input: AnswerEndedBasisCommand) {
    return this.commands.run({ name: 'answerEndedBasis', principal, input }, async (tx) => {
      if (principal.kind !== 'staff') throw new AccessDenied();
      const lines = await this.ownLines(tx, principal, input.disclosureIds);
      const norm = input.norm?.trim() || null;
      if ((input.answer === 'KEPT_ON_OWN_BASIS') !== (norm !== null)) {
        return err(rejected(sharingErrors, 'BASIS_NORM_MISSING'));
      }
      if (lines.some(({ basisEndedAt, answer }) => basisEndedAt === null || answer !== null)) {
        return err(rejected(sharingErrors, 'BASIS_ANSWER_NOT_OPEN'));
      }
      const at = this.clock.now().toString();
      const { answer } = input;
      const ids = lines.map(({ id }) => id);
      await writeBasisAnswer(tx, ids, { answer, norm, by: principal.staffId, at });
      if (answer !== 'KEPT_ON_OWN_BASIS') await this.endDerived(tx, lines, answer, at);
      for (const line of lines) this.note(tx, line, answer);
      return ok({ answered: lines.length });
    });
  }

  /**
   * Disclosures to units of the actor that wait for an answer, earliest due first; none of cases that are closed to them.
   * Empty for others than staff.
   */
  async open(
    tx: Tx,
    limit: number,
    after: DisclosurePosition | undefined,
  ): Promise<readonly DisclosureRecord[]> {
    const units = decidingUnits(tx.principal);
    return awaitingAnswer(tx, units, await this.relations.closedCases(tx), limit, after);
  }

  private async ownLines(
    tx: Tx,
    principal: Principal,
    ids: readonly DisclosureId[],
  ): Promise<readonly DisclosureRecord[]> {
    const lines = await lockDisclosures(tx, ids);
    const units = decidingUnits(principal);
    if (lines.length < new Set(ids).size) throw new AccessDenied();
    if (lines.some(({ toUnitId }) => !units.includes(toUnitId))) throw new AccessDenied();
    for (const caseId of new Set(lines.map((line) => line.caseId)))
      if (await this.relations.isClosedTo(tx, caseId)) throw new AccessDenied();
    return lines;
  }

  private async endDerived(
    tx: Tx,
    lines: readonly DisclosureRecord[],
    how: 'ERASED' | 'RESTRICTED',
    at: string,
  ): Promise<void> {
    const byUnit = new Map<UnitId, DataItemId[]>();
    for (const { toUnitId, itemId } of lines) {
      if (itemId !== null) byUnit.set(toUnitId, [...(byUnit.get(toUnitId) ?? []), itemId]);
    }
    for (const [unitId, itemIds] of byUnit) {
      const ended = await endDerivedItems(tx, unitId, itemIds, how, at);
      for (const id of ended) await this.withdrawals.append(tx, { kind: `ITEM_${how}`, id });
    }
  }

  private note(tx: Tx, line: DisclosureRecord, answer: BasisAnswer): void {
    this.audit.post(tx, {
      action: 'ENDED_BASIS_ANSWERED',
      objectType: 'disclosure',
      objectId: line.id,
      caseId: line.caseId,
      unitId: line.toUnitId,
      details: { answer },
    });
  }
}
