import type { ConferenceId, StaffId } from '../../../kernel/index.js';
import { newId, prepared, type Tx } from '../../../platform/index.js';
import type { BoxRow, EntryPlace, ItemRow, ItemState, PauseReason, PauseRow } from '../domain/sitting.js';

const ITEM = `
  SELECT i.id, i.sitting_id AS "sittingId", i.conference_id AS "conferenceId", i.planned_start AS "plannedStart",
         i.planned_minutes AS "plannedMinutes", i.state, i.started_at AS "startedAt", i.ended_at AS "endedAt", i.revision
  FROM sitting_item i`;

/** The one that counts first: a stopped item is history once there is another. */
const OF_CONFERENCE = prepared(
  'sitting_item_of_conference',
  `${ITEM} WHERE i.region_id = $1 AND i.conference_id = $2 ORDER BY (i.state = 'STOPPED'), i.planned_start DESC, i.id LIMIT 1`,
);

/** Item of a conference that counts: the open one, else the last one. */
export async function findItem(tx: Tx, conferenceId: ConferenceId): Promise<ItemRow | undefined> {
  const [row] = await tx.query<ItemRow>(OF_CONFERENCE, [tx.regionId, conferenceId]);
  return row;
}

/** Items of a conference, those of earlier dates too, in the order in which they were planned. */
export async function listItemIds(tx: Tx, conferenceId: ConferenceId): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM sitting_item WHERE region_id = $1 AND conference_id = $2 ORDER BY planned_start, id`,
    [tx.regionId, conferenceId],
  );
  return rows.map(({ id }) => id);
}

/** Items of a sitting in their order. */
export async function listItems(tx: Tx, sittingId: string): Promise<ItemRow[]> {
  return tx.query<ItemRow>(
    `${ITEM} WHERE i.region_id = $1 AND i.sitting_id = $2 ORDER BY i.planned_start, i.id`,
    [tx.regionId, sittingId],
  );
}

/** An item that is to be. */
export type NewItem = Pick<ItemRow, 'conferenceId' | 'plannedStart' | 'plannedMinutes'> & {
  /** Where counting goes on, after an item that was stopped. */
  readonly revision: number;
};

/** Writes a sitting with its items. @returns Its identifier. */
export async function insertSitting(tx: Tx, items: readonly NewItem[], at: string): Promise<string> {
  const sittingId = newId<string>();
  await tx.query(`INSERT INTO sitting (region_id, id, created_at) VALUES ($1, $2, $3)`, [
    tx.regionId,
    sittingId,
    at,
  ]);
  for (const { conferenceId, plannedStart, plannedMinutes, revision } of items) {
    await tx.query(
      `INSERT INTO sitting_item (region_id, id, sitting_id, conference_id, planned_start, planned_minutes, state, revision)
       VALUES ($1, $2, $3, $4, $5, $6, 'PLANNED', $7)`,
      [tx.regionId, newId(), sittingId, conferenceId, plannedStart, plannedMinutes, revision],
    );
  }
  return sittingId;
}

/** Moves an item to a state; instants stay as they are where they are not given. */
export async function moveItem(
  tx: Tx,
  itemId: string,
  state: ItemState,
  instants: { readonly startedAt?: string; readonly endedAt?: string } = {},
): Promise<void> {
  await tx.query(
    `UPDATE sitting_item SET state = $3, started_at = coalesce($4, started_at), ended_at = coalesce($5, ended_at)
     WHERE region_id = $1 AND id = $2`,
    [tx.regionId, itemId, state, instants.startedAt ?? null, instants.endedAt ?? null],
  );
}

/** Counts an entry. @returns The new revision. */
export async function countRevision(tx: Tx, itemId: string): Promise<number> {
  const [row] = await tx.query<{ revision: number }>(
    `UPDATE sitting_item SET revision = revision + 1 WHERE region_id = $1 AND id = $2 RETURNING revision`,
    [tx.regionId, itemId],
  );
  if (!row) throw new Error('Item vanished inside a transaction');
  return row.revision;
}

const VERSIONS = prepared(
  'sitting_versions',
  `SELECT w.id AS "conferenceId", concat(
     (SELECT string_agg(p.subject_id || ':' || p.revision || p.status, ',' ORDER BY p.subject_id, p.id) FROM process p
      WHERE p.region_id = $1 AND p.subject_type = 'conference' AND p.subject_id = ANY (ARRAY(
        SELECT w.id UNION SELECT i.conference_id FROM sitting_item own
        JOIN sitting_item i ON i.region_id = own.region_id AND i.sitting_id = own.sitting_id
        WHERE own.region_id = $1 AND own.conference_id = w.id))), ';',
     (SELECT string_agg(DISTINCT i.id || ':' || i.revision || ':' || i.state, ',') FROM sitting_item own
      JOIN sitting_item i ON i.region_id = own.region_id AND i.sitting_id = own.sitting_id
      WHERE own.region_id = $1 AND own.conference_id = w.id)) AS version
   FROM unnest($2::uuid[]) AS w (id)`,
);

/** What changes whenever a conference, its item, or one beside it in the same sitting does; by conference. */
export async function readVersions(
  tx: Tx,
  conferenceIds: readonly ConferenceId[],
): Promise<ReadonlyMap<ConferenceId, string>> {
  const rows = await tx.query<{ conferenceId: ConferenceId; version: string }>(VERSIONS, [
    tx.regionId,
    conferenceIds,
  ]);
  return new Map(rows.map(({ conferenceId, version }) => [conferenceId, version]));
}

/** Boxes of an item in their order; empty before it begins. */
export async function listBoxes(tx: Tx, itemId: string): Promise<BoxRow[]> {
  return tx.query<BoxRow>(
    `SELECT key, label, holds, planned_seconds AS "plannedSeconds", least_seconds AS "leastSeconds",
            gives_at AS "givesAt", started_at AS "startedAt", ended_at AS "endedAt"
     FROM sitting_box WHERE region_id = $1 AND item_id = $2 ORDER BY position`,
    [tx.regionId, itemId],
  );
}

/** Writes the agenda of an item, as it is when it begins. */
export async function insertBoxes(
  tx: Tx,
  { itemId, conferenceId }: EntryPlace,
  boxes: readonly BoxRow[],
): Promise<void> {
  for (const [position, box] of boxes.entries()) {
    await tx.query(
      `INSERT INTO sitting_box (region_id, item_id, position, conference_id, key, label, holds, planned_seconds,
         least_seconds, gives_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        tx.regionId,
        itemId,
        position + 1,
        conferenceId,
        box.key,
        box.label,
        box.holds,
        box.plannedSeconds,
        box.leastSeconds,
        box.givesAt,
      ],
    );
  }
}

/** Begins a box; the one that runs ends, and those before it that were left out count as over. */
export async function enterBox(tx: Tx, itemId: string, key: string, at: string): Promise<void> {
  await tx.query(
    `UPDATE sitting_box b SET ended_at = $4 WHERE b.region_id = $1 AND b.item_id = $2 AND b.ended_at IS NULL
       AND b.position < (SELECT t.position FROM sitting_box t WHERE t.region_id = $1 AND t.item_id = $2 AND t.key = $3)`,
    [tx.regionId, itemId, key, at],
  );
  await tx.query(
    `UPDATE sitting_box SET started_at = $4 WHERE region_id = $1 AND item_id = $2 AND key = $3 AND started_at IS NULL`,
    [tx.regionId, itemId, key, at],
  );
}

/** Ends what is open of an item: boxes and interruptions. */
export async function endOpen(tx: Tx, itemId: string, at: string): Promise<void> {
  for (const table of ['sitting_box', 'sitting_pause'] as const) {
    await tx.query(
      `UPDATE ${table} SET ended_at = $3 WHERE region_id = $1 AND item_id = $2 AND ended_at IS NULL`,
      [tx.regionId, itemId, at],
    );
  }
}

/** Interruptions of an item in their order. */
export async function listPauses(tx: Tx, itemId: string): Promise<PauseRow[]> {
  return tx.query<PauseRow>(
    `SELECT reason, began_at AS "beganAt", ended_at AS "endedAt", staff_id AS "staffId"
     FROM sitting_pause WHERE region_id = $1 AND item_id = $2 ORDER BY began_at, id`,
    [tx.regionId, itemId],
  );
}

/** Begins an interruption. */
export async function beginPause(
  tx: Tx,
  { itemId, conferenceId }: EntryPlace,
  pause: { readonly reason: PauseReason; readonly staffId: StaffId | null; readonly at: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO sitting_pause (region_id, id, item_id, conference_id, reason, staff_id, began_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.regionId, newId(), itemId, conferenceId, pause.reason, pause.staffId, pause.at],
  );
}

/** Ends the interruption. */
export async function endPause(tx: Tx, itemId: string, at: string): Promise<void> {
  await tx.query(
    `UPDATE sitting_pause SET ended_at = $3 WHERE region_id = $1 AND item_id = $2 AND ended_at IS NULL`,
    [tx.regionId, itemId, at],
  );
}

/** Writes who chairs and who may in their place. */
export async function writeChairs(
  tx: Tx,
  conferenceIds: readonly ConferenceId[],
  { chairId, deputyId }: { readonly chairId: StaffId | null; readonly deputyId: StaffId | null },
): Promise<void> {
  await tx.query(
    `UPDATE case_conference SET chair_id = $3, deputy_id = $4 WHERE region_id = $1 AND id = ANY ($2::uuid[])`,
    [tx.regionId, conferenceIds, chairId, deputyId],
  );
}

/** Whether somebody leads the case that a conference is about. */
export async function leadsCase(tx: Tx, conferenceId: ConferenceId, staffId: StaffId): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `SELECT f.id FROM case_conference c JOIN case_file f ON f.region_id = c.region_id AND f.id = c.case_id
     WHERE c.region_id = $1 AND c.id = $2 AND f.lead_staff_id = $3`,
    [tx.regionId, conferenceId, staffId],
  );
  return rows.length > 0;
}
