import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { CancelProcess } from '../../../src/workflow/application/cancel-process.js';
import { EpisodeStart } from '../../../src/workflow/application/episode-start.js';
import { ReopenProcess } from '../../../src/workflow/application/reopen-process.js';
import { verifyProcesses, type BrokenProcess } from '../../../src/workflow/application/verify-processes.js';
import type { CancelReason, ProcessView } from '../../../src/workflow/domain/process.js';
import { ExchangeNode } from './exchange.js';
import { staff } from './workflow-harness.js';

/** What the reader of the tests holds. */
export interface Rights {
  codes: readonly string[];
  mayRead: boolean;
}

/** A node with the commands that end processes and take them up again. */
export class EndingNode {
  private constructor(
    readonly node: ExchangeNode,
    readonly rights: Rights,
  ) {}

  /** A node over a database whose reader has these rights. */
  static async on(database: TestDatabase, rights: Rights): Promise<EndingNode> {
    const node = await ExchangeNode.on(database);
    node.registry.registerSubjectAccess('loan', () => Promise.resolve({ ...rights }));
    return new EndingNode(node, rights);
  }

  /** Cancels as the reader, by default at the revision that is there. */
  async cancel(id: ProcessId, more: { reason?: CancelReason; expectedRevision?: number; key?: string } = {}) {
    const { commands, processes, definitions, registry, followUps, clock } = this.node;
    const { reason = 'WITHDRAWN', key = randomUUID() } = more;
    const expectedRevision = more.expectedRevision ?? (await this.node.read(id)).revision;
    const input = { idempotencyKey: key, processId: id, expectedRevision, reason };
    return new CancelProcess(commands, processes, definitions, registry, followUps, clock).execute(
      staff,
      input,
    );
  }

  /** Reopens as the reader. */
  async reopen(id: ProcessId, key: string = randomUUID()) {
    const { commands, processes, definitions, registry, engine, links, audit, clock } = this.node;
    const episodes = new EpisodeStart(engine, processes, links, definitions, audit);
    const command = new ReopenProcess(commands, processes, definitions, registry, episodes, clock);
    return command.execute(staff, { idempotencyKey: key, processId: id });
  }

  /** Reopens, which must succeed. */
  async reopened(id: ProcessId): Promise<ProcessView> {
    const result = await this.reopen(id);
    if (!result.ok) throw new Error(result.error.code);
    return this.node.read(result.value.processId);
  }
}

/** A refusal with a code. */
export const refusal = (code: string) => ({ ok: false, error: { code } });

/** Processes that are not what their log makes of them, and how many were looked at. */
export async function replayed(
  database: TestDatabase,
): Promise<{ readonly processes: number; readonly broken: readonly BrokenProcess[] }> {
  const broken: BrokenProcess[] = [];
  const onBroken = (each: BrokenProcess): void => void broken.push(each);
  const { processes } = await verifyProcesses(database.unitOfWork, { onBroken });
  return { processes, broken };
}
