import type { ModelSubject } from '../check/subject.js';
import { alternativesOf, alwaysFollows, canFireTogether } from '../check/transition-logic.js';
import type { ProcessDefinition } from '../definition.js';
import { statechartOf, type StateNode } from '../statechart.js';
import { allTransitions, type TransitionSite } from '../transitions.js';
import { delayLength } from './delay-length.js';
import {
  certainDelays,
  destination,
  innerScopes,
  isOpaque,
  isPassing,
  placeOf,
  sitesAt,
  type Scope,
} from './flow-graph.js';
import { atMost, longestWay, together, type LongestWay } from './longest-way.js';
import { shortestWayOf, shortestWays, sideBySide, type Cost, type ShortestWay } from './shortest-way.js';

export type { LongestWay } from './longest-way.js';
export type { ShortestWay } from './shortest-way.js';

/** The ways to one end of a process. */
export interface WaysToEnd {
  /** The final state; the root when all regions of a parallel root end together. */
  readonly end: StateNode;
  readonly shortest: ShortestWay;
  readonly longest: LongestWay;
}

/** A step from one place to another, or out of the part. */
export interface Step {
  readonly from: StateNode;
  /** A place, or the id of the transition that leads out, or `DONE`. */
  readonly to: StateNode | string;
  /** What it takes when everything happens as early as possible. */
  readonly cost: Cost;
}

/** Leaving a part through its final state. */
const DONE = 'done';

/** What is known about a part: how long each way out of it takes. */
interface PartWays {
  readonly start: StateNode | undefined;
  readonly steps: readonly Step[];
  /** By exit: id of the transition that leads out, or {@link DONE}. */
  readonly exits: ReadonlyMap<string, { readonly shortest: Cost; readonly longest: LongestWay }>;
  readonly stay: (place: StateNode) => LongestWay;
}

const AT_ONCE: Cost = { days: 0, sites: [] };

/**
 * The shortest and the longest way to every end, as far as the declared deadlines bound them; pure and deterministic.
 *
 * Conditions are taken to be possible. Shortest: events come at once, only deadlines that must expire take time.
 * Longest: every state is kept until its deadline expires; without one, or in a circle, nothing bounds the way.
 *
 * @param definition A definition without findings.
 * @returns          In the order of the definition; ends that cannot be reached are left out.
 */
export function waysToEnds(definition: ProcessDefinition): readonly WaysToEnd[] {
  const chart = statechartOf(definition.machine);
  const { root } = chart;
  const subject: ModelSubject = { definition, chart, transitions: allTransitions(chart) };
  const ways = new PartAnalysis(subject).of({ node: root, withOwn: true });
  if (root.kind === 'parallel') {
    const exit = ways.exits.get(DONE);
    return exit ? [{ end: root, shortest: shortestWayOf(exit.shortest), longest: exit.longest }] : [];
  }
  return root.children
    .filter(({ kind }) => kind === 'final')
    .flatMap((end) => {
      const shortest = ways.start && shortestWays(ways.start, ways.steps).get(end);
      if (!ways.start || !shortest) return [];
      return [
        {
          end,
          shortest: shortestWayOf(shortest),
          longest: longestWay(ways.start, end, ways.steps, ways.stay),
        },
      ];
    });
}

/** Analyses parts from inside out, each once. */
class PartAnalysis {
  private readonly known = new Map<StateNode, PartWays>();

  constructor(private readonly subject: ModelSubject) {}

  of(scope: Scope): PartWays {
    const found = this.known.get(scope.node);
    if (found) return found;
    const start = placeOf(this.subject, scope, scope.node);
    const places = new Set(start ? [start] : []);
    const steps: Step[] = [];
    for (const place of places) {
      for (const step of this.stepsFrom(scope, place)) {
        steps.push(step);
        if (typeof step.to !== 'string') places.add(step.to);
      }
    }
    const stay = (place: StateNode): LongestWay => this.stayAt(scope, place);
    const shortest = start ? shortestWays(start, steps) : new Map<StateNode | string, Cost>();
    const exits = [...shortest].flatMap(([exit, cheapest]) =>
      start && typeof exit === 'string'
        ? [[exit, { shortest: cheapest, longest: longestWay(start, exit, steps, stay) }] as const]
        : [],
    );
    const ways: PartWays = { start, steps, stay, exits: new Map(exits) };
    this.known.set(scope.node, ways);
    return ways;
  }

  private stepsFrom(scope: Scope, place: StateNode): readonly Step[] {
    const passing = isPassing(this.subject, scope, place);
    const sites = sitesAt(scope, place).filter(
      ({ trigger }) => !passing || trigger === 'always' || trigger === 'onDone',
    );
    // A final state that is entered once more has ended its part already.
    const own = sites
      .flatMap((site) => this.stepsBy(scope, place, site, this.costOf(site)))
      .filter(({ to }) => to !== place || place.kind !== 'final');
    const done: Step[] =
      place.kind === 'final' && place.parent === scope.node ? [{ from: place, to: DONE, cost: AT_ONCE }] : [];
    return [...own, ...done, ...(isOpaque(place) ? this.stepsFromInside(scope, place) : [])];
  }

  private stepsBy(scope: Scope, from: StateNode, site: TransitionSite, cost: Cost): readonly Step[] {
    const to = destination(this.subject, scope, site);
    if (to === 'outside') return [{ from, to: site.id, cost }];
    return to.map((place) => ({ from, to: place, cost }));
  }

  /** Ways on that something inside a place opens: leaving it from inside, or its completion. */
  private stepsFromInside(scope: Scope, place: StateNode): readonly Step[] {
    const parts = innerScopes(place).map((inner) => this.of(inner));
    const leaving = parts.flatMap(({ exits }) =>
      [...exits].flatMap(([exit, { shortest }]) => {
        const site = this.subject.transitions.find(({ id }) => id === exit);
        return site ? this.stepsBy(scope, place, site, shortest) : [];
      }),
    );
    const isSame = (left: TransitionSite, right: TransitionSite): boolean =>
      canFireTogether(this.subject, left, right);
    const finished = parts.map(({ exits }) => exits.get(DONE)?.shortest);
    if (finished.some((way) => way === undefined)) return leaving;
    const cost = finished.reduce<Cost>((all, way) => sideBySide(all, way ?? AT_ONCE, isSame), AT_ONCE);
    const completion = alternativesOf(place, { event: 'onDone' });
    const rests = place === scope.node && !alwaysFollows(this.subject, completion);
    const own: Step[] = rests ? [{ from: place, to: DONE, cost }] : [];
    return [...leaving, ...own, ...completion.flatMap((site) => this.stepsBy(scope, place, site, cost))];
  }

  private costOf(site: TransitionSite): Cost {
    if (site.trigger === 'event') return { days: 0, sites: [site] };
    if (site.trigger !== 'after') return AT_ONCE;
    const rule = this.subject.definition.delays[site.key]?.rule;
    const length = rule ? delayLength(rule) : undefined;
    return { days: length?.kind === 'days' ? length.min : 0, sites: [site] };
  }

  /** How long one can be at a place at most. */
  private stayAt(scope: Scope, place: StateNode): LongestWay {
    if (isPassing(this.subject, scope, place)) return { kind: 'bounded', days: 0, appointed: [] };
    if (place.kind === 'final') return { kind: 'bounded', days: 0, appointed: [] };
    const byDelay = certainDelays(this.subject, scope, place).flatMap((key): LongestWay[] => {
      const rule = this.subject.definition.delays[key]?.rule;
      if (!rule) return [];
      const length = delayLength(rule);
      return length.kind === 'days'
        ? [{ kind: 'bounded', days: length.max, appointed: [] }]
        : [{ kind: 'bounded', days: 0, appointed: [key] }];
    });
    const inside = isOpaque(place) ? this.staysInside(place) : [];
    return atMost([...byDelay, ...inside], place);
  }

  /** Bounds that follow from what happens inside a place. */
  private staysInside(place: StateNode): readonly LongestWay[] {
    const parts = innerScopes(place).map((inner) => this.of(inner));
    const leavingFor = parts
      .filter(({ exits }) => exits.size > 0 && !exits.has(DONE))
      .map(({ exits }) => together([...exits.values()].map(({ longest }) => longest)));
    const completion = alternativesOf(place, { event: 'onDone' });
    const ends = place.parent === undefined || place.parent.kind === 'parallel';
    if (!ends && !alwaysFollows(this.subject, completion)) return leavingFor;
    const done = parts.map(({ exits }) => exits.get(DONE)?.longest);
    if (done.some((way) => way === undefined)) return leavingFor;
    return [...leavingFor, together(done.flatMap((way) => way ?? []))];
  }
}
