import type {
  GuardExpression,
  GuardReference,
  JsonObject,
  JsonValue,
} from '../../../src/workflow/domain/definition.js';
import { stateInTarget } from '../../../src/workflow/domain/built-in-guards.js';
import { writtenFields } from '../../../src/workflow/domain/check/written-fields.js';
import { leavesReachedBy } from '../../../src/workflow/domain/check/flow.js';
import { isCombination } from '../../../src/workflow/domain/guard-evaluation.js';
import { activeChildren, withAncestors, type StateNode } from '../../../src/workflow/domain/statechart.js';
import type { TransitionSite } from '../../../src/workflow/domain/transitions.js';
import type { CompiledDefinition } from '../../../src/workflow/kernel/compile.js';
import { activeLeaves } from '../../../src/workflow/kernel/stored-state.js';
import type { Position } from './moves.js';

/** A transition with what it makes true. */
interface Operator {
  readonly site: TransitionSite;
  readonly cost: 0 | 1;
  readonly enters: readonly StateNode[];
  /** Context field → constant as JSON, or `undefined` for any value. */
  readonly writes: ReadonlyMap<string, string | undefined>;
}

/** How many moves a state is away, at a guess: what states and data its way needs, each counted by itself. */
export type Estimate = (position: Position, goal: StateNode) => number;

/**
 * The guess of planning known as «additive heuristic»: nothing once reached gets lost, and needs do not help each other.
 * Exact for regions that have nothing to do with each other.
 */
export function estimateFor(compiled: CompiledDefinition): Estimate {
  const operators = [...compiled.transitions.values()].map((site) => operatorOf(compiled, site));
  const known = new Map<string, Costs>();
  return ({ state }, goal) => {
    const key = JSON.stringify([state.value, state.context]);
    const costs = known.get(key) ?? new Costs(compiled, operators, state.value, state.context);
    known.set(key, costs);
    return costs.of(goal);
  };
}

function operatorOf({ chart }: CompiledDefinition, site: TransitionSite): Operator {
  const leaves = leavesReachedBy(chart, site);
  const written = writtenFields(site.definition.actions ?? []);
  return {
    site,
    cost: site.trigger === 'event' || site.trigger === 'after' ? 1 : 0,
    enters: [...new Set(leaves.flatMap(withAncestors))],
    writes: new Map(
      [...written].map(([field, value]) => [
        field,
        value.startsWith('value ') ? value.slice('value '.length) : undefined,
      ]),
    ),
  };
}

/** Costs of everything from one position. */
class Costs {
  private readonly states = new Map<StateNode, number>();
  private readonly fields = new Map<string, number>();

  constructor(
    private readonly compiled: CompiledDefinition,
    operators: readonly Operator[],
    value: Position['state']['value'],
    private readonly context: JsonObject,
  ) {
    const active = activeLeaves(compiled.chart.root, value).flatMap(withAncestors);
    for (const node of active) this.states.set(node, 0);
    let changed = true;
    while (changed) {
      changed = false;
      for (const operator of operators) if (this.apply(operator)) changed = true;
    }
  }

  of(node: StateNode): number {
    return this.states.get(node) ?? Infinity;
  }

  private apply({ site, cost, enters, writes }: Operator): boolean {
    const total = cost + this.needs(site);
    if (total === Infinity) return false;
    let changed = false;
    for (const node of enters) {
      if (total >= this.of(node)) continue;
      this.states.set(node, total);
      changed = true;
    }
    for (const [field, constant] of writes) {
      for (const name of [
        fieldName(field, constant),
        ...(constant === 'null' ? [] : [fieldName(field, undefined)]),
      ]) {
        if (total >= (this.fields.get(name) ?? Infinity)) continue;
        this.fields.set(name, total);
        changed = true;
      }
    }
    return changed;
  }

  private needs({ source, trigger, definition }: TransitionSite): number {
    const place = trigger === 'onDone' ? this.completion(source) : this.of(source);
    return place + (definition.guard ? this.guard(definition.guard, false) : 0);
  }

  private completion(node: StateNode): number {
    const children = activeChildren(node);
    if (node.kind === 'parallel') return children.reduce((sum, region) => sum + this.completion(region), 0);
    return Math.min(
      ...children.filter(({ kind }) => kind === 'final').map((final) => this.of(final)),
      Infinity,
    );
  }

  private guard(guard: GuardExpression, negated: boolean): number {
    if (isCombination(guard)) {
      const inner = guard.type === 'not' ? !negated : negated;
      const parts = guard.guards.map((part) => this.guard(part, inner));
      const all = (guard.type === 'and') !== negated || guard.type === 'not';
      return all ? parts.reduce((sum, part) => sum + part, 0) : Math.min(...parts);
    }
    return negated ? this.unless(guard) : this.reference(guard);
  }

  private reference({ type, params = {} }: GuardReference): number {
    if (type === 'stateIn') {
      const node = this.compiled.chart.byId.get(stateInTarget(this.compiled.definition.key, params));
      return node ? this.of(node) : Infinity;
    }
    const { field, other, value = null } = params;
    if (type === 'contextSet') return this.isSet(field);
    if (type === 'dateBefore') return this.isSet(field) + this.isSet(other);
    if (type !== 'contextIs' || typeof field !== 'string') return 0;
    if (JSON.stringify(this.context[field] ?? null) === JSON.stringify(value)) return 0;
    return Math.min(this.field(field, JSON.stringify(value)), this.field(field, undefined));
  }

  /** A field that must be empty: it is, or something clears it. */
  private unless({ type, params = {} }: GuardReference): number {
    const { field } = params;
    if (type !== 'contextSet' || typeof field !== 'string') return 0;
    return (this.context[field] ?? null) === null ? 0 : this.field(field, 'null');
  }

  private isSet(field: JsonValue | undefined): number {
    if (typeof field !== 'string' || (this.context[field] ?? null) !== null) return 0;
    return this.field(field, undefined);
  }

  /** Cost of recording a constant; without one: of recording anything. */
  private field(field: string, constant: string | undefined): number {
    return this.fields.get(fieldName(field, constant)) ?? Infinity;
  }
}

function fieldName(field: string, constant: string | undefined): string {
  return `${field} ${constant ?? '*'}`;
}
