import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import {
  err,
  ok,
  rejected,
  type CaseId,
  type DisclosureId,
  type PersonId,
  type RequestRejected,
  type Result,
  type StaffId,
  type UnitId,
} from '../../../kernel/index.js';
import { accessMayHaveChanged, Clock, newId, type Tx } from '../../../platform/index.js';
import {
  attestationOf,
  conditionsKept,
  insertDisclosures,
  openCondition,
  sharingErrors,
  type ItemCategory,
} from '../../../sharing/index.js';
import { briefErrors } from '../domain/brief.errors.js';
import { LineSharing, type PartVerdict, type SharedPart } from './line-sharing.js';
import type { WriteContributionCommand } from './write-contribution.js';

/** Why a contribution cannot be given. */
export type ContributionRefusal = RequestRejected;

/** Whose data a body tells. */
interface Teller {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly fromUnitId: UnitId;
}

/** Registers to whom a body tells what in its contribution: everything to everybody named, or nothing. */
@Injectable()
export class ContributionSharing {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly lines: LineSharing,
  ) {}

  /** @returns Errors: CONTRIBUTION_WITHOUT_BASIS, EXCLUSIONS_NOT_CONSIDERED, and those of conditions. */
  async share(
    tx: Tx,
    teller: Teller,
    recipients: readonly UnitId[],
    input: WriteContributionCommand & { readonly id: string },
    decidedBy: StaffId,
  ): Promise<Result<true, ContributionRefusal>> {
    const parts = input.categories.map((category): SharedPart => ({ category, itemId: null }));
    const judged: { readonly toUnitId: UnitId; readonly told: PartVerdict<SharedPart> }[] = [];
    for (const toUnitId of recipients) {
      for (const told of await this.lines.judge(tx, { ...teller, toUnitId }, parts))
        judged.push({ toUnitId, told });
    }
    if (judged.some(({ told }) => !told.permitted))
      return err(rejected(briefErrors, 'CONTRIBUTION_WITHOUT_BASIS'));
    if (input.exclusionsConsidered !== true && judged.some(({ told }) => told.exclusions.length > 0))
      return err(rejected(sharingErrors, 'EXCLUSIONS_NOT_CONSIDERED'));
    const open = openCondition(
      judged.flatMap(({ told }) => told.verdict.conditions),
      input,
    );
    if (open) return err(rejected(sharingErrors, open));
    await this.register(tx, teller, judged, input, decidedBy);
    return ok(true);
  }

  private async register(
    tx: Tx,
    { caseId, personId, fromUnitId }: Teller,
    judged: readonly { readonly toUnitId: UnitId; readonly told: PartVerdict<SharedPart> }[],
    input: WriteContributionCommand & { readonly id: string },
    decidedBy: StaffId,
  ): Promise<void> {
    const at = this.clock.now();
    const actId = newId<string>(at);
    const lines = [];
    for (const { toUnitId, told } of judged) {
      const { decision, conditions, consentId, releaseId } = told.verdict;
      lines.push({
        id: newId<DisclosureId>(at),
        actId,
        caseId,
        personId,
        itemId: null,
        category: told.part.category satisfies ItemCategory,
        fromUnitId,
        toUnitId,
        recipientFunction: (await this.lines.unit(tx, toUnitId)).contactFunction,
        purpose: 'CONF' as const,
        channel: 'CONFERENCE' as const,
        contributionId: input.id,
        effect: decision.effect,
        row: decision.row,
        basis: decision.basis,
        tableVersion: decision.tableVersion,
        consentId,
        releaseId,
        ...conditionsKept(conditions, input),
        exclusionsConsidered: told.exclusions.length > 0,
        decidedBy,
        disclosedAt: new Date(at.epochMilliseconds),
      });
    }
    await insertDisclosures(tx, lines);
    await this.audit.record(tx, {
      action: 'CONTRIBUTION_DISCLOSED',
      objectType: 'disclosure',
      objectId: actId,
      caseId,
      unitId: fromUnitId,
      details: { purpose: 'CONF', lines: lines.map(attestationOf) },
    });
    accessMayHaveChanged(tx, { caseId });
  }
}
