import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { testCluster } from '#test/support/test-cluster.js';
import { createDataSource, sameLogin } from '../../../src/platform/database/data-source.js';
import { withClient } from '../../../src/platform/database/roles.js';

describe('application data source', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('gives calendar days as text, instants as dates, and whole numbers without loss', async () => {
    const [row] = await database.dataSource.query<object[]>(
      `SELECT DATE '2026-03-29' AS day, ARRAY[DATE '2026-01-01'] AS days, TIMESTAMPTZ '2026-01-01T00:00:00Z' AS at,
              9007199254740993::bigint AS big`,
    );
    expect(row).toEqual({
      day: '2026-03-29',
      days: ['2026-01-01'],
      at: new Date('2026-01-01T00:00:00Z'),
      big: '9007199254740993',
    });
  });

  it('ends a statement that takes too long, and waits for nobody who forgot a transaction', async () => {
    const [row] = await database.dataSource.query<object[]>(
      `SELECT current_setting('statement_timeout') AS statement,
              current_setting('idle_in_transaction_session_timeout') AS idle,
              current_setting('lock_timeout') AS lock`,
    );
    expect(row).toEqual({ statement: '15s', idle: '8s', lock: '8s' });
  });

  it('gives up a connection whose other end vanished within eight seconds', async () => {
    const [row] = await database.dataSource.query<object[]>(
      `SELECT current_setting('tcp_keepalives_idle')::int + current_setting('tcp_keepalives_interval')::int
                * current_setting('tcp_keepalives_count')::int AS seconds`,
    );
    expect(row).toEqual({ seconds: 7 });
  });

  it('works with the rights of the application when one login owns and uses the schema', async () => {
    await withClient(database.ownerUrl, (client) => client.query('CREATE TABLE owned (id int)'));
    const url = new URL(database.ownerUrl);
    expect(sameLogin(database.appUrl, database.ownerUrl)).toBe(false);
    expect(sameLogin(url.href, undefined)).toBe(true);
    await withClient((await testCluster()).superuserUrl, (client) =>
      client.query('GRANT fallwerk_app TO fallwerk_owner'),
    );
    const sole = createDataSource({ url: url.href, entities: [], poolSize: 1, asApplicationRole: true });
    await sole.initialize();
    try {
      await expect(sole.query('SELECT * FROM owned')).rejects.toThrow('permission denied');
      expect(await sole.query('SELECT * FROM region')).toEqual([]);
    } finally {
      await sole.destroy();
    }
  });
});
