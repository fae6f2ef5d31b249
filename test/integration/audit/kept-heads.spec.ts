import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIT_HEADS_DIR } from '../../../src/audit/application/audit-heads.js';
import { AuditSealer } from '../../../src/audit/application/audit-sealer.js';
import { keptHeads } from '../../../src/audit/index.js';
import type { AppConfig } from '../../../src/platform/index.js';
import { AuditBench, REGION } from './audit-bench.js';

const PATIENCE_MS = 10_000;

let bench: AuditBench;
let file: string;
let keptText: string;

beforeAll(async () => {
  bench = await AuditBench.open();
  file = join(bench.keyDir, AUDIT_HEADS_DIR, `${REGION}.json`);
  await bench.write(6);
  await bench.sealAll();
  bench.clock.setDay('2026-05-05', '00:05');
  await bench.daily();
  await bench.write(3);
  await bench.sealAll();
  await bench.heads.follow(REGION);
  keptText = await readFile(file, 'utf8');
  await bench.keep();
});

afterAll(() => bench?.close());

afterEach(async () => {
  await bench.restore();
  await bench.attacker.query(`UPDATE region SET is_demonstration = false`);
  await writeFile(file, keptText);
});

const found = async () => bench.found([], await keptHeads(bench.keyDir));

const BACKDATED = `
  INSERT INTO audit_event SELECT region_id, gen_random_uuid(), at, actor_kind, account_id, unit_id, 'X_Y', object_type,
    object_id, case_id, legal_basis, details
  FROM audit_event WHERE id = (SELECT event_id FROM audit_link WHERE position = 1)`;

async function cutBehind(position: number): Promise<void> {
  await bench.attacker.query(
    `DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_link WHERE position > ${position})`,
  );
  await bench.attacker.query(`DELETE FROM audit_link WHERE position > ${position}`);
}

describe('the head of the chain that is kept beside the signing key', () => {
  it('is readable by its owner only, and agrees with a register nobody touched', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await keptHeads(bench.keyDir)).get(REGION)).toMatchObject({
      position: 9,
      isDemonstration: false,
      anchor: { number: 1, position: 6 },
    });
    expect(await readdir(join(bench.keyDir, AUDIT_HEADS_DIR))).toHaveLength(1);
    expect(await found()).toEqual([]);
  });

  it('betrays a register that was emptied with its links and anchors', async () => {
    for (const table of ['audit_event', 'audit_link', 'audit_anchor'])
      await bench.attacker.query(`DELETE FROM ${table}`);
    expect(await bench.found()).toEqual([]);
    expect(await found()).toEqual(['ANCHOR_MISSING 1', 'TAIL_MISSING 1', 'TAIL_MISSING 1']);
  });

  it('betrays a region that was deleted as a whole', async () => {
    for (const table of ['audit_event', 'audit_link', 'audit_anchor', 'region'])
      await bench.attacker.query(`DELETE FROM ${table}`);
    expect(await found()).toEqual(['REGION_MISSING 1']);
    await bench.attacker.query(`INSERT INTO region (region_id, name) VALUES ($1, 'Ahorntal')`, [REGION]);
  });

  it('betrays an end that was cut off behind the newest anchor', async () => {
    await cutBehind(7);
    expect(await bench.found()).toEqual([]);
    expect(await found()).toEqual(['TAIL_MISSING 8']);
  });

  it('betrays an end that was cut off and filled up again, and does not follow it', async () => {
    await cutBehind(7);
    await bench.write(4);
    await bench.sealAll();
    await bench.heads.follow(REGION);
    await bench.anchoring.now(REGION);
    expect(await readFile(file, 'utf8')).toBe(keptText);
    expect(await found()).toEqual(['CHAIN_REWRITTEN 7']);
  });

  it('betrays a region that was declared a demonstration so that times would say nothing', async () => {
    await bench.attacker.query(`UPDATE region SET is_demonstration = true`);
    await bench.attacker.query(BACKDATED);
    await bench.sealAll();
    await bench.heads.follow(REGION);
    expect(await found()).toEqual(['REGION_REMARKED', 'EVENT_BACKDATED 10']);
    // Not believed without a head either.
    expect(await bench.found()).toEqual(['EVENT_BACKDATED 10']);
  });

  it('lets a region that began as a demonstration tell its story', async () => {
    await rm(file);
    await bench.attacker.query(`UPDATE region SET is_demonstration = true`);
    await bench.heads.follow(REGION);
    await bench.attacker.query(BACKDATED);
    await bench.sealAll();
    await bench.heads.follow(REGION);
    expect(await found()).toEqual([]);
  });

  it('is no less than what a running worker sealed a moment ago', async () => {
    const config: AppConfig = Object.assign({}, bench.config, { roles: ['worker'] as const });
    const sealer = new AuditSealer(config, bench.sealing, bench.anchoring, bench.heads);
    await bench.write(2);
    await bench.settle();
    sealer.onApplicationBootstrap();
    try {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(20))
        if ((await keptHeads(bench.keyDir)).get(REGION)?.position === 11) break;
    } finally {
      await sealer.beforeApplicationShutdown();
    }
    expect((await keptHeads(bench.keyDir)).get(REGION)?.position).toBe(11);
  });

  it('that was damaged ends the check instead of passing it, and is not replaced', async () => {
    await writeFile(file, '{"regionId":"ahorntal"}');
    await bench.heads.follow(REGION);
    expect(await readFile(file, 'utf8')).toBe('{"regionId":"ahorntal"}');
    await expect(found()).rejects.toThrow();
  });
});
