import type { OrgTypeCode } from '../../directory/index.js';
import type { CaseId, DataItemId, UnitId } from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';
import type { DataItemFacts } from '../domain/data-item.js';
import { entrustedPart, type ChainLink, type SecrecyChain } from '../domain/secrecy-chain.js';

/** An item as it lies in its row: texts still sealed. */
export interface DataItemRow extends DataItemFacts {
  readonly textSealed: Buffer | null;
  readonly disputeSealed: Buffer | null;
}

const ITEM = `
  SELECT i.id, i.case_id AS "caseId", i.person_id AS "personId", i.controller_unit_id AS "controllerUnitId",
         i.category, i.regime, i.secrecy_origin AS "secrecyOrigin", i.entrusted_by AS "entrustedBy", i.source, i.kind,
         i.carried_no_secrecy AS "carriedNoSecrecy", i.text_sealed AS "textSealed", i.origin_item_id AS "originItemId", i.recorded_by AS "recordedBy",
         i.recorded_at AS "recordedAt", i.disputed_at AS "disputedAt", i.dispute_sealed AS "disputeSealed",
         i.restricted_at AS "restrictedAt", i.corrected_by_item_id AS "correctedByItemId", i.erased_at AS "erasedAt"
  FROM data_item i`;

const OF_CASE = prepared(
  'data_items_of_case',
  `${ITEM} WHERE i.region_id = $1 AND i.case_id = $2 AND ($3 OR i.controller_unit_id = ANY($4::uuid[])
     OR i.id IN (SELECT d.item_id FROM disclosure d WHERE d.region_id = $1 AND d.case_id = $2
                 AND d.to_unit_id = ANY($4::uuid[])))
   ORDER BY i.recorded_at, i.id`,
);

// An item first, then those it was recorded from; a chain of more than 20 hands is broken data.
const CHAINS = prepared(
  'data_item_chains',
  `WITH RECURSIVE link AS (
     SELECT i.id AS item_id, 0 AS depth, i.* FROM data_item i WHERE i.region_id = $1 AND i.id = ANY($2::uuid[])
     UNION ALL
     SELECT link.item_id, link.depth + 1, o.* FROM link
     JOIN data_item o ON o.region_id = link.region_id AND o.id = link.origin_item_id WHERE link.depth < 20)
   SELECT link.item_id AS "itemId", link.id AS "linkId", u.type AS "controllerType", link.category, link.regime,
          link.secrecy_origin AS "secrecyOrigin", link.entrusted_by AS "entrustedBy"
   FROM link JOIN organisation_unit u ON u.region_id = link.region_id AND u.id = link.controller_unit_id
   ORDER BY link.item_id, link.depth`,
);

const CONTROLLER_TYPES = prepared(
  'data_item_controller_types',
  `SELECT id, type FROM organisation_unit WHERE region_id = $1 AND id = ANY($2::uuid[])`,
);

interface ChainRow extends Omit<ChainLink, 'entrustedItemId'> {
  readonly itemId: DataItemId;
  readonly linkId: DataItemId;
}

/** Inserts an item whose text was sealed. */
export async function insertItem(
  tx: Tx,
  item: DataItemFacts & { readonly textSealed: Buffer },
): Promise<void> {
  await tx.query(
    `INSERT INTO data_item (region_id, id, case_id, person_id, controller_unit_id, category, regime, secrecy_origin,
       entrusted_by, source, kind, text_sealed, origin_item_id, recorded_by, recorded_at,
       carried_no_secrecy)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      tx.regionId,
      item.id,
      item.caseId,
      item.personId,
      item.controllerUnitId,
      item.category,
      item.regime,
      item.secrecyOrigin,
      item.entrustedBy,
      item.source,
      item.kind,
      item.textSealed,
      item.originItemId,
      item.recordedBy,
      item.recordedAt,
      item.carriedNoSecrecy,
    ],
  );
}

/** Items by id, whoever asks: the caller checks access. Unknown ids are left out, order is not defined. */
export async function findItems(tx: Tx, ids: readonly DataItemId[]): Promise<DataItemRow[]> {
  return tx.query<DataItemRow>(`${ITEM} WHERE i.region_id = $1 AND i.id = ANY($2::uuid[])`, [
    tx.regionId,
    ids,
  ]);
}

/** Items that units received and may see no longer, without their texts, in no order. */
export async function endedItems(tx: Tx, ids: readonly DataItemId[]): Promise<DataItemRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx.exOfficio(() => findItems(tx, ids));
  return rows.map((row) => ({ ...row, textSealed: null, disputeSealed: null }));
}

/** The item, held until the transaction ends. */
export async function lockItem(tx: Tx, id: DataItemId): Promise<DataItemRow | undefined> {
  const [row] = await tx.query<DataItemRow>(`${ITEM} WHERE i.region_id = $1 AND i.id = $2 FOR UPDATE`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Items of a case that units control or ever received; all when `isWhole`. Oldest first. */
export async function itemsOfCase(
  tx: Tx,
  caseId: CaseId,
  isWhole: boolean,
  unitIds: readonly UnitId[],
): Promise<DataItemRow[]> {
  return tx.query<DataItemRow>(OF_CASE, [tx.regionId, caseId, isWhole, unitIds]);
}

/**
 * The chain of each item that exists: itself first, then those it was recorded from, whoever controls them; a link that
 * the actor may not see binds all the same.
 */
export async function chainsOf(
  tx: Tx,
  ids: readonly DataItemId[],
): Promise<ReadonlyMap<DataItemId, SecrecyChain>> {
  const rows = await tx.exOfficio(() => tx.query<ChainRow>(CHAINS, [tx.regionId, ids]));
  const chains = new Map<DataItemId, [ChainLink, ...ChainLink[]]>();
  for (const { itemId, linkId, entrustedBy, ...rest } of rows) {
    const link = { ...rest, ...entrustedPart(linkId, entrustedBy) };
    const chain = chains.get(itemId);
    if (chain) chain.push(link);
    else chains.set(itemId, [link]);
  }
  return chains;
}

/** The same for items that were recorded from no other: each of them is its whole chain. */
export async function chainsOfOriginals(
  tx: Tx,
  items: readonly DataItemRow[],
): Promise<ReadonlyMap<DataItemId, SecrecyChain>> {
  if (items.length === 0) return new Map();
  const unitIds = [...new Set(items.map(({ controllerUnitId }) => controllerUnitId))];
  const units = await tx.query<{ id: UnitId; type: OrgTypeCode }>(CONTROLLER_TYPES, [tx.regionId, unitIds]);
  const types = new Map(units.map(({ id, type }) => [id, type]));
  return new Map(
    items.flatMap(({ id, controllerUnitId, category, regime, secrecyOrigin, entrustedBy }) => {
      const controllerType = types.get(controllerUnitId);
      if (!controllerType) return [];
      const link = { controllerType, category, regime, secrecyOrigin, ...entrustedPart(id, entrustedBy) };
      return [[id, [link]] as const];
    }),
  );
}

/** Puts the mark on an item that the person says it is wrong, with their words. */
export function writeDispute(tx: Tx, id: DataItemId, at: string, disputeSealed: Buffer): void {
  tx.post(`UPDATE data_item SET disputed_at = $3, dispute_sealed = $4 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    id,
    at,
    disputeSealed,
  ]);
}

/** Links an item to the one that replaced it. */
export function writeCorrection(tx: Tx, id: DataItemId, correctedBy: DataItemId): void {
  tx.post(`UPDATE data_item SET corrected_by_item_id = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    id,
    correctedBy,
  ]);
}

/** Erases or restricts what a unit recorded from items of others. @returns Ids of what was changed. */
export async function endDerivedItems(
  tx: Tx,
  unitId: UnitId,
  originIds: readonly DataItemId[],
  how: 'ERASED' | 'RESTRICTED',
  at: string,
): Promise<readonly DataItemId[]> {
  const change =
    how === 'ERASED'
      ? 'erased_at = $4, text_sealed = NULL, disputed_at = NULL, dispute_sealed = NULL, release_reason_sealed = NULL'
      : 'restricted_at = coalesce(restricted_at, $4)';
  const rows = await tx.query<{ readonly id: DataItemId }>(
    `UPDATE data_item SET ${change}
     WHERE region_id = $1 AND controller_unit_id = $2 AND origin_item_id = ANY($3::uuid[]) AND erased_at IS NULL
     RETURNING id`,
    [tx.regionId, unitId, originIds, at],
  );
  return rows.map(({ id }) => id);
}
