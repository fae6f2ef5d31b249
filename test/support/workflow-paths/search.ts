import type { JsonObject } from '../../../src/workflow/domain/definition.js';
import { withAncestors, type StateNode } from '../../../src/workflow/domain/statechart.js';
import type { CompiledDefinition } from '../../../src/workflow/kernel/compile.js';
import { activeLeaves } from '../../../src/workflow/kernel/stored-state.js';
import { estimateFor, type Estimate } from './estimate.js';
import { guardUseOf, type GuardUse } from './guard-use.js';
import { make, movesAt, starts, type Move, type Outcome } from './moves.js';

/** Searches of one state, one after the other: how much the guess counts, and positions looked at before giving up. */
const SEARCHES = [
  { weight: 1, positions: 25 },
  { weight: 3, positions: 2_000 },
] as const;

/** A way that was found. */
interface Way {
  readonly outcome: Outcome;
  readonly before: Way | undefined;
  readonly length: number;
}

/**
 * Finds short ways through a definition with the kernel's own decisions: payloads generated from the schemas, facts
 * assumed, deadlines run out by the calendar.
 *
 * The search is A*: a way is the shortest one, unless several regions move on the same event (then it may be longer),
 * or the guess misleads so much that a greedier search has to take over.
 */
export class PathSearch {
  private readonly use: GuardUse;
  private readonly estimate: Estimate;
  private readonly following = new Map<string, readonly Outcome[]>();
  private readonly first: readonly Outcome[];

  /** @param contexts What processes of the definition start with. */
  constructor(
    private readonly compiled: CompiledDefinition,
    contexts: readonly JsonObject[],
  ) {
    this.use = guardUseOf(compiled);
    this.estimate = estimateFor(compiled);
    this.first = this.accepted(undefined, starts(compiled, this.use, contexts));
  }

  /** Moves that lead into a state (which may be left again at once); `undefined` when none were found. */
  wayTo(goal: StateNode): readonly Move[] | undefined {
    for (const limits of SEARCHES) {
      const way = this.search(goal, limits);
      if (way) return movesOf(way);
    }
    return undefined;
  }

  private search(goal: StateNode, { weight, positions }: (typeof SEARCHES)[number]): Way | undefined {
    const open = new Queue();
    const seen = new Map<string, number>();
    const add = (way: Way): void => this.add(open, seen, way, goal, weight);
    for (const outcome of this.first) add({ outcome, before: undefined, length: 0 });
    for (let count = 0; count < positions; count += 1) {
      const way = open.next();
      if (!way) return undefined;
      if (reaches(this.compiled, way.outcome, goal)) return way;
      for (const outcome of this.next(way.outcome)) {
        add({ outcome, before: way, length: way.length + 1 });
      }
    }
    return undefined;
  }

  private add(open: Queue, seen: Map<string, number>, way: Way, goal: StateNode, weight: number): void {
    const reached = reaches(this.compiled, way.outcome, goal);
    const key = `${String(reached)} ${keyOf(way.outcome)}`;
    if ((seen.get(key) ?? Infinity) <= way.length) return;
    seen.set(key, way.length);
    const ahead = reached ? 0 : this.estimate(way.outcome.position, goal);
    if (ahead < Infinity) open.add(way, way.length + weight * ahead);
  }

  private next(outcome: Outcome): readonly Outcome[] {
    const key = keyOf(outcome);
    const known = this.following.get(key);
    if (known) return known;
    const following = this.accepted(outcome, movesAt(this.compiled, this.use, outcome.position));
    this.following.set(key, following);
    return following;
  }

  /** What the moves lead to, one of each kind. */
  private accepted(from: Outcome | undefined, moves: readonly Move[]): readonly Outcome[] {
    const outcomes = moves.flatMap((move) => make(this.compiled, from?.position, move) ?? []);
    const kinds = outcomes.map(
      (outcome) => [`${keyOf(outcome)} ${outcome.accepted.entered.join()}`, outcome] as const,
    );
    return [...new Map(kinds.toReversed()).values()].toReversed();
  }
}

/** Whether the last move entered the state or left it active. */
export function reaches(compiled: CompiledDefinition, { accepted }: Outcome, goal: StateNode): boolean {
  if (accepted.entered.includes(goal.id)) return true;
  return activeLeaves(compiled.chart.root, accepted.next.value).flatMap(withAncestors).includes(goal);
}

function keyOf({ position: { state, deadlines } }: Outcome): string {
  return JSON.stringify([state.value, state.context, state.historyValue, [...deadlines.keys()]]);
}

function movesOf(way: Way): readonly Move[] {
  const moves: Move[] = [];
  for (let at: Way | undefined = way; at; at = at.before) moves.unshift(at.outcome.move);
  return moves;
}

/** Ways by their expected length, the one that went furthest first among equals. */
class Queue {
  private readonly byRank = new Map<number, Way[]>();

  add(way: Way, rank: number): void {
    const ways = this.byRank.get(rank);
    if (ways) ways.push(way);
    else this.byRank.set(rank, [way]);
  }

  next(): Way | undefined {
    const rank = Math.min(...this.byRank.keys());
    const ways = this.byRank.get(rank);
    const way = ways?.pop();
    if (ways?.length === 0) this.byRank.delete(rank);
    return way;
  }
}
