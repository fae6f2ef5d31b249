import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditBench, REGION } from '../audit/audit-bench.js';
import { auditAnchor } from '../../../src/cli/commands/audit/anchor.js';
import { auditExport } from '../../../src/cli/commands/audit/export.js';
import { verifyAuditCommand } from '../../../src/cli/commands/audit/verify-audit.js';
import { runCommandLine } from '../../../src/cli/commands/command-line.js';

const COMMANDS = [verifyAuditCommand, auditAnchor, auditExport];
const before = { ...process.env };
let bench: AuditBench;

beforeAll(async () => {
  bench = await AuditBench.open();
  Object.assign(process.env, {
    FALLWERK_MODE: 'test',
    DATABASE_URL: bench.database.appUrl,
    MIGRATION_DATABASE_URL: bench.database.ownerUrl,
    FALLWERK_KEY_DIR: bench.keyDir,
  });
  await bench.write(5);
  await bench.settle();
});

afterAll(async () => {
  process.env = before;
  await bench?.close();
});

afterEach(() => bench.restore());

async function fallwerk(...words: readonly string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommandLine(COMMANDS, words, {
    say: (line) => void said.push(line),
    complain: (line) => void complained.push(line),
    ask: () => Promise.resolve(''),
  });
  return { code, out: said.join('\n'), err: complained.join('\n') };
}

describe('the register on the command line', () => {
  it('is anchored, exported to a new file only, and verified against that file', async () => {
    await bench.keep();
    expect(await fallwerk('audit', 'anchor')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Anker 1 .* über 5 Zeilen/),
    });
    await bench.keep();
    const file = join(bench.keyDir, 'anchors.json');
    expect(await fallwerk('audit', 'export', '--file', file)).toMatchObject({ code: 0 });
    expect((await fallwerk('audit', 'export', '--file', file)).code).not.toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      anchors: [{ regionId: REGION, number: 1, position: 5 }],
      publicKey: expect.stringContaining('BEGIN PUBLIC KEY'),
    });
    const whole = await fallwerk('verify', 'audit', '--anchors', file);
    expect(whole).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('5 Zeilen und 1 Anker geprüft'),
    });
    await bench.attacker.query(`DELETE FROM audit_anchor`);
    const stolen = await fallwerk('verify', 'audit', '--anchors', file);
    expect(stolen).toMatchObject({
      code: 1,
      err: expect.stringContaining('ANCHOR_MISSING Region ahorntal, Anker'),
    });
  });

  it('names the altered place, also as JSON', async () => {
    await bench.attacker.query(
      `UPDATE audit_event SET action = 'X_Y' WHERE id = (SELECT event_id FROM audit_link WHERE position = 3)`,
    );
    const text = await fallwerk('verify', 'audit');
    expect(text).toMatchObject({
      code: 1,
      err: expect.stringContaining('EVENT_CHANGED Region ahorntal, Glied · link 3'),
    });
    const { list } = JSON.parse((await fallwerk('verify', 'audit', '--json')).out) as { list: unknown };
    expect(list).toMatchObject([{ code: 'EVENT_CHANGED', regionId: REGION, position: 3 }]);
  });

  it('compares the register of disclosures, and names the line that nobody wrote', async () => {
    const id = '11111111-1111-7111-8111-111111111111';
    const columns = 'id, act_id, case_id, person_id, from_unit_id, decided_by';
    await bench.attacker.query(
      `INSERT INTO disclosure (region_id, ${columns}, to_unit_id, category, recipient_function, purpose, channel,
         effect, "row", basis, table_version, disclosed_at)
       VALUES ($1, $2, $2, $2, $2, $2, $2, $3, 'WORK', 'x', 'CONF', 'ORAL', 'NEVER', 1, '{}', 1, now())`,
      [REGION, id, '22222222-2222-7222-8222-222222222222'],
    );
    try {
      expect(await fallwerk('verify', 'audit')).toMatchObject({
        code: 1,
        err: expect.stringContaining(
          `DISCLOSURE_NOT_ATTESTED Region ahorntal, Weitergabe · disclosure ${id}`,
        ),
      });
    } finally {
      await bench.attacker.query(`DELETE FROM disclosure`);
    }
    expect((await fallwerk('verify', 'audit')).out).toContain('0 Weitergaben verglichen');
  });

  it('prints the anchors of one day and says so when there are none', async () => {
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
    const day = await fallwerk('audit', 'export', '--day', today);
    expect(JSON.parse(day.out)).toMatchObject({ anchors: [{ day: today }] });
    expect(await fallwerk('audit', 'export', '--day', '2020-01-01')).toMatchObject({ code: 1 });
    expect(await fallwerk('audit', 'export', '--day', 'gestern')).toMatchObject({ code: 64 });
  });

  it('checks anchors elsewhere with nothing but the public key', async () => {
    const key = join(bench.keyDir, 'public.pem');
    const { publicKey } = JSON.parse((await fallwerk('audit', 'export')).out) as { publicKey: string };
    await writeFile(key, publicKey);
    process.env.FALLWERK_KEY_DIR = join(bench.keyDir, 'elsewhere');
    try {
      expect(await fallwerk('verify', 'audit')).toMatchObject({
        code: 1,
        err: expect.stringContaining('ANCHOR_KEY_UNKNOWN'),
      });
      expect(await fallwerk('verify', 'audit', '--public-key', key)).toMatchObject({ code: 0 });
    } finally {
      process.env.FALLWERK_KEY_DIR = bench.keyDir;
    }
  });

  it('keeps the signing key where only its owner reads it', async () => {
    const { mode } = await stat(join(bench.keyDir, 'audit-signing-key.pem'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('refuses a file that holds no anchors', async () => {
    const file = join(bench.keyDir, 'none.json');
    await writeFile(file, '{"anchors": 3}');
    expect(await fallwerk('verify', 'audit', '--anchors', file)).toMatchObject({ code: 78 });
  });
});
