import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, type UnitView } from '../../directory/index.js';
import type { CaseId, DisclosureId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import { Clock, newId, type Tx } from '../../platform/index.js';
import type { DisclosureRecord } from '../domain/disclosure.js';
import { attestationOf, groundOf } from '../domain/disclosure-register.js';
import type { ItemCategory } from '../domain/sharing-codes.js';
import { holdDisclosures, insertDisclosures, toldIn } from '../persistence/disclosure.repository.js';
import { Disclosures } from './disclosures.js';
import { linkOfUnit } from './unit-link.js';

/** What one unit told another in a sitting, by category. */
export interface Told {
  /** Part of the record in which it was put down: the conference or one of its decisions. */
  readonly contributionId: string;
  readonly category: ItemCategory;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
}

/** What was said in a sitting, and by whom it was taken down. */
export interface ToldInSitting {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly registeredBy: StaffId;
  readonly told: readonly Told[];
}

/** What is said in a Fallkonferenz, registered by category and tied to the record in which it was put down. */
@Injectable()
export class OralDisclosures {
  constructor(
    private readonly directory: DirectoryReader,
    private readonly disclosures: Disclosures,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Registers what was told; what is registered already is not registered again. What was said cannot be unsaid, so a
   * line is written even when nothing permitted it. The caller checks who may take it down, and that the units exist.
   *
   * @returns How many lines were written, and categories without a basis.
   */
  async register(
    tx: Tx,
    { caseId, personId, registeredBy, told }: ToldInSitting,
  ): Promise<{ readonly registered: number; readonly withoutBasis: readonly ItemCategory[] }> {
    holdDisclosures(tx, caseId);
    const known = new Set((await toldIn(tx, caseId, contributionsOf(told))).map(keyOf));
    const fresh = [...new Map(told.map((line) => [keyOf(line), line])).values()].filter(
      (line) => !known.has(keyOf(line)),
    );
    const at = this.clock.now();
    const actId = newId<string>(at);
    const { unit, judge } = await this.judging(tx, caseId, fresh);
    const judged = fresh.map((line) => ({ line, verdict: judge(line) }));
    const lines = judged.map(({ line, verdict: { decision, permission, consentId, releaseId } }) => ({
      ...line,
      id: newId<DisclosureId>(at),
      actId,
      caseId,
      personId,
      itemId: null,
      recipientFunction: unit(line.toUnitId).contactFunction,
      purpose: 'CONF' as const,
      channel: 'CONFERENCE' as const,
      consentId,
      releaseId,
      decidedBy: registeredBy,
      ...groundOf({ decision, permission }),
      disclosedAt: new Date(at.epochMilliseconds),
    }));
    // The recorder writes for the bodies that told, of which none is theirs.
    await tx.exOfficio(() => insertDisclosures(tx, lines));
    const withoutBasis = judged.filter(({ verdict }) => !verdict.permission.permitted);
    const categories = [...new Set(withoutBasis.map(({ line }) => line.category))];
    await this.audit.record(tx, {
      action: 'ORAL_DISCLOSURES_REGISTERED',
      objectType: 'disclosure',
      objectId: actId,
      caseId,
      details: { count: lines.length, withoutBasis: categories, lines: lines.map(attestationOf) },
    });
    return { registered: lines.length, withoutBasis: categories };
  }

  /**
   * Parts of a record that units may read no longer: something they were told there has no basis today. What ended is
   * masked for its recipient, the record stays.
   */
  async endedFor(
    tx: Tx,
    caseId: CaseId,
    unitIds: readonly UnitId[],
    contributionIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const lines = (await toldIn(tx, caseId, contributionIds)).filter(({ toUnitId }) =>
      unitIds.includes(toUnitId),
    );
    if (lines.length === 0) return new Set();
    const { judge } = await this.judging(tx, caseId, lines);
    const ended = lines.filter((line) => line.basisEndedAt !== null || !judge(line).permission.permitted);
    return new Set(ended.flatMap(({ contributionId }) => contributionId ?? []));
  }

  /** What units were told in parts of a record, and whether its basis ended; the caller checks access. */
  async linesOf(
    tx: Tx,
    caseId: CaseId,
    contributionIds: readonly string[],
  ): Promise<readonly DisclosureRecord[]> {
    return toldIn(tx, caseId, contributionIds);
  }

  private async judging(tx: Tx, caseId: CaseId, lines: readonly Way[]) {
    const ids = [...new Set(lines.flatMap(({ fromUnitId, toUnitId }) => [fromUnitId, toUnitId]))];
    const units = new Map((await this.directory.findUnits(tx, ids)).map((unit) => [unit.id, unit]));
    const unit = (id: UnitId): UnitView => {
      const found = units.get(id);
      if (!found) throw new Error('Unit is not in the directory');
      return found;
    };
    const judge = await this.disclosures.judge(tx, caseId, ids);
    return {
      unit,
      judge: ({ fromUnitId, toUnitId, category, ...declarations }: Way) =>
        judge({
          chain: [linkOfUnit(unit(fromUnitId), category)],
          fromUnitId,
          toUnitId,
          purpose: 'CONF',
          restsOn: { consentId: declarations.consentId ?? null, releaseId: declarations.releaseId ?? null },
        }),
    };
  }
}

type Way = Pick<Told, 'category' | 'fromUnitId' | 'toUnitId'> &
  Partial<Pick<Parameters<typeof insertDisclosures>[1][number], 'consentId' | 'releaseId'>>;

function contributionsOf(told: readonly Told[]): readonly string[] {
  return [...new Set(told.map(({ contributionId }) => contributionId))];
}

function keyOf({
  contributionId,
  category,
  fromUnitId,
  toUnitId,
}: Omit<Told, 'contributionId'> & { readonly contributionId?: string | null }): string {
  return [contributionId, category, fromUnitId, toUnitId].join('|');
}
