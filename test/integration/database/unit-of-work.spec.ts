import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asId, type RegionId } from '../../../src/kernel/index.js';
import { prepared, systemPrincipal, type Tx } from '../../../src/platform/index.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';

// The platform across all regions: row-level security keeps nothing from it.
const principal = systemPrincipal(asId<RegionId>('system'));
const INSERT = prepared('insert_test_region', `INSERT INTO region (region_id, name) VALUES ($1, $2)`);

let database: TestDatabase;

async function inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.unitOfWork.run(principal, work);
}

async function regions(): Promise<readonly string[]> {
  const rows = await inTx((tx) =>
    tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`),
  );
  return rows.map((row) => row.region_id);
}

let before: readonly string[];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  before = await regions();
});

describe('a transaction with posted statements', () => {
  it('commits what was sent without waiting, in order', async () => {
    await inTx(async (tx) => {
      tx.post(INSERT, ['herford', 'Kreis Herford']);
      tx.post(INSERT, ['minden', 'Kreis Minden-Lübbecke']);
      const seen = await tx.query(`SELECT 1 FROM region WHERE region_id IN ('herford', 'minden')`);
      expect(seen).toHaveLength(2);
    });
    expect(await regions()).toEqual([...before, 'herford', 'minden'].toSorted());
  });

  it('keeps nothing when a posted statement fails, and throws its error', async () => {
    const broken = inTx(async (tx) => {
      tx.post(INSERT, ['hoexter', 'Kreis Höxter']);
      tx.post(INSERT, ['hoexter', 'twice']);
    });
    await expect(broken).rejects.toMatchObject({ code: '23505', constraint: 'region_pk' });
    expect(await regions()).toEqual(before);
  });

  it('throws the posted failure, not the one it caused behind it', async () => {
    const broken = inTx(async (tx) => {
      tx.post(`SELECT 1 / 0`);
      await tx.query(`SELECT 1`);
    });
    await expect(broken).rejects.toMatchObject({ code: '22012' });
  });

  it('keeps nothing when a savepoint saved it from a posted failure', async () => {
    const broken = inTx(async (tx) => {
      tx.post(INSERT, ['bielefeld', 'Stadt Bielefeld']);
      await tx.query(`SAVEPOINT attempt`);
      tx.post(`SELECT 1 / 0`);
      await tx.query(`ROLLBACK TO SAVEPOINT attempt`);
    });
    await expect(broken).rejects.toMatchObject({ code: '22012' });
    expect(await regions()).toEqual(before);
  });

  it('never reports a commit that did not happen, even when a failure was swallowed', async () => {
    const broken = inTx(async (tx) => {
      await tx.query(INSERT, ['guetersloh', 'Kreis Gütersloh']);
      await tx.query(`SELECT 1 / 0`).catch(() => undefined);
    });
    await expect(broken).rejects.toThrow('had failed before its commit');
    expect(await regions()).toEqual(before);
  });

  it('repeats a serialisation failure with a fresh transaction', async () => {
    let attempts = 0;
    await inTx(async (tx) => {
      attempts += 1;
      if (attempts < 3) tx.post(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$`);
      tx.post(INSERT, ['paderborn', 'Kreis Paderborn']);
    });
    expect(attempts).toBe(3);
    expect(await regions()).toContain('paderborn');
  });

  it('leaves the connection usable after a failure', async () => {
    for (let round = 0; round < 12; round += 1) {
      await expect(inTx((tx) => tx.query(`SELECT 1 / 0`))).rejects.toMatchObject({ code: '22012' });
    }
    expect(await inTx((tx) => tx.query(`SELECT 1 AS one`))).toEqual([{ one: 1 }]);
  });
});
