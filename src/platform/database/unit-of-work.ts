import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import type { RegionId } from '../../kernel/index.js';
import type { Principal } from '../auth/principal.js';
import { unitsOf } from '../auth/principal.js';

/** One open transaction of one actor in one region. */
export interface Tx {
  readonly manager: EntityManager;
  readonly regionId: RegionId;
  readonly principal: Principal;
  /** Runs hand-written SQL inside the transaction; rows come back as plain objects. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Codes after which PostgreSQL guarantees that nothing happened and the same transaction may be tried again. */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 4;

/** SQLSTATE of a failed query, `undefined` for anything else. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const code: unknown = (error.driverError as { code?: unknown }).code;
  return typeof code === 'string' ? code : undefined;
}

/** Name of the violated constraint, `undefined` when the error names none. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const name: unknown = (error.driverError as { constraint?: unknown }).constraint;
  return typeof name === 'string' ? name : undefined;
}

/** Opens transactions. A use case opens exactly one; everything below receives it as `Tx`. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction and commits when it resolves; anything thrown rolls back and goes on.
   * Serialisation failures and deadlocks are repeated with a fresh transaction, so `work` must be free of
   * effects outside the database.
   */
  async run<T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.dataSource.transaction(async (manager) => {
          const tx: Tx = {
            manager,
            principal,
            regionId: principal.regionId,
            query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => {
              const rows: unknown = await manager.query(sql, [...parameters]);
              // UPDATE and DELETE with RETURNING answer [rows, count] through TypeORM.
              return (Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0] : rows) as Row[];
            },
          };
          // Read by row-level security and by the triggers of append-only tables.
          await manager.query(
            `SELECT set_config('fallwerk.region_id', $1, true), set_config('fallwerk.account_id', $2, true),
                    set_config('fallwerk.unit_ids', $3, true)`,
            [principal.regionId, principal.accountId, unitsOf(principal).join(',')],
          );
          return work(tx);
        });
      } catch (error) {
        const code = sqlState(error);
        if (code === undefined || !RETRYABLE.has(code) || attempt >= MAX_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10 * attempt * (1 + Math.random())));
      }
    }
  }
}
