import { prepared, type PreparedStatement, type Tx } from '../../../platform/index.js';
import type { OpenedState } from '../domain/work-item.js';

/** What an event changes. */
export interface WorkItemMove {
  readonly processId: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly definitionKey: string;
  readonly closed: readonly string[];
  readonly opened: readonly (OpenedState & { readonly id: string })[];
  /** Instant of the event, ISO 8601 in UTC. */
  readonly at: string;
  /** Type of the event. */
  readonly event: string;
}

/** Nobody: subjects without a scope. */
const NO_HOLDERS = 'SELECT NULL::uuid AS unit_id WHERE false';

/**
 * Units holding the owner of `item`, as columns `unit_id` (the one, or null) and `is_shared`.
 *
 * @param subject SQL expression of the subject's id.
 */
export function heldBy(holders: string | undefined, subject: string): string {
  return `
    (SELECT CASE WHEN count(*) = 1 THEN (array_agg(holder.unit_id))[1] END AS unit_id, count(*) > 1 AS is_shared,
            array_agg(holder.unit_id) AS units
     FROM (SELECT item.region_id, ${subject} AS subject_id, item.owner) wanted (region_id, subject_id, owner)
     CROSS JOIN LATERAL (SELECT DISTINCT unit_id FROM (${holders ?? NO_HOLDERS}) found WHERE unit_id IS NOT NULL) holder)`;
}

/** Earliest day to plan with among the running deadlines of the state of `item` and the states around it. */
const DUE = `
  (SELECT min(coalesce(deadline.internal_due_on, deadline.ends_on)) FROM deadline
   WHERE deadline.region_id = item.region_id AND deadline.process_id = item.process_id AND deadline.status = 'open'
     AND (deadline.state_id = item.state_id OR starts_with(item.state_id, deadline.state_id || '.')))`;

const CLOSE_SQL = `
  UPDATE work_item SET status = 'closed', closed_at = $3, outcome = $4, next_escalation_on = NULL,
    revision = revision + 1
  WHERE region_id = $1 AND process_id = $2 AND status <> 'closed' AND state_id = ANY ($5::text[])`;

const CLOSE = prepared('close_work_items', CLOSE_SQL);

function moveSql(holders: string | undefined): string {
  return `
    WITH closed AS (${CLOSE_SQL})
    INSERT INTO work_item (region_id, id, process_id, subject_type, definition_key, state_id, generation, owner,
      unit_id, is_shared, status, due_on, opened_at, next_escalation_on)
    SELECT item.region_id, item.id, item.process_id, $6, $7, item.state_id, item.generation, item.owner,
      held.unit_id, held.is_shared, 'open', coalesce(due.day, '9999-12-31'), $3, due.day + 1
    FROM (
      SELECT $1::text, opened.id, $2::uuid, opened."stateId", opened.generation, opened.owner
      FROM jsonb_to_recordset($8::jsonb) AS opened (id uuid, "stateId" text, generation integer, owner text)
    ) item (region_id, id, process_id, state_id, generation, owner)
    CROSS JOIN LATERAL ${heldBy(holders, '$9::uuid')} held
    CROSS JOIN LATERAL (SELECT ${DUE}) due (day)`;
}

// A date that moved begins its chain anew; a level once reached stays on record.
const REFRESH_DUE = prepared(
  'refresh_due_work_items',
  `UPDATE work_item SET due_on = coalesce(fresh.day, '9999-12-31'), next_escalation_on = fresh.day + 1
   FROM (SELECT item.id, ${DUE} AS day FROM work_item item
         WHERE item.region_id = $1 AND item.process_id = $2 AND item.status <> 'closed') fresh
   WHERE work_item.region_id = $1 AND work_item.id = fresh.id
     AND work_item.due_on <> coalesce(fresh.day, '9999-12-31')`,
);

const moves = new Map<string, PreparedStatement>();

/** One statement per subject type, because each has its own query for the units. */
function moveStatement(subjectType: string, holders: string | undefined): PreparedStatement {
  const name = holders === undefined ? 'move_work_items' : `move_work_items_${subjectType}`;
  const known = moves.get(name);
  if (known) return known;
  const made = prepared(name, moveSql(holders));
  moves.set(name, made);
  return made;
}

/** Ends the items of left states and opens those of entered ones; nobody waits for the answer. */
export function postMove(tx: Tx, move: WorkItemMove, holders: string | undefined): void {
  const closing = [tx.regionId, move.processId, move.at, move.event, move.closed];
  if (move.opened.length === 0) {
    if (move.closed.length > 0) tx.post(CLOSE, closing);
    return;
  }
  tx.post(moveStatement(move.subject.type, holders), [
    ...closing,
    move.subject.type,
    move.definitionKey,
    JSON.stringify(move.opened),
    move.subject.id,
  ]);
}

/** Open items whose states wait for another body from now on. */
export interface WorkItemHandOver extends Pick<WorkItemMove, 'processId' | 'subject'> {
  readonly states: readonly { readonly stateId: string; readonly owner: string }[];
}

/** Gives open items another owner and finds its unit; who had taken one has it no longer. */
export function postHandOver(
  tx: Tx,
  { processId, subject, states }: WorkItemHandOver,
  holders: string | undefined,
): void {
  tx.post(
    `UPDATE work_item SET owner = fresh.owner, unit_id = fresh.unit_id, is_shared = fresh.is_shared, status = 'open',
       assignee_id = NULL, revision = work_item.revision + 1
     FROM (
       SELECT item.state_id, item.owner, held.unit_id, held.is_shared
       FROM (SELECT $1::text, state."stateId", state.owner
             FROM jsonb_to_recordset($3::jsonb) AS state ("stateId" text, owner text)) item (region_id, state_id, owner)
       CROSS JOIN LATERAL ${heldBy(holders, '$4::uuid')} held
     ) fresh
     WHERE work_item.region_id = $1 AND work_item.process_id = $2 AND work_item.state_id = fresh.state_id
       AND work_item.status <> 'closed'`,
    [tx.regionId, processId, JSON.stringify(states), subject.id],
  );
}

/** Takes over changed deadlines into the items that stay open. */
export function postDueDays(tx: Tx, processId: string): void {
  tx.post(REFRESH_DUE, [tx.regionId, processId]);
}

/**
 * Finds the units of the open items of a case anew.
 *
 * An item stays with a unit that holds the code by itself, took it, or was given it among several; one whose unit lost
 * the code goes back to open.
 */
export async function reassignCase(
  tx: Tx,
  caseId: string,
  subjectType: string,
  holders: string,
): Promise<{ id: string; unitId: string | null }[]> {
  return tx.query(
    `UPDATE work_item SET unit_id = fresh.unit_id, is_shared = fresh.is_shared,
       status = CASE WHEN fresh.unit_id IS DISTINCT FROM work_item.unit_id THEN 'open' ELSE work_item.status END,
       assignee_id = CASE WHEN fresh.unit_id IS DISTINCT FROM work_item.unit_id THEN NULL ELSE work_item.assignee_id END,
       revision = work_item.revision + 1
     FROM (
       SELECT item.id, held.is_shared, CASE
           WHEN (item.is_shared OR item.status = 'claimed') AND item.unit_id = ANY (held.units) THEN item.unit_id
           ELSE held.unit_id END AS unit_id
       FROM process
       JOIN work_item item ON item.region_id = process.region_id AND item.process_id = process.id
         AND item.status <> 'closed'
       CROSS JOIN LATERAL ${heldBy(holders, 'process.subject_id')} held
       WHERE process.region_id = $1 AND process.case_id = $2 AND process.subject_type = $3
     ) fresh
     WHERE work_item.region_id = $1 AND work_item.id = fresh.id
       AND (work_item.unit_id IS DISTINCT FROM fresh.unit_id OR work_item.is_shared <> fresh.is_shared)
     RETURNING work_item.id, work_item.unit_id AS "unitId"`,
    [tx.regionId, caseId, subjectType],
  );
}
