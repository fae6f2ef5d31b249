import type { StateNode } from '../statechart.js';
import type { TransitionSite } from '../transitions.js';

/** What a way takes when every event comes at once. */
export interface ShortestWay {
  /** Calendar days of the deadlines that have to expire, at their shortest; appointed days count nothing. */
  readonly days: number;
  /** Types of the events, in order; one that moves several regions at once is named once. */
  readonly events: readonly string[];
  /** Delays that have to expire, in order. */
  readonly expiries: readonly string[];
}

/** Days of a way, with the events and expiries it takes in order. */
export interface Cost {
  readonly days: number;
  readonly sites: readonly TransitionSite[];
}

interface Arrow {
  readonly from: StateNode;
  readonly to: StateNode | string;
  readonly cost: Cost;
}

/** The cost in names. */
export function shortestWayOf({ days, sites }: Cost): ShortestWay {
  const keys = (trigger: TransitionSite['trigger']): readonly string[] =>
    sites.filter((site) => site.trigger === trigger).map(({ key }) => key);
  return { days, events: keys('event'), expiries: keys('after') };
}

/**
 * Both at the same time: the longer time; events and deadlines of both, those that can be one and the same once.
 *
 * @param isSame Whether two transitions can fire on one event.
 */
export function sideBySide(
  left: Cost,
  right: Cost,
  isSame: (left: TransitionSite, right: TransitionSite) => boolean,
): Cost {
  const unpaired = [...left.sites];
  const further = right.sites.filter((site) => {
    const at = unpaired.findIndex((other) => other.event === site.event && isSame(other, site));
    if (at >= 0) unpaired.splice(at, 1);
    return at < 0;
  });
  return { days: Math.max(left.days, right.days), sites: [...left.sites, ...further] };
}

/** Cheapest way from a place to every place and exit: fewest days, then fewest events (Dijkstra). */
export function shortestWays(
  start: StateNode,
  arrows: readonly Arrow[],
): ReadonlyMap<StateNode | string, Cost> {
  const settled = new Map<StateNode | string, Cost>();
  const open = new Map<StateNode | string, Cost>([[start, { days: 0, sites: [] }]]);
  while (open.size > 0) {
    const [place, way] = [...open].reduce((best, other) => (compare(other[1], best[1]) < 0 ? other : best));
    open.delete(place);
    settled.set(place, way);
    for (const arrow of arrows.filter(({ from, to }) => from === place && !settled.has(to))) {
      const longer = joined(way, arrow.cost);
      const known = open.get(arrow.to);
      if (!known || compare(longer, known) < 0) open.set(arrow.to, longer);
    }
  }
  return settled;
}

function compare(left: Cost, right: Cost): number {
  return left.days - right.days || expiries(left) - expiries(right) || left.sites.length - right.sites.length;
}

function expiries({ sites }: Cost): number {
  return sites.filter(({ trigger }) => trigger === 'after').length;
}

function joined(left: Cost, right: Cost): Cost {
  return { days: left.days + right.days, sites: [...left.sites, ...right.sites] };
}
