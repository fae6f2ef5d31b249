import { Client } from 'pg';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase } from '#test/support/test-database.js';
import { chainHash, CHAIN_START, type ProcessId } from '../../../src/kernel/index.js';
import { hashedContent } from '../../../src/workflow/application/event-record.js';
import {
  verifyProcesses,
  type BrokenProcess,
  type VerifyOptions,
} from '../../../src/workflow/application/verify-processes.js';
import type { ProcessView } from '../../../src/workflow/domain/process.js';
import { ExchangeNode } from './exchange.js';
import {
  asFile,
  insertRegion,
  libraryLoan,
  REGION,
  SettableClock,
  WorkflowNode,
} from './workflow-harness.js';

/** A database under verification, with a login that may do everything. */
export class VerificationBench {
  private constructor(
    private readonly database: Awaited<ReturnType<typeof createTestDatabase>>,
    readonly owner: Client,
  ) {}

  /** In `beforeAll`. */
  static async open(): Promise<VerificationBench> {
    const database = await createTestDatabase();
    await insertRegion(database.unitOfWork);
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    // Whoever owns the tables can switch the triggers off; replay is for them.
    const tables = await owner.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    for (const { name } of tables.rows) await owner.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    return new VerificationBench(database, owner);
  }

  /** Removes all processes and gives an engine on 2 March 2026; in `beforeEach`. */
  async fresh(): Promise<WorkflowNode> {
    await this.removeProcesses();
    const clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00.123456Z'));
    const node = new WorkflowNode(this.database.unitOfWork, clock);
    await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
    return node;
  }

  /** Removes all processes and gives an engine for processes that exchange messages; in `beforeEach`. */
  async freshExchange(): Promise<ExchangeNode> {
    await this.removeProcesses();
    return ExchangeNode.on(this.database);
  }

  /** Removes them from the audit register as well, which would miss them. */
  private async removeProcesses(): Promise<void> {
    await this.owner.query(`TRUNCATE process CASCADE`);
    await this.owner.query(`ALTER TABLE audit_event DISABLE TRIGGER USER`);
    await this.owner.query(`DELETE FROM audit_event WHERE object_type = 'process'`);
    await this.owner.query(`ALTER TABLE audit_event ENABLE TRIGGER USER`);
  }

  /** In `afterAll`. */
  async close(): Promise<void> {
    await this.owner.end();
    await this.database.drop();
  }

  /** Totals, and the differences as one list. */
  async verify(options: VerifyOptions = {}) {
    const broken: BrokenProcess[] = [];
    const total = await verifyProcesses(this.database.unitOfWork, {
      ...options,
      onBroken: (each) => broken.push(each),
    });
    if (total.broken !== broken.length) throw new Error('Counted and named differences are not the same');
    return {
      ...total,
      differences: broken.map(({ processId, difference }) => ({ processId, ...difference })),
    };
  }

  /** Writes every hash of a log anew, and the head beside the state: what a thorough forger would do. */
  async rechain(node: WorkflowNode, id: ProcessId): Promise<void> {
    let head = CHAIN_START;
    const log = await node.inTx((tx) => node.engine.history(tx, id));
    for (const entry of log) {
      const previous = head;
      head = chainHash(previous, hashedContent(REGION, id, entry));
      await this.owner.query(
        `UPDATE process_event SET prev_hash = $3, hash = $4 WHERE process_id = $1 AND seq = $2`,
        [id, entry.seq, previous, head],
      );
    }
    const values = [id, head, log.length];
    await this.owner.query(`UPDATE process SET chain_head = $2, revision = $3 WHERE id = $1`, values);
  }
}

/** A loan that has seen everything: lent, extended, misplaced and found, overdue, extended again; eight entries. */
export async function longLoan(node: WorkflowNode): Promise<ProcessView> {
  const { id } = await node.lend('2026-03-02');
  await node.send(id, 'EXTENDED', { on: '2026-03-04' });
  await node.send(id, 'MISPLACED');
  await node.send(id, 'FOUND');
  node.clock.setDay('2026-05-04');
  const { fired } = await node.fire.run();
  if (fired !== 1) throw new Error('The loan should be overdue');
  await node.send(id, 'EXTENDED', { on: '2026-05-04' });
  return node.read(id);
}
