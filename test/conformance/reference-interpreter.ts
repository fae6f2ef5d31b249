import type { GuardExpression, MachineDefinition } from '../../src/workflow/domain/definition.js';
import { CHART_KEY } from './chart-definition.js';
import {
  ancestors,
  byId,
  isAtomic,
  isCompound,
  isDescendant,
  isFinal,
  isHistory,
  isParallel,
  realChildren,
  refTargets,
  refTransitions,
  refTree,
  type RefState,
  type RefTransition,
} from './reference-chart.js';

/** Steps after which an event counts as running in circles. */
const MOST_STEPS = 100;

/**
 * The algorithm of SCXML 1.0, Appendix D, over our format, as short as it goes and independent of XState: a second
 * opinion for charts nobody has thought of. It follows the four deviations that `docs/testing.md` names for transitions.
 */
export class ReferenceInterpreter {
  readonly all: readonly RefState[];
  private configuration = new Set<RefState>();
  private readonly history = new Map<RefState, readonly RefState[]>();
  private queue: string[] = [];
  private said: string[] = [];
  private isDone = false;

  constructor(machine: MachineDefinition) {
    this.all = refTree(machine);
  }

  /** Ids of the active leaves in document order. */
  get leaves(): readonly string[] {
    return inOrder(this.configuration)
      .filter(isAtomic)
      .map(({ id }) => id);
  }

  get done(): boolean {
    return this.isDone;
  }

  /** What happened at the start. */
  start(): readonly string[] | 'circle' {
    const [root] = this.all;
    if (!root) throw new Error('No root');
    const entry = new Set<RefState>();
    this.addDescendants(root, entry);
    this.enter(entry);
    return this.settle();
  }

  /** What an event makes happen; `undefined` when nothing takes it, `'circle'` when it never comes to rest. */
  send(event: string): readonly string[] | 'circle' | undefined {
    if (this.isDone) return undefined;
    const taken = this.select(event);
    if (taken.length === 0) return undefined;
    this.microstep(taken);
    return this.settle();
  }

  private settle(): readonly string[] | 'circle' {
    let isMoved = true;
    for (let steps = 0; !this.isDone; steps += 1) {
      if (steps > MOST_STEPS) return 'circle';
      const eventless: readonly RefTransition[] = isMoved ? this.select(undefined) : [];
      const event: string | undefined = eventless.length > 0 ? undefined : this.queue.shift();
      if (eventless.length === 0 && event === undefined) break;
      const taken = event === undefined ? eventless : this.select(event);
      const before = this.leaves.join();
      const hasRemembered = this.microstep(taken);
      // Deviation: an eventless step that moves nothing is not taken over and over again.
      isMoved = event !== undefined || hasRemembered || this.leaves.join() !== before;
    }
    const said = this.said;
    this.said = [];
    return said;
  }

  private select(event: string | undefined): readonly RefTransition[] {
    const enabled = new Set<RefTransition>();
    const asked = new Map<RefState, RefTransition | undefined>();
    for (const leaf of inOrder(this.configuration).filter(isAtomic)) {
      for (const state of [leaf, ...ancestors(leaf)]) {
        if (!asked.has(state)) asked.set(state, this.firstEnabled(state, event));
        const found = asked.get(state);
        if (!found) continue;
        enabled.add(found);
        break;
      }
    }
    const isAsked = (each: RefTransition) => event === undefined || !this.isAnsweredInside(each, enabled);
    return this.withoutConflicts([...enabled].filter(isAsked));
  }

  /** Deviation: with an event, a state around a parallel state is asked only when no region answers. */
  private isAnsweredInside({ source }: RefTransition, enabled: ReadonlySet<RefTransition>): boolean {
    return [...enabled].some((other) => isDescendant(other.source, source));
  }

  private firstEnabled(state: RefState, event: string | undefined): RefTransition | undefined {
    return refTransitions(state, event).find(({ definition: { guard } }) => !guard || this.holds(guard));
  }

  private holds(guard: GuardExpression): boolean {
    if ('guards' in guard) {
      const parts = guard.guards.map((part) => this.holds(part));
      if (guard.type === 'not') return !parts[0];
      return guard.type === 'and' ? parts.every(Boolean) : parts.some(Boolean);
    }
    if (guard.type !== 'stateIn') return guard.type === 'yes';
    const path = guard.params?.['state'] as string;
    return inOrder(this.configuration).some(({ id }) => id === `${CHART_KEY}.${path}`);
  }

  private withoutConflicts(enabled: readonly RefTransition[]): readonly RefTransition[] {
    let filtered: RefTransition[] = [];
    for (const one of enabled) {
      const rivals = filtered.filter((other) => overlap(this.exitSet(one), this.exitSet(other)));
      if (rivals.some((other) => !isDescendant(one.source, other.source))) continue;
      filtered = [...filtered.filter((other) => !rivals.includes(other)), one];
    }
    return filtered;
  }

  private exitSet(transition: RefTransition): ReadonlySet<RefState> {
    const domain = this.domain(transition);
    return new Set(domain ? [...this.configuration].filter((state) => isDescendant(state, domain)) : []);
  }

  /** Deviations: internal unless `reenter`, also for a state that names itself; the common state may be parallel. */
  private domain(transition: RefTransition): RefState | undefined {
    const targets = this.effectiveTargets(transition);
    const { source, definition } = transition;
    if (targets.length === 0) return undefined;
    const isInside = refTargets(this.all, transition).every(
      (target) => target === source || isDescendant(target, source),
    );
    if (!definition.reenter && isInside) return source;
    const around = ancestors(source).find((outer) => targets.every((target) => isDescendant(target, outer)));
    return around ?? (definition.reenter && !source.parent ? undefined : this.all[0]);
  }

  private effectiveTargets(transition: RefTransition): readonly RefState[] {
    return refTargets(this.all, transition).flatMap((target) =>
      isHistory(target) ? (this.history.get(target) ?? [this.historyDefault(target)]) : [target],
    );
  }

  private historyDefault({ parent, definition }: RefState): RefState {
    if (!parent) throw new Error('History of nothing');
    if (definition.target !== undefined) return byId(this.all, `${parent.id}.${definition.target}`);
    return isParallel(parent) ? parent : byId(this.all, `${parent.id}.${parent.definition.initial ?? ''}`);
  }

  /** @returns Whether a history state remembers anew. */
  private microstep(taken: readonly RefTransition[]): boolean {
    const left = inOrder(new Set(taken.flatMap((each) => [...this.exitSet(each)]))).reverse();
    for (const state of left) this.remember(state);
    const domains = taken.map((each) => this.domain(each));
    for (const state of left) {
      this.say(state.definition.exit);
      this.configuration.delete(state);
    }
    for (const { definition } of taken) this.say(definition.actions);
    const entry = new Set<RefState>();
    taken.forEach((transition, index) => {
      const domain = domains[index];
      for (const target of refTargets(this.all, transition))
        if (target !== domain) this.addDescendants(target, entry);
        else this.addInside(target, entry);
      for (const target of this.effectiveTargets(transition)) this.addAncestors(target, domain, entry);
    });
    this.enter(entry);
    return left.some((state) => state.children.some(isHistory));
  }

  private remember(state: RefState): void {
    for (const memory of state.children.filter(isHistory)) {
      const isDeep = memory.definition.history === 'deep';
      const kept = [...this.configuration].filter((active) =>
        isDeep ? isAtomic(active) && isDescendant(active, state) : active.parent === state,
      );
      this.history.set(memory, inOrder(new Set(kept)));
    }
  }

  private addDescendants(state: RefState, entry: Set<RefState>): void {
    if (isHistory(state)) {
      const targets = this.history.get(state) ?? [this.historyDefault(state)];
      for (const target of targets) this.addDescendants(target, entry);
      for (const target of targets) this.addAncestors(target, state.parent, entry);
      return;
    }
    entry.add(state);
    this.addInside(state, entry);
  }

  private addInside(state: RefState, entry: Set<RefState>): void {
    if (isCompound(state)) {
      const first = byId(this.all, `${state.id}.${state.definition.initial ?? ''}`);
      this.addDescendants(first, entry);
      this.addAncestors(first, state, entry);
    } else if (isParallel(state)) this.addRegions(state, entry);
  }

  private addRegions(state: RefState, entry: Set<RefState>): void {
    for (const child of realChildren(state).filter((each) => !this.configuration.has(each)))
      if (![...entry].some((each) => each === child || isDescendant(each, child)))
        this.addDescendants(child, entry);
  }

  private addAncestors(state: RefState, upTo: RefState | undefined, entry: Set<RefState>): void {
    if (state === upTo) return;
    for (const outer of ancestors(state)) {
      if (outer === upTo) {
        if (isParallel(outer)) this.addRegions(outer, entry);
        return;
      }
      entry.add(outer);
      if (isParallel(outer)) this.addRegions(outer, entry);
    }
  }

  private enter(entry: ReadonlySet<RefState>): void {
    for (const state of inOrder(entry)) {
      if (this.configuration.has(state)) continue;
      this.configuration.add(state);
      this.say(state.definition.entry);
      if (isFinal(state)) this.complete(state);
    }
    if (this.isDone)
      for (const state of inOrder(this.configuration).reverse()) this.say(state.definition.exit);
  }

  private complete(final: RefState): void {
    const { parent } = final;
    if (!parent?.parent) return this.end();
    this.queue.push(`done.${parent.id}`);
    for (let outer: RefState | undefined = parent.parent; outer && isParallel(outer); outer = outer.parent) {
      if (!realChildren(outer).every((child) => this.isInFinal(child))) return;
      if (!outer.parent) return this.end();
      this.queue.push(`done.${outer.id}`);
    }
  }

  private end(): void {
    this.isDone = true;
  }

  private isInFinal(state: RefState): boolean {
    if (isParallel(state)) return realChildren(state).every((child) => this.isInFinal(child));
    return realChildren(state).some((child) => isFinal(child) && this.configuration.has(child));
  }

  private say(actions: RefState['definition']['entry'] = []): void {
    for (const { params } of actions) {
      const text = params?.['text'];
      if (typeof text === 'string') this.said.push(text);
    }
  }
}

function inOrder(states: Iterable<RefState>): RefState[] {
  return [...states].sort((a, b) => a.order - b.order);
}

function overlap(one: ReadonlySet<RefState>, other: ReadonlySet<RefState>): boolean {
  return [...one].some((state) => other.has(state));
}
