import { Temporal } from 'temporal-polyfill';
import type { TestDatabase } from '#test/support/test-database.js';
import {
  asFile,
  librarian,
  REGION,
  SettableClock,
  WorkflowNode,
} from '../integration/workflow/workflow-harness.js';
import type { ProcessId } from '../../src/kernel/index.js';
import { newId } from '../../src/platform/index.js';
import type { ProcessDefinition } from '../../src/workflow/domain/definition.js';
import type { DeadlineView } from '../../src/workflow/domain/process.js';
import { ProcessReplay } from '../../src/workflow/replay/process-replay.js';
import { replayDefinition } from '../../src/workflow/replay/replay-definition.js';
import type { ReplayDifference } from '../../src/workflow/replay/replay-difference.js';
import type { ChartCase, ChartStep } from './chart-case.js';
import { CHART_EFFECT, CHART_GUARDS, CHART_KEY, definitionOf, SAY, saidBy } from './chart-definition.js';
import { CHART_START, leftBehind, seenOf, type ChartPlayer, type Seen } from './chart-player.js';

/** The engine on PostgreSQL: every step is done by a node of its own that has nothing but the database. */
export class EnginePlayer implements ChartPlayer {
  private readonly definition: ProcessDefinition;
  private readonly clock = new SettableClock(Temporal.Instant.from(CHART_START));
  private spoken: { readonly revision: number; readonly text: string }[] = [];
  private id: ProcessId | undefined;

  constructor(
    private readonly database: TestDatabase,
    chart: ChartCase,
  ) {
    this.definition = definitionOf(chart);
  }

  async start(): Promise<Seen> {
    const node = this.node();
    await node.inTx(async (tx) => {
      // Deadlines of earlier cases would be due as well.
      await tx.query(`UPDATE deadline SET status = 'cancelled', closed_at = now() WHERE status = 'open'`);
      await node.definitions.deployAll(tx, [asFile(this.definition)]);
      const subject = { type: CHART_KEY, id: newId() };
      const at = this.clock.now();
      const started = await node.engine.start(tx, { key: CHART_KEY, subject, at, actor: librarian });
      if (!started.ok) throw new Error(started.error.code);
      this.id = started.value.id;
    });
    return this.look();
  }

  async step({ send, payload = {}, days }: ChartStep): Promise<Seen> {
    const node = this.node();
    if (days !== undefined) {
      this.clock.advance({ hours: 24 * days });
      await node.fire.run();
      return this.look();
    }
    if (send === undefined) throw new Error('A step sends an event or lets days pass');
    const sent = await node.send(this.process, send, payload);
    return this.look(sent.ok ? undefined : sent.error.code);
  }

  async rest() {
    const { process, log, deadlines } = await this.rows();
    return leftBehind(process, log, deadlines);
  }

  /** The first thing that replaying the log makes otherwise; `undefined` when there is none. */
  async replayed(): Promise<ReplayDifference | undefined> {
    const { process, log, deadlines, explained } = await this.rows();
    const known = replayDefinition(this.definition);
    const replay = new ProcessReplay({ regionId: REGION, process, definition: () => known });
    for (const entry of log) replay.take(entry);
    return replay.finish(process, deadlines, explained);
  }

  private get process(): ProcessId {
    if (!this.id) throw new Error('The process has not been started');
    return this.id;
  }

  private node(): WorkflowNode {
    const node = new WorkflowNode(this.database.unitOfWork, this.clock);
    for (const [name, guard] of Object.entries(CHART_GUARDS)) node.registry.registerGuard(name, guard);
    node.registry.registerEffect(SAY, {
      ...CHART_EFFECT,
      run: async (_tx, { process, params }) => {
        this.spoken.push({ revision: process.revision, text: saidBy(params) });
      },
    });
    return node;
  }

  private async look(refused?: string): Promise<Seen> {
    const { process, deadlines } = await this.rows();
    const events = [...new Set(this.spoken.map(({ revision }) => revision))];
    const did = events.map((event) =>
      this.spoken
        .filter(({ revision }) => revision === event)
        .map(({ text }) => text)
        .join(' '),
    );
    this.spoken = [];
    return seenOf(process, deadlines, did.join(' | '), refused);
  }

  private async rows() {
    const node = this.node();
    return node.inTx(async (tx) => {
      const deadlines: readonly DeadlineView[] = await node.engine.deadlines(tx, this.process);
      const closed = await tx.exOfficio(() =>
        tx.query<{ id: string }>(
          `SELECT details->>'deadlineId' AS id FROM audit_event
           WHERE object_id = $1 AND action = 'DEADLINE_WITHOUT_EFFECT'`,
          [this.process],
        ),
      );
      return {
        process: await node.engine.get(tx, this.process),
        log: await node.engine.history(tx, this.process),
        deadlines,
        explained: new Set(closed.map(({ id }) => id)),
      };
    });
  }
}
