import type { DataSource } from 'typeorm';

/** Why a part is not ready. */
export type ReadinessCode =
  'DATABASE_UNREACHABLE' | 'MIGRATIONS_PENDING' | 'MIGRATIONS_UNKNOWN' | 'SHUTTING_DOWN';

/** One thing this process needs before it can serve. */
export interface ReadinessCheck {
  readonly name: string;
  /** `undefined` when ready. Must not throw; must answer within about a second. */
  run(): Promise<ReadinessCode | undefined>;
}

const TIMEOUT_MS = 1_000;

/** Outcome of the work, `undefined` when it fails or takes longer than a second. */
async function inTime<T>(work: () => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work().catch(() => undefined), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ready when the database answers within a second. */
export function databaseCheck(dataSource: Pick<DataSource, 'query'>): ReadinessCheck {
  return {
    name: 'database',
    run: async () =>
      (await inTime(() => dataSource.query<unknown>('SELECT 1'))) === undefined
        ? 'DATABASE_UNREACHABLE'
        : undefined,
  };
}

/**
 * Ready when every migration this program brings was run. A newer database is fine, so that nodes can be replaced one
 * by one. Asked until it holds, then remembered.
 *
 * @param expected Names of the migrations, as TypeORM records them.
 * @param table    Table in which TypeORM records them.
 */
export function migrationsCheck(
  dataSource: Pick<DataSource, 'query'>,
  expected: readonly string[],
  table = 'migrations',
): ReadinessCheck {
  let upToDate = false;
  return {
    name: 'migrations',
    run: async () => {
      if (upToDate) return undefined;
      const sql = `SELECT name FROM "${table.replaceAll('"', '""')}"`;
      const rows = await inTime(() => dataSource.query<{ name: string }[]>(sql));
      if (!rows) return 'MIGRATIONS_UNKNOWN';
      const done = new Set(rows.map(({ name }) => name));
      upToDate = expected.every((name) => done.has(name));
      return upToDate ? undefined : 'MIGRATIONS_PENDING';
    },
  };
}
