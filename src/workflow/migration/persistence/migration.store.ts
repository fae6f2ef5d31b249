import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../../kernel/index.js';
import { prepared, type Tx } from '../../../platform/index.js';
import type {
  Migration,
  MigrationCounts,
  MigrationItem,
  MigrationItemStatus,
  MigrationStatus,
} from '../migration.js';

interface MigrationRecord {
  readonly id: string;
  readonly definition_key: string;
  readonly from_hash: string;
  readonly to_hash: string;
  readonly mapping: Migration['mapping'];
  readonly reason: string;
  readonly status: MigrationStatus;
  readonly requested_by: string;
  readonly operator: string | null;
  readonly requested_at: Date;
  readonly approved_by: string | null;
  readonly finished_at: Date | null;
}

const COLUMNS = `id, definition_key, from_hash, to_hash, mapping, reason, status, requested_by, operator, requested_at,
  approved_by, finished_at`;

function toMigration(row: MigrationRecord): Migration {
  return {
    id: row.id,
    definitionKey: row.definition_key,
    fromHash: row.from_hash,
    toHash: row.to_hash,
    mapping: row.mapping,
    reason: row.reason,
    status: row.status,
    requestedBy: row.requested_by,
    operator: row.operator,
    requestedAt: row.requested_at.toISOString(),
    approvedBy: row.approved_by,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** What a process of a migration becomes. */
export interface SettledItem extends Omit<MigrationItem, 'status'> {
  readonly status: Exclude<MigrationItemStatus, 'planned'>;
}

const TAKE = prepared(
  'take_migration_item',
  `SELECT item.process_id FROM workflow_migration_item item
   JOIN workflow_migration migration ON migration.region_id = item.region_id AND migration.id = item.migration_id
   WHERE item.region_id = $1 AND item.migration_id = $2 AND item.process_id = $3 AND item.status = 'planned'
     AND migration.status = 'running'
   FOR UPDATE OF item SKIP LOCKED`,
);
const SETTLE = prepared(
  'settle_migration_item',
  `UPDATE workflow_migration_item SET status = $4, code = $5, problems = $6, deadlines = $7, settled_at = $8
   WHERE region_id = $1 AND migration_id = $2 AND process_id = $3 AND status = 'planned'`,
);
const SET_VERSION = prepared(
  'set_process_version',
  `UPDATE process SET definition_hash = $3 WHERE region_id = $1 AND id = $2`,
);
const RENAME_WORK = prepared(
  'rename_work_items',
  `UPDATE work_item SET state_id = renamed.after, generation = renamed.generation
   FROM jsonb_to_recordset($3::jsonb) AS renamed (before text, after text, generation integer)
   WHERE work_item.region_id = $1 AND work_item.process_id = $2 AND work_item.state_id = renamed.before
     AND work_item.status <> 'closed'`,
);

/** A present stay of a process under its old and its new name. */
export interface RenamedStay {
  readonly before: string;
  readonly after: string;
  /** After the migration. */
  readonly generation: number;
}

/** Rows of migrations and of what became of each process. */
@Injectable()
export class MigrationStore {
  /** @returns `false` when another migration of the same version is open. */
  async insert(tx: Tx, migration: Omit<Migration, 'approvedBy' | 'finishedAt'>): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO workflow_migration (region_id, id, definition_key, from_hash, to_hash, mapping, reason, status,
         requested_by, operator, requested_at)
       VALUES ($1, $2, $3, $4, $5, $6::json, $7, $8, $9, $10, $11)
       ON CONFLICT (region_id, from_hash) WHERE status IN ('proposed', 'running', 'paused') DO NOTHING RETURNING id`,
      [
        tx.regionId,
        migration.id,
        migration.definitionKey,
        migration.fromHash,
        migration.toHash,
        JSON.stringify(migration.mapping),
        migration.reason,
        migration.status,
        migration.requestedBy,
        migration.operator,
        migration.requestedAt,
      ],
    );
    return rows.length === 1;
  }

  /** Plans every running process of the old version. @returns How many. */
  async plan(tx: Tx, { id, definitionKey, fromHash }: Migration): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `WITH planned AS (
         INSERT INTO workflow_migration_item (region_id, migration_id, process_id, status, planned_revision)
         SELECT region_id, $2, id, 'planned', revision FROM process
         WHERE region_id = $1 AND definition_key = $3 AND definition_hash = $4 AND status IN ('active', 'quarantined')
         RETURNING process_id
       ) SELECT count(*)::int AS count FROM planned`,
      [tx.regionId, id, definitionKey, fromHash],
    );
    return row?.count ?? 0;
  }

  /** A migration of the region. */
  async find(tx: Tx, id: string): Promise<Migration | undefined> {
    const rows = await tx.query<MigrationRecord>(
      `SELECT ${COLUMNS} FROM workflow_migration WHERE region_id = $1 AND id = $2`,
      [tx.regionId, id],
    );
    return rows[0] && toMigration(rows[0]);
  }

  /** Migrations that workers have to go on with, oldest first. */
  async running(tx: Tx): Promise<readonly Migration[]> {
    const rows = await tx.query<MigrationRecord>(
      `SELECT ${COLUMNS} FROM workflow_migration WHERE region_id = $1 AND status = 'running' ORDER BY id`,
      [tx.regionId],
    );
    return rows.map(toMigration);
  }

  /** Moves a migration from one of some statuses to another; `false` when it stands elsewhere. */
  async advance(
    tx: Tx,
    id: string,
    change: { readonly from: readonly MigrationStatus[]; readonly to: MigrationStatus; readonly at: string },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE workflow_migration SET status = $4,
         finished_at = CASE WHEN $4 IN ('completed', 'cancelled') THEN $5::timestamptz END
       WHERE region_id = $1 AND id = $2 AND status = ANY ($3::text[]) RETURNING id`,
      [tx.regionId, id, change.from, change.to, change.at],
    );
    return rows.length === 1;
  }

  /** Notes the second person and lets a proposed migration run; `false` when it is not proposed. */
  async approve(tx: Tx, id: string, by: string, at: string): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE workflow_migration SET status = 'running', approved_by = $3, approved_at = $4
       WHERE region_id = $1 AND id = $2 AND status = 'proposed' RETURNING id`,
      [tx.regionId, id, by, at],
    );
    return rows.length === 1;
  }

  /** Takes or prolongs the lease of a run; `false` when another run holds it or the migration does not run. */
  async lease(tx: Tx, id: string, holder: string, seconds: number): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE workflow_migration SET lease_holder = $3, lease_until = clock_timestamp() + make_interval(secs => $4)
       WHERE region_id = $1 AND id = $2 AND status = 'running'
         AND (lease_holder IS NULL OR lease_holder = $3 OR lease_until < clock_timestamp()) RETURNING id`,
      [tx.regionId, id, holder, seconds],
    );
    return rows.length === 1;
  }

  /** Ends the lease of a run. */
  async release(tx: Tx, id: string, holder: string): Promise<void> {
    await tx.query(
      `UPDATE workflow_migration SET lease_holder = NULL, lease_until = NULL
       WHERE region_id = $1 AND id = $2 AND lease_holder = $3`,
      [tx.regionId, id, holder],
    );
  }

  /** Processes whose turn has not come, by id. */
  async planned(tx: Tx, id: string, limit: number): Promise<readonly ProcessId[]> {
    const rows = await tx.query<{ process_id: ProcessId }>(
      `SELECT process_id FROM workflow_migration_item
       WHERE region_id = $1 AND migration_id = $2 AND status = 'planned' ORDER BY process_id LIMIT $3`,
      [tx.regionId, id, limit],
    );
    return rows.map((row) => row.process_id);
  }

  /** Locks a planned process of a running migration; `false` when somebody else has it or it is settled. */
  async take(tx: Tx, id: string, processId: ProcessId): Promise<boolean> {
    return (await tx.query(TAKE, [tx.regionId, id, processId])).length === 1;
  }

  /** Writes down what became of a planned process. */
  settle(tx: Tx, id: string, item: SettledItem, at: string): void {
    const { processId, status, code, problems, deadlines } = item;
    const values = [status, code, JSON.stringify(problems), JSON.stringify(deadlines), at];
    tx.post(SETTLE, [tx.regionId, id, processId, ...values]);
  }

  /** Gives a process another version; the log entry that says so must follow in the same transaction. */
  setVersion(tx: Tx, processId: ProcessId, hash: string): void {
    tx.post(SET_VERSION, [tx.regionId, processId, hash]);
  }

  /** Lets open work items go on under the new names, with whoever took them. */
  renameWork(tx: Tx, processId: ProcessId, stays: readonly RenamedStay[]): void {
    if (stays.length > 0) tx.post(RENAME_WORK, [tx.regionId, processId, JSON.stringify(stays)]);
  }

  /** How many processes stand where. */
  async counts(tx: Tx, id: string): Promise<MigrationCounts> {
    const rows = await tx.query<{ status: MigrationItemStatus; count: number }>(
      `SELECT status, count(*)::int AS count FROM workflow_migration_item
       WHERE region_id = $1 AND migration_id = $2 GROUP BY status`,
      [tx.regionId, id],
    );
    const counted = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    return { planned: 0, done: 0, refused: 0, skipped: 0, ...counted };
  }

  /** What became of the processes, by id, behind `after`. */
  async items(
    tx: Tx,
    id: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly MigrationItem[]> {
    return tx.query<MigrationItem>(
      `SELECT process_id AS "processId", status, code, problems, deadlines FROM workflow_migration_item
       WHERE region_id = $1 AND migration_id = $2 AND ($3::uuid IS NULL OR process_id > $3)
       ORDER BY process_id LIMIT $4`,
      [tx.regionId, id, page.after, page.limit],
    );
  }

  /** How many processes still run on a version. */
  async stillOn(tx: Tx, { definitionKey, fromHash }: Migration): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM process
       WHERE region_id = $1 AND definition_key = $2 AND definition_hash = $3 AND status IN ('active', 'quarantined')`,
      [tx.regionId, definitionKey, fromHash],
    );
    return row?.count ?? 0;
  }

  /** Running processes of a version, by id, behind `after`. */
  async processesOf(
    tx: Tx,
    version: { readonly key: string; readonly hash: string },
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly ProcessId[]> {
    const rows = await tx.query<{ id: ProcessId }>(
      `SELECT id FROM process
       WHERE region_id = $1 AND definition_key = $2 AND definition_hash = $3 AND status IN ('active', 'quarantined')
         AND ($4::uuid IS NULL OR id > $4) ORDER BY id LIMIT $5`,
      [tx.regionId, version.key, version.hash, page.after, page.limit],
    );
    return rows.map(({ id }) => id);
  }
}
