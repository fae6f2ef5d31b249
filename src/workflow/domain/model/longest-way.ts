import type { StateNode } from '../statechart.js';

/** How long a way takes at most. */
export type LongestWay = BoundedWay | UnboundedWay;

/** Every state on the way has a deadline, and no way leads in a circle. */
export interface BoundedWay {
  readonly kind: 'bounded';
  /** Calendar days of the deadlines at their nominal longest, one after the other. */
  readonly days: number;
  /** Delays on the way that end on a day somebody names; their time comes on top. */
  readonly appointed: readonly string[];
}

/** Nothing bounds it. */
export interface UnboundedWay {
  readonly kind: 'unbounded';
  /** Ids of the states that have no deadline which always leads on. */
  readonly waitingIn: readonly string[];
  /** Ids of the states of each circle. */
  readonly circles: readonly (readonly string[])[];
}

interface Arrow {
  readonly from: StateNode;
  readonly to: StateNode | string;
}

/**
 * The longest way from a place to a place or exit.
 *
 * @param stay How long one can be at a place at most.
 */
export function longestWay(
  start: StateNode,
  end: StateNode | string,
  arrows: readonly Arrow[],
  stay: (place: StateNode) => LongestWay,
): LongestWay {
  const before = backwards(end, arrows);
  const passed = [...forwards(start, arrows)].filter((place) => before.has(place));
  const way = arrows.filter(({ from, to }) => passed.includes(from) && (to === end || before.has(to)));
  const stays = new Map(passed.map((place) => [place, place === end ? still() : stay(place)]));
  const circles = circlesAmong(passed, way);
  const all = together([...stays.values()]);
  if (all.kind === 'unbounded' || circles.length > 0) {
    const inside = all.kind === 'unbounded' ? all : { waitingIn: [], circles: [] };
    return { kind: 'unbounded', waitingIn: inside.waitingIn, circles: [...inside.circles, ...circles] };
  }
  const known = new Map<StateNode | string, number>([[end, 0]]);
  const longest = (place: StateNode | string): number => {
    const found = known.get(place);
    if (found !== undefined || typeof place === 'string') return found ?? 0;
    const here = stays.get(place);
    const on = way.filter(({ from }) => from === place).map(({ to }) => longest(to));
    const days = (here?.kind === 'bounded' ? here.days : 0) + Math.max(0, ...on);
    known.set(place, days);
    return days;
  };
  return { kind: 'bounded', days: longest(start), appointed: all.appointed };
}

function still(): LongestWay {
  return { kind: 'bounded', days: 0, appointed: [] };
}

/** The least of several bounds; a place without any is waited at without end. Appointed days bound less than others. */
export function atMost(bounds: readonly LongestWay[], place: StateNode): LongestWay {
  const bounded = bounds.filter((bound) => bound.kind === 'bounded');
  const counted = bounded.filter(({ appointed }) => appointed.length === 0);
  const [least] = (counted.length > 0 ? counted : bounded).toSorted((a, b) => a.days - b.days);
  if (least) return least;
  const known = bounds.filter((bound) => bound.kind === 'unbounded');
  return known.length > 0 ? together(known) : { kind: 'unbounded', waitingIn: [place.id], circles: [] };
}

/** The greatest of several times, or all reasons why nothing bounds them. */
export function together(ways: readonly LongestWay[]): LongestWay {
  const endless = ways.filter((way) => way.kind === 'unbounded');
  if (endless.length > 0) {
    return {
      kind: 'unbounded',
      waitingIn: [...new Set(endless.flatMap(({ waitingIn }) => waitingIn))],
      circles: distinct(endless.flatMap(({ circles }) => circles)),
    };
  }
  const bounded = ways.filter((way) => way.kind === 'bounded');
  return {
    kind: 'bounded',
    days: Math.max(0, ...bounded.map(({ days }) => days)),
    appointed: [...new Set(bounded.flatMap(({ appointed }) => appointed))],
  };
}

function distinct(circles: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(circles.map((circle) => [circle.join(' '), circle])).values()];
}

function forwards(start: StateNode, arrows: readonly Arrow[]): ReadonlySet<StateNode> {
  const seen = new Set([start]);
  for (const place of seen) {
    for (const { from, to } of arrows) if (from === place && typeof to !== 'string') seen.add(to);
  }
  return seen;
}

function backwards(end: StateNode | string, arrows: readonly Arrow[]): ReadonlySet<StateNode | string> {
  const seen = new Set<StateNode | string>([end]);
  for (const place of seen) for (const { from, to } of arrows) if (to === place) seen.add(from);
  return seen;
}

/** Groups of places that lead to each other, by the order of the places. */
function circlesAmong(
  places: readonly StateNode[],
  arrows: readonly Arrow[],
): readonly (readonly string[])[] {
  const later = new Map(places.map((place) => [place, forwardsBeyond(place, arrows)]));
  const grouped = new Set<StateNode>();
  return places.flatMap((place) => {
    if (grouped.has(place) || later.get(place)?.has(place) !== true) return [];
    const group = places.filter((other) => later.get(place)?.has(other) && later.get(other)?.has(place));
    for (const member of group) grouped.add(member);
    return [group.map(({ id }) => id)];
  });
}

function forwardsBeyond(place: StateNode, arrows: readonly Arrow[]): ReadonlySet<StateNode> {
  const next = arrows.flatMap(({ from, to }) => (from === place && typeof to !== 'string' ? [to] : []));
  return new Set(next.flatMap((node) => [...forwards(node, arrows)]));
}
