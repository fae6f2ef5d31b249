import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditSealer } from '../../../src/audit/application/audit-sealer.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { newId, systemPrincipal, withRoles } from '../../../src/platform/index.js';
import { AuditBench, REGION } from './audit-bench.js';

let bench: AuditBench;

beforeAll(async () => {
  bench = await AuditBench.open();
});

afterAll(() => bench?.close());

async function positions(): Promise<readonly number[]> {
  const rows = await bench.rows<{ position: number }>(
    `SELECT position::integer AS position FROM audit_link ORDER BY position`,
  );
  return rows.map(({ position }) => position);
}

describe('the chain over the register', () => {
  it('takes every line once, without gaps, and is whole', async () => {
    const before = (await positions()).length;
    await bench.write(7);
    expect((await bench.verify()).total).toMatchObject({ notYetSealed: 7, findings: 0 });
    expect(await bench.sealAll()).toBe(7);
    expect(await bench.seal()).toBe(0);
    expect(await positions()).toEqual(Array.from({ length: before + 7 }, (_, index) => index + 1));
    expect((await bench.verify()).total).toMatchObject({ links: before + 7, notYetSealed: 0, findings: 0 });
  });

  it('skips no line of a transaction that began earlier and commits later', async () => {
    const work = bench.database.unitOfWork;
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    let wrote = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => (wrote = resolve));
    const slow = work.run(systemPrincipal(REGION), async (tx) => {
      await bench.record(tx, 1);
      wrote();
      await held;
    });
    await isWritten;
    await bench.write(2);
    // The later two wait: the earlier one would have to be put before them.
    expect(await bench.seal()).toBe(0);
    expect((await bench.verify()).total).toMatchObject({ notYetSealed: 2, findings: 0 });
    finish();
    await slow;
    expect(await bench.sealAll()).toBe(3);
    expect((await bench.verify()).total).toMatchObject({ notYetSealed: 0, findings: 0 });
  });

  it('takes all lines of a transaction that wrote more than one run reads at a time', async () => {
    await bench.tx(async (tx) => {
      for (let index = 0; index < 1_201; index += 1)
        bench.log.post(tx, { action: 'BOOK_LENT', objectType: 'book', objectId: newId(bench.clock.now()) });
    });
    expect(await bench.sealAll()).toBe(1_201);
    expect((await bench.verify()).findings).toEqual([]);
  });

  it('is written by one node at a time, whoever asks at once', async () => {
    const before = (await positions()).length;
    await bench.write(20);
    const counts = await Promise.all(Array.from({ length: 5 }, () => bench.seal()));
    const rest = await bench.sealAll();
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(20);
    expect((await positions()).length).toBe(before + 20);
    expect((await bench.verify()).findings).toEqual([]);
  });

  it('goes on in another server, where transactions count from the start again', async () => {
    const far = `UPDATE audit_event SET tx_id = tx_id + 900000000000 WHERE id NOT IN (SELECT event_id FROM audit_link)`;
    await bench.write(3);
    await bench.attacker.query(far);
    expect(await bench.sealAll()).toBe(3);
    // The chain now ends beyond the counter; what waits below it is taken up all the same.
    await bench.write(2);
    expect(await bench.sealAll()).toBe(2);
    await bench.write(2);
    await bench.attacker.query(far);
    await bench.write(1);
    expect(await bench.sealAll()).toBe(3);
    expect((await bench.verify()).findings).toEqual([]);
  });

  it('is kept up to date by every worker, with one anchor per day, and by no other process', async () => {
    await bench.write(3);
    const before = await bench.rows(`SELECT FROM audit_anchor`);
    const sealer = (role: 'api' | 'worker') =>
      new AuditSealer(withRoles(bench.config, [role]), bench.sealing, bench.anchoring, bench.heads);
    const idle = sealer('api');
    idle.onApplicationBootstrap();
    await idle.beforeApplicationShutdown();
    expect((await bench.verify()).total.notYetSealed).toBe(3);
    bench.clock.advance({ hours: 24 });
    await bench.settle();
    const working = [sealer('worker'), sealer('worker')];
    for (const worker of working) worker.onApplicationBootstrap();
    await delay(500);
    await Promise.all(working.map((worker) => worker.beforeApplicationShutdown()));
    expect((await bench.verify()).total).toMatchObject({ notYetSealed: 0, findings: 0 });
    expect(await bench.rows(`SELECT FROM audit_anchor`)).toHaveLength(before.length + 1);
  });

  it('lets the application add, and nobody change or thin out', async () => {
    await bench.write(1);
    await bench.sealAll();
    await bench.daily();
    for (const table of ['audit_link', 'audit_anchor', 'audit_event']) {
      for (const sql of [
        `UPDATE ${table} SET region_id = 'x'`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
      ]) {
        await expect(bench.rows(sql)).rejects.toMatchObject({ code: '42501' });
        const asOwner = withClient(bench.database.ownerUrl, (client) => client.query(sql));
        await expect(asOwner).rejects.toMatchObject({ code: '23001' });
      }
    }
  });

  it('does not let the application say when something was written', async () => {
    const forged = `INSERT INTO audit_event (region_id, id, at, actor_kind, account_id, action, object_type, object_id, tx_id)
      VALUES ('${REGION}', gen_random_uuid(), now(), 'system', gen_random_uuid(), 'X_Y', 'case', gen_random_uuid(), 5)`;
    await expect(bench.rows(forged)).rejects.toMatchObject({ code: '42501' });
  });

  it('costs a deed no further statement: one line, one insert', async () => {
    const seen: string[] = [];
    await bench.tx(async (tx) => {
      const counting = {
        ...tx,
        regionId: tx.regionId,
        principal: tx.principal,
        query: async (sql: unknown, values: unknown) => {
          seen.push(String(sql));
          return tx.query(sql as string, values as unknown[]);
        },
      } as typeof tx;
      await bench.record(counting, 1);
    });
    expect(seen).toHaveLength(1);
    const [triggers] = await bench.rows<{ count: number }>(
      `SELECT count(*)::integer AS count FROM pg_trigger
       WHERE tgrelid = 'audit_event'::regclass AND NOT tgisinternal AND tgtype & 4 = 4`,
    );
    expect(triggers).toEqual({ count: 0 });
  });
});
