import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { ProcessId } from '../../../kernel/index.js';
import { livingWorkers, type Tx } from '../../../platform/index.js';
import { DefinitionStore } from '../../application/definition-store.js';
import { fitsDefinition, isoOf, storedState } from '../../application/process-state.js';
import { WorkflowRegistry } from '../../application/workflow-registry.js';
import type { StoredState } from '../../domain/decision.js';
import type { ProcessView } from '../../domain/process.js';
import { available, describeState, type CompiledDefinition } from '../../kernel/kernel.js';
import { storedStateProblems } from '../../kernel/stored-state.js';
import { everyExitIsGuarded } from '../domain/dead-end.js';
import type { StuckCause, StuckProcess } from '../domain/stuck-cause.js';
import { StuckProcessStore, type Overdue, type ProcessPlace } from '../persistence/stuck-process.store.js';

/** What one look found. */
export interface StuckProcesses {
  readonly found: readonly StuckProcess[];
  /** Causes of which there are more than were looked at: what is missing of them is not healed. */
  readonly incomplete: ReadonlySet<StuckCause>;
}

/** Processes per cause of one look. */
const LIMIT = 1_000;
/** Time a worker has before something due counts as left lying. */
const PATIENCE = Temporal.Duration.from({ seconds: 60 });

/** Finds every running process of a region that can no longer move, and why. Reads only. */
@Injectable()
export class FindStuckProcesses {
  constructor(
    private readonly store: StuckProcessStore,
    private readonly definitions: DefinitionStore,
    private readonly registry: WorkflowRegistry,
  ) {}

  /** @param known Processes that are registered as dead ends and have to be looked at again. */
  async find(tx: Tx, now: Temporal.Instant, known: readonly ProcessId[]): Promise<StuckProcesses> {
    const found: StuckProcess[] = [];
    const incomplete = new Set<StuckCause>();
    const add = (cause: StuckCause, list: readonly Overdue[]): void => {
      found.push(...list.map((each) => ({ ...each, cause })));
      if (list.length >= LIMIT) incomplete.add(cause);
    };
    const at = isoOf(now);
    const seenNow = (ids: readonly ProcessId[]) => ids.map((processId) => ({ processId, since: at }));
    const deployed = await this.store.definitions(tx);
    const keys = [...new Set(deployed.map(({ key }) => key))];
    add('QUARANTINED', seenNow(await this.store.quarantined(tx, keys, LIMIT)));
    const unserved = await this.unserved(tx, deployed);
    if (unserved.length > 0)
      add('DEFINITION_NOT_SERVED', seenNow(await this.store.runningOn(tx, unserved, LIMIT)));
    const before = isoOf(now.subtract(PATIENCE));
    const expiry = (await livingWorkers(tx)) === 0 ? 'WORKER_MISSING' : 'EXPIRY_FAILED';
    add(expiry, await this.store.overdueDeadlines(tx, before, LIMIT));
    add('MESSAGE_NOT_DELIVERED', await this.store.overdueMessages(tx, before, LIMIT));
    add('MESSAGE_LOST', await this.store.lostMessages(tx, LIMIT));
    const guarded: ProcessId[] = [];
    for (const place of await this.store.places(tx)) {
      const compiled = await this.definitions.compiled(tx, place.hash);
      if (!compiled) continue;
      if (!fitsPlace(compiled, place))
        add('STATE_DOES_NOT_FIT', seenNow(await this.store.inPlace(tx, place, false, LIMIT)));
      else if (isGuarded(compiled, place))
        guarded.push(...(await this.store.inPlace(tx, place, true, LIMIT)));
    }
    // More than the newest ones of a place are not looked at, but those registered are: so they heal.
    const deadEnds = await this.deadEnds(tx, [...new Set([...guarded, ...known])], at);
    found.push(...deadEnds.map((each) => ({ ...each, cause: 'DEAD_END' as const })));
    return { found, incomplete };
  }

  private async unserved(tx: Tx, deployed: readonly { readonly hash: string; readonly key: string }[]) {
    const compiled = await Promise.all(deployed.map(({ hash }) => this.definitions.compiled(tx, hash)));
    return deployed.filter((_, index) => compiled[index] === undefined);
  }

  private async deadEnds(tx: Tx, ids: readonly ProcessId[], at: string): Promise<readonly Overdue[]> {
    const stuck: Overdue[] = [];
    for (const process of await this.store.atRest(tx, ids)) {
      const compiled = await this.definitions.compiled(tx, process.definitionHash);
      if (compiled && (await this.nobodyMayMove(tx, compiled, process, at)))
        stuck.push({ processId: process.id, since: process.waitingSince });
    }
    return stuck;
  }

  private async nobodyMayMove(
    tx: Tx,
    compiled: CompiledDefinition,
    process: ProcessView,
    at: string,
  ): Promise<boolean> {
    if (!fitsDefinition(compiled, process)) return false;
    const facts = await this.registry.factsFor(tx, process);
    const everybody = Object.values(compiled.definition.events).flatMap(({ by }) => by);
    const events = available(compiled, storedState(process), facts, everybody, at);
    return events.every(({ allowed }) => !allowed);
  }
}

/** Whether conditions could keep everybody from moving on from the place. */
function isGuarded(compiled: CompiledDefinition, place: ProcessPlace): boolean {
  const leaves = describeState(withoutContext(compiled), stateOf(place));
  return everyExitIsGuarded(
    compiled.chart,
    leaves.map(({ stateId }) => stateId),
  );
}

/** Whether the place exists in the definition. */
function fitsPlace(compiled: CompiledDefinition, place: ProcessPlace): boolean {
  return storedStateProblems(withoutContext(compiled), stateOf(place)).length === 0;
}

function stateOf({ value, history }: ProcessPlace): StoredState {
  return { value, historyValue: history, context: {}, status: 'active' };
}

/** A place stands for many processes, each with a context of its own; that is judged when one is asked to move. */
function withoutContext(compiled: CompiledDefinition): CompiledDefinition {
  return { ...compiled, validateContext: () => [] };
}
