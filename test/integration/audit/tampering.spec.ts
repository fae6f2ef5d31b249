import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anchorsIn, AuditSigningKey, exportAnchors, type SignedAnchor } from '../../../src/audit/index.js';
import { linkHash } from '../../../src/audit/domain/audit-chain.js';
import { AuditChainStore } from '../../../src/audit/persistence/audit-chain.store.js';
import { CHAIN_START } from '../../../src/kernel/index.js';
import { AuditBench, REGION } from './audit-bench.js';

let bench: AuditBench;
/** Three anchors at the positions 6, 9 and 12 of a chain of 15 lines. */
let exported: readonly SignedAnchor[];

beforeAll(async () => {
  bench = await AuditBench.open();
  await bench.write(6);
  await bench.sealAll();
  for (const day of ['2026-05-05', '2026-05-06', '2026-05-07']) {
    bench.clock.setDay(day, '00:05');
    await bench.daily();
    await bench.write(3);
    await bench.sealAll();
  }
  const key = await AuditSigningKey.load(bench.keyDir);
  exported = anchorsIn(JSON.parse(JSON.stringify(await exportAnchors(bench.database.unitOfWork, key)))) ?? [];
  await bench.keep();
});

afterAll(() => bench?.close());

afterEach(() => bench.restore());

/** Somebody with all rights computes links anew, from a position on. */
async function rewrite(from: number): Promise<void> {
  await bench.tx(async (tx) => {
    const store = new AuditChainStore();
    let [position, prevHash] = [0, CHAIN_START];
    for (const { link, line } of await store.page(tx, 0, 100)) {
      if (!line) continue;
      position += 1;
      const made = { ...link, position, prevHash };
      const hash = position < from ? link.hash : linkHash(REGION, made, line);
      await bench.attacker.query(
        `UPDATE audit_link SET position = $2, prev_hash = $3, hash = $4 WHERE event_id = $1`,
        [link.eventId, position, prevHash, hash],
      );
      prevHash = hash;
    }
  });
}

const EVENT_AT = (position: number) => `id = (SELECT event_id FROM audit_link WHERE position = ${position})`;

describe('tampering with the register by somebody with all rights in the database', () => {
  it('finds nothing in a register nobody touched', async () => {
    expect(exported.map(({ number, position }) => [number, position])).toEqual([
      [1, 6],
      [2, 9],
      [3, 12],
    ]);
    expect(await bench.found(exported)).toEqual([]);
  });

  it.each<[string, string, readonly string[]]>([
    ['an action', `UPDATE audit_event SET action = 'X_Y' WHERE ${EVENT_AT(5)}`, ['EVENT_CHANGED 5']],
    [
      'an instant by a microsecond',
      `UPDATE audit_event SET at = at + interval '1 microsecond' WHERE ${EVENT_AT(5)}`,
      ['EVENT_CHANGED 5'],
    ],
    [
      'who it was',
      `UPDATE audit_event SET account_id = gen_random_uuid() WHERE ${EVENT_AT(15)}`,
      ['EVENT_CHANGED 15'],
    ],
    [
      'a detail',
      `UPDATE audit_event SET details = details || '{"late": true}' WHERE ${EVENT_AT(1)}`,
      ['EVENT_CHANGED 1'],
    ],
    [
      'several lines',
      `UPDATE audit_event SET unit_id = gen_random_uuid() WHERE ${EVENT_AT(2)} OR ${EVENT_AT(8)}`,
      ['EVENT_CHANGED 2', 'EVENT_CHANGED 8'],
    ],
    ['a deleted line', `DELETE FROM audit_event WHERE ${EVENT_AT(7)}`, ['EVENT_MISSING 7']],
    ['a deleted link', `DELETE FROM audit_link WHERE position = 7`, ['LINK_MISSING 7', 'EVENT_NOT_IN_CHAIN']],
    [
      'a deleted line with its link',
      `WITH gone AS (DELETE FROM audit_link WHERE position = 7 RETURNING event_id)
       DELETE FROM audit_event WHERE id IN (SELECT event_id FROM gone)`,
      ['LINK_MISSING 7'],
    ],
    ['a changed hash', `UPDATE audit_link SET hash = repeat('a', 64) WHERE position = 7`, ['LINK_CHANGED 7']],
    [
      'a changed hash of the line before',
      `UPDATE audit_link SET prev_hash = repeat('a', 64) WHERE position = 7`,
      ['LINK_CHANGED 7'],
    ],
    [
      'when a line was chained',
      `UPDATE audit_link SET sealed_at = sealed_at + interval '1 second' WHERE position = 7`,
      ['EVENT_CHANGED 7'],
    ],
  ])('is found and named: %s', async (_, sql, expected) => {
    await bench.attacker.query(sql);
    expect(await bench.found()).toEqual(expected);
  });

  it('is found and named: two lines with their links in another order', async () => {
    await bench.attacker
      .query(`UPDATE audit_link SET position = -position WHERE position IN (4, 5)`)
      .catch(() => 0);
    await bench.attacker.query(`ALTER TABLE audit_link DROP CONSTRAINT audit_link_pk CASCADE`);
    try {
      await bench.attacker.query(`UPDATE audit_link SET position = 9 - position WHERE position IN (4, 5)`);
      expect(await bench.found()).toEqual(['LINK_REORDERED 4', 'LINK_REORDERED 5', 'LINK_CHANGED 6']);
    } finally {
      await bench.restore();
      await bench.attacker.query(
        `ALTER TABLE audit_link ADD CONSTRAINT audit_link_pk PRIMARY KEY (region_id, position)`,
      );
    }
  });

  it('is found and named: a line inserted among the old ones', async () => {
    await bench.attacker.query(
      `INSERT INTO audit_event SELECT region_id, gen_random_uuid(), at, actor_kind, account_id, unit_id, 'X_Y',
         object_type, object_id, case_id, legal_basis, details, tx_id FROM audit_event WHERE ${EVENT_AT(5)}`,
    );
    expect(await bench.found()).toEqual(['EVENT_NOT_IN_CHAIN']);
    // The worker does not take it in either.
    await bench.seal();
    expect(await bench.found()).toEqual(['EVENT_NOT_IN_CHAIN']);
  });

  it('is found and named: a line written today that pretends to be old', async () => {
    await bench.attacker.query(
      `INSERT INTO audit_event SELECT region_id, gen_random_uuid(), at, actor_kind, account_id, unit_id, 'X_Y',
         object_type, object_id, case_id, legal_basis, details FROM audit_event WHERE ${EVENT_AT(5)}`,
    );
    await bench.sealAll();
    expect(await bench.found()).toEqual(['EVENT_BACKDATED 16']);
  });

  it('is found and named: an end cut off in front of an anchor', async () => {
    await bench.attacker.query(
      `DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_link WHERE position > 10)`,
    );
    await bench.attacker.query(`DELETE FROM audit_link WHERE position > 10`);
    expect(await bench.found()).toEqual(['TAIL_MISSING 11']);
  });

  it('is found and named: a changed line with the whole chain behind it computed anew', async () => {
    await bench.attacker.query(`UPDATE audit_event SET action = 'X_Y' WHERE ${EVENT_AT(8)}`);
    await rewrite(8);
    // The anchor of position 6 still holds: it happened behind it.
    expect(await bench.found()).toEqual(['CHAIN_REWRITTEN 7', 'CHAIN_REWRITTEN 10']);
  });

  it('is found and named: a line taken out, and the whole chain computed anew without it', async () => {
    await bench.attacker.query(`DELETE FROM audit_event WHERE ${EVENT_AT(2)}`);
    await bench.attacker.query(`DELETE FROM audit_link WHERE position = 2`);
    await rewrite(1);
    expect(await bench.found()).toEqual(['CHAIN_REWRITTEN 1', 'CHAIN_REWRITTEN 7', 'CHAIN_REWRITTEN 10']);
  });

  it.each<[string, string, readonly string[]]>([
    ['a hash', `UPDATE audit_anchor SET hash = repeat('b', 64) WHERE number = 2`, ['ANCHOR_CHANGED 2']],
    ['a position', `UPDATE audit_anchor SET position = 8 WHERE number = 2`, ['ANCHOR_CHANGED 2']],
    ['a day', `UPDATE audit_anchor SET day = day - 1 WHERE number = 3`, ['ANCHOR_CHANGED 3']],
    ['a signature', `UPDATE audit_anchor SET signature = 'AAAA' WHERE number = 1`, ['ANCHOR_CHANGED 1']],
    ['one deleted', `DELETE FROM audit_anchor WHERE number = 2`, ['ANCHOR_MISSING 2']],
    [
      'one under a key of somebody else',
      `UPDATE audit_anchor SET key_id = repeat('c', 32) WHERE number = 3`,
      ['ANCHOR_KEY_UNKNOWN 3'],
    ],
  ])('is found and named at an anchor: %s', async (_, sql, expected) => {
    await bench.attacker.query(sql);
    expect(await bench.found()).toEqual(expected);
  });

  it('is found with anchors kept elsewhere, when all of the database was made anew', async () => {
    await bench.attacker.query(`UPDATE audit_event SET action = 'X_Y' WHERE ${EVENT_AT(8)}`);
    await rewrite(8);
    await bench.attacker.query(`DELETE FROM audit_anchor`);
    // By itself it only looks unattested.
    expect(await bench.found()).toEqual(['ANCHOR_OVERDUE 1']);
    expect(await bench.found(exported)).toEqual([
      'ANCHOR_MISSING 1',
      'ANCHOR_MISSING 2',
      'ANCHOR_MISSING 3',
      'CHAIN_REWRITTEN 7',
      'CHAIN_REWRITTEN 10',
    ]);
  });

  it('is found with anchors kept elsewhere, when even the signing key was misused', async () => {
    await bench.attacker.query(`UPDATE audit_event SET action = 'X_Y' WHERE ${EVENT_AT(8)}`);
    await rewrite(8);
    await bench.attacker.query(`DELETE FROM audit_anchor`);
    await bench.anchoring.now(REGION);
    expect(await bench.found()).toEqual([]);
    expect(await bench.found(exported)).toContain('CHAIN_REWRITTEN 7');
  });

  it('is suspected when no anchor has come for more than two days', async () => {
    await bench.attacker.query(`DELETE FROM audit_anchor`);
    const now = bench.clock.now();
    bench.clock.advance({ hours: 72 });
    expect(await bench.found()).toEqual(['ANCHOR_OVERDUE 1']);
    bench.clock.advance({ milliseconds: now.epochMilliseconds - bench.clock.now().epochMilliseconds });
  });

  it('is suspected when lines stay without links although a worker runs', async () => {
    await bench.write(2);
    await bench.settle();
    const now = bench.clock.now();
    bench.clock.advance({ seconds: 90 });
    expect(await bench.found()).toEqual([]);
    // The lock by which a worker shows that it lives.
    await bench.attacker.query(`SELECT pg_advisory_lock(x'6a6f6273'::integer, 1)`);
    try {
      expect(await bench.found()).toEqual(['SEALING_STANDS_STILL']);
    } finally {
      await bench.attacker.query(`SELECT pg_advisory_unlock(x'6a6f6273'::integer, 1)`);
      bench.clock.advance({ milliseconds: now.epochMilliseconds - bench.clock.now().epochMilliseconds });
    }
  });
});
