import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asId, type RegionId, type StaffId } from '../../../src/kernel/index.js';
import { prepared, systemPrincipal, type Tx } from '../../../src/platform/index.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';

const principal = systemPrincipal(asId<RegionId>('system'));

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** Reads the number of regions through the memory of the transaction. @returns How often it really read. */
function counting(tx: Tx) {
  let reads = 0;
  const count = () =>
    tx.once('regions', async () => {
      reads += 1;
      const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM region`);
      return row?.count;
    });
  return { count, reads: () => reads };
}

describe('what a transaction reads once', () => {
  it('is read once for everybody who asks for it, also at the same time', async () => {
    await database.unitOfWork.run(principal, async (tx) => {
      const { count, reads } = counting(tx);
      const [one, other] = await Promise.all([count(), count()]);
      await tx.query(`SELECT 1 FROM region`);
      expect([one, other, await count()]).toEqual([one, one, one]);
      expect(reads()).toBe(1);
    });
  });

  it.each([
    ['something is written', `INSERT INTO region (region_id, name) VALUES ('lemgo', 'Lemgo')`],
    ['a lock is taken, for which others may have been waited', `SELECT pg_advisory_xact_lock(42)`],
    ['something is taken back', `SAVEPOINT tried`],
  ])('is read again after %s', async (_what, statement) => {
    await database.unitOfWork.run(principal, async (tx) => {
      const { count, reads } = counting(tx);
      await count();
      tx.post(statement);
      await count();
      expect(reads()).toBe(2);
    });
  });

  it('is still known after a line of a log was added', async () => {
    await database.unitOfWork.run(principal, async (tx) => {
      const { count, reads } = counting(tx);
      await count();
      const note = `INSERT INTO region (region_id, name) VALUES ('notiz', 'Probe')`;
      tx.post(prepared('add_note', note, { onlyNotes: true }));
      await count();
      expect(reads()).toBe(1);
    });
  });

  it('sees what was written meanwhile', async () => {
    await database.unitOfWork.run(principal, async (tx) => {
      const { count } = counting(tx);
      const before = await count();
      tx.post(`INSERT INTO region (region_id, name) VALUES ('blomberg', 'Blomberg')`);
      expect(await count()).toBe((before ?? 0) + 1);
    });
  });

  it('is read for the actor, whatever was read «von Amts wegen»', async () => {
    const person = {
      ...principal,
      kind: 'staff' as const,
      staffId: asId<StaffId>(principal.accountId),
      grants: [],
    };
    await database.unitOfWork.run({ ...person, regionId: asId<RegionId>('nirgends') }, async (tx) => {
      const kind = () =>
        tx.once('kind', () =>
          tx.query<{ kind: string }>(`SELECT current_setting('fallwerk.actor_kind') AS kind`),
        );
      expect(await tx.exOfficio(kind)).toEqual([{ kind: 'system' }]);
      expect(await kind()).toEqual([{ kind: 'staff' }]);
    });
  });

  it('is not remembered when it fails', async () => {
    await database.unitOfWork.run(principal, async (tx) => {
      const failing = tx.once('failing', async () => {
        throw new Error('once');
      });
      await expect(failing).rejects.toThrow('once');
      expect(await tx.once('failing', async () => 'again')).toBe('again');
    });
  });
});
