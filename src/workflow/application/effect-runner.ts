import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type Result } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { Intent } from '../domain/decision.js';
import type { ProcessActor, ProcessView } from '../domain/process.js';
import { workflowErrors, type EngineRefusal } from '../domain/workflow.errors.js';
import { ProcessStore } from '../persistence/process.store.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** How many events may cause each other in one transaction. */
const MAX_DEPTH = 8;

/** What the effects of one event work on. */
export interface EffectsInput {
  /** The process after the event, as written. */
  readonly process: ProcessView;
  readonly intents: readonly Intent[];
  readonly actor: ProcessActor;
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
}

/** Carries out registered effects in the transaction of their event. */
@Injectable()
export class EffectRunner {
  private readonly depths = new WeakMap<Tx, number>();

  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly processes: ProcessStore,
  ) {}

  /**
   * Runs `work` so that a refusal undoes everything it wrote, also when the caller ignores the refusal and commits.
   * Events that cause each other deeper than allowed are refused with `EFFECTS_TOO_DEEP`.
   */
  async undoable<T>(
    tx: Tx,
    work: () => Promise<Result<T, EngineRefusal>>,
  ): Promise<Result<T, EngineRefusal>> {
    const depth = (this.depths.get(tx) ?? 0) + 1;
    if (depth > MAX_DEPTH) return err(rejected(workflowErrors, 'EFFECTS_TOO_DEEP'));
    this.depths.set(tx, depth);
    try {
      tx.post(`SAVEPOINT process_event_${depth}`);
      const result = await work();
      if (!result.ok) this.processes.forgetWritten(tx);
      tx.post(`${result.ok ? 'RELEASE' : 'ROLLBACK TO'} SAVEPOINT process_event_${depth}`);
      return result;
    } finally {
      this.depths.set(tx, depth - 1);
    }
  }

  /**
   * Runs the effects among the intents, in order.
   *
   * @returns The process as it is afterwards: an effect may have moved it on. The first refusal ends the run.
   */
  async runAll(tx: Tx, input: EffectsInput): Promise<Result<ProcessView, EngineRefusal>> {
    const { process, actor, at } = input;
    let hasRun = false;
    for (const intent of input.intents) {
      if (intent.kind !== 'effect') continue;
      const effect = this.registry.effect(intent.type);
      if (!effect) throw new Error(`Effect vanished from the registry: ${intent.type}`);
      const { event, params } = intent;
      // What the definition demands concerns others than the actor, too.
      const outcome = await tx.exOfficio(() => effect.run(tx, { process, event, params, actor, at }));
      if (outcome && !outcome.ok) return err(outcome.error);
      hasRun = true;
    }
    if (!hasRun) return ok(process);
    return ok(await this.processes.asWritten(tx, process));
  }
}
