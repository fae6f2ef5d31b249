import type { StateNode } from '../domain/statechart.js';
import { isLeaf, ownerOf } from '../domain/statechart.js';
import type { Assumptions, Branch, Distribution } from './assumptions.js';
import type { Draws } from './random.js';

/** What somebody is going to do in a state. */
export interface Choice {
  readonly event: string;
  readonly after: Distribution;
  readonly payload: Required<Branch>['payload'];
}

/** An event with its part of the stays in a state. */
interface Share extends Choice {
  readonly share: number;
}

/** Chooses what happens in states, as assumed. Keeps what it has looked up. */
export class Branches {
  private readonly known = new Map<StateNode, readonly Share[]>();

  constructor(private readonly assumptions: Assumptions) {}

  /** Whether anything can happen in a state by the deed of a person. */
  has(node: StateNode): boolean {
    return this.of(node).length > 0;
  }

  /** What happens in this stay; `undefined`: nobody acts. */
  choose(node: StateNode, draws: Draws): Choice | undefined {
    let rest = draws.next(`choice:${node.path.join('.')}`);
    for (const choice of this.of(node)) {
      rest -= choice.share;
      if (rest < 0) return choice;
    }
    return undefined;
  }

  private of(node: StateNode): readonly Share[] {
    const known = this.known.get(node);
    if (known) return known;
    const shares = this.sharesOf(node);
    this.known.set(node, shares);
    return shares;
  }

  private sharesOf(node: StateNode): readonly Share[] {
    const types = Object.keys(node.definition.on ?? {});
    const assumed = this.assumptions.states?.[node.path.join('.')];
    if (!assumed && !isLeaf(node)) return [];
    const named = types.flatMap((type): readonly [string, Branch][] => {
      const branch = assumed ? assumed[type] : {};
      return branch ? [[type, branch]] : [];
    });
    const given = named.reduce((sum, [, { share = 0 }]) => sum + share, 0);
    const open = named.filter(([, { share }]) => share === undefined).length;
    // Shares that add up to 1 must not leave a gap because of rounding.
    const scale = given > 1 - 1e-9 && given > 0 ? 1 / given : 1;
    return named.map(([event, { share, after, payload = {} }]) => ({
      event,
      share: share === undefined ? Math.max(0, 1 - given) / open : share * scale,
      after: after ?? this.durationOf(node, event),
      payload: { ...this.assumptions.payloads?.[event], ...payload },
    }));
  }

  private durationOf(node: StateNode, event: string): Distribution {
    const { events, owners, after } = this.assumptions;
    return events?.[event] ?? owners?.[ownerOf(node) ?? ''] ?? after;
  }
}
