import { Injectable } from '@nestjs/common';
import { DirectoryReader, type UnitView } from '../../../directory/index.js';
import type { CaseId, DataItemId, PersonId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import {
  CaseRelations,
  chainsOf,
  Disclosures,
  Exclusions,
  findItems,
  linkOfUnit,
  type DisclosureVerdict,
  type ItemCategory,
} from '../../../sharing/index.js';

/** Part that would be told: a category of what the unit knows itself, or an item. */
export interface SharedPart {
  readonly category: ItemCategory;
  readonly itemId: DataItemId | null;
}

/** What the law says about telling one part to one unit. */
export interface PartVerdict<Part extends SharedPart> {
  readonly part: Part;
  readonly permitted: boolean;
  readonly verdict: DisclosureVerdict;
  /** For staff, German. */
  readonly sentence: string;
  /** What declarations do not cover, in the words of the person. */
  readonly exclusions: readonly string[];
}

/** Who would tell whom about whom. */
export interface PlannedWay {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
}

const ITEM_GONE = 'Nicht zulässig: Die Angabe ist gelöscht, gesperrt oder berichtigt.';
const NOT_IN_CASE = 'Nicht zulässig: Die Stelle ist am Fall nicht beteiligt und erhält keine Angaben daraus.';

/** Asks the decision table about parts of what is written for a conference, with today's declarations. */
@Injectable()
export class LineSharing {
  constructor(
    private readonly directory: DirectoryReader,
    private readonly relations: CaseRelations,
    private readonly disclosures: Disclosures,
    private readonly exclusions: Exclusions,
  ) {}

  /** What each part would need to go to a unit, in the order of the parts. Default: no. */
  async judge<Part extends SharedPart>(
    tx: Tx,
    way: PlannedWay,
    parts: readonly Part[],
  ): Promise<readonly PartVerdict<Part>[]> {
    const { caseId, personId, fromUnitId, toUnitId } = way;
    const from = await this.unit(tx, fromUnitId);
    const itemIds = parts.flatMap(({ itemId }) => itemId ?? []);
    const [chains, items, inCase, relation, judge] = [
      await chainsOf(tx, itemIds),
      new Map((await tx.exOfficio(() => findItems(tx, itemIds))).map((item) => [item.id, item])),
      await tx.exOfficio(() => this.relations.participatingUnits(tx, caseId)),
      await this.relations.find(tx, caseId),
      await this.disclosures.judge(tx, caseId, [fromUnitId, toUnitId]),
    ];
    const verdicts = parts.map(({ category, itemId }) => {
      const chain = (itemId && chains.get(itemId)) ?? ([linkOfUnit(from, category)] as const);
      return judge({ chain, fromUnitId, toUnitId, purpose: 'CONF' });
    });
    // Whoever has no part in the case does not read what was excluded, only that something was.
    const stranger = { caseId, personId, unitIds: [], leadUnitId: fromUnitId };
    const exclusions = await this.exclusions.of(tx, relation ?? stranger, verdicts);
    return parts.flatMap((part, index) => {
      const verdict = verdicts[index];
      if (!verdict) return [];
      const item = part.itemId ? items.get(part.itemId) : undefined;
      const isGone =
        part.itemId !== null &&
        (!item ||
          Boolean(item.erasedAt ?? item.restrictedAt ?? item.correctedByItemId) ||
          item.caseId !== caseId);
      const isOutside = part.itemId !== null && !inCase.includes(toUnitId);
      const obstacle = isGone ? ITEM_GONE : isOutside ? NOT_IN_CASE : undefined;
      const permitted = obstacle === undefined && verdict.permission.permitted;
      const sentence = obstacle ?? verdict.permission.sentence;
      return [{ part, permitted, verdict, sentence, exclusions: exclusions[index] ?? [] }];
    });
  }

  /** Unit of the directory. @throws {Error} it is not there: the caller checks identifiers from outside first. */
  async unit(tx: Tx, id: UnitId): Promise<UnitView> {
    const [unit] = await this.directory.findUnits(tx, [id]);
    if (!unit) throw new Error('Unit is not in the directory');
    return unit;
  }
}
