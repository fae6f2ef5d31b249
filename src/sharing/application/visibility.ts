import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.js';
import type { CaseId, DataItemId } from '../../kernel/index.js';
import { AccessDenied, PersonVault, type Tx } from '../../platform/index.js';
import type { RegisteredWay } from '../domain/disclosure.js';
import { seeItem, type Beholder, type Rejudge, type SeenItem } from '../domain/item-visibility.js';
import type { SecrecyChain } from '../domain/secrecy-chain.js';
import {
  chainsOf,
  chainsOfOriginals,
  endedItems,
  itemsOfCase,
  type DataItemRow,
} from '../persistence/data-item.repository.js';
import { withheldFromPerson } from '../persistence/withheld-items.repository.js';
import { itemsDisclosedTo } from '../persistence/disclosure.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { disputePlace, textPlace } from './item-places.js';
import { Disclosures } from './disclosures.js';
import { noteReading } from './note-reading.js';

/** A line as the actor sees it, opened as far as they may. */
export type OpenedItem = SeenItem<DataItemRow> & {
  /** `null` for a masked line, and when the person was erased. */
  readonly text: string | null;
  /** Words of the person against it; `null` when it is not disputed or masked. */
  readonly dispute: string | null;
};

/** What of a case's items the actor of the transaction sees at this moment. Default: nothing. */
@Injectable()
export class Visibility {
  constructor(
    private readonly relations: CaseRelations,
    private readonly disclosures: Disclosures,
    private readonly vault: PersonVault,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * Lines of a case in order of recording, without their texts.
   *
   * @throws {AccessDenied} the actor has nothing to do with the case.
   */
  async ofCase(tx: Tx, caseId: CaseId): Promise<readonly SeenItem<DataItemRow>[]> {
    const relation = await this.relations.getToRead(tx, caseId, 'ITEMS');
    noteReading(this.accessLog, tx, relation, 'dataItems', true);
    const beholder: Beholder = {
      isClient: relation.isClient,
      unitIds: relation.unitIds,
      staffId: tx.principal.kind === 'staff' ? tx.principal.staffId : null,
    };
    const [withheld, items, lines] = await Promise.all([
      relation.isClient ? withheldFromPerson(tx, caseId) : new Set<DataItemId>(),
      itemsOfCase(tx, caseId, relation.isClient, relation.unitIds),
      itemsDisclosedTo(tx, caseId, relation.unitIds),
      // Sent along: they are wanted as soon as there are lines.
      this.disclosures.prepare(tx, caseId),
      this.vault.prepare(tx, [relation.personId]),
    ]);
    const rejudge = await this.rejudge(tx, relation, lines, items);
    const byItem = linesByItem(lines);
    const shown = new Set(items.map(({ id }) => id));
    // They remain as masked lines; their texts stay where they are.
    const ended = await endedItems(
      tx,
      [...byItem.keys()].filter((id) => !shown.has(id)),
    );
    return inOrder([...items, ...ended])
      .map((item) => seeItem(item, byItem.get(item.id) ?? [], { ...beholder, withheld }, rejudge))
      .filter((seen) => seen !== undefined);
  }

  /**
   * What the actor's units recorded themselves in a case they left: it stays theirs (§ 67 Abs. 4 SGB X), and is all they
   * see of it. In order of recording, without the texts.
   *
   * @throws {AccessDenied} they never left such a case.
   */
  async ownOfLeft(tx: Tx, caseId: CaseId): Promise<readonly SeenItem<DataItemRow>[]> {
    const unitIds = await this.relations.formerUnits(tx, caseId);
    const [unitId] = unitIds;
    if (unitId === undefined || tx.principal.kind !== 'staff') throw new AccessDenied();
    this.accessLog.read(tx, { objectType: 'ownDataItems', objectId: caseId, caseId, unitId }, true);
    const beholder: Beholder = { isClient: false, unitIds, staffId: tx.principal.staffId };
    return (await itemsOfCase(tx, caseId, false, unitIds))
      .filter(({ controllerUnitId }) => unitIds.includes(controllerUnitId))
      .map((item) => seeItem(item, [], beholder, never))
      .filter((seen) => seen !== undefined);
  }

  /** The same lines with their texts, opened with one query for all keys. */
  async open(tx: Tx, lines: readonly SeenItem<DataItemRow>[]): Promise<readonly OpenedItem[]> {
    const sealed = lines.flatMap(({ isVisible, item }) => {
      if (!isVisible) return [];
      const { id, personId, textSealed, disputeSealed } = item;
      return [
        ...(textSealed ? [{ personId, sealed: textSealed, place: textPlace(id) }] : []),
        ...(disputeSealed ? [{ personId, sealed: disputeSealed, place: disputePlace(id) }] : []),
      ];
    });
    const texts = sealed.length === 0 ? [] : await this.vault.open(tx, sealed);
    const byPlace = new Map(sealed.map(({ place }, index) => [place, texts[index]]));
    return lines.map((line) => ({
      ...line,
      text: byPlace.get(textPlace(line.item.id)) ?? null,
      dispute: byPlace.get(disputePlace(line.item.id)) ?? null,
    }));
  }

  /** Prepares to decide again about every registered disclosure, with today's declarations, table and chain. */
  private async rejudge(
    tx: Tx,
    relation: CaseRelation,
    lines: readonly RegisteredWay[],
    items: readonly DataItemRow[],
  ): Promise<Rejudge> {
    if (lines.length === 0) return never;
    const itemIds = new Set(lines.flatMap(({ itemId }) => itemId ?? []));
    const originals = items.filter(({ id, originItemId }) => originItemId === null && itemIds.has(id));
    for (const { id } of originals) itemIds.delete(id);
    const [judge, own, derived] = await Promise.all([
      this.disclosures.judge(
        tx,
        relation.caseId,
        lines.flatMap(({ fromUnitId, toUnitId }) => [fromUnitId, toUnitId]),
      ),
      chainsOfOriginals(tx, originals),
      itemIds.size === 0 ? new Map<DataItemId, SecrecyChain>() : chainsOf(tx, [...itemIds]),
    ]);
    const chains = new Map([...own, ...derived]);
    return (item, { fromUnitId, toUnitId, purpose, consentId, releaseId }) =>
      judge({
        chain: known(chains, item.id),
        fromUnitId,
        toUnitId,
        purpose,
        restsOn: { consentId, releaseId },
      });
  }
}

/** By the time of recording. */
function inOrder(items: readonly DataItemRow[]): readonly DataItemRow[] {
  return items.toSorted(
    (one, other) => one.recordedAt.getTime() - other.recordedAt.getTime() || (one.id < other.id ? -1 : 1),
  );
}

function linesByItem(lines: readonly RegisteredWay[]): ReadonlyMap<DataItemId, RegisteredWay[]> {
  const groups = new Map<DataItemId, RegisteredWay[]>();
  for (const line of lines) {
    if (line.itemId === null) continue;
    const group = groups.get(line.itemId);
    if (group) group.push(line);
    else groups.set(line.itemId, [line]);
  }
  return groups;
}

const never: Rejudge = () => {
  throw new Error('There is no disclosure to decide about');
};

function known(chains: ReadonlyMap<DataItemId, SecrecyChain>, id: DataItemId): SecrecyChain {
  const chain = chains.get(id);
  if (!chain) throw new Error('An item without chain');
  return chain;
}
