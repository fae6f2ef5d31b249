import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { SettableClock } from '#test/support/settable-clock.js';
import { inDatabase, testCluster } from '#test/support/test-cluster.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import {
  AnchorAudit,
  AuditHeads,
  AuditKeyRing,
  AuditLog,
  AuditSigningKey,
  SealAudit,
  verifyAudit,
  type AuditFinding,
  type AuditHead,
  type AuditVerification,
  type SignedAnchor,
} from '../../../src/audit/index.js';
import { asId, type RegionId } from '../../../src/kernel/index.js';
import { loadConfig, newId, systemPrincipal, type AppConfig, type Tx } from '../../../src/platform/index.js';

/** Region of a bench. */
export const REGION = asId<RegionId>('ahorntal');
const TABLES = ['audit_event', 'audit_link', 'audit_anchor'] as const;
const PATIENCE_MS = 10_000;

/** The register of a region with whoever may do everything to it. */
export class AuditBench {
  readonly clock = new SettableClock(Temporal.Instant.from('2026-05-04T07:00:00Z'));
  readonly log = new AuditLog(this.clock);
  readonly sealing: SealAudit;
  readonly anchoring: AnchorAudit;
  readonly heads: AuditHeads;
  readonly config: AppConfig;

  private constructor(
    readonly database: TestDatabase,
    /** Connected as superuser, with all triggers off: foreign keys and append-only alike. */
    readonly attacker: Client,
    private readonly dataDir: string,
  ) {
    const config = loadConfig({ FALLWERK_MODE: 'test', FALLWERK_DATA_DIR: dataDir });
    this.config = config;
    this.heads = new AuditHeads(database.unitOfWork, config);
    this.sealing = new SealAudit(database.unitOfWork, this.clock);
    this.anchoring = new AnchorAudit(database.unitOfWork, this.clock, config, this.sealing, this.heads);
  }

  /** Starts it; in `beforeAll`. */
  static async open(): Promise<AuditBench> {
    const database = await createTestDatabase();
    const { superuserUrl } = await testCluster();
    const name = new URL(database.appUrl).pathname.slice(1);
    const attacker = new Client({ connectionString: inDatabase(superuserUrl, name) });
    await attacker.connect();
    await attacker.query(`SET session_replication_role = replica`);
    await attacker.query(`INSERT INTO region (region_id, name) VALUES ($1, 'Ahorntal')`, [REGION]);
    return new AuditBench(database, attacker, await mkdtemp(join(tmpdir(), 'fallwerk-audit-')));
  }

  /** Ends it; in `afterAll`. */
  async close(): Promise<void> {
    await this.attacker.end();
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Folder of the signing key. */
  get keyDir(): string {
    return join(this.dataDir, 'keys');
  }

  /** Runs in one transaction of the platform itself. */
  async tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.unitOfWork.run(systemPrincipal(REGION), work);
  }

  /** Rows as the application's role reads them. */
  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.tx((tx) => tx.query<Row>(sql, parameters));
  }

  /** Writes so many lines, each in a transaction of its own. */
  async write(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      await this.tx((tx) => this.record(tx, index));
      this.clock.advance({ milliseconds: 5 });
    }
  }

  /** Writes one line in an open transaction. */
  async record(tx: Tx, index: number): Promise<void> {
    await this.log.record(tx, {
      action: 'BOOK_LENT',
      objectType: 'book',
      objectId: newId(this.clock.now()),
      details: { index, shelf: 'A', late: false, codes: ['X', 'Y'] },
    });
  }

  /** One run of the worker. @returns Number of new links. */
  async seal(): Promise<number> {
    return this.sealing.run(REGION);
  }

  /** Runs until nothing waits: tests of other databases of the server may hold a run up. */
  async sealAll(): Promise<number> {
    let links = 0;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(20)) {
      links += await this.seal();
      if ((await this.verify()).total.notYetSealed === 0) return links;
    }
    throw new Error('Something holds the sealing up');
  }

  /** Waits until no transaction of another database of the server can precede what was written. */
  async settle(): Promise<void> {
    const sql = `
      SELECT coalesce(max(tx_id), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS done FROM audit_event
      WHERE tx_id < pg_snapshot_xmax(pg_current_snapshot())::text::bigint`;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(20)) {
      const [row] = await this.rows<{ done: boolean }>(sql);
      if (row?.done === true) return;
    }
    throw new Error('Something holds the sealing up');
  }

  /** The worker's look for an anchor. */
  async daily(): Promise<SignedAnchor | undefined> {
    return this.anchoring.daily(REGION);
  }

  /** What verification says. */
  async verify(
    exported: readonly SignedAnchor[] = [],
    kept?: ReadonlyMap<RegionId, AuditHead>,
  ): Promise<{
    readonly findings: readonly AuditFinding[];
    readonly total: AuditVerification;
  }> {
    const keys = new AuditKeyRing();
    keys.add((await AuditSigningKey.load(this.keyDir)).publicKey);
    const findings: AuditFinding[] = [];
    const onFinding = (finding: AuditFinding): void => void findings.push(finding);
    const total = await verifyAudit(this.database.unitOfWork, this.clock, {
      keys,
      exported,
      ...(kept ? { kept } : {}),
      onFinding,
      linksPerPage: 3,
      secondLookMs: 10,
    });
    return { findings, total };
  }

  /** Codes of what verification finds, with the place in the chain or the number of the anchor. */
  async found(
    exported: readonly SignedAnchor[] = [],
    kept?: ReadonlyMap<RegionId, AuditHead>,
  ): Promise<readonly string[]> {
    const { findings } = await this.verify(exported, kept);
    return findings.map(({ code, position, anchor }) => `${code} ${position ?? anchor ?? ''}`.trim());
  }

  /** Keeps the register as it is now. */
  async keep(): Promise<void> {
    for (const table of TABLES) {
      await this.attacker.query(`DROP TABLE IF EXISTS kept_${table}`);
      await this.attacker.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
    }
  }

  /** Puts back what {@link keep} kept. */
  async restore(): Promise<void> {
    for (const table of TABLES) {
      await this.attacker.query(`DELETE FROM ${table}`);
      await this.attacker.query(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
    }
  }
}
