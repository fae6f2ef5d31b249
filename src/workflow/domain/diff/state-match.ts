import { canonicalJson } from '../../../kernel/index.js';
import { resolveTarget, type Statechart, type StateNode } from '../statechart.js';
import { allTransitions, targetsOf, transitionsFrom } from '../transitions.js';

/** Which state of the new version a state of the old one is. */
export interface StateMatch {
  readonly from: StateNode;
  readonly to: StateNode;
  /** `renamed`: same surroundings, other key; `moved`: other surroundings. */
  readonly kind: 'same' | 'renamed' | 'moved';
}

/** Pairs of states of two versions, and what is left on either side. */
export interface StateMatches {
  readonly byOld: ReadonlyMap<string, StateMatch>;
  readonly byNew: ReadonlyMap<string, StateMatch>;
  readonly removed: readonly StateNode[];
  readonly added: readonly StateNode[];
}

/** Share of the comparable traits two states must have in common to be taken for the same under another name. */
const ALIKE = 0.6;

/** Traits by which states are recognised; an empty list says nothing. */
interface Traits {
  readonly label: readonly string[];
  readonly outgoing: readonly string[];
  readonly incoming: readonly string[];
  readonly children: readonly string[];
  readonly rest: readonly string[];
}

const WEIGHTS: Readonly<Record<keyof Traits, number>> = {
  label: 2,
  outgoing: 3,
  incoming: 2,
  children: 3,
  rest: 1,
};

function incomingByState(chart: Statechart): ReadonlyMap<string, readonly string[]> {
  const incoming = new Map<string, string[]>();
  for (const { source, event, definition } of allTransitions(chart)) {
    for (const name of targetsOf(definition)) {
      const id = resolveTarget(chart, source, name)?.id;
      if (id !== undefined) incoming.set(id, [...(incoming.get(id) ?? []), event]);
    }
  }
  return incoming;
}

function traitsOf(node: StateNode, incoming: ReadonlyMap<string, readonly string[]>): Traits {
  const { meta, output } = node.definition;
  const rest = [meta?.owner ?? '', output === undefined ? '' : canonicalJson(output)].filter(
    (each) => each !== '',
  );
  return {
    label: meta ? [meta.label.de] : [],
    outgoing: transitionsFrom(node).map(({ event, definition }) =>
      definition.guard ? `${event} ${canonicalJson(definition.guard)}` : event,
    ),
    incoming: [...new Set(incoming.get(node.id) ?? [])],
    children: node.children.map(({ key }) => key),
    rest,
  };
}

/** Part of what either has that both have, 0 to 1; `undefined` when neither has anything. */
function common(a: readonly string[], b: readonly string[]): number | undefined {
  const all = new Set([...a, ...b]);
  if (all.size === 0) return undefined;
  return [...all].filter((each) => a.includes(each) && b.includes(each)).length / all.size;
}

function likeness(a: Traits, b: Traits): number {
  let reached = 0;
  let possible = 0;
  for (const trait of Object.keys(WEIGHTS) as (keyof Traits)[]) {
    const share = common(a[trait], b[trait]);
    if (share === undefined) continue;
    possible += WEIGHTS[trait];
    reached += share * WEIGHTS[trait];
  }
  return possible === 0 ? 0 : reached / possible;
}

/** Finds the pairs, from outside in, so that the inside of a renamed state is compared with itself. */
class Matching {
  private readonly pairs: StateMatch[] = [];
  private readonly traits = new Map<StateNode, Traits>();

  constructor(
    private readonly from: Statechart,
    private readonly to: Statechart,
  ) {
    for (const chart of [from, to]) {
      const incoming = incomingByState(chart);
      for (const node of chart.nodes) this.traits.set(node, traitsOf(node, incoming));
    }
  }

  run(): StateMatches {
    this.pair({ from: this.from.root, to: this.to.root, kind: 'same' });
    // What is left may have been moved to another place; the inside of a moved state follows it.
    this.pairAlike(this.left(this.from), this.left(this.to), 'moved');
    return {
      byOld: new Map(this.pairs.map((pair) => [pair.from.id, pair])),
      byNew: new Map(this.pairs.map((pair) => [pair.to.id, pair])),
      removed: this.left(this.from),
      added: this.left(this.to),
    };
  }

  private pair(match: StateMatch): void {
    this.pairs.push(match);
    const inside = new Map(match.to.children.map((child) => [child.key, child]));
    const same = match.from.children.flatMap((child): StateMatch[] => {
      const twin = inside.get(child.key);
      return twin ? [{ from: child, to: twin, kind: 'same' }] : [];
    });
    for (const each of same) this.pair(each);
    const gone = match.from.children.filter((child) => !same.some(({ from }) => from === child));
    const come = match.to.children.filter((child) => !same.some(({ to }) => to === child));
    this.pairAlike(gone, come, 'renamed');
  }

  /** Pairs the most alike first; equally good candidates are told by nobody, so none of them is taken. */
  private pairAlike(gone: readonly StateNode[], come: readonly StateNode[], kind: 'renamed' | 'moved'): void {
    const scored = gone
      .flatMap((from) => come.map((to) => ({ from, to, score: this.score(from, to, kind) })))
      .filter(({ score }) => score >= ALIKE)
      .sort((a, b) => b.score - a.score);
    for (const { from, to, score } of scored) {
      if (this.isTaken(from) || this.isTaken(to)) continue;
      const rivals = scored.filter(
        (other) =>
          other.score === score &&
          (other.from === from) !== (other.to === to) &&
          !this.isTaken(other.from) &&
          !this.isTaken(other.to),
      );
      if (rivals.length === 0) this.pair({ from, to, kind });
    }
  }

  private score(from: StateNode, to: StateNode, kind: 'renamed' | 'moved'): number {
    if (from.kind !== to.kind) return 0;
    // A state that only moved keeps its key; a new key at another place is too far a guess.
    if (kind === 'moved' && from.key !== to.key) return 0;
    const [a, b] = [this.traits.get(from), this.traits.get(to)];
    return a && b ? likeness(a, b) : 0;
  }

  private isTaken(node: StateNode): boolean {
    return this.pairs.some(({ from, to }) => from === node || to === node);
  }

  private left(chart: Statechart): readonly StateNode[] {
    return chart.nodes.filter((node) => !this.isTaken(node));
  }
}

/** Pairs the states of two versions: by place and key, else by what they have in common. */
export function matchStates(from: Statechart, to: Statechart): StateMatches {
  return new Matching(from, to).run();
}
