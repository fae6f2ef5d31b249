import type { CaseId, StaffId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { WorkItem } from '../domain/work-item.js';
import { NO_DUE_DAY } from '../domain/work-item.js';
import { heldBy } from './work-item.writes.js';
import { toWorkItem, WORK_ITEM_COLUMNS, type WorkItemRecord } from './work-item.store.js';

/** What a work list shows; everything left out is not filtered. */
export interface WorkListFilter {
  /** Only items that one unit is to do; with several holders, that one took. */
  readonly unitId?: UnitId;
  /** Owner code. */
  readonly owner?: string;
  /** `null`: taken by nobody. */
  readonly assigneeId?: StaffId | null;
  readonly definitionKey?: string;
  /** Calendar day: due before it. */
  readonly dueBefore?: string;
  /** Instant: waits since before it. */
  readonly waitingSinceBefore?: string;
  readonly caseId?: CaseId;
}

/** Order of a work list; ties by id. */
export type WorkListOrder = 'DUE_ON' | 'WAITING_SINCE';

/** A unit through which somebody works, and on processes about what. */
export interface WorkingUnit {
  readonly unitId: UnitId;
  readonly subjectTypes: readonly string[];
}

/** Where the candidates of a work list come from. */
export type WorkSource =
  /** What the units are to do. `shared`: subject type → query of the units holding a code, for codes several hold. */
  | {
      readonly kind: 'units';
      readonly units: readonly WorkingUnit[];
      readonly shared: ReadonlyMap<string, string>;
    }
  /** Everything open in cases: SQL of one column of case ids with `$1` region and `$2` = `key`. */
  | { readonly kind: 'cases'; readonly sql: string; readonly key: UnitId[] | string };

/** One page of candidates. */
export interface WorkListPage {
  readonly source: WorkSource;
  readonly filter: WorkListFilter;
  readonly orderBy: WorkListOrder;
  readonly after: { readonly sortKey: string | number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Collects parameters while a statement is put together. */
class Parameters {
  constructor(readonly values: unknown[]) {}

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Candidates of a work list in its order. Whether the reader may see each of them is decided afterwards. */
export async function listWorkItems(tx: Tx, page: WorkListPage): Promise<readonly WorkItem[]> {
  const { source } = page;
  const parameters = new Parameters([tx.regionId]);
  const sql =
    source.kind === 'units' ? unitsSql(source, page, parameters) : casesSql(source, page, parameters);
  const rows = await tx.query<WorkItemRecord>(sql, parameters.values);
  return rows.map(toWorkItem);
}

function sortColumn(orderBy: WorkListOrder): string {
  return orderBy === 'DUE_ON' ? 'due_on' : 'opened_at';
}

/** Reads each unit's index from the front, so that the size of the table does not matter. */
function unitsSql(
  source: Extract<WorkSource, { kind: 'units' }>,
  page: WorkListPage,
  parameters: Parameters,
): string {
  const mine = parameters.add(JSON.stringify(source.units));
  const conditions = conditionsOf(page, parameters);
  const column = sortColumn(page.orderBy);
  const limit = parameters.add(page.limit);
  const end = `ORDER BY item.${column}, item.id LIMIT ${limit}`;
  const own = `
    SELECT picked.* FROM jsonb_to_recordset(${mine}::jsonb) AS mine ("unitId" uuid, "subjectTypes" text[])
    CROSS JOIN LATERAL (SELECT item.* FROM work_item item
      WHERE item.unit_id = mine."unitId" AND item.subject_type = ANY (mine."subjectTypes") AND ${conditions}
      ${end}) picked`;
  const shared = [...source.shared].map(([subjectType, holders]) => {
    const type = parameters.add(subjectType);
    return `(SELECT item.* FROM work_item item
      JOIN process ON process.region_id = item.region_id AND process.id = item.process_id
      CROSS JOIN LATERAL ${heldBy(holders, 'process.subject_id')} held
      WHERE item.is_shared AND item.unit_id IS NULL AND item.subject_type = ${type} AND ${conditions}
        AND held.units && ARRAY(SELECT "unitId" FROM jsonb_to_recordset(${mine}::jsonb) AS mine
          ("unitId" uuid, "subjectTypes" text[]) WHERE ${type} = ANY ("subjectTypes"))
      ${end})`;
  });
  const all = [`(${own})`, ...shared].join(' UNION ALL ');
  return `SELECT ${WORK_ITEM_COLUMNS} FROM (${all}) item ${end}`;
}

function casesSql(
  source: Extract<WorkSource, { kind: 'cases' }>,
  page: WorkListPage,
  parameters: Parameters,
): string {
  parameters.add(source.key);
  const conditions = conditionsOf(page, parameters);
  const limit = parameters.add(page.limit);
  return `SELECT ${WORK_ITEM_COLUMNS} FROM process
    JOIN work_item item ON item.region_id = process.region_id AND item.process_id = process.id
    WHERE process.region_id = $1 AND process.case_id IN (${source.sql}) AND ${conditions}
    ORDER BY item.${sortColumn(page.orderBy)}, item.id LIMIT ${limit}`;
}

function conditionsOf({ filter, orderBy, after }: WorkListPage, parameters: Parameters): string {
  const { unitId, owner, assigneeId, definitionKey, dueBefore, waitingSinceBefore, caseId } = filter;
  const conditions = [`item.region_id = $1 AND item.status <> 'closed'`];
  const where = (value: unknown, sql: (parameter: string) => string): void => {
    if (value !== undefined) conditions.push(sql(parameters.add(value)));
  };
  where(unitId, (p) => `item.unit_id = ${p}`);
  where(owner, (p) => `item.owner = ${p}`);
  if (assigneeId === null) conditions.push('item.assignee_id IS NULL');
  else where(assigneeId, (p) => `item.status = 'claimed' AND item.assignee_id = ${p}`);
  where(definitionKey, (p) => `item.definition_key = ${p}`);
  where(dueBefore, (p) => `item.due_on < ${p}::date AND item.due_on <> '${NO_DUE_DAY}'`);
  where(waitingSinceBefore, (p) => `item.opened_at < ${p}::timestamptz`);
  where(
    caseId,
    (p) => `item.process_id IN (SELECT id FROM process WHERE region_id = $1 AND case_id = ${p}::uuid)`,
  );
  if (after) {
    const type = orderBy === 'DUE_ON' ? 'date' : 'timestamptz';
    const [key, id] = [parameters.add(String(after.sortKey)), parameters.add(after.id)];
    conditions.push(`(item.${sortColumn(orderBy)}, item.id) > (${key}::${type}, ${id}::uuid)`);
  }
  return conditions.join(' AND ');
}
