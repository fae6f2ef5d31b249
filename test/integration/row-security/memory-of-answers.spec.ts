import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '../../../src/audit/index.js';
import { withClient } from '../../../src/platform/database/roles.js';
import type { Principal, Tx } from '../../../src/platform/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { TestApp } from '#test/support/test-app.js';
import { secondLineWorld, type SecondLineWorld } from './second-line-world.js';

/** Row-level security remembers answers within a transaction; these are the edges at which it must not be wrong. */
describe('what row-level security remembers', () => {
  let test: TestApp;
  let world: SecondLineWorld;

  beforeAll(async () => {
    test = await TestApp.start();
    world = await secondLineWorld(test);
  });
  afterAll(() => test.stop());

  const looker = (name: Parameters<SecondLineWorld['lookers']['get']>[0]): Principal => {
    const principal = world.lookers.get(name);
    if (!principal) throw new Error(`Nobody is called ${name}`);
    return principal;
  };
  const texts = (tx: Tx, caseId: string) =>
    tx.query<{ id: string }>('SELECT id FROM data_item WHERE region_id = $1 AND case_id = $2', [
      tx.regionId,
      caseId,
    ]);
  const asOwner = (sql: string, values: readonly unknown[]) =>
    withClient(test.database.ownerUrl, (client) => client.query(sql, [...values]));

  it('an answer about one case says nothing about another', async () => {
    await test.get(UnitOfWork).run(looker('participatingWithDisclosure'), async (tx) => {
      expect(await texts(tx, world.shared)).not.toHaveLength(0);
      expect(await texts(tx, world.foreign)).toHaveLength(0);
      expect(await texts(tx, world.hidden)).toHaveLength(0);
      // All cases in one statement, the known one first or last.
      for (const order of ['ASC', 'DESC']) {
        const rows = await tx.query<{ caseId: string }>(
          `SELECT case_id AS "caseId" FROM data_item WHERE region_id = $1 ORDER BY case_id = $2 ${order}`,
          [tx.regionId, world.shared],
        );
        expect(new Set(rows.map(({ caseId }) => caseId))).toEqual(new Set([world.shared]));
      }
    });
  });

  it('what is seen ex officio is not remembered for the actor', async () => {
    await test.get(UnitOfWork).run(looker('otherUnit'), async (tx) => {
      const official = await tx.exOfficio(() => texts(tx, world.shared));
      expect(official).not.toHaveLength(0);
      expect(await texts(tx, world.shared)).toHaveLength(0);
      const persons = await tx.query(
        'SELECT p.id FROM person p JOIN case_file c ON c.region_id = p.region_id AND c.person_id = p.id WHERE c.id = $1',
        [world.shared],
      );
      expect(persons).toHaveLength(0);
    });
  });

  it('what is noted either way leaves nobody acting ex officio', async () => {
    await test.get(UnitOfWork).run(looker('otherUnit'), async (tx) => {
      await tx.exOfficio(() => texts(tx, world.shared));
      const entry = { action: 'NOTED', objectType: 'case', objectId: world.foreign };
      await test.get(AuditLog).record(tx, entry);
      expect(await texts(tx, world.shared)).toHaveLength(0);
    });
  });

  it('nothing is carried over to the next transaction of a connection', async () => {
    const lead = looker('lead');
    // More transactions than connections, so that each connection has served both.
    for (let turn = 0; turn < 40; turn += 1) {
      const seen = await test.get(UnitOfWork).run(lead, (tx) => texts(tx, world.hidden));
      expect(seen).not.toHaveLength(0);
      const notSeen = await test.get(UnitOfWork).run(looker('ownUnit'), (tx) => texts(tx, world.hidden));
      expect(notSeen).toHaveLength(0);
    }
  });

  it('a no is asked again once the transaction wrote something', async () => {
    const actor = looker('otherUnit');
    const unitId = actor.kind === 'staff' ? actor.grants[0]?.unitId : undefined;
    const seen: number[] = [];
    const undone = test.get(UnitOfWork).run(actor, async (tx) => {
      const cases = () =>
        tx.query('SELECT id FROM case_file WHERE region_id = $1 AND id = $2', [tx.regionId, world.shared]);
      seen.push((await cases()).length);
      await tx.exOfficio(() =>
        tx.query(
          `INSERT INTO case_participation (region_id, id, case_id, unit_id, relation, started_at)
             VALUES ($1, gen_random_uuid(), $2, $3, 'PARTICIPANT', now())`,
          [tx.regionId, world.shared, unitId],
        ),
      );
      seen.push((await cases()).length);
      throw new Error('Not to be kept');
    });
    await expect(undone).rejects.toThrow('Not to be kept');
    expect(seen).toEqual([0, 1]);
  });

  it('a disclosure that another transaction ended is gone for the next statement', async () => {
    await test.get(UnitOfWork).run(looker('participatingWithDisclosure'), async (tx) => {
      const before = await texts(tx, world.shared);
      await asOwner(
        `UPDATE disclosure SET basis_ended_at = now(), basis_end_reason = 'REVOKED' WHERE region_id = $1 AND case_id = $2 AND basis_ended_at IS NULL`,
        [tx.regionId, world.shared],
      );
      const after = await texts(tx, world.shared);
      expect(after.length).toBeLessThan(before.length);
    });
  });

  it('without an actor nothing holds, remembered or not', async () => {
    await withClient(test.database.appUrl, async (client) => {
      await client.query('BEGIN');
      for (const name of ['sees_case', 'is_open', 'governs_case'])
        await client.query(`SELECT set_config('fallwerk.${name}', $1, true)`, [world.shared]);
      const { rows } = await client.query('SELECT id FROM data_item');
      expect(rows).toHaveLength(0);
      await client.query('ROLLBACK');
    });
  });
});
