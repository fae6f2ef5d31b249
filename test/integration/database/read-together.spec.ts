import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asId, type RegionId } from '../../../src/kernel/index.js';
import { AccessDenied, systemPrincipal, type Principal } from '../../../src/platform/index.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';

const principal = systemPrincipal(asId<RegionId>('system'));

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

const NEW_REGION = `INSERT INTO region (region_id, name) VALUES ($1, 'Probe')`;

/** Number of the transaction in which somebody reads. */
async function transaction(reader: Principal = principal): Promise<string | undefined> {
  return database.unitOfWork.run(reader, async (tx) => {
    const [row] = await tx.query<{ id: string }>(`SELECT pg_current_xact_id()::text AS id`);
    return row?.id;
  });
}

function page<T>(work: () => Promise<T>): Promise<T> {
  return database.unitOfWork.readTogether(principal, work);
}

async function isThere(region: string): Promise<boolean> {
  const rows = await database.unitOfWork.run(principal, (tx) =>
    tx.query(`SELECT 1 FROM region WHERE region_id = $1`, [region]),
  );
  return rows.length > 0;
}

describe('the parts of a page', () => {
  it('share one transaction, one after another and at once', async () => {
    const seen = await page(async () => [
      await transaction(),
      ...(await Promise.all([transaction(), transaction()])),
    ]);
    expect(new Set(seen).size).toBe(1);
    expect(await transaction()).not.toBe(seen[0]);
  });

  it('share it with nobody else: another actor has a transaction of their own, and so has another page', async () => {
    const [own, other, elsewhere] = await page(async () =>
      Promise.all([transaction(), transaction({ ...principal }), page(() => transaction())]),
    );
    expect(new Set([own, other, elsewhere]).size).toBe(3);
  });

  it('leave each other alone when one of them is refused, and what they logged stays', async () => {
    const answers = await page(() =>
      Promise.allSettled([
        database.unitOfWork.run(principal, async (tx) => tx.post(NEW_REGION, ['logged'])),
        database.unitOfWork.run(principal, async () => {
          throw new AccessDenied();
        }),
        transaction(),
      ]),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await isThere('logged')).toBe(true);
  });

  it('are not shown when what they logged cannot be kept', async () => {
    const shown = page(async () => {
      await database.unitOfWork.run(principal, async (tx) => tx.post(NEW_REGION, ['logged']));
      return 'content';
    });
    await expect(shown).rejects.toMatchObject({ code: '23505' });
  });

  it('leave no transaction open, also when the page fails or reads nothing', async () => {
    await expect(
      page(async () => {
        await transaction();
        throw new AccessDenied();
      }),
    ).rejects.toThrow(AccessDenied);
    expect(await page(async () => 'nothing read')).toBe('nothing read');
    const [row] = await database.unitOfWork.run(principal, (tx) =>
      tx.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM pg_stat_activity
         WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
      ),
    );
    expect(row?.open).toBe(0);
  });

  it('are over for what outlives the page', async () => {
    let later: Promise<string | undefined> | undefined;
    const first = await page(async () => {
      const seen = await transaction();
      later = delay(50).then(() => transaction());
      return seen;
    });
    expect(await later).not.toBe(first);
  });

  it('end before their transaction does, also when another part has already failed the page', async () => {
    let late: Promise<string | undefined> | undefined;
    const failing = page(async () => {
      late = database.unitOfWork.run(principal, async (tx) => {
        await tx.query(`SELECT pg_sleep(0.1)`);
        const [row] = await tx.query<{ id: string }>(`SELECT pg_current_xact_id()::text AS id`);
        return row?.id;
      });
      await transaction();
      throw new AccessDenied();
    });
    await expect(failing).rejects.toThrow(AccessDenied);
    expect(await late).toMatch(/^\d+$/);
  });
});

describe('a statement that comes after the end of its transaction', () => {
  it.each([
    ['committed', undefined],
    ['undone', new AccessDenied()],
  ])('is refused when it was %s: the connection is somebody else’s by then', async (_how, failure) => {
    let late: Promise<unknown> | undefined;
    const over = database.unitOfWork.run(principal, async (tx) => {
      await tx.query(`SELECT 1`);
      late = delay(50).then(() =>
        tx.exOfficio(() => tx.query(`SELECT current_setting('fallwerk.actor_kind', true)`)),
      );
      late.catch(() => undefined);
      if (failure) throw failure;
    });
    await Promise.allSettled([over]);
    await expect(late).rejects.toThrow('The transaction is over');
  });
});
