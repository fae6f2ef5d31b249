import type { ProcessDefinition } from '../definition.js';
import { statechartOf, withAncestors, type Statechart, type StateNode } from '../statechart.js';
import { waysToEnds, type LongestWay, type ShortestWay } from './ways.js';

/** The ways to one end in German, for pages and the command line. */
export interface WaysInWords {
  /** Label of the final state. */
  readonly end: string;
  /** For example `0 Tage, 3 Schritte`. */
  readonly shortest: string;
  /** For example `höchstens 45 Tage`, or why nothing bounds it. */
  readonly longest: string;
}

/**
 * Says the ways to the ends of a definition in German.
 *
 * @param shown States and circles that are named; the rest is counted.
 */
export function waysInWords(definition: ProcessDefinition, shown = 3): readonly WaysInWords[] {
  const chart = statechartOf(definition.machine);
  return waysToEnds(definition).map(({ end, shortest, longest }) => ({
    end: end.definition.meta?.label.de ?? definition.title.de,
    shortest: shortestInWords(definition, shortest),
    longest: longestInWords(definition, chart, longest, shown),
  }));
}

function shortestInWords(definition: ProcessDefinition, way: ShortestWay): string {
  const steps = counted(way.events.length, 'Schritt', 'Schritte');
  if (way.expiries.length === 0) return `${counted(way.days, 'Tag', 'Tage')}, ${steps}`;
  const must = `nach Ablauf von ${listed(way.expiries.map((key) => delayName(definition, key)))}`;
  return `mindestens ${counted(way.days, 'Tag', 'Tage')}, ${steps}, ${must}`;
}

function longestInWords(
  definition: ProcessDefinition,
  chart: Statechart,
  way: LongestWay,
  shown: number,
): string {
  if (way.kind === 'bounded') {
    const most = `höchstens ${counted(way.days, 'Tag', 'Tage')}`;
    if (way.appointed.length === 0) return most;
    return `${most}, dazu die Zeit bis ${listed(way.appointed.map((key) => delayName(definition, key)))}`;
  }
  const places = way.waitingIn.map((id) => stateName(chart, id));
  const [circle, ...further] = way.circles;
  const reasons = [
    ...(places.length > 0 ? [`wartet ohne Frist in ${listed(places, shown)}`] : []),
    ...(circle
      ? [
          `Schleife über ${listed(
            circle.map((id) => stateName(chart, id)),
            shown,
          )}${others(further.length)}`,
        ]
      : []),
  ];
  return `ohne Grenze: ${reasons.join('; ')}`;
}

function others(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' und eine weitere Schleife' : ` und ${count} weitere Schleifen`;
}

function delayName({ delays }: ProcessDefinition, key: string): string {
  return `„${delays[key]?.label.de ?? key}“`;
}

/** Label of the state, behind that of the state around it. */
function stateName(chart: Statechart, id: string): string {
  const node = chart.byId.get(id);
  const names = node
    ? withAncestors(node)
        .filter(({ parent }) => parent !== undefined)
        .slice(0, 2)
        .map(labelOf)
        .reverse()
    : [id];
  return `„${names.join(' › ')}“`;
}

function labelOf(node: StateNode): string {
  return node.definition.meta?.label.de ?? node.key;
}

function listed(names: readonly string[], shown = names.length): string {
  const rest = names.length - shown;
  // One more can just as well be named.
  if (rest > 1) return `${names.slice(0, shown).join(', ')} und ${rest} weiteren`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} und ${names.at(-1)}` : names.join('');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
