import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { newId, type Tx } from '../../../src/platform/index.js';
import type { JsonObject, ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import type { ProcessView } from '../../../src/workflow/domain/process.js';
import type { MessageFate } from '../../../src/workflow/persistence/message.mapping.js';
import { asFile, librarian, SettableClock, WorkflowNode } from './workflow-harness.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/workflows');
/** Definitions that exchange messages and start each other. */
const KEYS = ['library-order', 'library-supply', 'library-bundle', 'library-copy'];

/** A fixture definition. */
export function fixture(key: string): ProcessDefinition {
  return JSON.parse(readFileSync(join(FOLDER, key, '1.json'), 'utf8')) as ProcessDefinition;
}

/** A node on which processes that belong together run. */
export class ExchangeNode extends WorkflowNode {
  /** A node over a database, at ten o'clock on a Monday. */
  static async on(
    database: TestDatabase,
    definitions = KEYS.map(fixture),
    clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
  ): Promise<ExchangeNode> {
    const node = new ExchangeNode(database.unitOfWork, clock);
    node.registry.openToEvents('loan');
    await node.inTx((tx) => node.definitions.deployAll(tx, definitions.map(asFile)));
    return node;
  }

  /** Starts a process about a loan of its own. */
  async begin(key: string, context: JsonObject = {}, subjectId = newId<string>()): Promise<ProcessView> {
    const started = await this.inTx((tx) =>
      this.engine.start(tx, {
        key,
        subject: { type: 'loan', id: subjectId },
        context,
        at: this.clock.now(),
        actor: librarian,
      }),
    );
    if (!started.ok) throw new Error(started.error.code);
    return started.value;
  }

  /** Sends an event that must be taken. */
  async move(id: ProcessId, type: string, payload: JsonObject = {}): Promise<ProcessView> {
    const sent = await this.send(id, type, payload);
    if (!sent.ok) throw new Error(`${type}: ${sent.error.code}`);
    return sent.value;
  }

  /** An order under a number of its own, already placed. */
  async order(orderNumber: string): Promise<ProcessView> {
    const { id } = await this.begin('library-order');
    return this.move(id, 'ORDERED', { title: 'Momo', orderNumber });
  }

  /** A desk that supplies an order number, already open for orders. */
  async desk(number: string): Promise<ProcessView> {
    const { id } = await this.begin('library-supply', { number });
    return this.move(id, 'OPENED');
  }

  /** Types of the log entries of a process. */
  async log(id: ProcessId): Promise<readonly string[]> {
    return (await this.inTx((tx) => this.engine.history(tx, id))).map(({ type }) => type);
  }

  /** How the messages of a sender went on. */
  async sent(id: ProcessId): Promise<readonly MessageFate[]> {
    return this.inTx((tx) => this.messages.sentBy(tx, id));
  }

  /** Sub-processes, oldest first. */
  async children(id: ProcessId): Promise<readonly ProcessView[]> {
    return this.inTx(async (tx) => {
      const links = await this.links.childrenOf(tx, id);
      const list: ProcessView[] = [];
      for (const { processId } of links) list.push(await this.engine.get(tx, processId));
      return list;
    });
  }

  /** Rows as the application's role reads them. */
  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.inTx((tx: Tx) => tx.query<Row>(sql, parameters));
  }
}
