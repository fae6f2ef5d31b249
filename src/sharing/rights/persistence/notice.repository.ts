import type { CaseId, DataItemId, PersonId, StaffId, UnitId } from '../../../kernel/index.js';
import { newId, type Tx } from '../../../platform/index.js';
import type { Temporal } from 'temporal-polyfill';
import type { ItemCategory } from '../../domain/sharing-codes.js';
import type { NoticeKind } from '../domain/notice.js';

/** Notice to a recipient. */
export interface NoticeRow {
  readonly id: string;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly itemId: DataItemId;
  readonly category: ItemCategory;
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
  readonly kind: NoticeKind;
  readonly sentAt: Date;
  readonly acknowledgedAt: Date | null;
}

const NOTICE = `
  SELECT n.id, n.case_id AS "caseId", n.person_id AS "personId", n.item_id AS "itemId", n.category,
         n.from_unit_id AS "fromUnitId", n.to_unit_id AS "toUnitId", n.kind, n.sent_at AS "sentAt",
         n.acknowledged_at AS "acknowledgedAt"
  FROM recipient_notice n`;

/** Writes one notice for each unit that ever received an item, whoever gave it (Art. 19 DSGVO). @returns How many. */
export async function notifyRecipients(
  tx: Tx,
  itemId: DataItemId,
  kind: NoticeKind,
  at: Temporal.Instant,
): Promise<number> {
  return tx.exOfficio(() => writeNotices(tx, itemId, kind, at));
}

async function writeNotices(
  tx: Tx,
  itemId: DataItemId,
  kind: NoticeKind,
  at: Temporal.Instant,
): Promise<number> {
  const recipients = await tx.query<Omit<NoticeRow, 'id' | 'kind' | 'sentAt' | 'acknowledgedAt'>>(
    `SELECT DISTINCT ON (d.to_unit_id) d.case_id AS "caseId", d.person_id AS "personId", d.item_id AS "itemId",
            d.category, d.from_unit_id AS "fromUnitId", d.to_unit_id AS "toUnitId"
     FROM disclosure d WHERE d.region_id = $1 AND d.item_id = $2
       AND (d.answer IS NULL OR d.answer <> 'ERASED')
     ORDER BY d.to_unit_id, d.disclosed_at DESC`,
    [tx.regionId, itemId],
  );
  for (const line of recipients) {
    tx.post(
      `INSERT INTO recipient_notice (region_id, id, case_id, person_id, item_id, category, from_unit_id, to_unit_id,
         kind, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        tx.regionId,
        newId<string>(at),
        line.caseId,
        line.personId,
        itemId,
        line.category,
        line.fromUnitId,
        line.toUnitId,
        kind,
        at.toString(),
      ],
    );
  }
  return recipients.length;
}

/**
 * Up to `limit` notices to units that nobody acknowledged, oldest first.
 *
 * @param closed Cases that are left out.
 */
export async function openNotices(
  tx: Tx,
  unitIds: readonly UnitId[],
  closed: readonly CaseId[],
  limit: number,
  after: { readonly sortKey: string | number; readonly id: string } | undefined,
): Promise<NoticeRow[]> {
  return tx.query<NoticeRow>(
    `${NOTICE} WHERE n.region_id = $1 AND n.to_unit_id = ANY($2::uuid[]) AND n.acknowledged_at IS NULL
       AND ($3::timestamptz IS NULL OR (n.sent_at, n.id) > ($3, $4::uuid)) AND n.case_id <> ALL($6::uuid[])
     ORDER BY n.sent_at, n.id LIMIT $5`,
    [
      tx.regionId,
      unitIds,
      after === undefined ? null : String(after.sortKey),
      after?.id ?? null,
      limit,
      closed,
    ],
  );
}

/** The notice, held until the transaction ends. */
export async function lockNotice(tx: Tx, id: string): Promise<NoticeRow | undefined> {
  const [row] = await tx.query<NoticeRow>(`${NOTICE} WHERE n.region_id = $1 AND n.id = $2 FOR UPDATE`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Writes that a recipient has read the notice and acted on it. */
export function writeAcknowledgement(tx: Tx, id: string, by: StaffId, at: string): void {
  tx.post(
    `UPDATE recipient_notice SET acknowledged_by = $3, acknowledged_at = $4 WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id, by, at],
  );
}
